"""What a file of plans, rules, courses or windows says, read whole, with the place of everything in it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from chalicelib import data
from chalicelib.domain.imports import course_tables, plan_columns, plan_tables, rule_columns, rule_tables, window_tables
from chalicelib.domain.imports.columns import Column
from chalicelib.domain.imports.json_files import contents_of
from chalicelib.domain.imports.report import Report, UnreadableError
from chalicelib.domain.library import Documents
from chalicelib.storage.readers.encodings import fingerprint
from chalicelib.storage.readers.tables import Limits, Table

JSON_MOST: Final = 20_000_000

Rows = Mapping[tuple[str, str], int]


class Source(NamedTuple):
    kind: str
    path: Path
    limits: Limits


class File(NamedTuple):
    """What was read. `rows`: where a document, or something in it, stands in the table."""

    sha256: str
    brought: Any
    length: int
    rows: Rows


def read_references(source: Source, report: Report) -> File:
    """What is wrong with it goes into the report. Raises UnreadableError."""
    return _READERS[source.kind](source, report)


def _plans(source: Source, report: Report) -> File:
    if _is_json(source.path):
        return _json(source, report)
    sheet, table = _table(source, report, plan_columns.COLUMNS, plan_tables.plans_of)
    return File(table.print.sha256, Documents(plans=sheet.plans), table.count, sheet.rows)


def _substitutions(source: Source, report: Report) -> File:
    if _is_json(source.path):
        return _json(source, report)
    sheet, table = _table(source, report, rule_columns.COLUMNS, rule_tables.maps_of)
    return File(table.print.sha256, Documents(maps=sheet.maps), table.count, sheet.rows)


def _courses(source: Source, report: Report) -> File:
    sheet, table = _table(source, report, course_tables.COLUMNS, course_tables.courses_of)
    rows: Rows = {(code, ""): row for code, row in sheet.rows.items()}
    return File(table.print.sha256, sheet.courses, table.count, rows)


def _windows(source: Source, report: Report) -> File:
    def read(rows: Iterable[tuple[int, Sequence[str]]]) -> window_tables.Sheet:
        return window_tables.windows_of(rows, data.schools())

    sheet, table = _table(source, report, window_tables.COLUMNS, read)
    rows: Rows = {(id_, ""): row for id_, row in sheet.rows.items()}
    return File(table.print.sha256, sheet.windows, table.count, rows)


def _table(source: Source, report: Report, columns: Sequence[Column], read: Callable[..., Any]) -> tuple[Any, Table]:
    table = Table(source.path, columns, report, source.limits)
    sheet = read(table.rows())
    for row, finding in sheet.findings:
        report.add(row, finding)
    return sheet, table


def _is_json(path: Path) -> bool:
    """By its content: names of files say little."""
    if fingerprint(path).encoding == "xlsx":
        return False
    with path.open("rb") as file:
        return file.read(1_000).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def _json(source: Source, report: Report) -> File:
    if source.path.stat().st_size > JSON_MOST:
        raise UnreadableError(f"{source.path.name}：文件超过 {JSON_MOST // 1_000_000} MB，请分成几个文件")
    printed = fingerprint(source.path)
    found = contents_of(source.kind, source.path.read_bytes().decode(printed.encoding).encode())
    for finding in found.findings:
        report.add(0, finding)
    count = sum(len(getattr(found.documents, name)) for name in Documents.__struct_fields__)
    return File(printed.sha256, found.documents, count, {})


_READERS: Final[Mapping[str, Callable[[Source, Report], File]]] = {
    "plans": _plans,
    "substitutions": _substitutions,
    "courses": _courses,
    "windows": _windows,
}
KINDS: Final = tuple(_READERS)
