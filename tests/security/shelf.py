"""Everything that is stored, as one value to compare."""

from typing import Any

from chalicelib.settings import SETTINGS
from tests.conftest import buckets, tables


def stored() -> dict[tuple[str, str, str], Any]:
    """Every item by table and key, and the names of all accepted pictures."""
    items = {
        (name.rpartition("-")[2], hash_.value, range_.value): one.to_json()
        for name, table in tables().items()
        for hash_, row in table.items.items()
        for range_, one in row.items()
    }
    return items | {("accepted", key, ""): "" for key in _pictures()}


def _pictures() -> list[str]:
    return list(buckets()[SETTINGS.accepted].keys)
