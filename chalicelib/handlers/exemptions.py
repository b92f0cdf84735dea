"""申请免考."""

import msgspec
from chalice.app import Blueprint

from chalicelib.handlers import http
from chalicelib.handlers.calls import Answer, CandidateCall
from chalicelib.handlers.operations import operation
from chalicelib.usecases.exemptions.list_exemptions import ExemptionsView, list_exemptions
from chalicelib.usecases.exemptions.standings import Applicant
from chalicelib.usecases.exemptions.submit_exemptions import Submission, submit_exemptions

blueprint = Blueprint(__name__)


@http.candidate(blueprint, "GET", "/t/{ref}/exemptions")
def show(call: CandidateCall, ref: int) -> ExemptionsView:
    return list_exemptions(call.cid, call.epoch, ref, call.now)


@http.candidate(blueprint, "POST", "/t/{ref}/exemptions", body=Submission)
def submit(call: CandidateCall, ref: int, body: Submission) -> Answer:
    who = Applicant(call.actor, call.epoch)
    return Answer(msgspec.Raw(submit_exemptions(who, ref, body, operation(call), call.entropy)), status=201)
