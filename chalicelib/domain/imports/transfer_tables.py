"""A table of 转考档案 (`transfer_files`): one row a course, several rows a person; what arrives is read from it."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from chalicelib.domain.catalogue import has_unwanted
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.imports import cells
from chalicelib.domain.imports.assembly import Assembly, Columns, Facts, Findings, Rows, lines_of
from chalicelib.domain.imports.cells import CellError
from chalicelib.domain.imports.report import Finding
from chalicelib.domain.imports.rows import Row
from chalicelib.domain.people import clean_id_number, id_number_fault
from chalicelib.domain.transcripts import PASS_MARK
from chalicelib.domain.transfer_files import COLUMNS, KINDS, SOURCES
from chalicelib.domain.transfer_in_forms import Arrived, Origin, TransferIn

# Of one person: what each becomes is written by one transaction, beside a dozen other items.
SCORES_MOST: Final = 50
# When examinations for self-taught people began.
_BEGAN: Final = date(1981, 1, 1)
_TITLES: Final = {one.key: one.title for one in COLUMNS}
_KINDS: Final = {text: key for key, text in KINDS.items()}
_SOURCES: Final = {text: key for key, text in SOURCES.items()}
_NUMBER: Final = re.compile(r"[0-9A-Z]{6,20}")
_NO: Final = re.compile(r"[0-9A-Za-z-]{1,40}")
_MAJOR: Final = re.compile(r"[0-9A-Z]{4,10}")
_CREDITS: Final = re.compile(r"([0-9]{1,2})(?:\.(0|5)0*)?")
_LONGEST: Final = 60
_PRIVATE: Final = frozenset({"id_number", "name", "from_ticket", "to_ticket"})


class Arrival(NamedTuple):
    """Somebody who comes to `province`, by the numbers that find him here. `row`: the first one of the table."""

    row: int
    id_number: str
    province: str
    ticket: str
    content: TransferIn


class Sheet(NamedTuple):
    arrivals: tuple[Arrival, ...]
    findings: Findings


class Line(NamedTuple):
    """A row that can be read; `facts` are of the person."""

    row: int
    no: tuple[str, str]
    facts: Facts
    score: Arrived


def arrivals_of(rows: Rows, provinces: Collection[str], today: date) -> Sheet:
    """In the order of the file; `provinces` are codes. Nothing in it is of a day to come."""
    reader = _Reader(provinces, today)
    lines, findings = lines_of(rows, reader.line)
    people: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        people.setdefault(line.no, []).append(line)
    found = []
    for same in people.values():
        assembly = Assembly(same, _TITLES)
        facts = assembly.facts(reader.person, ())
        if len(same) > SCORES_MOST:
            assembly.blame(same[0], "no", f"一个人最多 {SCORES_MOST} 门课程")
        _blame_twice(assembly)
        findings += assembly.findings
        found.append(_arrival(same, facts))
    tickets: dict[str, int] = {}
    for one in found:
        if (first := tickets.setdefault(one.ticket, one.row)) != one.row:
            findings.append((one.row, Finding(_TITLES["to_ticket"], f"与第 {first} 行是同一准考证的两份档案")))
    return Sheet(() if any(one.is_fault for _, one in findings) else tuple(found), findings)


def _blame_twice(assembly: Assembly[Line]) -> None:
    """One row a course, the one that stands for it: which of two it is, only the sender can say."""
    rows: dict[CourseCode, int] = {}
    for line in assembly.lines:
        if (first := rows.setdefault(line.score.code, line.row)) != line.row:
            assembly.blame(line, "code", f"与第 {first} 行是同一人的同一门课程，只留一行")


def _arrival(lines: Sequence[Line], facts: Facts) -> Arrival:
    origin = Origin(
        no=facts["no"],
        day=facts["day"],
        name=facts["name"],
        province=facts["from_province"],
        ticket=facts["from_ticket"],
        major=facts["from_major"],
        title=facts["from_title"],
    )
    scores = tuple(line.score for line in lines)
    content = TransferIn(origin=origin, scores=scores)
    return Arrival(lines[0].row, facts["id_number"], facts["to_province"], facts["to_ticket"], content)


class _Reader:
    """Judges rows one by one."""

    def __init__(self, provinces: Collection[str], today: date) -> None:
        self.today = today
        readers: dict[str, Callable[[str], str]] = {
            "no": lambda text: _shaped(text, _NO, "应为 1 至 40 个字母、数字或连字符"),
            "day": lambda text: _day(text, today),
            "id_number": _id_number,
            "name": _words,
            "from_province": lambda text: _province(text, provinces),
            "from_ticket": _ticket,
            "from_major": lambda text: _shaped(text, _MAJOR, "应为 4 至 10 位数字或大写字母"),
            "from_title": _words,
            "to_province": lambda text: _province(text, provinces),
            "to_ticket": _ticket,
        }
        self.person: Columns = tuple((one, readers[one.key]) for one in COLUMNS if one.key in readers)

    def line(self, number: int, line: Sequence[str]) -> tuple[Line | None, Sequence[Finding]]:
        row = Row(COLUMNS, line)
        facts = {one.key: row.read(one.key, reader, private=one.key in _PRIVATE) for one, reader in self.person}
        read: dict[str, Any] = {
            "code": row.read("code", lambda text: CourseCode(cells.course_code(text))),
            "name": row.read("course", _words),
            "kind": row.read("kind", lambda text: _one_of(text, _KINDS)),
            "source": row.read("source", lambda text: _one_of(text, _SOURCES)),
            "score": row.read("score", _score) if row.says("score") else None,
            "credits2": row.read("credits", _credits2) if row.says("credits") else None,
            "session": row.read("passed", lambda text: _session(text, self.today)) if row.says("passed") else "",
        }
        if not row.is_sound:
            return None, row.findings
        no = f"{facts['from_province']}", f"{facts['no']}"
        return Line(number, no, facts, Arrived(**read)), row.findings


def _shaped(text: str, shape: re.Pattern[str], what: str) -> str:
    found = cells.number_text(text)
    if not shape.fullmatch(found):
        raise CellError(what)
    return found


def _day(text: str, today: date) -> str:
    found = cells.day(text)
    if not _BEGAN <= found <= today:
        raise CellError(f"应在 {_BEGAN.year} 年至今天之间")
    return found.isoformat()


def _session(text: str, today: date) -> str:
    found = cells.session(text)
    if found > f"{today:%Y-%m}":
        raise CellError("不能晚于本月")
    return found


def _ticket(text: str) -> str:
    return _shaped(text, _NUMBER, "应为 6 至 20 位数字或大写字母")


def _id_number(text: str) -> str:
    found = clean_id_number(cells.number_text(text))
    if fault := id_number_fault(found):
        raise CellError(fault.message)
    return found


def _words(text: str) -> str:
    found = cells.required(text)
    if len(found) > _LONGEST or has_unwanted(found):
        raise CellError(f"最多 {_LONGEST} 字，不能换行")
    return found


def _province(text: str, codes: Collection[str]) -> str:
    found = cells.required(text)
    if found not in codes:
        raise CellError("应为省份代码，即 GB/T 2260 的前两位")
    return found


def _one_of(text: str, known: Mapping[str, str]) -> str:
    found = cells.required(text)
    if found not in known:
        raise CellError(f"应为 {'、'.join(known)} 之一")
    return known[found]


def _score(text: str) -> int:
    found = cells.score(text)
    if found is None or found < PASS_MARK:
        raise CellError(f"转入的成绩应不低于 {PASS_MARK} 分；没有登记分数的请留空")
    return found


def _credits2(text: str) -> int:
    found = _CREDITS.fullmatch(cells.required(text))
    if not found:
        raise CellError("学分应为 0 至 99，以 0.5 为单位；没有登记的请留空")
    return int(found[1]) * 2 + (found[2] == "5")
