"""What the minute does: it makes the visible world follow the dates, which alone decide."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

import msgspec

from chalicelib import data, observability
from chalicelib.domain import applications, businesses, fees, lapses, windows
from chalicelib.domain.applications import Act, Change, Operation
from chalicelib.domain.audit import CLOCK
from chalicelib.domain.errors import DomainError
from chalicelib.domain.fees import Desk
from chalicelib.domain.instants import HOUR, Instant, later, shanghai
from chalicelib.domain.stages import CITY
from chalicelib.domain.statuses import State
from chalicelib.domain.windows import Windows
from chalicelib.storage import cases, desks, orders, outbox, published, queues, work
from chalicelib.storage import windows as stored_windows
from chalicelib.storage.queues import Counts
from chalicelib.storage.work import WorkRow
from chalicelib.usecases.orders.asking import takes_here

# A case whose dates are not announced stands back, so that it does not keep those behind it from being looked at.
UNANNOUNCED: Final = HOUR
# So many of one school are handed over in a minute.
AT_ONCE: Final = 100


class Followed(msgspec.Struct, frozen=True):
    """What one run did, for the log: cases whose mending, or whose time for paying, has ended, or whose school takes
    the fee itself by now.
    """

    expired: int
    lapsed: int
    handed_over: int
    rev: int


def follow_windows(now: Instant) -> Followed:
    """Run twice, late, in any order or never: what is accepted stays the same. What lapses may be over for good."""
    current = stored_windows.load(now)
    published.save("data/windows.json", msgspec.json.encode(current))
    lapsed, handed_over = _look_after_fees(current, now)
    expired = sum(_alone(_expire, row, current, now) for row in queues.due(now))
    waiting = {key: queues.count(key) for key in _queue_keys()}
    lost = outbox.undelivered(now) if outbox.offered() else 0
    queues.save_counts(Counts(at=now, waiting=waiting, undelivered=lost))
    return Followed(expired, lapsed, handed_over, current.rev)


def _look_after_fees(current: Windows, now: Instant) -> tuple[int, int]:
    """How many lapsed, of the schools whose fee is paid here, and how many were handed over, of the others."""
    settings, lapsed, handed_over = desks.fresh(), 0, 0
    for school in data.schools():
        key = work.unpaid(school)
        if takes_here(settings.of(school)):
            lapsed += sum(_alone(_lapse, row, current, now) for row in queues.due(now, of=key))
        else:
            give = partial(_hand_over, settings.of(school))
            handed_over += sum(_alone(give, row, current, now) for row in queues.page(key, AT_ONCE))
    return lapsed, handed_over


def _alone(act: Callable[[WorkRow, Windows, Instant], bool], row: WorkRow, current: Windows, now: Instant) -> bool:
    """One case's race is nobody else's: what changed meanwhile is looked at again in a minute."""
    try:
        return act(row, current, now)
    except DomainError as refused:
        observability.log("not ended", no=row.no, code=refused.code)
        return False


def _expire(row: WorkRow, current: Windows, now: Instant) -> bool:
    """The index is a hint: the case is read again and its deadline computed from today's windows."""
    case = cases.load(row.cid, row.no).case
    if case.state != State.RETURNED:
        return False
    due = windows.correction_deadline(current, case.window, case.school)
    if due is None or now < due:
        cases.postpone(case, due or later(now, UNANNOUNCED))
        return False
    _commit(applications.expired(case, CLOCK, now))
    return True


def _lapse(row: WorkRow, current: Windows, now: Instant) -> bool:
    """Likewise, by the time in which fees are paid."""
    case = cases.load(row.cid, row.no).case
    if not fees.is_awaited(case):
        return False
    due = lapses.lapses_at(case, current)
    if due is None or now < due:
        cases.postpone(case, due or later(now, UNANNOUNCED))
        return False
    _commit(lapses.lapsed(case, CLOCK, current, now))
    return True


def _hand_over(desk: Desk, row: WorkRow, _: Windows, now: Instant) -> bool:
    """One transaction a case, whatever its hint says: what a crash leaves undone is found in its place in a minute."""
    case = cases.load(row.cid, row.no).case
    fee = fees.fee_of(data.fees(), case.business, shanghai(now).date())
    holder = orders.holder(case.cid, case.no) if fees.is_awaited(case) else None
    if (
        fee is None
        or not fees.is_awaited(case)
        or lapses.is_held(orders.load(case.cid, holder) if holder else None, now)
    ):
        return False
    _commit(lapses.handed_over(case, CLOCK, fees.at_school_text(fee, case, desk), now))
    return True


def _commit(change: Change) -> None:
    case = change.after
    operation = Operation(
        actor=CLOCK.id, key=f"{change.event.event}-{case.no}-{case.ver - 1}", request="", at=case.since
    )
    cases.commit(Act(operation=operation, changes=(change,), cid=case.cid))


def _queue_keys() -> Iterator[str]:
    for kind in businesses.KINDS.values():
        for stage in kind.stages:
            places = [windows.CITY] if stage == CITY else data.schools()
            yield from (work.queue(kind.business, stage, place) for place in places)
