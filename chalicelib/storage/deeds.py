"""`R#<staff>` in the audit: what a member of staff did outside cases, and what was done about the member."""

from contextlib import suppress
from typing import Final

from chalicelib.domain.audit import Actor, AuditEvent
from chalicelib.domain.errors import BusyError, ConflictError
from chalicelib.domain.ids import StaffId
from chalicelib.domain.instants import Instant
from chalicelib.storage import cases, chains
from chalicelib.storage.legs import Leg

_TRIES: Final = 4


def deed(about: StaffId, event: str, by: Actor, at: Instant, detail: str = "") -> AuditEvent:
    return AuditEvent(chain=f"R#{about}", seq=0, event=event, at=at, actor=by, detail=detail)


def leg(about: StaffId, event: str, by: Actor, at: Instant, detail: str = "") -> Leg:
    """For the transaction that does it; whoever is overtaken is refused."""
    return chains.follow(deed(about, event, by, at, detail))


def note(by: Actor, event: str, at: Instant, detail: str = "", *more: Leg) -> None:
    """Before anything is shown, in one transaction with `more`: a look without its entry does not happen.

    Raises BusyError, or the refusal of one of `more`.
    """
    for _ in range(_TRIES):
        with suppress(ConflictError):
            cases.attempt([leg(StaffId(by.id), event, by, at, detail), *more])
            return
    raise BusyError
