"""One pass over all tables and buckets for all invariants; what must meet is sorted on disk and judged at the end."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import chain
from typing import Final

import msgspec

from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.errors import DomainError
from chalicelib.domain.imports.manifests import Manifest
from chalicelib.domain.instants import Instant
from chalicelib.domain.staff import Staff
from chalicelib.storage import keys
from chalicelib.storage.staff import Member
from infra.check import accounts, attestations, grammar, orders, pictures, rules, scan, scores, settings, trail
from infra.check.facts import Facts
from infra.check.people import person_of
from infra.check.pictures import Stored
from infra.check.scan import Source
from infra.check.values import Context, Fact, Found, Partition, Place, Violation

# Of one invariant; a table that is broken throughout would fill the memory.
LISTED_MOST: Final = 1_000

# What rules raise of content that no code of ours writes.
_BROKEN: Final = (AttributeError, LookupError, TypeError, ValueError, DomainError, msgspec.MsgspecError)

Watch = Callable[[Partition], None]


class _Seen:
    """What is small enough to be kept while everything passes by."""

    def __init__(self) -> None:
        self.staff: dict[str, tuple[Staff, ...]] = {}
        self.settings: Partition | None = None
        self.published: dict[str, Instant] = {}
        self.imported: set[str] = set()

    def look(self, partition: Partition) -> None:
        self.staff |= {member.staff.id: (member.staff, *member.before) for _, member in partition.values(Member)}
        if partition.values(Manifest):
            self.imported.add(partition.pk.removeprefix("IMP#"))
        if (partition.table, partition.pk) == ("registry", settings.CHAIN):
            self.settings = partition
        if (partition.table, partition.pk) == ("audit", settings.CHAIN):
            events = [event for _, event in partition.values(AuditEvent) if event.event == settings.WINDOWS]
            self.published = {event.went_to: event.at for event in events}

    def added_to(self, context: Context) -> Context:
        windows = settings.revisions(self.settings, self.published)
        return context._replace(windows=windows, staff=self.staff, imported=frozenset(self.imported))


def check_all(
    now: Instant,
    *,
    sample: int = 1,
    watch: Watch = lambda _: None,
    source: Source = scan.AWS,
    ran: Instant | None = None,
) -> list[Violation]:
    """Everything that does not hold, sorted; of one invariant at most a thousand. One of `sample` pictures is opened,
    with 0 none. `watch` sees each partition as it passes. `ran`: when the minute's work was last done, if not `now`.

    Reads only. What changes while it reads may look broken: look twice where people are at work.
    """
    found, counts = set[Violation](), Counter[str]()
    partitions = _watched(watch, source)
    context = Context(now, now if ran is None else ran)
    for number, (place, fault) in _passing_by(partitions, source.objects(sample), context):
        counts[number] += 1
        if counts[number] <= LISTED_MOST:
            found.add(Violation(number, place.table, grammar.name_of(place), id_of(place), fault))
    return sorted(found)


def id_of(place: Place) -> str:
    """Stands for a key in reports: under the stage's secret, so that it tells nothing of a key that should not be."""
    return keys.lookup("check", "|".join(place))[1:17]


def _watched(watch: Watch, source: Source) -> Iterator[Partition]:
    for table in scan.TABLES:
        for partition in scan.partitions(table, source.items):
            watch(partition)
            yield partition


def _passing_by(
    partitions: Iterable[Partition], objects: Iterable[Stored], context: Context
) -> Iterator[tuple[str, Found]]:
    seen = _Seen()
    with closing(Facts()) as facts:
        for partition in partitions:
            seen.look(partition)
            facts.add(_facts_of(partition))
            yield from _by_itself(partition, context)
        facts.add(map(pictures.fact_of, objects))
        whole = seen.added_to(context)
        for group in facts.groups():
            for number, joined in rules.OF_GROUPS[group.join]:
                yield from ((number, found) for found in joined(group, whole))


def _facts_of(partition: Partition) -> Iterator[Fact]:
    everybody = (trail, orders, pictures, accounts, attestations, scores, settings)
    for of in (module.facts_of for module in everybody):
        yield from of(partition)


def _by_itself(partition: Partition, context: Context) -> Iterator[tuple[str, Found]]:
    for item in partition.items:
        for number, of_item in rules.OF_ITEMS:
            yield from _judged(number, item.place, of_item(item))
    first = partition.items[0].place
    for number, whole in rules.OF_PARTITIONS.get(partition.table, ()):
        yield from _judged(number, first, whole(partition, context))
    if partition.pk.startswith("C#"):
        person = person_of(partition)
        for number, of_person in rules.OF_PEOPLE:
            yield from _judged(number, first, of_person(person, context))


def _judged(number: str, place: Place, found: Iterator[Found]) -> Iterator[tuple[str, Found]]:
    """A rule that breaks is a finding, and hides nothing that the others find."""
    try:
        yield from ((number, one) for one in found)
    except _BROKEN:
        yield number, (place, "内容不合常规，这项规则无法判断")


def located(id_: str) -> Place | None:
    """The key that a finding is about."""
    places = (item.place for table in scan.TABLES for part in scan.partitions(table, scan.raw) for item in part.items)
    objects = (stored.place for stored in scan.objects(sample=0))
    return next((place for place in chain(places, objects) if id_of(place) == id_), None)
