"""Queues over the `work` index: lists only; whoever acts re-reads the case."""

from collections.abc import Iterable, Iterator

import msgspec

from chalicelib.domain.businesses import KINDS
from chalicelib.domain.exports import List, Order
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import Instant
from chalicelib.domain.reviews import Scope
from chalicelib.domain.stages import desk
from chalicelib.domain.windows import PAID_FOR, Business
from chalicelib.storage import work
from chalicelib.storage.tables import RecordItem, RegistryItem, WorkIndex
from chalicelib.storage.work import WorkRow

PAGE = 20
COUNTED_MOST = 999


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """`STAT#now`: waiting cases per queue key, written by the minute function; 1000 stands for "999+".

    `undelivered`: messages that could not be sent out within a day, of the last seven days.
    """

    at: Instant
    waiting: dict[str, int] = {}
    undelivered: int = 0


def keys(business: str, scope: Scope) -> tuple[str, ...]:
    """Of every stage of the business that is this desk's; a business that nobody can apply for has no queue."""
    kind, schools = KINDS.get(Business(business)), scope.schools or (SchoolCode("-"),)
    stages = [stage for stage in kind.stages if desk(stage) == scope.stage] if kind else []
    return tuple(dict.fromkeys(work.queue(business, stage, school) for stage in stages for school in schools))


def page(key: str, limit: int = PAGE) -> tuple[WorkRow, ...]:
    """The oldest waiting cases of one queue, or the first of any other key: one Query."""
    found = RecordItem.work.query(key, limit=limit, page_size=limit)
    return tuple(msgspec.json.decode(item.row or "", type=WorkRow) for item in found)


def behind(key: str, prefix: str, cursor: str, limit: int) -> tuple[WorkRow, ...]:
    """Cases of one key in its order, those of `prefix` behind `cursor` (`cursor_of`, "" from the first): one Query."""
    behind = WorkIndex.ws.between(f"{prefix}{cursor}!", f"{prefix}~")  # no key lies between another and itself with a !
    found = RecordItem.work.query(key, behind, limit=limit, page_size=limit)
    return tuple(msgspec.json.decode(item.row or "", type=WorkRow) for item in found)


def listed(order: Order, schools: Iterable[SchoolCode]) -> Iterator[WorkRow]:
    """Of these schools what may belong to an export, key by key; whoever uses it reads the cases themselves."""
    for key, prefix in _places(order, tuple(schools)):
        behind = WorkIndex.ws.startswith(prefix) if prefix else None
        rows = (msgspec.json.decode(item.row or "", type=WorkRow) for item in RecordItem.work.query(key, behind))
        yield from (row for row in rows if row.business == order.business)


def _places(order: Order, schools: tuple[SchoolCode, ...]) -> Iterator[tuple[str, str]]:
    if order.list == List.RETURNED:
        yield work.RETURNED, ""
    elif order.list == List.WAITING:
        kind = KINDS.get(order.business)
        stages = kind.stages if kind else ()
        keys = [work.queue(order.business, stage, school) for stage in stages for school in schools]
        keys += [work.unpaid(school) for school in schools if order.business in PAID_FOR.values()]
        keys += [work.unconfirmed(school) for school in schools if kind and kind.confirms]
        yield from ((key, "") for key in dict.fromkeys(keys))
    else:
        yield from ((work.closed(order.business, order.term, school), f"{order.list}#") for school in schools)


def cursor_of(row: WorkRow) -> str:
    return f"{row.since:013}#{row.no}"


def due(before: Instant, limit: int = 100, *, of: str = work.RETURNED) -> tuple[WorkRow, ...]:
    """Returned (or unpaid) cases whose deadline, as last hinted, has passed."""
    found = RecordItem.work.query(of, WorkIndex.ws < f"{before:013}", limit=limit, page_size=limit)
    return tuple(msgspec.json.decode(item.row or "", type=WorkRow) for item in found)


def count(key: str) -> int:
    return int(RecordItem.work.count(key, limit=COUNTED_MOST + 1))


def load_counts() -> Counts:
    try:
        item = RegistryItem.get("STAT#now", "-")
    except RegistryItem.DoesNotExist:
        return Counts(at=Instant(0))
    return msgspec.json.decode(item.body or "", type=Counts)


def save_counts(counts: Counts) -> None:
    RegistryItem("STAT#now", "-", body=msgspec.json.encode(counts).decode()).save()
