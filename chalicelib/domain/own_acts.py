"""What a candidate does to a standing case without sending anything: take it back, agree to it."""

import msgspec

from chalicelib.domain.applications import Case, Change, require_own, step
from chalicelib.domain.audit import Actor
from chalicelib.domain.errors import WrongStateError
from chalicelib.domain.instants import Instant
from chalicelib.domain.stages import SIGNATURE
from chalicelib.domain.statuses import Event, FeeState, State

WITHHELD = "费用已支付，不能自行撤回；如需撤回，请先向主考学校申请退费"


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
    draft = msgspec.structs.replace(case, confirmed=basis, since=now)
    after, event = step(case, Event.CONFIRM, draft, by, detail=basis)
    return Change(before=case, after=after, event=event)
