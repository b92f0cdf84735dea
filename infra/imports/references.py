"""`import {plans,substitutions,courses,windows}`: read whole, judged whole, and one revision or nothing."""

import argparse
import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from chalicelib import data
from chalicelib.domain.audit import OPERATOR
from chalicelib.domain.imports import course_tables, plan_columns, plan_tables, rule_columns, rule_tables, window_tables
from chalicelib.domain.imports.columns import Column
from chalicelib.domain.imports.json_files import contents_of
from chalicelib.domain.imports.judging import Named
from chalicelib.domain.imports.manifests import Manifest
from chalicelib.domain.imports.report import Finding, Report
from chalicelib.domain.library import Documents
from chalicelib.handlers import clock
from chalicelib.storage import imports
from chalicelib.storage.revisions import Edit
from chalicelib.usecases.imports.import_courses import import_courses
from chalicelib.usecases.imports.import_library import Outcome, import_library
from chalicelib.usecases.imports.import_windows import import_windows
from infra.imports import jobs
from infra.imports.encodings import UnreadableError, fingerprint
from infra.imports.tables import Table

JSON_MOST = 20_000_000
_LISTED = 20

Rows = Mapping[tuple[str, str], int]


class File(NamedTuple):
    """What was read. `rows`: where a document, or something in it, stands in the table."""

    sha256: str
    brought: Any
    length: int
    rows: Rows


def run(options: argparse.Namespace) -> int:
    """0 when everything in the file holds now (or would)."""
    report = Report()
    file = _READERS[options.kind](options, report)
    if report.faults:
        jobs.said(report)
        return 1
    holder, now = os.urandom(16).hex(), clock.now()
    if not options.dry_run:
        imports.take(holder, now)
    try:
        outcome = _IMPORTS[options.kind](file.brought, _edit(options, file), is_rehearsal=options.dry_run)
        _add(report, outcome.faults, file.rows, is_fault=True)
        _add(report, outcome.notes, file.rows, is_fault=False)
        if not jobs.said(report):
            return 1
        _finish(options, file, outcome)
    finally:
        if not options.dry_run:
            imports.give_up(holder)
    return 0


def _edit(options: argparse.Namespace, file: File) -> Edit:
    return Edit(OPERATOR, clock.now(), f"{options.kind} {file.sha256}")


def _add(report: Report, named: Iterable[Named], rows: Rows, *, is_fault: bool) -> None:
    """By row where the file has rows, by id otherwise."""
    for id_, fault in named:
        row = rows.get((id_, fault.about)) or rows.get((id_, "")) or 0
        field = fault.field if row else f"{id_} · {fault.field}"
        report.add(row, Finding(field, fault.what, fault.about, is_fault))


def _finish(options: argparse.Namespace, file: File, outcome: Outcome) -> None:
    """Names what changed, and keeps the manifest."""
    figures = {"rows": file.length, "changed": len(outcome.changed), "rev": outcome.rev}
    manifest = Manifest(
        kind=options.kind,
        sha256=file.sha256,
        file=options.file.name,
        begun=clock.now(),
        done=clock.now(),
        digest=hashlib.sha256(msgspec.json.encode(file.brought, order="deterministic")).hexdigest(),
        figures=figures,
    )
    if not options.dry_run:
        imports.keep(manifest)
    print("试运行：没有写入任何内容。完成后将是：" if options.dry_run else "导入完成：")
    listed = "、".join(outcome.changed[:_LISTED]) + (" 等" if len(outcome.changed) > _LISTED else "")
    changed = f"{len(outcome.changed):,}（{listed}）" if outcome.changed else "0（内容与现有的相同）"
    named = {
        "新增或更新": changed,
        "版次": f"{outcome.rev}",
        "文件 SHA-256": file.sha256,
        "内容 SHA-256": manifest.digest,
    }
    print("\n".join(f"  {name}：{value}" for name, value in named.items()))


def _plans(options: argparse.Namespace, report: Report) -> File:
    if _is_json(options.file):
        return _json(options, report)
    sheet, table = _table(options, report, plan_columns.COLUMNS, plan_tables.plans_of)
    return File(table.print.sha256, Documents(plans=sheet.plans), table.count, sheet.rows)


def _substitutions(options: argparse.Namespace, report: Report) -> File:
    if _is_json(options.file):
        return _json(options, report)
    sheet, table = _table(options, report, rule_columns.COLUMNS, rule_tables.maps_of)
    return File(table.print.sha256, Documents(maps=sheet.maps), table.count, sheet.rows)


def _courses(options: argparse.Namespace, report: Report) -> File:
    sheet, table = _table(options, report, course_tables.COLUMNS, course_tables.courses_of)
    rows: Rows = {(code, ""): row for code, row in sheet.rows.items()}
    return File(table.print.sha256, sheet.courses, table.count, rows)


def _windows(options: argparse.Namespace, report: Report) -> File:
    def read(rows: Iterable[tuple[int, Sequence[str]]]) -> window_tables.Sheet:
        return window_tables.windows_of(rows, data.schools())

    sheet, table = _table(options, report, window_tables.COLUMNS, read)
    rows: Rows = {(id_, ""): row for id_, row in sheet.rows.items()}
    return File(table.print.sha256, sheet.windows, table.count, rows)


def _table(
    options: argparse.Namespace, report: Report, columns: Sequence[Column], read: Callable[..., Any]
) -> tuple[Any, Table]:
    table = Table(options.file, columns, report, expected=options.rows)
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


def _json(options: argparse.Namespace, report: Report) -> File:
    if options.file.stat().st_size > JSON_MOST:
        raise UnreadableError(f"{options.file.name}：文件超过 {JSON_MOST // 1_000_000} MB，请分成几个文件")
    printed = fingerprint(options.file)
    found = contents_of(options.kind, options.file.read_bytes().decode(printed.encoding).encode())
    for finding in found.findings:
        report.add(0, finding)
    count = sum(len(getattr(found.documents, name)) for name in Documents.__struct_fields__)
    return File(printed.sha256, found.documents, count, {})


_READERS: dict[str, Callable[[argparse.Namespace, Report], File]] = {
    "plans": _plans,
    "substitutions": _substitutions,
    "courses": _courses,
    "windows": _windows,
}
_IMPORTS: dict[str, Callable[..., Outcome]] = {
    "plans": import_library,
    "substitutions": import_library,
    "courses": import_courses,
    "windows": import_windows,
}
