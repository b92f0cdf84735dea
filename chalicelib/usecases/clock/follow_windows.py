"""What the minute does: it makes the visible world follow the dates, which alone decide."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

import msgspec

from chalicelib import data, observability
from chalicelib.domain import businesses, fees, lapses, windows
from chalicelib.domain.applications import Act, Change, Operation
from chalicelib.domain.audit import CLOCK
from chalicelib.domain.errors import DomainError
from chalicelib.domain.fees import Desk
from chalicelib.domain.instants import HOUR, Instant, later, shanghai
from chalicelib.domain.stages import CITY
from chalicelib.domain.statuses import State
from chalicelib.domain.windows import Windows
from chalicelib.storage import cases, desks, notices, orders, outbox, published, queues, work
from chalicelib.storage import windows as stored_windows
from chalicelib.storage.queues import Counts
from chalicelib.storage.work import WorkRow
from chalicelib.usecases.clock.unbroken import CRASHED, unbroken
from chalicelib.usecases.orders.asking import takes_here

# A case whose dates are not announced stands back, so that it does not keep those behind it from being looked at.
UNANNOUNCED: Final = HOUR
# So many cases that owe a fee are looked at in a minute, each school's share of them: the whole has 29 seconds.
FEES_MOST: Final = 240
_Looks = Callable[[WorkRow, Windows, Instant], str]


class Followed(msgspec.Struct, frozen=True, kw_only=True):
    """What one run did, for the log: cases whose mending, or whose time for paying, has ended, or whose school takes
    the fee itself by now; and those that could not be looked at, for a reason that nobody foresaw.
    """

    expired: int
    lapsed: int
    handed_over: int
    crashed: int
    rev: int


def follow_windows(now: Instant) -> Followed:
    """Run twice, late, in any order or never: what is accepted stays the same. What lapses may be over for good."""
    current = stored_windows.load(now)
    published.save("data/windows.json", msgspec.json.encode(current))
    published.save("data/notices.json", msgspec.json.encode([one.text for one in notices.fresh().rows]))
    done = Counter(
        unbroken(partial(_alone, look, row, current, now), "not ended", no=row.no) for look, row in _work(now)
    )
    waiting = {key: queues.count(key) for key in _queue_keys()}
    lost = outbox.undelivered(now) if outbox.offered() else 0
    queues.save_counts(Counts(at=now, waiting=waiting, undelivered=lost))
    return Followed(
        expired=done["expired"],
        lapsed=done["lapsed"],
        handed_over=done["handed_over"],
        crashed=done[CRASHED],
        rev=current.rev,
    )


def _work(now: Instant) -> Iterator[tuple[_Looks, WorkRow]]:
    """What is unpaid, at schools whose fee is paid here and at the others; then what is mended no more."""
    settings, schools = desks.fresh(), data.schools()
    for school in schools:
        key, share = work.unpaid(school), FEES_MOST // len(schools)
        if takes_here(settings.of(school)):
            yield from ((_lapse, row) for row in queues.due(now, share, of=key))
        else:
            yield from ((partial(_hand_over, settings.of(school)), row) for row in queues.page(key, share))
    yield from ((_expire, row) for row in queues.due(now))


def _alone(look: _Looks, row: WorkRow, current: Windows, now: Instant) -> str:
    """One case's race is nobody else's: what changed meanwhile is looked at again in a minute."""
    try:
        return look(row, current, now)
    except DomainError as refused:
        observability.log("not ended", no=row.no, code=refused.code)
        return "refused"


def _expire(row: WorkRow, current: Windows, now: Instant) -> str:
    """The index is a hint: the case is read again and its deadline computed from today's windows."""
    case = cases.load(row.cid, row.no).case
    if case.state != State.RETURNED:
        return "stays"
    due = windows.correction_deadline(current, case.window, case.school)
    if due is None or now < due:
        cases.postpone(case, due or later(now, UNANNOUNCED))
        return "stays"
    cases.commit(_act(lapses.expired(case, CLOCK, now)))
    return "expired"


def _lapse(row: WorkRow, current: Windows, now: Instant) -> str:
    """Likewise, by the time in which fees are paid."""
    case = cases.load(row.cid, row.no).case
    if not fees.is_awaited(case):
        return "stays"
    due = lapses.lapses_at(case, current)
    if due is None or now < due:
        cases.postpone(case, due or later(now, UNANNOUNCED))
        return "stays"
    cases.commit(_act(lapses.lapsed(case, CLOCK, current, now)))
    return "lapsed"


def _hand_over(desk: Desk, row: WorkRow, _: Windows, now: Instant) -> str:
    """One transaction a case, whatever its hint says: what a crash leaves undone is found in its place in a minute."""
    case = cases.load(row.cid, row.no).case
    fee = fees.fee_of(data.fees(), case.business, shanghai(now).date())
    holder = orders.holder(case.cid, case.no) if fees.is_awaited(case) else None
    if (
        fee is None
        or not fees.is_awaited(case)
        or lapses.is_held(orders.load(case.cid, holder) if holder else None, now)
    ):
        return "stays"
    orders.hand_over(_act(lapses.handed_over(case, CLOCK, fees.at_school_text(fee, case, desk), now)), holder)
    return "handed_over"


def _act(change: Change) -> Act:
    case = change.after
    operation = Operation(
        actor=CLOCK.id, key=f"{change.event.event}-{case.no}-{case.ver - 1}", request="", at=case.since
    )
    return Act(operation=operation, changes=(change,), cid=case.cid)


def _queue_keys() -> Iterator[str]:
    for kind in businesses.KINDS.values():
        for stage in kind.stages:
            places = [windows.CITY] if stage == CITY else data.schools()
            yield from (work.queue(kind.business, stage, place) for place in places)
