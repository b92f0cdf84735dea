"""`CONF` / `notices`: the 考生须知 that the office published, beside those that ship with the site."""

from typing import NamedTuple

import msgspec

from chalicelib.domain.notices import Notice
from chalicelib.storage.revisions import Edit, publish
from chalicelib.storage.tables import RegistryItem

_KEY = ("CONF", "notices")


class Notices(NamedTuple):
    rev: int
    rows: tuple[Notice, ...]


def fresh() -> Notices:
    try:
        item = RegistryItem.get(*_KEY, consistent_read=True)
    except RegistryItem.DoesNotExist:
        return Notices(0, ())
    return Notices(int(item.rev or 0), msgspec.json.decode(item.body or "[]", type=tuple[Notice, ...]))


def save(rows: tuple[Notice, ...], *, seen: int, edit: Edit) -> None:
    """Raises ConflictError unless `seen` is still the current revision."""
    publish(_KEY, msgspec.json.encode(rows).decode(), seen=seen, edit=edit)
