"""What the clock ends (architecture § 4): the time for mending; that for a fee, which a school may take itself."""

from typing import Final

import msgspec

from chalicelib.domain import fees, messages
from chalicelib.domain.applications import Case, Change, step
from chalicelib.domain.audit import Actor
from chalicelib.domain.errors import WrongStateError
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import DAY, HOUR, Instant, day_text, later
from chalicelib.domain.orders import UNPAID, Order
from chalicelib.domain.statuses import Event, FeeState
from chalicelib.domain.windows import Windows, correction_deadline

# An order that was paid in the last minute may be heard of later.
GRACE: Final = HOUR
# Whoever is asked hears of it at his next look at the messages, and then still has to pay.
LEAST: Final = DAY
# So long at the least whoever goes back can mend, by the dates that an office may set.
MENDING: Final = 3 * DAY


def expired(case: Case, by: Actor, now: Instant) -> Change:
    after, event = step(case, Event.EXPIRE, msgspec.structs.replace(case, since=now), by)
    text = f"{case.title}的补正期限已过，本次申请已结束，可在下一次开放时重新申请。"
    message = messages.about(case, now, "已过期", text)
    return Change(before=case, after=after, event=event, message=message)


def leaves_time(current: Windows, term: str, school: SchoolCode, now: Instant) -> bool:
    """Whether whoever is asked for the fee now can still pay it here; while no time is announced, one is to come."""
    window = fees.window_of(current, term, school)
    return window is None or now <= window.closes - LEAST


def lapses_at(case: Case, current: Windows) -> Instant | None:
    """When an unpaid case goes back; None while it owes nothing, or while no time for paying is announced."""
    if not fees.is_awaited(case):
        return None
    window = fees.window_of(current, case.term, case.school)
    return later(window.closes, GRACE) if window else None


def lapsed(case: Case, by: Actor, current: Windows, now: Instant) -> Change:
    """Returned for its fee: another round begins at the first stage, while there is time to mend."""
    until = correction_deadline(current, case.window, case.school)
    draft = msgspec.structs.replace(case, fee=FeeState.NONE, since=now)
    after, event = step(case, Event.LAPSE, draft, by)
    text = f"本平台没有收到费用，或费用已经退回，本次审核已退回。{_again(until, now)}"
    message = messages.about(case, now, "缴费时间已过", text)
    return Change(before=case, after=after, event=event, message=message, due=until)


def _again(until: Instant | None, now: Instant) -> str:
    if until is None:
        return "如需继续办理，请重新提交。"
    if until <= now:
        return f"补正已于 {day_text(until)} 截止，可在下一次开放时重新申请。"
    return f"如需继续办理，请在 {day_text(until)} 前重新提交。"


def is_held(order: Order | None, now: Instant) -> bool:
    """Whether somebody may be paying: his order goes on to its end, and its money may be heard of a while later."""
    return order is not None and order.state in UNPAID and now < later(order.expires, GRACE)


def handed_over(case: Case, by: Actor, text: str, now: Instant) -> Change:
    """The school takes its fees itself by now: nothing is owed here any more, and its desk goes on with the signature.

    As if the pass had left it to the school, which may begin again to take fees here: this one it takes itself. Money
    that comes for it nevertheless goes back. Raises WrongStateError where nothing is owed.
    """
    if not fees.is_awaited(case):
        raise WrongStateError
    after, event = step(case, Event.HAND_OVER, msgspec.structs.replace(case, fee=FeeState.AT_SCHOOL, since=now), by)
    message = messages.about(case, now, "由学校收费", f"{text}。")
    return Change(before=case, after=after, event=event, message=message)
