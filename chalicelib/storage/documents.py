"""What an office imported: documents that never change, and `PLAN` / `head`, which names those that hold.

A document's name is `<kind>#<id>`; it stands in partition `PLAN#<name>` under the hash of its content, so that writing
it again is harmless. Documents are written first and the head last: readers see an import whole or not at all.
"""

import hashlib
from collections.abc import Mapping
from typing import Final, NamedTuple

import msgspec

from chalicelib.domain.errors import ConflictError
from chalicelib.storage import gather
from chalicelib.storage.gather import Key
from chalicelib.storage.revisions import Edit, publish
from chalicelib.storage.tables import Item, RegistryItem

_HEAD: Final = ("PLAN", "head")
# One BatchGet gives 100 items and 16 MB, one item keeps 400 KB: within these nothing is ever cut off.
_AT_ONCE: Final = 100
DOCUMENT_MOST: Final = 150_000
HEAD_MOST: Final = 380_000


class Entry(msgspec.Struct, frozen=True):
    """The content that holds, and the revision that brought it."""

    hash: str
    rev: int


class Head(NamedTuple):
    rev: int
    entries: dict[str, Entry]

    def of(self, *kinds: str) -> dict[str, Entry]:
        return {name: entry for name, entry in self.entries.items() if name.partition("#")[0] in kinds}


def head() -> Head:
    """One call; revision 0 while nothing was imported."""
    try:
        item = RegistryItem.get(*_HEAD, consistent_read=True)
    except RegistryItem.DoesNotExist:
        return Head(0, {})
    return Head(int(item.rev or 0), msgspec.json.decode(item.body or "{}", type=dict[str, Entry]))


def get(entries: Mapping[str, Entry]) -> dict[str, bytes]:
    """The contents by name, 100 in a call."""
    keys = {name: _key(name, entry.hash) for name, entry in entries.items()}
    names = list(keys)
    found: dict[Key, Item] = {}
    for start in range(0, len(names), _AT_ONCE):
        found |= gather.items(keys[name] for name in names[start : start + _AT_ONCE])
    return {name: (found[key].body or "").encode() for name, key in keys.items()}


def save(contents: Mapping[str, bytes], *, seen: int, edit: Edit) -> int:
    """The new revision. Raises ConflictError unless `seen` is still the current one, or where there is no room."""
    current = head()
    if current.rev != seen:
        raise ConflictError("刚刚有人导入了其他内容，请重新执行")
    entries = current.entries | {name: Entry(_hash(content), seen + 1) for name, content in contents.items()}
    body = msgspec.json.encode(entries)
    if len(body) > HEAD_MOST or any(len(content) > DOCUMENT_MOST for content in contents.values()):
        raise ConflictError("内容过多，无法保存，请联系维护人员")
    for name, content in contents.items():
        RegistryItem(f"PLAN#{name}", _hash(content), body=content.decode()).save()
    return publish(_HEAD, body.decode(), seen=seen, edit=edit)


def _key(name: str, hash_: str) -> Key:
    return RegistryItem, f"PLAN#{name}", hash_


def _hash(content: bytes) -> str:
    """SHA-256, 32 of its hex digits."""
    return hashlib.sha256(content).hexdigest()[:32]
