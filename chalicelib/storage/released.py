"""`CONF` / `sessions`: read consistently and kept at most 30 s; an edit takes effect at least 60 s after its commit."""

import time

import msgspec

from chalicelib.domain.instants import Instant
from chalicelib.domain.releases import Releases
from chalicelib.domain.transcripts import PENDING
from chalicelib.storage.tables import RegistryItem

KEPT_S = 30.0
KEY = ("CONF", "sessions")
_PENDING = f'"released":{PENDING},'

_cached: tuple[float, Releases] | None = None


def load() -> Releases:
    global _cached
    if _cached is None or time.monotonic() - _cached[0] > KEPT_S:
        _cached = (time.monotonic(), fresh())
    return _cached[1]


def fresh() -> Releases:
    try:
        item = RegistryItem.get(*KEY, consistent_read=True)
    except RegistryItem.DoesNotExist:
        return Releases(0)
    return Releases(int(item.rev or 0), msgspec.json.decode(item.body or "{}", type=dict[str, Instant]))


def dated(sheet: str, session: str) -> str:
    """The stored JSON of a sheet with the instant of its session in it.

    An imported sheet was written before that was known. While its session has none, it is nobody's to see.
    """
    if _PENDING not in sheet:
        return sheet
    released = load().at.get(session, PENDING)
    return sheet.replace(_PENDING, f'"released":{released},', 1)


def forget() -> None:
    """Tests and the local stack start from an empty container."""
    global _cached
    _cached = None
