"""Rows of a file of scores: one result of one ticket in one course and session."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Generic, NamedTuple, TypeVar

from chalicelib.domain import reference
from chalicelib.domain.ids import CourseCode, TicketRef
from chalicelib.domain.imports import cells
from chalicelib.domain.imports.cells import CellError
from chalicelib.domain.imports.columns import Column
from chalicelib.domain.imports.report import Finding
from chalicelib.domain.people import clean_id_number, id_number_fault
from chalicelib.domain.plans import PRACTICE, THEORY, THESIS
from chalicelib.domain.reference import Course
from chalicelib.domain.transcripts import PENDING, PRACTICE_STREAM, THEORY_STREAM, Sheet, SheetRow

TICKET, CODE, SCORE, SESSION, PERSON = COLUMNS = (
    Column(key="ticket", title="准考证号", aliases=("准考证", "准考证号码", "考籍号", "ticket number")),
    Column(key="code", title="课程代码", aliases=("课程代号", "课程编号", "课程号", "代码", "course", "course code")),
    Column(key="score", title="成绩", aliases=("分数", "得分", "总分", "考试成绩", "mark")),
    Column(key="session", title="考期", aliases=("考试年月", "考次", "考试时间", "年月"), required=False),
    Column(key="id_number", title="证件号码", aliases=("身份证号", "身份证号码", "证件号"), required=False),
)
_KINDS = {"实践": PRACTICE, reference.THESIS: THESIS}
_TICKET = re.compile(r"[0-9A-Z]{6,20}")
_REMEMBERED = 5_000

Value = TypeVar("Value")


class Mark(NamedTuple):
    """A sound row. `place` is session and course (`2026-1000015`), so that it sorts; `score` is None for absent.

    `id_number` is not judged yet: once a person is enough.
    """

    ticket: str
    place: str
    row: int
    score: int | None
    id_number: str


_PLACE, _ID_NUMBER = attrgetter("place"), attrgetter("id_number")
_SESSION_LENGTH = 7


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
    """Judges rows; `session` is that of the command, for files without the column, `latest` the last that may be."""

    def __init__(self, courses: Mapping[CourseCode, Course], session: str | None, latest: str) -> None:
        self._courses, self._session, self._latest = courses, session, latest
        self._codes = _Memory(CODE, self._code)
        self._scores = _Memory(SCORE, lambda cell: (cells.score(cell), ""))
        self._sessions = _Memory(SESSION, self._one_session)

    def judge(self, number: int, row: Sequence[str]) -> tuple[Mark | None, Sequence[Finding]]:
        """The mark of row `number`, or None and the faults. Notes come with either."""
        ticket, code_cell, score_cell, session_cell, person = row
        code, of_code = self._codes.read(code_cell)
        score, of_score = self._scores.read(score_cell)
        session, of_session = self._sessions.read(session_cell)
        of_ticket = None if _TICKET.fullmatch(ticket) else _ticket_fault(ticket)
        if not (of_ticket or of_code or of_score or of_session):
            return Mark(ticket, f"{session}{code}", number, score, person), ()
        found = [one for one in (of_ticket, of_code, of_score, of_session) if one]
        if any(one.is_fault for one in found):
            return None, found
        return Mark(cells.plain(ticket), f"{session}{code}", number, score, person), found

    def _code(self, cell: str) -> tuple[CourseCode, str]:
        code = CourseCode(cells.course_code(cell))
        if code not in self._courses:
            raise CellError("课程目录中没有这门课程")
        return code, "" if cells.plain(cell) == code else "已补足前导零"

    def _one_session(self, cell: str) -> tuple[str, str]:
        session = cells.session(cell) if cell.strip() else self._session
        if session is None:
            raise CellError("不能为空；文件没有考期列时，用 --session 指定")
        if self._session not in (None, session):
            raise CellError("与 --session 指定的考期不同")
        if session > self._latest:
            raise CellError(f"考期不能晚于 {self._latest}，请核对年份")
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


class Sheets:
    """Makes the sheets of tickets; what a course contributes to a row is looked up beforehand."""

    def __init__(self, courses: Mapping[CourseCode, Course]) -> None:
        self._courses = {
            str(code): (PRACTICE_STREAM if one.assessment in _KINDS else THEORY_STREAM, one)
            for code, one in courses.items()
        }

    def of(self, marks: Iterable[Mark], ref: TicketRef) -> list[Sheet]:
        """To be released with their sessions. Marks of one ticket, distinct and in order.

        Credits are the catalogue's: a ticket's plan may count others, and does so in the audit.
        """
        rows: dict[tuple[str, str], list[SheetRow]] = {}
        for _, place, _, score, _ in marks:
            stream, course = self._courses[place[_SESSION_LENGTH:]]
            kind = _KINDS.get(course.assessment, THEORY)
            row = SheetRow(code=course.code, name=course.name, kind=kind, score=score, credits2=course.credits2)
            rows.setdefault((place[:_SESSION_LENGTH], stream), []).append(row)
        return [
            Sheet(session=session, ref=ref, stream=stream, released=PENDING, rows=tuple(found))
            for (session, stream), found in rows.items()
        ]


def distinct(marks: Sequence[Mark]) -> tuple[Sequence[Mark], list[tuple[int, Finding]]]:
    """Sorted marks of one ticket, each course of a session once, and what is told of the others."""
    if len(set(map(_PLACE, marks))) == len(marks):
        return marks, []
    kept: list[Mark] = [marks[0]]
    findings: list[tuple[int, Finding]] = []
    for mark in marks[1:]:
        if kept[-1].place == mark.place:
            findings.append((mark.row, _repeated(kept[-1].row, is_same=kept[-1].score == mark.score)))
        else:
            kept.append(mark)
    return kept, findings


def _repeated(row: int, *, is_same: bool) -> Finding:
    if is_same:
        return Finding("整行", "与另一行相同，只导入一次", f"同第 {row} 行", is_fault=False)
    return Finding(SCORE.title, "同一准考证、考期和课程有两个不同的成绩", f"与第 {row} 行")


def strangers(marks: Sequence[Mark], is_holder: Callable[[str], bool]) -> list[tuple[int, Finding]]:
    """Rows whose ID number, where the file has one, is none or not that of the ticket's holder."""
    given = set(map(_ID_NUMBER, marks)) - {""}
    blamed = {cell: fault for cell in given if (fault := _stranger(cell, is_holder))}
    return [(mark.row, blamed[mark.id_number]) for mark in marks if mark.id_number in blamed] if blamed else []


def _stranger(cell: str, is_holder: Callable[[str], bool]) -> Finding | None:
    """The holder's own number needs no further judging: it was judged when the holder was entered."""
    if is_holder(cell):
        return None
    try:
        number = clean_id_number(cells.number_text(cell))
    except CellError as refused:
        return Finding(PERSON.title, str(refused))
    if is_holder(number):
        return None
    fault = id_number_fault(number)
    return Finding(PERSON.title, fault.message if fault else "与准考证号不是同一个人")
