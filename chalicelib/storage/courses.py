"""The catalogue of courses, imported rows over shipped ones; only imports read it.

Courses stand in one document for the first three digits of their codes.
"""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

import msgspec

from chalicelib import data
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.reference import Course
from chalicelib.storage import documents
from chalicelib.storage.revisions import Edit

_KIND = "courses"


class Catalogue(NamedTuple):
    """`imported` are those of `courses` that an office brought."""

    rev: int
    courses: dict[CourseCode, Course]
    imported: dict[CourseCode, Course]


def load() -> Catalogue:
    head = documents.head()
    contents = documents.get(head.of(_KIND)).values()
    rows = (row for content in contents for row in msgspec.json.decode(content, type=tuple[Course, ...]))
    imported = {row.code: row for row in rows}
    return Catalogue(head.rev, data.courses() | imported, imported)


def save(rows: Iterable[Course], catalogue: Catalogue, edit: Edit) -> int:
    """The new revision. Raises ConflictError unless the catalogue is still current."""
    brought = {row.code: row for row in rows}
    touched = {_shelf(code) for code in brought}
    merged = sorted((catalogue.imported | brought).items())
    contents = {
        f"{_KIND}#{shelf}": msgspec.json.encode([course for _, course in same])
        for shelf, same in groupby(merged, key=lambda pair: _shelf(pair[0]))
        if shelf in touched
    }
    return documents.save(contents, seen=catalogue.rev, edit=edit)


def _shelf(code: CourseCode) -> str:
    return code[:3]
