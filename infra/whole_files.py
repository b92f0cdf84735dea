"""A table that appears when it is whole: until then its rows stand in `FILE.part`, which only its owner may read."""

import csv
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

WriteRows = Callable[[Iterable[Iterable[str]]], object]


@contextmanager
def whole_table(out: Path) -> Iterator[WriteRows]:
    """Writes rows in UTF-8 with BOM, as table programs want; a run that fails leaves nothing behind."""
    part = out.with_name(f"{out.name}.part")
    try:
        with open(part, "w", encoding="utf-8-sig", newline="", opener=_private) as file:
            yield csv.writer(file).writerows
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
