"""Rows of a file of candidates: one ticket of one person. A file adds and renames; it never takes anything away."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from chalicelib.domain.accounts import mobile_fault
from chalicelib.domain.ids import SchoolCode, TicketRef
from chalicelib.domain.imports import cells, words
from chalicelib.domain.imports.cells import CellError
from chalicelib.domain.imports.columns import Column
from chalicelib.domain.imports.report import Finding
from chalicelib.domain.imports.rows import Row
from chalicelib.domain.people import Head, Ticket, clean_id_number, id_number_fault
from chalicelib.domain.plans import Plan
from chalicelib.domain.reference import School

COLUMNS = (
    Column(key="id_number", title="证件号码", aliases=("身份证号", "身份证号码", "证件号")),
    Column(key="name", title="姓名", aliases=("考生姓名",)),
    Column(key="ticket", title="准考证号", aliases=("准考证", "准考证号码", "考籍号", "ticket number")),
    Column(key="school", title="主考学校", aliases=("主考院校", "学校", "学校代码", "主考学校代码")),
    Column(key="major", title="专业代码", aliases=("专业编码", "专业代号", "major code"), required=False),
    Column(key="plan", title="专业计划", aliases=("计划编号", "计划", "专业考试计划"), required=False),
    Column(key="mobile", title="手机号码", aliases=("手机", "手机号", "联系电话", "电话"), required=False),
)
TICKETS_MOST, NAME_MOST = 20, 60
_TICKET = re.compile(r"[0-9A-Z]{6,20}")
_CHINESE = re.compile("[\u3400-\u9fff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f<>]")
_SPACES = re.compile(r"\s+")


class Shelf(NamedTuple):
    """What tickets are described by: the plans and schools of the stage."""

    plans: Mapping[str, Plan]
    schools: Mapping[SchoolCode, School]


class Enrolled(msgspec.Struct, frozen=True, kw_only=True):
    """A sound row. `plan` is the id of a plan of the library; `mobile` is "" where the file has none."""

    id_number: str
    name: str
    ticket: str
    school: SchoolCode
    plan: str
    mobile: str = ""


class CandidateRules:
    """Judges rows against the plans and schools of the stage."""

    def __init__(self, shelf: Shelf) -> None:
        self._plans = shelf.plans
        self._of_major: dict[str, list[str]] = {}
        for plan in shelf.plans.values():
            self._of_major.setdefault(plan.major_code, []).append(plan.id)
        self._schools = {name: code for code, one in shelf.schools.items() for name in (code, one.name)}

    def judge(self, given: Sequence[str]) -> tuple[Enrolled | None, Sequence[Finding]]:
        row = Row(COLUMNS, given)
        number = row.read("id_number", _id_number, private=True)
        name = row.read("name", name_text, private=True)
        ticket = row.read("ticket", _ticket, private=True)
        school = row.read("school", self._school)
        plan = self._plan(row)
        mobile = row.read("mobile", _mobile, private=True)
        if number is None or name is None or ticket is None or school is None or plan is None or mobile is None:
            return None, row.findings
        found = Enrolled(id_number=number, name=name, ticket=ticket, school=school, plan=plan, mobile=mobile)
        return found, row.findings

    def _school(self, cell: str) -> SchoolCode:
        code = self._schools.get(cells.required(cell))
        if code is None:
            raise CellError("没有这个主考学校，请填代码或全称")
        return code

    def _plan(self, row: Row) -> str | None:
        """By its id, or by a major that has one plan only."""
        named, ids = row.read("plan", self._plan_id), row.read("major", self._ids_of)
        if named is None or ids is None:
            return None
        if not named and not ids:
            row.blame("major", "专业代码和专业计划至少填一项")
        elif named and ids and named not in ids:
            row.blame("plan", "与专业代码不一致", named)
        elif not named and len(ids) > 1:
            row.blame("major", "这个专业代码有几个计划，请在“专业计划”一列写明", "、".join(ids))
        return named or (ids[0] if len(ids) == 1 else None)

    def _plan_id(self, cell: str) -> str:
        found = cells.plain(cell)
        if found and found not in self._plans:
            raise CellError("没有这个专业计划")
        return found

    def _ids_of(self, cell: str) -> list[str]:
        found = words.major_code(cell)
        if not found:
            return []
        ids = self._of_major.get(found)
        if not ids:
            raise CellError("没有这个专业代码的计划，请先导入计划")
        return ids


def _id_number(cell: str) -> str:
    number = clean_id_number(cells.number_text(cell))
    if fault := id_number_fault(number):
        raise CellError(fault.message)
    return number


def name_text(cell: str) -> str:
    """Chinese names are padded with spaces to equal length; in other names one space stands between words."""
    text = cells.required(cell)
    found = _SPACES.sub("" if _CHINESE.search(text) else " ", text)
    if len(found) > NAME_MOST or _CONTROL.search(found):
        raise CellError(f"姓名不能超过 {NAME_MOST} 个字，也不能有控制字符或尖括号")
    return found


def _ticket(cell: str) -> str:
    number = cells.number_text(cell)
    if not _TICKET.fullmatch(number):
        raise CellError("准考证号应为 6 至 20 位数字或大写字母")
    return number


def _mobile(cell: str) -> str:
    number = cells.plain(cell)
    if number and (fault := mobile_fault(number)):
        raise CellError(fault.message)
    return number


class Person(NamedTuple):
    """All rows of one ID number, by ticket; `row` is the place of the first in the file."""

    row: int
    id_number: str
    name: str
    mobile: str
    rows: tuple[Enrolled, ...]


def person_of(rows: Sequence[tuple[int, Enrolled]]) -> tuple[Person, list[tuple[int, Finding]]]:
    """Rows of one ID number in the order of tickets; what contradicts itself is named."""
    findings: list[tuple[int, Finding]] = []
    (first_row, first), kept = rows[0], [rows[0][1]]
    for (_, before), (row, one) in pairwise(rows):
        if one == before:
            findings.append((row, Finding("整行", "与另一行相同，只导入一次", is_fault=False)))
        elif one.ticket == before.ticket:
            findings.append((row, Finding("准考证号", "同一准考证有两行不同的内容")))
        else:
            kept.append(one)
    for row, one in rows:
        if one.name != first.name:
            findings.append((row, Finding("姓名", "与同一证件号码的另一行不同", f"见第 {first_row} 行")))
    mobiles = {one.mobile for one in kept if one.mobile}
    if len(mobiles) > 1:
        findings.append((first_row, Finding("手机号码", "同一证件号码有两个不同的手机号码")))
    if len(kept) > TICKETS_MOST:
        findings.append((first_row, Finding("准考证号", f"同一证件号码的准考证不能超过 {TICKETS_MOST} 个")))
    return Person(first_row, first.id_number, first.name, next(iter(mobiles), ""), tuple(kept)), findings


def merged(head: Head, person: Person, shelf: Shelf) -> Head:
    """The head with what the file says: its refs stay, new tickets come behind, none goes."""
    asked = {row.ticket: row for row in person.rows}
    held = {ticket.number for ticket in head.tickets}
    kept = [_ticket_of(asked[one.number], one.ref, shelf) if one.number in asked else one for one in head.tickets]
    fresh = [row for number, row in asked.items() if number not in held]
    start = max((ticket.ref for ticket in head.tickets), default=0) + 1
    added = [_ticket_of(row, ref, shelf) for ref, row in enumerate(fresh, start)]
    return msgspec.structs.replace(head, name=person.name, tickets=(*kept, *added))


def _ticket_of(row: Enrolled, ref: int, shelf: Shelf) -> Ticket:
    plan = shelf.plans[row.plan]
    return Ticket(
        ref=TicketRef(ref),
        number=row.ticket,
        plan_id=plan.id,
        major_code=plan.major_code,
        major_name=plan.major_name,
        level=plan.level,
        school=row.school,
        school_name=shelf.schools[row.school].name,
    )


def told(before: Head, after: Head) -> str:
    """For the audit trail, without a name or a number."""
    known = {ticket.ref: ticket for ticket in before.tickets}
    steps = ["姓名更改"] if before.name != after.name else []
    for ticket in after.tickets:
        if (old := known.get(ticket.ref)) is None:
            steps.append(f"新增准考证{ticket.ref} {_place(ticket)}")
        elif old != ticket:
            steps.append(f"准考证{ticket.ref} {_place(old)}→{_place(ticket)}")
    return "，".join(steps)


def _place(ticket: Ticket) -> str:
    return f"{ticket.school}/{ticket.plan_id}"
