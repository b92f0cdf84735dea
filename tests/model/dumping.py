"""Every item of every table as text, in one order: two worlds are the same if their dumps are."""

import json
from typing import Any

from infra.check.scan import TABLES
from tests.checked import raw


def dump(*tables: str) -> str:
    """Of some tables, or of all."""
    items = [[table, item] for table in tables or TABLES for item in raw(table)]
    return json.dumps(sorted(items, key=_place), default=_plain, sort_keys=True, indent=0)


def _place(entry: list[Any]) -> tuple[str, str, str]:
    table, item = entry
    return table, item["pk"]["S"], item["sk"]["S"]


def _plain(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value.to_regular_json()
