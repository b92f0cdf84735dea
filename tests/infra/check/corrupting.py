"""Hands that break one thing in a good world and keep everything else true to it."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeVar

import msgspec

from chalicelib.domain.applications import Case, Change
from chalicelib.domain.audit import CLOCK, AuditEvent, chained
from chalicelib.domain.ids import No
from chalicelib.domain.instants import Instant
from chalicelib.domain.statuses import State
from chalicelib.storage import legs, people
from chalicelib.storage.tables import AuditItem, Item, RecordItem
from infra import seeds
from infra.demo_people import PEOPLE

Shape = TypeVar("Shape", bound=msgspec.Struct)
Corruption = Callable[[Instant], Any]
BROKEN: Final[list[tuple[str, Corruption]]] = []


def breaks(number: str) -> Callable[[Corruption], Corruption]:
    """Marks what violates this invariant, and no other. What it gives is the instant to look at, if not the world's."""

    def noted(corruption: Corruption) -> Corruption:
        BROKEN.append((number, corruption))
        return corruption

    return noted


class Told(NamedTuple):
    """A case as it is stored."""

    item: RecordItem
    case: Case


def cid_of(key: str) -> Any:
    [person] = [one for one in PEOPLE if one.key == key]
    return seeds.cid_of(person)


def first(model: type[Item], pk: str, sk: str = "") -> Any:
    """The first item whose keys begin so."""
    return next(item for item in model.scan() if item.pk.startswith(pk) and item.sk.startswith(sk))


def told_of(item: RecordItem) -> Told:
    return Told(item, msgspec.json.decode(item.body or "", type=Case))


def case_in(state: State) -> Told:
    """The first in this state."""
    return next(map(told_of, RecordItem.scan(RecordItem.state == state)))


def head_of(case: Case) -> RecordItem:
    return RecordItem.get(people.partition(case.cid), people.HEAD)


def rewrite(item: Item, shape: type[Shape], **changes: Any) -> Shape:
    """Of a body some fields, and nothing around it."""
    changed = msgspec.structs.replace(msgspec.json.decode(item.body or "", type=shape), **changes)
    item.body = msgspec.json.encode(changed).decode()
    item.save()
    return changed


def put_case(told: Told, **changes: Any) -> Case:
    """With everything that is copied from it into attributes and queues."""
    case = msgspec.structs.replace(told.case, **changes)
    change = Change(before=None, after=case, event=AuditEvent(chain="", seq=0, event="", at=case.since, actor=CLOCK))
    item = legs._case(change, own=True).item
    if case.state == State.RETURNED:
        item.ws = told.item.ws
    item.save()
    return case


def events_of(no: No) -> list[AuditEvent]:
    return [msgspec.json.decode(item.body or "", type=AuditEvent) for item in AuditItem.query(f"X#{no}")]


def retell(told: Told, events: list[AuditEvent], **changes: Any) -> None:
    """Another history, hashed anew from its start, that the case names the end of."""
    for item in AuditItem.query(f"X#{told.case.no}"):
        item.delete()
    last = ""
    for seq, event in enumerate(events, 1):
        placed = chained(msgspec.structs.replace(event, seq=seq), last)
        legs.recorded(placed).item.save()
        last = placed.hash
    put_case(told, chain=last, **changes)
