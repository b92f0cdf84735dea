"""What a candidate does to a standing case without sending anything: take it back, agree to it."""

import msgspec

from chalicelib.domain.applications import Case, Change, require_own, step
from chalicelib.domain.audit import Actor
from chalicelib.domain.errors import WrongStateError
from chalicelib.domain.instants import Instant
from chalicelib.domain.stages import SIGNATURE
from chalicelib.domain.statuses import Event, FeeState

WITHHELD = "费用已支付，不能自行撤回；如需撤回，请先向主考学校申请退费"


def withdrawn(case: Case, by: Actor, now: Instant) -> Change:
    """Raises WrongStateError also where a fee was paid: the money would stay with an application that is gone."""
    require_own(case)
    if case.fee == FeeState.PAID:
        raise WrongStateError(WITHHELD)
    after, event = step(case, Event.WITHDRAW, msgspec.structs.replace(case, since=now), by)
    return Change(before=case, after=after, event=event)


def confirmed(case: Case, basis: str, by: Actor, now: Instant) -> Change:
    """The candidate agrees to what `basis` names, once more where it is not what was confirmed before."""
    if case.is_own or case.stage != SIGNATURE:
        raise WrongStateError
    if case.confirmed == basis:
        raise WrongStateError("您已经确认过，无需重复确认")
    draft = msgspec.structs.replace(case, confirmed=basis, since=now)
    after, event = step(case, Event.CONFIRM, draft, by, detail=basis)
    return Change(before=case, after=after, event=event)
