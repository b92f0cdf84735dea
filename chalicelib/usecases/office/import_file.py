"""Bring in a file at the office's desk: judged whole, told row by row, written only if nothing is wrong with it."""

import base64
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from chalicelib.data import schools
from chalicelib.domain import transfer_files
from chalicelib.domain.audit import Actor
from chalicelib.domain.errors import FieldFault, IncompleteError, MalformedError
from chalicelib.domain.imports.candidates import COLUMNS, Shelf
from chalicelib.domain.imports.kinds import BYTES_MOST, ROWS_MOST, FileKind
from chalicelib.domain.imports.manifests import Manifest
from chalicelib.domain.imports.report import Report
from chalicelib.domain.instants import Instant
from chalicelib.domain.portions import portions
from chalicelib.domain.staff import Staff, actor_of, require_administrator, require_recent_code
from chalicelib.storage import bulk, imports, library
from chalicelib.storage.readers.tables import Limits, Table
from chalicelib.storage.revisions import Edit
from chalicelib.usecases.imports.enter_people import news_of
from chalicelib.usecases.imports.import_references import import_references, manifest_of
from chalicelib.usecases.imports.judge_people import judge_people
from chalicelib.usecases.imports.judge_transfers import judge_transfers
from chalicelib.usecases.imports.read_references import Source, read_references
from chalicelib.usecases.office.enter_in_parts import Brought, Waiting, enter_in_parts, rehearsed

# As the report calls it: names of files may tell of people.
_CALLED: Final = "文件"


class FileOrder(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`content` in base64. `rows`: how many the sender states. A rehearsal tells what would be, and writes nothing."""

    kind: FileKind
    content: Annotated[str, Meta(max_length=BYTES_MOST * 4 // 3 + 4)]
    rows: Annotated[int, Meta(ge=0)] | None = None
    rehearsal: bool


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """`lines` are for people, notes before faults; with `faults` nothing was written now. `figures` by name.

    `left`: how many people wait for the same file to be sent again, which goes on with them.
    """

    sha256: str
    lines: tuple[str, ...]
    faults: int
    notes: int
    figures: dict[str, int]
    is_written: bool
    left: int


class Importer(msgspec.Struct, frozen=True):
    """Who brings it in, and when the last one-time code was given."""

    staff: Staff
    mfa_at: Instant


def import_file(order: FileOrder, by: Importer, entropy: Callable[[int], bytes], now: Instant) -> Imported:
    """One at a time in the whole stage; brought in again, what holds already is no change. Of people a hundred at most
    are written in a request.

    Raises ForbiddenError, StepUpRequiredError, UnreadableError, IncompleteError for an empty or too large file,
    ConflictError while another import is under way or where somebody acted before any was written: then bring it again.
    """
    require_administrator(by.staff)
    content, holder = _decoded(order.content), entropy(16).hex()
    if not order.rehearsal:
        require_recent_code(by.mfa_at, now)
        imports.take(holder, now)
    try:
        with TemporaryDirectory() as folder:
            path = Path(folder) / _CALLED
            path.write_bytes(content)
            return _brought(order, path, actor_of(by.staff), now)
    finally:
        if not order.rehearsal:
            imports.give_up(holder)


def _decoded(content: str) -> bytes:
    try:
        found = base64.b64decode(content, validate=True)
    except ValueError as wrong:
        raise MalformedError from wrong
    if not 0 < len(found) <= BYTES_MOST:
        limit = f"文件应为 1 字节至 {BYTES_MOST // 1_000_000} MB，更大的文件请由运维人员用命令行导入"
        raise IncompleteError(fields=[FieldFault("content", limit)])
    return found


def _brought(order: FileOrder, path: Path, by: Actor, now: Instant) -> Imported:
    report, limits = Report(), Limits(order.rows, ROWS_MOST)
    enter = _people if order.kind in _PEOPLE else _references
    manifest, left = enter(order, Source(order.kind, path, limits), (report, by), now)
    is_written = not (order.rehearsal or report.faults)
    if is_written:
        imports.keep(manifest)
    return Imported(
        sha256=manifest.sha256,
        lines=tuple(line.strip() for line in report.lines()),
        faults=report.faults,
        notes=report.notes,
        figures=manifest.figures,
        is_written=is_written,
        left=left,
    )


def _people(order: FileOrder, source: Source, about: tuple[Report, Actor], now: Instant) -> Brought:
    (columns, judge), (report, by) = _PEOPLE[order.kind], about
    table = Table(source.path, columns, report, source.limits)
    people, waiting = judge(table, report, now)
    figures = {"rows": table.count} if report.faults else {"rows": table.count, "people": people}
    manifest = Manifest(kind=order.kind, sha256=table.print.sha256, file=_CALLED, begun=now, figures=figures)
    if report.faults:
        return Brought(manifest)
    return rehearsed(manifest, waiting) if order.rehearsal else enter_in_parts(manifest, waiting, by, now)


def _candidates(table: Table, report: Report, now: Instant) -> tuple[int, Sequence[Waiting]]:
    shelf = Shelf(library.load(now).plans, schools())
    people = judge_people(table.rows(), shelf, report)
    waiting: list[Waiting] = []
    for some in portions(() if report.faults else people, bulk.READ_MOST):
        news = news_of(some, shelf)
        waiting += [*news.newcomers, *news.changed]
    return len(people), waiting


def _transfers(table: Table, report: Report, now: Instant) -> tuple[int, Sequence[Waiting]]:
    found = judge_transfers(table.rows(), report, now)
    return len(found), [one for one in found if one.is_new]


_PEOPLE: Final = {
    FileKind.CANDIDATES: (COLUMNS, _candidates),
    FileKind.TRANSFERS: (transfer_files.COLUMNS, _transfers),
}


def _references(order: FileOrder, source: Source, about: tuple[Report, Actor], now: Instant) -> Brought:
    report, by = about
    file = read_references(source, report)
    if report.faults:
        figures = {"rows": file.length}
        return Brought(Manifest(kind=order.kind, sha256=file.sha256, file=_CALLED, begun=now, figures=figures))
    edit = Edit(by, now, f"{order.kind} {file.sha256}")
    outcome = import_references(order.kind, file, edit, report, is_rehearsal=order.rehearsal)
    return Brought(manifest_of(order.kind, _CALLED, file, outcome, now))
