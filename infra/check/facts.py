"""Facts sorted on disk, so that the sides of one thing meet whatever the size of the tables."""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby

from infra.check.values import Fact, Group, Place

_CACHE_KIB = 16_384
_AT_ONCE = 5_000


class Facts:
    """In a file without a name, which nobody else can open and which goes away with the process."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
        self._db.execute("PRAGMA journal_mode=OFF")
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.execute("CREATE TABLE facts (grp TEXT, key TEXT, side TEXT, tbl TEXT, pk TEXT, sk TEXT, data BLOB)")
        self._waiting: list[tuple[object, ...]] = []

    def add(self, facts: Iterable[Fact]) -> None:
        self._waiting += ((fact.join, fact.key, fact.side, *fact.place, fact.data) for fact in facts)
        if len(self._waiting) >= _AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        self._db.execute("BEGIN")
        self._db.executemany("INSERT INTO facts VALUES (?,?,?,?,?,?,?)", self._waiting)
        self._db.execute("COMMIT")
        self._waiting.clear()

    def groups(self) -> Iterator[Group]:
        """Each join and key once."""
        self._flush()
        rows = self._db.execute("SELECT * FROM facts ORDER BY grp, key, side, tbl, pk, sk")
        for (join, key), same in groupby(rows, key=lambda row: (row[0], row[1])):
            yield Group(join, key, tuple(Fact(row[0], row[1], row[2], Place(*row[3:6]), row[6]) for row in same))

    def close(self) -> None:
        self._db.close()
