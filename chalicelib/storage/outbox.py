"""Messages on their way out: the message's own item waits in the `work` index, written with the change it tells of.

A try is noted before it is made, so that two runs never make the same one and a crash costs a wait, not a message.
"""

import hashlib
from collections.abc import Callable
from typing import Final, NamedTuple

import msgspec
from pynamodb.exceptions import UpdateError
from pynamodb.expressions.update import Action

from chalicelib.domain.applications import Message
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import DAY, Instant, later
from chalicelib.domain.outbox import Channel, Entry, next_try
from chalicelib.storage import mail, people, sms
from chalicelib.storage.tables import RecordItem, WorkIndex

_SHARDS: Final = 4
_AT_ONCE: Final = 25
_LOST: Final = "T#undelivered#0"
_COUNTED: Final = 7 * DAY
_COUNTED_MOST: Final = 1000

_PORTS: Final[dict[Channel, Callable[[str, str, str], None]]] = {
    Channel.SMS: lambda number, text, dedupe: sms.deliver(number, text, dedupe),
    Channel.EMAIL: lambda address, text, dedupe: mail.deliver(address, text, dedupe),
}


class Hint(NamedTuple):
    """Where an entry stood when the index was read."""

    cid: Cid
    key: str


def offered() -> tuple[Channel, ...]:
    """The channels that this stage has."""
    on = {Channel.SMS: sms.is_on(), Channel.EMAIL: mail.is_on()}
    return tuple(channel for channel, is_on in on.items() if is_on)


def place(cid: Cid, at: Instant) -> tuple[str, str]:
    """`w` and `ws` of a message that is to be sent from then on."""
    return f"T#outbox#{int(cid[0], 16) % _SHARDS}", f"{at:013}#{cid}"


def due(now: Instant) -> tuple[Hint, ...]:
    """At most 25 of each shard, the oldest first."""
    before = WorkIndex.ws < f"{now + 1:013}"
    found = [
        RecordItem.work.query(f"T#outbox#{shard}", before, limit=_AT_ONCE, page_size=_AT_ONCE)
        for shard in range(_SHARDS)
    ]
    return tuple(Hint(Cid(item.pk.removeprefix("C#")), item.sk) for items in found for item in items)


def claim(hint: Hint, now: Instant) -> Entry | None:
    """Notes the try that is about to be made; None if another run made it, or nothing is to be sent any more."""
    item = RecordItem.get(people.partition(hint.cid), hint.key, consistent_read=True)
    if not (item.w or "").startswith("T#outbox#") or (item.ws or "") > f"{now + 1:013}":
        return None
    tries = int(item.ver or 0)
    _, ws = place(hint.cid, next_try(tries + 1, now))
    same = RecordItem.ver == tries if tries else RecordItem.ver.does_not_exist()
    try:
        RecordItem(item.pk, item.sk).update([RecordItem.ver.set(tries + 1), RecordItem.ws.set(ws)], same)
    except UpdateError as refused:
        if refused.cause_response_code != "ConditionalCheckFailedException":
            raise
        return None
    return Entry(
        cid=hint.cid,
        key=hint.key,
        person=item.holder or "",
        message=msgspec.json.decode(item.body or "", type=Message),
        tries=tries + 1,
        sent=tuple(Channel(name) for name in (item.state or "").split()),
    )


def deliver(entry: Entry, channel: Channel, address: str, text: str) -> None:
    """Out by this channel, and noted. Raises NotDeliveredError."""
    named = f"{entry.cid}|{entry.key}|{channel}"
    _PORTS[channel](address, text, hashlib.sha256(named.encode()).hexdigest()[:32])


def note(entry: Entry, sent: tuple[Channel, ...]) -> None:
    """By which channels it is gone; what is left is tried again."""
    _update(entry, [RecordItem.state.set(" ".join(sent))])


def settle(entry: Entry) -> None:
    _update(entry, [RecordItem.w.remove(), RecordItem.ws.remove()])


def give_up(entry: Entry) -> None:
    _update(entry, [RecordItem.w.set(_LOST), RecordItem.ws.set(f"{entry.message.at:013}#{entry.cid}")])


def undelivered(now: Instant) -> int:
    """Given up within the last seven days; 1000 stands for more."""
    recent = WorkIndex.ws >= f"{later(now, -_COUNTED):013}"
    return int(RecordItem.work.count(_LOST, recent, limit=_COUNTED_MOST))


def _update(entry: Entry, actions: list[Action]) -> None:
    RecordItem(people.partition(entry.cid), entry.key).update(actions)
