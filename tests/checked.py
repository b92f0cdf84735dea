"""`infra check` on moto: reads its tables as they stand in memory, because its own scan takes ten times as long."""

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from chalicelib.domain.instants import Instant
from chalicelib.settings import SETTINGS
from infra.check import scan
from infra.check.everything import check_all
from infra.check.pictures import Stored
from infra.check.scan import TABLES, Source
from infra.check.values import Place, Violation
from tests.conftest import buckets, tables


def raw(table: str) -> Iterator[dict[str, Any]]:
    """The items of a table."""
    for partition in tables()[TABLES[table]].items.values():
        for item in partition.values():
            yield item.to_json()["Attributes"]


def violations(now: Instant, *, sample: int = 0) -> list[Violation]:
    """Without looking into pictures, unless told to."""
    return check_all(now, sample=sample, source=SOURCE)


def _objects(sample: int) -> Iterator[Stored]:
    """moto's listing takes its time too; what is to be opened is read as it always is."""
    if sample:
        yield from scan.objects(sample)
        return
    for kind, name in (("uploads", SETTINGS.uploads), ("accepted", SETTINGS.accepted)):
        for key, found in buckets()[name].keys.items():
            if not hasattr(found, "size"):
                continue  # the mark that a deleted version leaves
            at = round(found.last_modified.replace(tzinfo=UTC).timestamp() * 1000)
            yield Stored(Place(kind, key), found.size, at)


SOURCE = Source(raw, _objects)
