"""Who wants to be reminded, `REM#<business>#<school>` / `<cid>`; what was told to whom; how far each cue has come.

Nothing here is deleted: what is switched off or over dies by its `ttl`.
"""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec
from pynamodb.expressions.update import Action

from chalicelib.domain.errors import ConflictError, SignedOutError
from chalicelib.domain.ids import Cid, SchoolCode
from chalicelib.domain.instants import DAY, Instant, later, ttl
from chalicelib.domain.people import Head
from chalicelib.domain.reminders import Cue, message
from chalicelib.domain.windows import Business
from chalicelib.storage import cases, people
from chalicelib.storage.legs import PUT, UPDATE, Leg, told
from chalicelib.storage.tables import RecordItem, RegistryItem

_PROGRESS = "REM#progress"
# Longer than any window may be edited back into force.
_REMEMBERED = 400 * DAY


class Wish(msgspec.Struct, frozen=True):
    """`person` is the keyed hash, so that what is told can also be sent."""

    on: bool
    person: str


class Progress(msgspec.Struct, frozen=True):
    """`after`: the last person who was looked at."""

    after: str = ""
    done: bool = False


class Listeners(NamedTuple):
    """Those who are to be told, with their keyed hash, of `read` who were looked up; then `progress` holds."""

    people: tuple[tuple[Cid, str], ...]
    read: int
    progress: Progress


def switch(head: Head, business: Business, wish: Wish, now: Instant) -> None:
    """The wish on the head, for pages, and in the registry of each of the person's schools, for the clock."""
    change = RecordItem.reminders.add({business}) if wish.on else RecordItem.reminders.delete({business})
    mine = RecordItem(people.partition(head.cid), people.HEAD)
    parts = [Leg(UPDATE, mine, RecordItem.epoch == head.epoch, lambda _raw: SignedOutError(), [change])]
    parts += [_wished(head.cid, _place(business, school), wish, now) for school in _schools(head)]
    cases.attempt(sorted(parts, key=lambda leg: leg.kind))


def _schools(head: Head) -> Iterable[SchoolCode]:
    return dict.fromkeys(ticket.school for ticket in head.tickets)


def _wished(cid: Cid, place: str, wish: Wish, now: Instant) -> Leg:
    body = msgspec.json.encode(wish).decode()
    item = RegistryItem(place, cid, body=body, ttl=None if wish.on else ttl(now))
    return Leg(PUT, item, None, lambda _raw: ConflictError())


def _place(business: Business, school: SchoolCode) -> str:
    return f"REM#{business}#{school}"


def progress() -> dict[str, Progress]:
    """Of every cue that was begun: one Query."""
    found = RegistryItem.query(_PROGRESS, consistent_read=True)
    return {item.sk: msgspec.json.decode(item.body or "", type=Progress) for item in found}


def progress_key(cue: Cue) -> str:
    return f"{cue.id}#{cue.school}"


def save_progress(cue: Cue, reached: Progress, now: Instant) -> None:
    body = msgspec.json.encode(reached).decode()
    RegistryItem(_PROGRESS, progress_key(cue), body=body, ttl=ttl(later(now, _REMEMBERED))).save()


def listeners(cue: Cue, reached: Progress, most: int) -> Listeners:
    """The next of those who asked, at most so many: one Query."""
    later_ones = RegistryItem.sk > reached.after if reached.after else None
    place = _place(cue.window.business, cue.school)
    items = list(RegistryItem.query(place, later_ones, consistent_read=True, limit=most, page_size=most))
    last = items[-1].sk if items else reached.after
    wishes = [(Cid(item.sk), msgspec.json.decode(item.body or "", type=Wish)) for item in items]
    return Listeners(
        tuple((cid, wish.person) for cid, wish in wishes if wish.on), len(items), Progress(last, done=len(items) < most)
    )


def tell(listener: tuple[Cid, str], cue: Cue, now: Instant) -> None:
    """One transaction, once per window and person. Raises ConflictError if it was done, or for nobody."""
    cid, person = listener
    remembered = RegistryItem(f"REM#told#{cue.id}", cid, ttl=ttl(later(now, _REMEMBERED)))
    counted: list[Action] = [RecordItem.unread.add(1)]
    head = RecordItem(people.partition(cid), people.HEAD)
    cases.attempt(
        [
            Leg(PUT, remembered, RegistryItem.pk.does_not_exist(), lambda _raw: ConflictError()),
            told(cid, cue.id, message(cue, now), person),
            Leg(UPDATE, head, RecordItem.pk.exists(), lambda _raw: ConflictError(), counted),
        ]
    )
