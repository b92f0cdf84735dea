"""查验码: of an approved application, for its holder; and its check, by anybody."""

import msgspec
from chalice.app import Blueprint

from chalicelib.domain import ids
from chalicelib.handlers import http
from chalicelib.handlers.calls import Call, CandidateCall
from chalicelib.handlers.guards import CANDIDATE_HOST
from chalicelib.usecases.attestations.check_code import CheckedView, check_code
from chalicelib.usecases.attestations.make_attestation import Holder, Wish, make_attestation
from chalicelib.usecases.attestations.revoke_attestation import revoke_attestation
from chalicelib.usecases.attestations.show_attestation import AttestationView, show_attestation

blueprint = Blueprint(__name__)


class Revocation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`ver` is the version of the code that the page showed."""

    ver: int


class Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The code as it was typed or scanned: in the body, where no address and no log has it."""

    code: str


@http.candidate(blueprint, "GET", "/applications/{no}/attestation")
def show(call: CandidateCall, no: str) -> AttestationView:
    return show_attestation(call.cid, call.epoch, ids.parse_no(no), call.now)


@http.candidate(blueprint, "POST", "/applications/{no}/attestation", body=Wish)
def make(call: CandidateCall, no: str, body: Wish) -> AttestationView:
    return make_attestation(_holder(call), ids.parse_no(no), body, call.entropy, call.now)


@http.candidate(blueprint, "POST", "/applications/{no}/attestation/revocation", body=Revocation)
def revoke(call: CandidateCall, no: str, body: Revocation) -> AttestationView:
    return revoke_attestation(_holder(call), ids.parse_no(no), body.ver, call.now)


@http.public(blueprint, "POST", "/verify", body=Asked, host=CANDIDATE_HOST)
def check(call: Call, body: Asked) -> CheckedView:
    return check_code(body.code, call.address, call.now)


def _holder(call: CandidateCall) -> Holder:
    return Holder(actor=call.actor, epoch=call.epoch)
