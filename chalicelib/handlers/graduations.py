"""申请毕业 and 上传毕业照片."""

import msgspec
from chalice.app import Blueprint

from chalicelib.domain import ids
from chalicelib.domain.graduation_forms import Scores, Typed
from chalicelib.domain.graduation_register import Register
from chalicelib.domain.graduations import KIND
from chalicelib.domain.uploads import Offer
from chalicelib.handlers import http
from chalicelib.handlers.calls import Call, CandidateCall
from chalicelib.handlers.guards import CANDIDATE_HOST
from chalicelib.handlers.operations import operation
from chalicelib.handlers.uploads import Accepted, Arrived, accepted
from chalicelib.storage import people
from chalicelib.storage.presigned import Form
from chalicelib.usecases.applications.resubmit_application import NextRound, Resubmitted, resubmit_application
from chalicelib.usecases.applications.standings import Applicant
from chalicelib.usecases.applications.submit_applications import Order, Receipt, submit_applications
from chalicelib.usecases.graduations.accept_photo import accept_photo
from chalicelib.usecases.graduations.offer_photo import offer_photo
from chalicelib.usecases.graduations.show_address import AddressView, show_address
from chalicelib.usecases.graduations.show_graduation import GraduationView, show_graduation
from chalicelib.usecases.graduations.show_record import RecordView, show_record
from chalicelib.usecases.graduations.show_register import show_register

blueprint = Blueprint(__name__)


class Submission(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that the five steps hold; `drafts`: the version of each that the page showed."""

    notice_version: str
    item: Typed
    drafts: dict[str, int] = {}


class Resubmission(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`ver` is the version of the case that the page showed, `drafts` that of each step."""

    item: Typed
    ver: int
    drafts: dict[str, int] = {}


@http.candidate(blueprint, "GET", "/t/{ref}/graduation")
def show(call: CandidateCall, ref: int) -> GraduationView:
    return show_graduation(call.cid, call.epoch, ref, call.now)


@http.candidate(blueprint, "GET", "/t/{ref}/graduation/record", query=("plan", "addon"))
def record(call: CandidateCall, ref: int) -> RecordView:
    asked = Scores(plan=call.query.get("plan", ""), addon=call.query.get("addon", ""))
    return show_record(call.cid, call.epoch, ref, asked, call.now)


@http.candidate(blueprint, "POST", "/t/{ref}/graduation", body=Submission, keyed=True, gives=Receipt, status=201)
def submit(call: CandidateCall, ref: int, body: Submission) -> msgspec.Raw:
    order = Order(kind=KIND, ref=ref, notice_version=body.notice_version, items=(body.item,), drafts=body.drafts)
    applicant = Applicant(call.actor, call.epoch)
    return msgspec.Raw(submit_applications(applicant, order, operation(call), call.entropy))


@http.candidate(blueprint, "POST", "/t/{ref}/graduation/{no}/rounds", body=Resubmission, keyed=True, gives=Resubmitted)
def resubmit(call: CandidateCall, ref: int, no: str, body: Resubmission) -> msgspec.Raw:
    sent = NextRound(kind=KIND, ref=ref, no=ids.parse_no(no), ver=body.ver, item=body.item, drafts=body.drafts)
    return msgspec.Raw(resubmit_application(Applicant(call.actor, call.epoch), sent, operation(call)))


@http.candidate(blueprint, "GET", "/t/{ref}/graduation/{no}/register")
def register(call: CandidateCall, ref: int, no: str) -> Register:
    return show_register(call.cid, call.epoch, ref, ids.parse_no(no), call.now)


@http.public(blueprint, "GET", "/graduation/address", host=CANDIDATE_HOST)
def address(_call: Call) -> AddressView:
    return show_address()


@http.candidate(blueprint, "POST", "/t/{ref}/photo", body=Offer)
def offer(call: CandidateCall, ref: int, body: Offer) -> Form:
    head = people.load_head(call.cid, epoch=call.epoch)
    return offer_photo(head, ref, body, call.now, call.entropy)


@http.candidate(blueprint, "POST", "/t/{ref}/photo/{upload}/complete", body=Arrived)
def complete(call: CandidateCall, ref: int, upload: str, body: Arrived) -> Accepted:
    head = people.load_head(call.cid, epoch=call.epoch)
    return accepted(accept_photo(head, ref, upload, body.token, call.now))
