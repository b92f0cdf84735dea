"""Grant or refuse what a colleague asked for; taking back one's own is a refusal."""

import msgspec

from chalicelib.domain import asks as rules
from chalicelib.domain.asks import Ask, StaffAsk, StaffChange
from chalicelib.domain.audit import Actor
from chalicelib.domain.ids import No, StaffId
from chalicelib.domain.instants import Instant
from chalicelib.domain.staff import Role, Staff, actor_of, require_administrator, require_recent_code, require_role
from chalicelib.storage import asks, deeds, staff
from chalicelib.storage.legs import Leg
from chalicelib.usecases.office.show_asks import AskView, ask_view


class Settlement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    granted: bool


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """`token` opens the enrolment of a colleague, and is told this once."""

    ask: AskView
    token: str = ""


def settle_ask(no: No, by: Staff, mfa_at: Instant, now: Instant, *, granted: bool) -> Settled:
    """In one transaction with its effect and its events; said twice it is settled once.

    Raises ForbiddenError for whoever asked, is meant, or is not of the city's office, StepUpRequiredError,
    WrongStateError once it was settled otherwise, is too old, or who asked or is meant has other rights than then,
    ConflictError where the colleague changes in this moment.
    """
    require_role(by, Role.OFFICE, Role.SUPERVISOR)
    ask, actor = asks.load(no), actor_of(by)
    if granted or ask.asked_by.id != by.id:
        require_administrator(by)
    if ask.settled_by == actor and ask.granted == granted:
        return Settled(ask=ask_view(ask, by, now))
    if granted:
        require_recent_code(mfa_at, now)
    after = rules.settled(ask, actor, now, granted=granted)
    event = "ask_granted" if granted else "ask_refused"
    legs = (asks.leg(after), deeds.leg(by.id, event, actor, now, no))
    return Settled(ask=ask_view(after, by, now), token=_done(after, actor, now, *legs))


def _done(ask: Ask, by: Actor, now: Instant, *legs: Leg) -> str:
    """Gives the token of an enrolment where there is one."""
    about = ask.about
    if not ask.granted:
        asks.commit(*legs)
        return ""
    register = {one.staff.id: one for one in staff.members()}
    asker = register.get(StaffId(ask.asked_by.id))
    rules.require_asker(ask, asker.staff if asker and asker.hash else None)
    if not isinstance(about, StaffAsk):
        asks.commit(*legs)
        return ""
    if about.change == StaffChange.ADD:
        return staff.create(about.staff, by, now, *legs)
    member = register[about.staff.id]
    rules.require_turn(about, member.turn)
    if about.change == StaffChange.RENEW:
        return staff.renew_link(member, by, now, *legs)
    staff.move(member, about.staff, by, now, *legs)
    return ""
