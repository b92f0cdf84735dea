"""Holders and strangers with a 查验码, each request with its own instant."""

import itertools

from chalicelib.domain.ids import No
from chalicelib.domain.instants import Instant
from chalicelib.usecases.attestations.check_code import CheckedView, check_code
from chalicelib.usecases.attestations.make_attestation import Holder, Wish, make_attestation
from chalicelib.usecases.attestations.revoke_attestation import revoke_attestation
from chalicelib.usecases.attestations.show_attestation import AttestationView, show_attestation
from tests.builders import CANDIDATE, CID, NOW

WHO = Holder(actor=CANDIDATE, epoch=1)
ADDRESS = "203.0.113.9"
_dice = itertools.count(1)


def entropy(count: int) -> bytes:
    return (next(_dice) << 64).to_bytes(count)


def make(no: No, ver: int = 0, months: int = 3, who: Holder = WHO) -> AttestationView:
    return make_attestation(who, no, Wish(months=months, ver=ver), entropy, NOW)


def show(no: No, epoch: int = 1, now: Instant = NOW) -> AttestationView:
    return show_attestation(CID, epoch, no, now)


def revoke(no: No, ver: int = 1) -> AttestationView:
    return revoke_attestation(WHO, no, ver, NOW)


def check(code: str, now: Instant = NOW, address: str = ADDRESS) -> CheckedView:
    return check_code(code, address, now)
