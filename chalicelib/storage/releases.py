"""Sets from when sessions are seen. (`released.py` reads it: the record of a person needs that, and no transaction.)"""

import msgspec

from chalicelib.domain.instants import Instant
from chalicelib.storage import released
from chalicelib.storage.revisions import Edit, publish


def save(at: dict[str, Instant], *, seen: int, edit: Edit) -> None:
    """The whole document. Raises ConflictError unless `seen` is still the current revision."""
    publish(released.KEY, msgspec.json.encode(at, order="sorted").decode(), seen=seen, edit=edit)
    released.forget()
