"""Revoke the 查验码 of an application: from this moment nobody finds anything by it."""

from chalicelib.domain import attestations as rules
from chalicelib.domain.errors import BusyError, ConflictError, UnknownError
from chalicelib.domain.ids import No
from chalicelib.domain.instants import Instant
from chalicelib.storage import attestations
from chalicelib.usecases.attestations.make_attestation import Holder
from chalicelib.usecases.attestations.show_attestation import AttestationView, view

_TRIES = 3


def revoke_attestation(who: Holder, no: No, ver: int, now: Instant) -> AttestationView:
    """The code that the page showed in version `ver`, and never a later one. Raises UnknownError if there is none."""
    for _ in range(_TRIES):
        held = attestations.load(who.cid, no, epoch=who.epoch)
        if held.latest is None:
            raise UnknownError("还没有查验码")
        if held.latest.ver > ver or held.latest.revoked_at is not None:
            return view(held, now)
        change = rules.revoked(held.case, held.latest, who.actor, now)
        try:
            attestations.revoke(change, held)
        except ConflictError:
            continue
        return view(held._replace(latest=change.after, code=""), now)
    raise BusyError
