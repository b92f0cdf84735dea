"""The waiting cases of one's scope, oldest first, and one's own."""

import msgspec

from chalicelib import data
from chalicelib.domain import businesses, promises
from chalicelib.domain.instants import Instant
from chalicelib.domain.promises import Deadline
from chalicelib.domain.reviews import Scope
from chalicelib.domain.statuses import TEXTS
from chalicelib.domain.windows import Business
from chalicelib.storage import cases, leases, queues, work
from chalicelib.storage.gather import together
from chalicelib.storage.queues import Counts
from chalicelib.storage.work import WorkRow
from chalicelib.usecases.offices import OFFICES
from chalicelib.usecases.reviews.take_next import case_id


class Row(WorkRow, frozen=True, kw_only=True):
    """A queue's row as the console gets it. `holder_name`: who has the case, if anybody; left out in one's own list."""

    id: str
    state_text: str
    stage_text: str
    deadline: Deadline
    holder_name: str


class Queue(msgspec.Struct, frozen=True, kw_only=True):
    """`waiting` counts up to 1000, which stands for 999+; of more than the rows, it is at most a minute old.

    `counts`: the same of every business in which somebody waits, so that nobody has to look through them one by one.
    """

    scope_text: str
    rows: tuple[Row, ...]
    waiting: int
    counts: dict[str, int]
    refreshed: Instant
    more: bool


def show_queue(business: str, scope: Scope, scope_text: str, now: Instant) -> Queue:
    """Three calls in two waits for a scope of one queue, whether 20 or 20,000 are waiting; two where nobody waits."""
    keys = queues.keys(business, scope)
    rows, counts = together(lambda: _rows(keys), queues.load_counts)
    more = len(rows) > queues.PAGE
    waiting = max(_waiting(counts, keys), queues.PAGE) if more else len(rows)
    shown = rows[: queues.PAGE]
    holders = leases.holders((one.no for one in shown), now)
    elsewhere = {str(name): _waiting(counts, queues.keys(name, scope)) for name in Business}
    return Queue(
        scope_text=scope_text,
        rows=tuple(_row(one, now, holders.get(one.no, "")) for one in shown),
        waiting=waiting,
        counts={name: number for name, number in {**elsewhere, business: waiting}.items() if number},
        refreshed=now,
        more=more,
    )


def _rows(keys: tuple[str, ...]) -> tuple[WorkRow, ...]:
    found = (row for key in keys for row in queues.page(key, queues.PAGE + 1))
    return tuple(sorted(found, key=lambda row: (row.since, row.no)))


def _waiting(counts: Counts, keys: tuple[str, ...]) -> int:
    return sum(counts.waiting.get(key, 0) for key in keys)


def _row(row: WorkRow, now: Instant, holder_name: str = "") -> Row:
    left = promises.deadline(data.promises(), (row.business, row.stage), row.since, now)
    return Row(
        **msgspec.structs.asdict(row),
        id=case_id(row.cid, row.no),
        state_text=TEXTS[row.state],
        stage_text=OFFICES.title(businesses.kind_of(row.business).stages, row.stage),
        deadline=left,
        holder_name=holder_name,
    )


class Mine(msgspec.Struct, frozen=True):
    rows: tuple[Row, ...]


def show_mine(holder: str, now: Instant) -> Mine:
    """The cases one holds: one Query, then one read each (a reviewer holds few)."""
    held = (cases.load(lease.cid, lease.no).case for lease in leases.mine(holder, now))
    rows = (msgspec.json.decode(work.row(case), type=WorkRow) for case in held)
    return Mine(tuple(_row(row, now) for row in rows))
