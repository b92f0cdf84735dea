"""The degree audit of a ticket, and the majors to compare with."""

from chalice.app import Blueprint

from chalicelib.domain.degrees.questions import Question, question_of
from chalicelib.handlers import http
from chalicelib.handlers.calls import Call, CandidateCall
from chalicelib.handlers.guards import CANDIDATE_HOST
from chalicelib.usecases.degrees.auditing import AuditView
from chalicelib.usecases.degrees.list_majors import Major, list_majors
from chalicelib.usecases.degrees.show_audit import show_audit

blueprint = Blueprint(__name__)


@http.candidate(blueprint, "GET", "/t/{ref}/degree-audit", query=Question.__struct_fields__)
def show(call: CandidateCall, ref: int) -> AuditView:
    return show_audit(call.cid, call.epoch, ref, question_of(call.query), call.now)


@http.public(blueprint, "GET", "/majors", host=CANDIDATE_HOST)
def majors(call: Call) -> tuple[Major, ...]:
    """Public facts, so that nobody's record is read for them."""
    return list_majors(call.now)
