"""`CONF` / `windows`: one document, read consistently and kept at most 30 s from the start of the read."""

import msgspec

from chalicelib.domain.instants import Instant
from chalicelib.domain.windows import Window, Windows
from chalicelib.storage.revisions import KEPT, Edit, publish
from chalicelib.storage.tables import RegistryItem

_KEY = ("CONF", "windows")

_cached: tuple[Instant, Windows] | None = None


def load(now: Instant) -> Windows:
    """At most 30 s old. An edit takes effect at least 60 s after its commit, so this is exact (architecture § 5)."""
    global _cached
    if _cached is None or not _cached[0] <= now < _cached[0] + KEPT:
        _cached = (now, fresh())
    return _cached[1]


def fresh() -> Windows:
    try:
        item = RegistryItem.get(*_KEY, consistent_read=True)
    except RegistryItem.DoesNotExist:
        return Windows(0)
    return Windows(int(item.rev or 0), msgspec.json.decode(item.body or "[]", type=tuple[Window, ...]))


def save(rows: tuple[Window, ...], *, seen: int, edit: Edit) -> Windows:
    """Raises ConflictError unless `seen` is still the current revision."""
    rev = publish(_KEY, msgspec.json.encode(rows).decode(), seen=seen, edit=edit)
    forget()
    return Windows(rev, rows)


def forget() -> None:
    """Tests and the local stack start from an empty container."""
    global _cached
    _cached = None
