"""A table of the catalogue: one row a course."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from chalicelib.domain.ids import CourseCode
from chalicelib.domain.imports import words
from chalicelib.domain.imports.assembly import Columns, Findings, column
from chalicelib.domain.imports.report import Finding
from chalicelib.domain.imports.rows import Row
from chalicelib.domain.reference import Course

_ASSESSMENTS: Final = {name: name for name in ("笔试", "实践", "毕业论文/设计/考核")}

_READ: Final[Columns] = (
    (column("code", "课程代码", "课程代号", "课程编号", "代码", required=True), words.code),
    (column("name", "课程名称", "课程", "名称", required=True), words.some_words),
    (column("credits2", "学分"), words.credits2),
    (column("assessment", "考核方式", "考试方式"), words.optional(words.one_of(_ASSESSMENTS))),
    (column("other_names", "其他名称", "别名"), words.lines),
    (column("sources", "来源", required=True), words.lines),
    (column("status", "可信程度", required=True), words.status),
)
COLUMNS: Final = tuple(one for one, _ in _READ)


class Sheet(NamedTuple):
    """`rows`: where a course stands in the table."""

    courses: tuple[Course, ...]
    rows: dict[CourseCode, int]
    findings: Findings


def courses_of(rows: Iterable[tuple[int, Sequence[str]]]) -> Sheet:
    findings: Findings = []
    found: list[Course] = []
    places: dict[CourseCode, int] = {}
    for number, cells in rows:
        row = Row(COLUMNS, cells)
        values: dict[str, Any] = {one.key: row.read(one.key, reader) for one, reader in _READ}
        if row.is_sound and (first := places.setdefault(values["code"], number)) != number:
            row.findings.append(Finding("课程代码", f"第 {first} 行已有这门课程", values["code"]))
        findings += [(number, finding) for finding in row.findings]
        if row.is_sound:
            found.append(Course(**values | {"assessment": values["assessment"] or ""}))
    return Sheet(tuple(found), places, findings)
