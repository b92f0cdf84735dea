"""What a running import keeps on this machine: rows to sort, ready writes, and how far they are sent.

SQLite sorts by merging runs on disk in bounded memory, and what it committed outlives a killed process. The file
holds people's numbers: it belongs to its owner only and is deleted when the import is done.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from chalicelib.domain.imports.report import UnreadableError

HOLDER = "holder"
_CACHE_KIB = 4_096
_BROKEN = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
_SCHEMA = """
CREATE TABLE IF NOT EXISTS rows (key TEXT, sort TEXT, row INTEGER, data, more TEXT);
CREATE TABLE IF NOT EXISTS work (seq INTEGER PRIMARY KEY, kind TEXT, line BLOB);
CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value);
"""


# Key of the person or ticket, order below it, row of the file, and what the kind keeps of it.
SpoolRow = tuple[str, str, int, str | int | None, str]


class Spool:
    def __init__(self, folder: Path, name: str) -> None:
        """Raises UnreadableError while another process works on the same file. What a lost machine left broken goes."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path = folder / f"{name}.sqlite"
        try:
            self._open()
        except sqlite3.DatabaseError as refused:
            if refused.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise UnreadableError("另一个进程正在导入同一个文件") from refused
            if refused.sqlite_errorcode not in _BROKEN:
                raise
            self.remove()
            self._open()

    def _open(self) -> None:
        self._path.touch(mode=0o600)
        self._db = sqlite3.connect(self._path, isolation_level=None, timeout=1)
        self._db.execute("PRAGMA locking_mode=EXCLUSIVE")
        self._db.execute("PRAGMA journal_mode=TRUNCATE")
        self._db.execute("PRAGMA synchronous=OFF")  # a killed process loses nothing; a lost machine starts anew
        self._db.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executescript(_SCHEMA)

    def add(self, rows: Iterable[SpoolRow]) -> None:
        """All rows or, when the process ends before, none."""
        self._db.execute("BEGIN")
        self._db.executemany("INSERT INTO rows VALUES (?,?,?,?,?)", rows)
        self._db.execute("COMMIT")

    def ordered(self, after: str = "") -> Iterator[SpoolRow]:
        """By key, order and row, beginning behind the key `after`."""
        found = "SELECT key, sort, row, data, more FROM rows WHERE key > ? ORDER BY key, sort, row"
        return self._db.execute(found, (after,))

    def shared(self) -> Iterator[int]:
        """Rows whose `sort` stands under another key too."""
        found = "SELECT MAX(row) FROM rows GROUP BY sort HAVING COUNT(DISTINCT key) > 1"
        return (row for (row,) in self._db.execute(found))

    def add_work(self, work: Iterable[tuple[str, bytes]], figures: Callable[[], dict[str, str | int]]) -> None:
        """What is to be done, by kind, with what `figures` says once it is known; all of it or nothing."""
        self._db.execute("BEGIN")
        self._db.executemany("INSERT INTO work (kind, line) VALUES (?,?)", work)
        self._keep(figures())
        self._db.execute("COMMIT")

    def work(self, kind: str, after: int) -> Iterator[tuple[int, bytes]]:
        found = "SELECT seq, line FROM work WHERE kind = ? AND seq > ? ORDER BY seq"
        return self._db.execute(found, (kind, after))

    def keep(self, values: Mapping[str, str | int]) -> None:
        """All together, or none."""
        self._db.execute("BEGIN")
        self._keep(values)
        self._db.execute("COMMIT")

    def _keep(self, values: Mapping[str, str | int]) -> None:
        self._db.executemany("INSERT OR REPLACE INTO kept VALUES (?,?)", values.items())

    def kept(self, name: str) -> str | int | None:
        found = self._db.execute("SELECT value FROM kept WHERE name = ?", (name,)).fetchone()
        return found[0] if found else None

    def clear(self) -> None:
        """Starts anew, as the same holder of the lease."""
        self._db.execute("DELETE FROM rows")
        self._db.execute("DELETE FROM work")
        self._db.execute("DELETE FROM kept WHERE name <> ?", (HOLDER,))

    def close(self) -> None:
        self._db.close()

    def remove(self) -> None:
        self.close()
        for suffix in ("", "-journal"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
