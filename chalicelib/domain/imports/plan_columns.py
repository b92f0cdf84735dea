"""The columns of a table of plans: one row a course; a plan's own facts stand on any of its rows, all alike."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from chalicelib.domain.ids import CourseCode
from chalicelib.domain.imports import words
from chalicelib.domain.imports.assembly import Columns, column, facts_of
from chalicelib.domain.imports.report import Finding
from chalicelib.domain.imports.rows import Row
from chalicelib.domain.plans import PRACTICE, THEORY, THESIS

COMPULSORY, ELECTIVE, SET, SWAP = "必考", "选考", "成组选考", "换考"
THESES, ADD_ON, UNDECIDED, NATIONAL = "毕业论文", "加考", "未定", "全国课程"
PARTS: Final = {name: name for name in (COMPULSORY, ELECTIVE, SET, SWAP, THESES, ADD_ON, UNDECIDED, NATIONAL)}
KINDS: Final = {"理论": THEORY, "实践": PRACTICE, "论文": THESIS}
LEVELS: Final = {name: name for name in ("专科", "专升本", "本科")}

# What holds for the whole plan. A blank cell says nothing.
FACTS: Final[Columns] = (
    (column("province", "省份", "省", "省市"), words.province),
    (column("major_code", "专业代码", "专业代号"), words.major_code),
    (column("national_code", "国家专业代码", "全国专业代码"), words.major_code),
    (column("major_name", "专业名称", "专业"), words.words),
    (column("level", "层次", "专业层次"), words.one_of(LEVELS)),
    (column("school_name", "主考学校", "主考院校"), words.words),
    (column("version", "版本", "计划版本"), words.words),
    (column("total", "合计学分", "总学分"), words.credits2),
    (column("total_units", "合计门数", "总门数"), words.count),
    (column("enforced", "合计作为毕业条件"), words.yes),
    (column("total_text", "合计说明"), words.words),
    (column("residence", "转入后本省理论课门数"), words.count),
    (column("residence_source", "转入要求来源"), words.words),
    (column("residence_status", "转入要求可信程度"), words.status),
    (column("admission", "报考条件"), words.words),
    (column("notes", "计划说明"), words.lines),
    (column("readings", "推定说明"), words.lines),
    (column("source", "来源"), words.words),
    (column("status", "可信程度"), words.status),
)

# What one row says. Blank cells are "", None or False.
COURSE: Final[Columns] = (
    (column("part", "部分", "课程类别", "课程性质", required=True), words.one_of(PARTS)),
    (column("group", "组", "选考组", "加考情形"), words.words),
    (column("set", "套"), words.words),
    (column("unit", "门"), words.words),
    (column("alternative", "备选"), words.words),
    (column("order", "序号"), words.count),
    (column("code", "课程代码", "课程代号", "课程编号", "代码", required=True), words.optional(words.code)),
    (column("name", "课程名称", "课程", "名称"), words.words),
    (column("credits", "学分"), words.credits2),
    (column("kind", "类型"), words.optional(words.one_of(KINDS))),
    (column("assessment", "考核方式", "考试方式"), words.words),
    (column("degree", "学位课程"), words.is_yes),
    (column("foreign", "外语课程"), words.is_yes),
    (column("only_for", "适用人员"), words.words),
    (column("note", "备注"), words.words),
    (column("min_units", "最少门数", "选考门数"), words.count),
    (column("min_credits", "最少学分", "选考学分"), words.credits2),
    (column("all_without_language", "不考外语者全选"), words.is_yes),
    (column("swappable", "可换考"), words.is_yes),
    (column("since", "起始日期"), words.day),
    (column("item_source", "本行来源"), words.words),
    (column("item_status", "本行可信程度"), words.optional(words.status)),
)
PLAN: Final = column("plan", "计划编号", "计划代码", "计划", required=True)
COLUMNS: Final = (PLAN, *(one for one, _ in (*COURSE, *FACTS)))
TITLES: Final = {one.key: one.title for one in COLUMNS}


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table. Credits are halves."""

    row: int
    plan: str
    facts: dict[str, Any]
    part: str
    group: str
    set: str
    unit: str
    alternative: str
    order: int | None
    code: CourseCode | None
    name: str
    credits: int | None
    kind: str | None
    assessment: str
    degree: bool
    foreign: bool
    only_for: str
    note: str
    min_units: int | None
    min_credits: int | None
    all_without_language: bool
    swappable: bool
    since: str
    item_source: str
    item_status: str | None


def line_of(number: int, cells: Sequence[str]) -> tuple[Line | None, list[Finding]]:
    """The row as it reads, or None and all its faults."""
    row = Row(COLUMNS, cells)
    plan = row.read(PLAN.key, words.name_id)
    facts = facts_of(row, FACTS, dict(zip(TITLES, cells, strict=True)))
    values: dict[str, Any] = {one.key: row.read(one.key, reader) for one, reader in COURSE}
    if values["code"] is None and values["part"] != ADD_ON and row.is_sound:
        row.blame("code", "不能为空")
    if not row.is_sound:
        return None, row.findings
    return Line(row=number, plan=plan or "", facts=facts, **values), row.findings
