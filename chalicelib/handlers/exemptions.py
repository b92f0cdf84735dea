"""申请免考."""

import msgspec
from chalice.app import Blueprint

from chalicelib.domain import ids
from chalicelib.domain.exemptions import KIND, Item
from chalicelib.handlers import http
from chalicelib.handlers.calls import CandidateCall
from chalicelib.handlers.operations import operation
from chalicelib.usecases.applications.resubmit_application import NextRound, Resubmitted, resubmit_application
from chalicelib.usecases.applications.standings import Applicant
from chalicelib.usecases.applications.submit_applications import Order, Receipt, submit_applications
from chalicelib.usecases.exemptions.list_exemptions import ExemptionsView, list_exemptions
from chalicelib.usecases.exemptions.show_wallet import WalletView, show_wallet

blueprint = Blueprint(__name__)


class Submission(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Several courses at once, one application each; `drafts`: the version of each step that the page showed."""

    notice_version: str
    items: tuple[Item, ...]
    drafts: dict[str, int] = {}


class Resubmission(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`ver` is the version of the case that the page showed, `drafts` that of each step."""

    item: Item
    ver: int
    drafts: dict[str, int] = {}


@http.candidate(blueprint, "GET", "/t/{ref}/exemptions")
def show(call: CandidateCall, ref: int) -> ExemptionsView:
    return list_exemptions(call.cid, call.epoch, ref, call.now)


@http.candidate(blueprint, "GET", "/exemptions/wallet")
def wallet(call: CandidateCall) -> WalletView:
    return show_wallet(call.cid, call.epoch)


@http.candidate(blueprint, "POST", "/t/{ref}/exemptions", body=Submission, keyed=True, gives=Receipt, status=201)
def submit(call: CandidateCall, ref: int, body: Submission) -> msgspec.Raw:
    order = Order(kind=KIND, ref=ref, notice_version=body.notice_version, items=body.items, drafts=body.drafts)
    applicant = Applicant(call.actor, call.epoch)
    return msgspec.Raw(submit_applications(applicant, order, operation(call), call.entropy))


@http.candidate(blueprint, "POST", "/t/{ref}/exemptions/{no}/rounds", body=Resubmission, keyed=True, gives=Resubmitted)
def resubmit(call: CandidateCall, ref: int, no: str, body: Resubmission) -> msgspec.Raw:
    sent = NextRound(kind=KIND, ref=ref, no=ids.parse_no(no), ver=body.ver, item=body.item, drafts=body.drafts)
    return msgspec.Raw(resubmit_application(Applicant(call.actor, call.epoch), sent, operation(call)))
