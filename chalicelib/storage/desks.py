"""`CONF` / `fees`: how each school takes money, read consistently and kept at most 30 s, with its immutable history."""

import msgspec

from chalicelib.domain.fees import Desks
from chalicelib.domain.instants import Instant
from chalicelib.storage.revisions import KEPT, Edit, publish
from chalicelib.storage.tables import RegistryItem

_KEY = ("CONF", "fees")

_cached: tuple[Instant, Desks] | None = None


def load(now: Instant) -> Desks:
    """At most 30 s old: a school that stops taking money here is felt so much later."""
    global _cached
    if _cached is None or not _cached[0] <= now < _cached[0] + KEPT:
        _cached = (now, fresh())
    return _cached[1]


def fresh() -> Desks:
    try:
        item = RegistryItem.get(*_KEY, consistent_read=True)
    except RegistryItem.DoesNotExist:
        return Desks()
    return msgspec.structs.replace(msgspec.json.decode(item.body or "{}", type=Desks), rev=int(item.rev or 0))


def save(desks: Desks, edit: Edit) -> None:
    """As the revision after `desks.rev`. Raises ConflictError if that is no longer the current one."""
    body = msgspec.json.encode(msgspec.structs.replace(desks, rev=0)).decode()
    publish(_KEY, body, seen=desks.rev, edit=edit)
    forget()


def forget() -> None:
    """Tests and the local stack start from an empty container."""
    global _cached
    _cached = None
