"""A fresh code before final approvals and exports; the session continues under a new token."""

import msgspec

from chalicelib.domain.errors import IncompleteError, SignedOutError
from chalicelib.domain.instants import Instant
from chalicelib.storage import staff, staff_sessions, tries
from chalicelib.storage.staff_sessions import StaffSession
from chalicelib.storage.tries import Source
from chalicelib.usecases.staff.confirm_enrolment import WRONG_CODE
from chalicelib.usecases.staff.sign_in import code_used


class CodeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    code: str


def step_up(session: StaffSession, cookie: str, code: str, now: Instant) -> str:
    """The new cookie. Raises IncompleteError for a wrong or used code, LockedOutError for too many."""
    source = Source(account=staff.hash_of(session.staff.account), address="", device=f"step-up-{session.staff.id}")
    tries.reserve(source, now)
    member = staff.find(session.staff.account)
    if member is None or not member.hash:
        raise SignedOutError
    used = code_used(member, code, now, IncompleteError(fields=[WRONG_CODE]))
    renewed = staff_sessions.replace(msgspec.structs.replace(session, renewed=now, mfa_at=now), cookie, used)
    tries.forgive(source, now)
    return renewed
