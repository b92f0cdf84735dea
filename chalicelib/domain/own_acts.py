"""What a candidate does to a standing case without sending anything: take it back, agree to it, be asked once more."""

import msgspec

from chalicelib.domain import messages
from chalicelib.domain.applications import Case, Change, require_own, step
from chalicelib.domain.audit import Actor
from chalicelib.domain.errors import WrongStateError
from chalicelib.domain.instants import Instant
from chalicelib.domain.stages import SIGNATURE
from chalicelib.domain.statuses import Event, FeeState, State

WITHHELD = "费用已支付，不能自行撤回；如需撤回，请先向主考学校申请退费"
ASKED_AGAIN = "考生确认之后课程有变化，已通知考生重新核对；考生再次确认后才能现场签字"


def withdrawn(case: Case, by: Actor, now: Instant) -> Change:
    """Raises WrongStateError also where a fee was paid: the money would stay with an application that is gone."""
    require_own(case)
    if case.fee == FeeState.PAID:
        raise WrongStateError(WITHHELD)
    after, event = step(case, Event.WITHDRAW, msgspec.structs.replace(case, since=now), by)
    return Change(before=case, after=after, event=event)


def awaits_confirmation(case: Case, basis: str) -> bool:
    """Not yet confirmed, or not what it has become since."""
    is_there = (case.state, case.stage) == (State.UNDER_REVIEW, SIGNATURE)
    return is_there and not case.is_own and case.confirmed != basis


def confirmed(case: Case, basis: str, by: Actor, now: Instant) -> Change:
    """The candidate agrees to what `basis` names, once more where it is not what was confirmed before."""
    if not awaits_confirmation(case, basis):
        raise WrongStateError
    draft = msgspec.structs.replace(case, confirmed=basis, confirmed_at=now, since=now)
    after, event = step(case, Event.CONFIRM, draft, by, detail=basis)
    return Change(before=case, after=after, event=event)


def is_outdated(case: Case, basis: str) -> bool:
    """Whether something else was confirmed than what `basis` names."""
    return bool(case.confirmed) and awaits_confirmation(case, basis)


def asked_again(case: Case, by: Actor, now: Instant) -> Change:
    """The yes holds no more: nobody should travel to sign what will be refused, so the candidate is told."""
    draft = msgspec.structs.replace(case, confirmed="", confirmed_at=None, since=now)
    after, event = step(case, Event.ASK_AGAIN, draft, by)
    text = "您确认之后，成绩记录或考试计划有更新，课程的核对结果有变化。请重新核对并确认，确认后再到主考学校签字。"
    message = messages.about(case, now, "请重新确认", text)
    return Change(before=case, after=after, event=event, message=message)
