"""Bring in what a file of plans, rules, courses or windows says: one revision or nothing."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Final

import msgspec

from chalicelib.domain.imports.judging import Named
from chalicelib.domain.imports.manifests import Manifest
from chalicelib.domain.imports.report import Finding, Report
from chalicelib.domain.instants import Instant
from chalicelib.storage.revisions import Edit
from chalicelib.usecases.imports.import_courses import import_courses
from chalicelib.usecases.imports.import_library import Outcome, import_library
from chalicelib.usecases.imports.import_windows import import_windows
from chalicelib.usecases.imports.read_references import File, Rows

_IMPORTS: Final[Mapping[str, Callable[..., Outcome]]] = {
    "plans": import_library,
    "substitutions": import_library,
    "courses": import_courses,
    "windows": import_windows,
}


def import_references(kind: str, file: File, edit: Edit, report: Report, *, is_rehearsal: bool) -> Outcome:
    """What is wrong with it as it would stand goes into the report; with a fault nothing was written.

    Raises ConflictError when another edit was faster.
    """
    outcome = _IMPORTS[kind](file.brought, edit, is_rehearsal=is_rehearsal)
    _add(report, outcome.faults, file.rows, is_fault=True)
    _add(report, outcome.notes, file.rows, is_fault=False)
    return outcome


def _add(report: Report, named: Iterable[Named], rows: Rows, *, is_fault: bool) -> None:
    """By row where the file has rows, by id otherwise."""
    for id_, fault in named:
        row = rows.get((id_, fault.about)) or rows.get((id_, "")) or 0
        field = fault.field if row else f"{id_} · {fault.field}"
        report.add(row, Finding(field, fault.what, fault.about, is_fault))


def manifest_of(kind: str, name: str, file: File, outcome: Outcome, now: Instant) -> Manifest:
    """Of an import that is done (or would be)."""
    return Manifest(
        kind=kind,
        sha256=file.sha256,
        file=name,
        begun=now,
        done=now,
        digest=hashlib.sha256(msgspec.json.encode(file.brought, order="deterministic")).hexdigest(),
        figures={"rows": file.length, "changed": len(outcome.changed), "rev": outcome.rev},
    )
