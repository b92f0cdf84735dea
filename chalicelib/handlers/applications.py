"""One application of any business, for the candidate it belongs to."""

import msgspec
from chalice.app import Blueprint

from chalicelib.domain import ids
from chalicelib.handlers import http
from chalicelib.handlers.calls import CandidateCall
from chalicelib.handlers.operations import operation
from chalicelib.usecases.applications.show_application import ApplicationView, show_application
from chalicelib.usecases.applications.withdraw_application import Withdrawn, withdraw_application

blueprint = Blueprint(__name__)


class Withdrawal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`ver` is the version of the case that the page showed."""

    ver: int


@http.candidate(blueprint, "GET", "/applications/{no}")
def show(call: CandidateCall, no: str) -> ApplicationView:
    return show_application(call.cid, call.epoch, ids.parse_no(no), call.now)


@http.candidate(blueprint, "POST", "/applications/{no}/withdrawal", body=Withdrawal, keyed=True, gives=Withdrawn)
def withdraw(call: CandidateCall, no: str, body: Withdrawal) -> msgspec.Raw:
    found = withdraw_application(call.actor, call.epoch, ids.parse_no(no), body.ver, operation(call))
    return msgspec.Raw(found)
