"""Make a 查验码 for an approved application; of the one before it, which is over, only its end is remembered."""

from collections.abc import Callable

import msgspec

from chalicelib.domain import attestations as rules
from chalicelib.domain import codes
from chalicelib.domain.attestations import LENGTH, Asked, Validity
from chalicelib.domain.audit import Actor
from chalicelib.domain.errors import BusyError, ConflictError, WrongStateError
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import DAY, Instant
from chalicelib.domain.tries import Cap
from chalicelib.storage import attestations, tries
from chalicelib.storage.attestations import Standing
from chalicelib.usecases.attestations.show_attestation import AttestationView, view

_TRIES = 3
_MADE = Cap("attest", DAY, 20)


class Wish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of the request; `ver` is the version of the last code that the page showed, 0 for none."""

    months: int
    ver: int


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """Whose application it is, and the session's epoch."""

    actor: Actor
    epoch: int

    @property
    def cid(self) -> Cid:
        return Cid(self.actor.id)


def make_attestation(who: Holder, no: No, wish: Wish, entropy: Callable[[int], bytes], now: Instant) -> AttestationView:
    """Asked twice it is one code: a copy of the request is answered with what stands.

    Raises UnknownError, WrongStateError unless the application is approved and has no code that is valid,
    IncompleteError, LockedOutError.
    """
    for _ in range(_TRIES):
        held = attestations.load(who.cid, no, epoch=who.epoch)
        if held.latest and held.latest.ver > wish.ver:
            return view(held, now)
        _require_none(held, now)
        code = codes.written(entropy(16), LENGTH)
        asked = Asked(mark=attestations.mark(code), months=wish.months, by=who.actor, at=now)
        change = rules.made(held.case, asked, held.latest)
        tries.count(_MADE, who.cid, now)
        try:
            attestations.issue(change, code, held)
        except ConflictError:
            continue
        return view(held._replace(latest=change.after, code=code), now)
    raise BusyError


def _require_none(held: Standing, now: Instant) -> None:
    rules.outcome_of(held.case)
    if held.latest and rules.validity(held.latest, held.case, now) == Validity.VALID:
        raise WrongStateError("已有一个有效的查验码，请先撤销")
