"""The reviewers' console: queue, case, lease, decision."""

import msgspec
from chalice.app import Blueprint

from chalicelib.domain import ids
from chalicelib.domain.degrees.questions import Question, question_of
from chalicelib.domain.errors import UnknownError
from chalicelib.domain.graduation_register import Register
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.staff import Role, require_role, scope_of, scope_text
from chalicelib.domain.windows import Business
from chalicelib.handlers import http
from chalicelib.handlers.calls import StaffCall
from chalicelib.handlers.operations import operation
from chalicelib.storage import leases
from chalicelib.usecases.reviews.decide_application import Decided, Reviewer, Verdict, decide_application
from chalicelib.usecases.reviews.lease_case import Leased, lease_case
from chalicelib.usecases.reviews.print_registers import Batch, Registers, print_registers
from chalicelib.usecases.reviews.reveal_candidate import Revealed, reveal_candidate
from chalicelib.usecases.reviews.show_case import CaseView, show_case
from chalicelib.usecases.reviews.show_case_audit import CaseAuditView, show_case_audit
from chalicelib.usecases.reviews.show_case_register import show_case_register
from chalicelib.usecases.reviews.show_queue import Mine, Queue, show_mine, show_queue
from chalicelib.usecases.reviews.take_next import Taken, take_next

blueprint = Blueprint(__name__)


class Next(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    business: Business


@http.staff(blueprint, "GET", "/review/queue", query=("business",))
def queue(call: StaffCall) -> Queue:
    by = _reviewer(call)
    business = call.query.get("business", Business.EXEMPTION)
    if business not in set(Business):
        raise UnknownError
    return show_queue(business, by.scope, scope_text(call.staff), call.now)


@http.staff(blueprint, "GET", "/review/mine")
def mine(call: StaffCall) -> Mine:
    return show_mine(_reviewer(call).actor.id, call.now)


@http.staff(blueprint, "POST", "/review/queue/next", body=Next)
def take(call: StaffCall, body: Next) -> Taken:
    by = _reviewer(call)
    return take_next(body.business, by.scope, by.actor, call.now)


@http.staff(blueprint, "GET", "/review/cases/{case}")
def show(call: StaffCall, case: str) -> CaseView:
    by = _reviewer(call)
    return show_case(*_parsed(case), by.scope, by.actor, call.now)


@http.staff(blueprint, "GET", "/review/cases/{case}/degree-audit", query=Question.__struct_fields__)
def audit(call: StaffCall, case: str) -> CaseAuditView:
    by = _reviewer(call)
    return show_case_audit(_parsed(case), (by.scope, by.actor), question_of(call.query), call.now)


@http.staff(blueprint, "GET", "/review/cases/{case}/register")
def register(call: StaffCall, case: str) -> Register:
    by = _reviewer(call)
    return show_case_register(_parsed(case), (by.scope, by.actor), call.now)


@http.staff(blueprint, "POST", "/review/cases/{case}/lease")
def lease(call: StaffCall, case: str) -> Leased:
    by = _reviewer(call)
    return lease_case(*_parsed(case), by.scope, by.actor, call.now)


@http.staff(blueprint, "POST", "/review/cases/{case}/reveal")
def reveal(call: StaffCall, case: str) -> Revealed:
    by = _reviewer(call)
    return reveal_candidate(*_parsed(case), by.scope, by.actor, call.now)


@http.staff(blueprint, "POST", "/review/cases/{case}/release")
def release(call: StaffCall, case: str) -> None:
    leases.release(_parsed(case)[1], _reviewer(call).actor.id)


@http.staff(blueprint, "POST", "/review/cases/{case}/decision", body=Verdict, keyed=True, gives=Decided)
def decide(call: StaffCall, case: str, body: Verdict) -> msgspec.Raw:
    return msgspec.Raw(decide_application(_parsed(case), body, _reviewer(call), operation(call)))


@http.staff(blueprint, "POST", "/review/registers", body=Batch)
def registers(call: StaffCall, body: Batch) -> Registers:
    return print_registers(body, _reviewer(call), call.now)


def _reviewer(call: StaffCall) -> Reviewer:
    require_role(call.staff, Role.REVIEWER, Role.SUPERVISOR)
    return Reviewer(call.actor, scope_of(call.staff), call.mfa_at)


def _parsed(case: str) -> tuple[Cid, No]:
    """`<cid>.<no>`, both random; scope is judged from the stored case, never from the address."""
    cid, _, no = case.partition(".")
    return Cid(ids.parse_random(cid)), ids.parse_no(no)
