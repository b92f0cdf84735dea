"""`ASK` / `<no>`: what waits for a second person, kept as long as anybody may want to read who granted what."""

from itertools import takewhile
from typing import Final

import msgspec

from chalicelib.domain.asks import LIFE, Ask
from chalicelib.domain.errors import ConflictError, UnknownError
from chalicelib.domain.ids import No, new_no
from chalicelib.domain.instants import DAY, Instant, later, ttl
from chalicelib.storage import cases
from chalicelib.storage.legs import PUT, Leg, Raw
from chalicelib.storage.tables import RegistryItem

_PARTITION: Final = "ASK"
_KEPT: Final = 90 * DAY
_SHOWN: Final = 50


def latest(now: Instant) -> tuple[Ask, ...]:
    """All that may still be open, and at least the youngest fifty; youngest first. One Query, unless there are more."""
    since = new_no(later(now, -LIFE), bytes(10))
    found = RegistryItem.query(_PARTITION, consistent_read=True, scan_index_forward=False, page_size=_SHOWN + 1)
    shown = takewhile(lambda one: one[0] < _SHOWN or one[1].sk >= since, enumerate(found))
    return tuple(msgspec.json.decode(item.body or "", type=Ask) for _, item in shown)


def load(no: No) -> Ask:
    """Raises UnknownError."""
    try:
        item = RegistryItem.get(_PARTITION, no, consistent_read=True)
    except RegistryItem.DoesNotExist:
        raise UnknownError("没有找到这项请求") from None
    return msgspec.json.decode(item.body or "", type=Ask)


def commit(*legs: Leg) -> None:
    """All or none."""
    cases.attempt(list(legs))


def leg(ask: Ask) -> Leg:
    """The next version; whoever is overtaken hears a ConflictError."""
    body, dies = msgspec.json.encode(ask).decode(), ttl(later(ask.asked_at, _KEPT))
    item = RegistryItem(_PARTITION, ask.no, body=body, rev=ask.ver, ttl=dies)
    before = RegistryItem.rev == ask.ver - 1 if ask.ver > 1 else RegistryItem.pk.does_not_exist()
    return Leg(PUT, item, before, _overtaken)


def _overtaken(_raw: Raw) -> Exception:
    return ConflictError("刚刚有人处理了这项请求，请刷新页面查看")
