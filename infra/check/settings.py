"""Configuration: every revision stands as it was published, the current one is the last, and windows make sense."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import Final

import msgspec

from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.instants import Instant
from chalicelib.domain.windows import Window
from chalicelib.storage.documents import Entry
from infra.check.values import Context, Fact, Found, Group, Partition, Revision

JOIN: Final = "settings"
DOCUMENT: Final = "document"
CHAIN: Final = "CONF"
WINDOWS: Final = "windows"


class Stated(msgspec.Struct, frozen=True):
    """A revision of a document: `body` is a digest, `is_current` that of the key without a number."""

    rev: int
    body: str
    is_current: bool


def facts_of(partition: Partition) -> Iterator[Fact]:
    if partition.table == "registry" and partition.pk in ("CONF", "PLAN"):
        for item in partition.items:
            name, _, numbered = item.place.sk.partition("#")
            body = hashlib.sha256((item.get("body") or "").encode()).hexdigest()
            stated = Stated(item.get("rev") or 0, body, not numbered)
            yield Fact(JOIN, name, "stated", item.place, msgspec.json.encode(stated))
    if partition.table == "registry" and partition.pk == "PLAN":
        yield from _named(partition)
    if partition.table == "registry" and partition.pk.startswith("PLAN#"):
        for item in partition.items:
            digest = hashlib.sha256((item.get("body") or "").encode()).hexdigest()[:32]
            key = f"{partition.pk.removeprefix('PLAN#')}#{item.place.sk}"
            yield Fact(DOCUMENT, key, "document", item.place, msgspec.json.encode(digest == item.place.sk))
    if partition.table == "audit" and partition.pk == CHAIN:
        for item, event in partition.values(AuditEvent):
            yield Fact(JOIN, event.event, "event", item.place, msgspec.json.encode(event.went_to))


def _named(partition: Partition) -> Iterator[Fact]:
    for item in partition.items:
        if item.place.sk == "head" and isinstance(item.value, dict):
            for name, entry in item.value.items():
                hash_ = entry.hash if isinstance(entry, Entry) else ""
                yield Fact(DOCUMENT, f"{name}#{hash_}", "named", item.place)


def revisions(registry: Partition | None, events: dict[str, Instant]) -> tuple[Revision, ...]:
    """Those of the windows, from the partition `CONF`; `events`: when each was committed."""
    return tuple(
        Revision(rev, events.get(str(rev), Instant(0)), item.value)
        for item in (registry.items if registry else ())
        if item.place.sk.startswith(f"{WINDOWS}#") and isinstance(item.value, tuple)
        for rev in [item.get("rev") or 0]
    )


def published(group: Group, _: Context) -> Iterator[Found]:
    """I35: one current revision, the last of an unbroken row, each written with its own event."""
    stated = group.values("stated", Stated)
    history = {one.rev: one.body for _, one in stated if not one.is_current}
    current = [one for _, one in stated if one.is_current]
    events = Counter(rev for _, rev in group.values("event", str))
    place = group.facts[0].place
    if len(current) != 1 or list(history) != list(range(1, len(history) + 1)):
        yield place, "设置的版次不连续，或没有唯一的现行版次"
    elif (current[0].rev, current[0].body) != (len(history), history.get(len(history))):
        yield place, "现行设置不是历史中最后的版次"
    elif events != Counter(map(str, history)):
        yield place, "设置的版次与审计事件不成对"


def documented(group: Group, _: Context) -> Iterator[Found]:
    """I35, of imported documents: what holds is there, and is what its name says."""
    if group.side("named") and not group.side("document"):
        yield group.facts[0].place, "现行的导入内容不存在"
    yield from ((place, "导入的内容与其摘要不符") for place, same in group.values("document", bool) if not same)


def apart(partition: Partition, _: Context) -> Iterator[Found]:
    """I35: no two windows of one business and owner at once, each in its order."""
    for item in partition.items:
        rows = item.value if (partition.pk, item.place.sk) == ("CONF", WINDOWS) else ()
        if not isinstance(rows, tuple):
            continue
        if any(not row.opens < row.closes <= row.corrects for row in rows):
            yield item.place, "办理时间的先后不对"
        if any(_overlap(one, other) for one, other in combinations(rows, 2)):
            yield item.place, "同一业务的办理时间重叠"


def _overlap(one: Window, other: Window) -> bool:
    same = (one.business, one.owner) == (other.business, other.owner)
    return same and one.opens < other.closes and other.opens < one.closes
