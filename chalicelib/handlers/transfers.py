"""考籍转移: 本市转出, 外省转入."""

import msgspec
from chalice.app import Blueprint

from chalicelib.domain import calendars, ids
from chalicelib.domain.transfer_out import KIND
from chalicelib.domain.transfer_out_forms import Typed
from chalicelib.handlers import http
from chalicelib.handlers.calls import CandidateCall
from chalicelib.handlers.operations import operation
from chalicelib.usecases.applications.resubmit_application import NextRound, Resubmitted, resubmit_application
from chalicelib.usecases.applications.standings import Applicant
from chalicelib.usecases.applications.submit_applications import Order, Receipt, submit_applications
from chalicelib.usecases.transfers.confirm_transfer_in import Agreed, Confirmed, confirm_transfer_in
from chalicelib.usecases.transfers.show_appointment import show_appointment
from chalicelib.usecases.transfers.show_transfer_in import TransferInView, show_transfer_in
from chalicelib.usecases.transfers.show_transfer_out import TransferOutView, show_transfer_out

blueprint = Blueprint(__name__)


class Submission(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where to and what leaves; `drafts`: the version of each step that the page showed."""

    notice_version: str
    item: Typed
    drafts: dict[str, int] = {}


class Confirmation(Agreed, frozen=True, forbid_unknown_fields=True):
    """`ver` is the version of the case that the page showed, `basis` that of the courses."""


class Resubmission(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`ver` is the version of the case that the page showed, `drafts` that of each step."""

    item: Typed
    ver: int
    drafts: dict[str, int] = {}


@http.candidate(blueprint, "GET", "/t/{ref}/transfer-out")
def show(call: CandidateCall, ref: int) -> TransferOutView:
    return show_transfer_out(call.cid, call.epoch, ref, call.now)


@http.candidate(blueprint, "POST", "/t/{ref}/transfer-out", body=Submission, keyed=True, gives=Receipt, status=201)
def submit(call: CandidateCall, ref: int, body: Submission) -> msgspec.Raw:
    order = Order(kind=KIND, ref=ref, notice_version=body.notice_version, items=(body.item,), drafts=body.drafts)
    applicant = Applicant(call.actor, call.epoch)
    return msgspec.Raw(submit_applications(applicant, order, operation(call), call.entropy))


@http.candidate(
    blueprint, "POST", "/t/{ref}/transfer-out/{no}/rounds", body=Resubmission, keyed=True, gives=Resubmitted
)
def resubmit(call: CandidateCall, ref: int, no: str, body: Resubmission) -> msgspec.Raw:
    sent = NextRound(kind=KIND, ref=ref, no=ids.parse_no(no), ver=body.ver, item=body.item, drafts=body.drafts)
    return msgspec.Raw(resubmit_application(Applicant(call.actor, call.epoch), sent, operation(call)))


@http.candidate(blueprint, "GET", "/t/{ref}/transfer-in")
def arrivals(call: CandidateCall, ref: int) -> TransferInView:
    return show_transfer_in(call.cid, call.epoch, ref, call.now)


@http.candidate(
    blueprint, "POST", "/t/{ref}/transfer-in/{no}/confirmation", body=Confirmation, keyed=True, gives=Confirmed
)
def confirm(call: CandidateCall, ref: int, no: str, body: Confirmation) -> msgspec.Raw:
    return msgspec.Raw(confirm_transfer_in(call.actor, call.epoch, (ref, ids.parse_no(no)), body, operation(call)))


@http.candidate(blueprint, "GET", "/t/{ref}/transfer-in/{no}/calendar", media=calendars.MEDIA, gives=str)
def appointment(call: CandidateCall, ref: int, no: str) -> msgspec.Raw:
    """A file for a calendar: when and where to sign."""
    found = show_appointment(call.cid, call.epoch, ref, ids.parse_no(no), call.now)
    return msgspec.Raw(found.encode())
