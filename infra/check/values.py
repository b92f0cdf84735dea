"""What is judged: partitions of the tables as they were read, facts that must meet others, and what was found."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple, TypeVar

import msgspec

from chalicelib.domain.instants import Instant
from chalicelib.domain.staff import Staff
from chalicelib.domain.windows import Window

Shape = TypeVar("Shape")
UNREADABLE: Final = object()


class Place(NamedTuple):
    """Of an item, or of an object in a bucket (`table` is the bucket's kind, `pk` its key)."""

    table: str
    pk: str
    sk: str = "-"


Found = tuple[Place, str]


class Violation(msgspec.Struct, frozen=True, order=True):
    """`key` is a class of docs/tables.md and `id` a keyed hash: neither tells whom it is about."""

    invariant: str
    table: str
    key: str
    id: str
    fault: str


class Item(NamedTuple):
    """`value` is the body as the class of its key has it, None without one, UNREADABLE where it is something else.

    `attributes` are those of the type that their table has them in.
    """

    place: Place
    attributes: Mapping[str, Any]
    value: Any = None

    def get(self, name: str) -> Any:
        return self.attributes.get(name)


class Partition(NamedTuple):
    """In the order of sort keys."""

    table: str
    pk: str
    items: tuple[Item, ...]

    def values(self, shape: type[Shape]) -> list[tuple[Item, Shape]]:
        return [(item, item.value) for item in self.items if isinstance(item.value, shape)]


class Fact(NamedTuple):
    """One side of something that stands in several places: all of one `join` and `key` are judged together."""

    join: str
    key: str
    side: str
    place: Place
    data: bytes = b"null"


class Group(NamedTuple):
    join: str
    key: str
    facts: tuple[Fact, ...]

    def side(self, name: str) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.side == name)

    def values(self, name: str, shape: type[Shape]) -> list[tuple[Place, Shape]]:
        return [(fact.place, msgspec.json.decode(fact.data, type=shape)) for fact in self.side(name)]

    def one(self, name: str, shape: type[Shape]) -> Shape | None:
        return next((value for _, value in self.values(name, shape)), None)


class Revision(NamedTuple):
    """A revision of the windows and when it was committed."""

    rev: int
    at: Instant
    rows: tuple[Window, ...]


class Context(NamedTuple):
    """What is small enough to be known whole before anything is compared with it.

    `ran`: until when what is scheduled each minute must have done its work. `imported`: sessions for
    which there is a manifest.
    """

    now: Instant
    ran: Instant
    windows: tuple[Revision, ...] = ()
    staff: Mapping[str, tuple[Staff, ...]] = {}
    imported: frozenset[str] = frozenset()
