"""Let a colleague go, at once and by one person: it takes rights away and gives none."""

import msgspec

from chalicelib.domain.instants import Instant
from chalicelib.domain.staff import actor_of
from chalicelib.storage import staff
from chalicelib.usecases.staff.ask_for_staff import Administrator, other
from chalicelib.usecases.staff.list_staff import OUT, Colleague, colleague, state_of


def dismiss_staff(id_: str, by: Administrator, now: Instant) -> Colleague:
    """The session ends with it; done twice it is done once. Raises UnknownError, ForbiddenError for oneself."""
    member = other(id_, by, now)
    if state_of(member, now) != OUT:
        staff.dismiss(member, actor_of(by.staff), now)
    return colleague(msgspec.structs.replace(member, hash="", link=None), by.staff, now)
