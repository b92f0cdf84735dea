"""Rows of a file of scores: one result of one ticket in one course and session."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from chalicelib.domain.ids import CourseCode, TicketRef
from chalicelib.domain.imports import cells
from chalicelib.domain.imports.cells import CellError
from chalicelib.domain.imports.columns import Column
from chalicelib.domain.imports.report import Finding
from chalicelib.domain.plans import PRACTICE, THEORY, THESIS
from chalicelib.domain.reference import Course
from chalicelib.domain.transcripts import PENDING, PRACTICE_STREAM, THEORY_STREAM, Sheet, SheetRow

TICKET, CODE, SCORE, SESSION = COLUMNS = (
    Column(key="ticket", title="准考证号", aliases=("准考证", "准考证号码", "考籍号", "ticket number")),
    Column(key="code", title="课程代码", aliases=("课程代号", "课程编号", "课程号", "代码", "course", "course code")),
    Column(key="score", title="成绩", aliases=("分数", "得分", "总分", "考试成绩", "mark")),
    Column(key="session", title="考期", aliases=("考试年月", "考次", "考试时间", "年月"), required=False),
)
_KINDS = {"实践": PRACTICE, "毕业论文/设计/考核": THESIS}
_TICKET = re.compile(r"[0-9A-Z]{6,20}")
_REMEMBERED = 5_000

Value = TypeVar("Value")


class Mark(NamedTuple):
    """`score` is None for somebody who was absent."""

    ticket: str
    session: str
    code: CourseCode
    score: int | None


class _Memory(Generic[Value]):
    """A column with few different cells is read once per spelling."""

    def __init__(self, column: Column, reader: Callable[[str], tuple[Value, str]]) -> None:
        self._column, self._reader = column, reader
        self._known: dict[str, tuple[Value | None, Finding | None]] = {}

    def read(self, cell: str) -> tuple[Value | None, Finding | None]:
        known = self._known.get(cell)
        if known is None:
            known = self._judged(cell)
            if len(self._known) < _REMEMBERED:
                self._known[cell] = known
        return known

    def _judged(self, cell: str) -> tuple[Value | None, Finding | None]:
        try:
            value, note = self._reader(cell)
        except CellError as refused:
            return None, Finding(self._column.title, str(refused), cell)
        return value, Finding(self._column.title, note, cell, is_fault=False) if note else None


class ScoreRules:
    """Judges rows; `session` is that of the command, for files without the column."""

    def __init__(self, courses: Mapping[CourseCode, Course], session: str | None) -> None:
        self._courses, self._session = courses, session
        self._codes = _Memory(CODE, self._code)
        self._scores = _Memory(SCORE, lambda cell: (cells.score(cell), ""))
        self._sessions = _Memory(SESSION, self._one_session)

    def judge(self, row: Sequence[str]) -> tuple[Mark | None, Sequence[Finding]]:
        """The mark, or None and the faults. Notes come with either."""
        ticket, (code, of_code) = row[0], self._codes.read(row[1])
        (score, of_score), (session, of_session) = self._scores.read(row[2]), self._sessions.read(row[3])
        of_ticket = None if _TICKET.fullmatch(ticket) else _ticket_fault(ticket)
        if of_code or of_score or of_session or of_ticket:
            found = [one for one in (of_ticket, of_code, of_score, of_session) if one]
            if any(one.is_fault for one in found):
                return None, found
            return Mark(cells.plain(ticket), session or "", code or CourseCode(""), score), found
        return Mark(ticket, session or "", code or CourseCode(""), score), ()

    def _code(self, cell: str) -> tuple[CourseCode, str]:
        code = CourseCode(cells.course_code(cell))
        if code not in self._courses:
            raise CellError("课程目录中没有这门课程")
        return code, "" if cells.plain(cell) == code else "已补足前导零"

    def _one_session(self, cell: str) -> tuple[str, str]:
        if not cell.strip():
            if self._session is None:
                raise CellError("不能为空；文件没有考期列时，用 --session 指定")
            return self._session, ""
        session = cells.session(cell)
        if self._session not in (None, session):
            raise CellError("与 --session 指定的考期不同")
        return session, ""


def _ticket_fault(cell: str) -> Finding | None:
    """Numbers of people are not repeated in reports."""
    try:
        number = cells.number_text(cell)
    except CellError as refused:
        return Finding(TICKET.title, str(refused))
    if _TICKET.fullmatch(number):
        return Finding(TICKET.title, "去掉了多余的空格或符号", is_fault=False)
    return Finding(TICKET.title, "准考证号应为 6 至 20 位数字或大写字母")


def stream(course: Course) -> str:
    return PRACTICE_STREAM if course.assessment in _KINDS else THEORY_STREAM


def sheet_row(course: Course, score: int | None) -> SheetRow:
    """Credits are the catalogue's: a ticket's plan may count others, and does so in the audit."""
    kind = _KINDS.get(course.assessment, THEORY)
    return SheetRow(code=course.code, name=course.name, kind=kind, score=score, credits2=course.credits2)


def sheets(marks: Iterable[Mark], ref: TicketRef, courses: Mapping[CourseCode, Course]) -> list[Sheet]:
    """The sheets of one ticket, to be released with their session. Marks come distinct and in order."""
    rows: dict[tuple[str, str], list[SheetRow]] = {}
    for _, session, code, score in marks:
        course = courses[code]
        rows.setdefault((session, stream(course)), []).append(sheet_row(course, score))
    return [
        Sheet(session=session, ref=ref, stream=which, released=PENDING, rows=tuple(found))
        for (session, which), found in rows.items()
    ]


def distinct(rows: Iterable[tuple[Mark, int]]) -> tuple[list[Mark], list[tuple[int, Finding]]]:
    """Marks of one ticket in order, each course of a session once; `int` is the row of the file."""
    kept: list[Mark] = []
    findings: list[tuple[int, Finding]] = []
    before = 0
    for mark, row in rows:
        if kept and (kept[-1].session, kept[-1].code) == (mark.session, mark.code):
            findings.append((row, _repeated(before, is_same=kept[-1].score == mark.score)))
        else:
            kept.append(mark)
            before = row
    return kept, findings


def _repeated(row: int, *, is_same: bool) -> Finding:
    if is_same:
        return Finding("整行", "与另一行相同，只导入一次", f"同第 {row} 行", is_fault=False)
    return Finding(SCORE.title, "同一准考证、考期和课程有两个不同的成绩", f"与第 {row} 行")
