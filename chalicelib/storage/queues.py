"""Queues over the `work` index: lists only; whoever acts re-reads the case."""

import msgspec

from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import Instant
from chalicelib.domain.reviews import Scope
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
    schools = scope.schools or (SchoolCode("-"),)
    return tuple(dict.fromkeys(work.queue(business, scope.stage, school) for school in schools))


def page(key: str, limit: int = PAGE) -> tuple[WorkRow, ...]:
    """The oldest waiting cases of one queue: one Query."""
    found = RecordItem.work.query(key, limit=limit, page_size=limit)
    return tuple(msgspec.json.decode(item.row or "", type=WorkRow) for item in found)


def due(before: Instant, limit: int = 100) -> tuple[WorkRow, ...]:
    """Returned cases whose deadline, as last hinted, has passed."""
    found = RecordItem.work.query(work.RETURNED, WorkIndex.ws < f"{before:013}", limit=limit, page_size=limit)
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
