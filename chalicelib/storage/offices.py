"""`CONF` / `activation`: which facts the offices accept at a first login, with its immutable history."""

import msgspec

from chalicelib.domain.activation import Offices
from chalicelib.storage import revisions
from chalicelib.storage.revisions import Edit
from chalicelib.storage.tables import RegistryItem

_KEY = ("CONF", "activation")


def load() -> Offices:
    """One consistent read; only first logins ask. Without the document a code is the only way."""
    try:
        item = RegistryItem.get(*_KEY, consistent_read=True)
    except RegistryItem.DoesNotExist:
        return Offices()
    return msgspec.structs.replace(msgspec.json.decode(item.body or "{}", type=Offices), rev=int(item.rev or 0))


def save(offices: Offices, edit: Edit) -> None:
    """As the revision after `offices.rev`. Raises ConflictError if that is no longer the current one."""
    body = msgspec.json.encode(msgspec.structs.replace(offices, rev=0)).decode()
    revisions.publish(_KEY, body, seen=offices.rev, edit=edit)
