"""Grant or refuse what a colleague asked for; taking back one's own is a refusal."""

import msgspec

from chalicelib.domain import asks as rules
from chalicelib.domain.errors import ForbiddenError
from chalicelib.domain.ids import No
from chalicelib.domain.instants import Instant
from chalicelib.domain.staff import Role, Staff, actor_of, require_recent_code, require_role
from chalicelib.storage import asks, deeds
from chalicelib.usecases.office.show_asks import AskView, ask_view, is_granter


class Settlement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    granted: bool


def settle_ask(no: No, by: Staff, mfa_at: Instant, now: Instant, *, granted: bool) -> AskView:
    """In one transaction with its event; said twice it is settled once.

    Raises ForbiddenError for whoever asked, or is not of the city's office, StepUpRequiredError, WrongStateError once
    it was settled otherwise or is too old.
    """
    require_role(by, Role.OFFICE, Role.SUPERVISOR)
    ask, actor = asks.load(no), actor_of(by)
    if (granted or ask.asked_by.id != by.id) and not is_granter(by):
        raise ForbiddenError("由市考办的考籍管理人员批准")
    if ask.settled_by == actor and ask.granted == granted:
        return ask_view(ask, by, now)
    if granted:
        require_recent_code(mfa_at, now)
    after = rules.settled(ask, actor, now, granted=granted)
    event = "ask_granted" if granted else "ask_refused"
    asks.commit(after, deeds.leg(by.id, event, actor, now, no))
    return ask_view(after, by, now)
