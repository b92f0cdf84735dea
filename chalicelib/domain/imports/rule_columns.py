"""The columns of a table of substitution rules: one row a rule; a map's own facts stand on any of its rows."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from chalicelib.domain.ids import CourseCode
from chalicelib.domain.imports import expressions, words
from chalicelib.domain.imports.assembly import Columns, column, facts_of
from chalicelib.domain.imports.cells import CellError
from chalicelib.domain.imports.expressions import Alternatives, Slots
from chalicelib.domain.imports.report import Finding
from chalicelib.domain.imports.rows import Row
from chalicelib.domain.plans import Codes
from chalicelib.domain.substitutions import KIND_TEXTS, Kind

KINDS: Final[dict[str, Kind]] = {text: kind for kind, text in KIND_TEXTS.items()}
TIERS: Final = {name: name for name in ("专科", "本科")}


def named(text: str) -> dict[CourseCode, str]:
    """One course a line: `99041 哲学`."""
    found: dict[CourseCode, str] = {}
    for line in words.lines(text):
        code, _, name = line.partition(" ")
        if not name.strip():
            raise CellError("每行写一门课程：代码、空格、名称")
        found[words.code(code)] = name.strip()
    return found


MAP: Final = column("map", "对照编号", "对照表编号", required=True)
FACTS: Final[Columns] = (
    (column("province", "省份", "省", "省市"), words.province),
    (column("tier", "层次"), words.one_of(TIERS)),
    (column("majors", "适用专业"), words.lines),
    (column("from_plan", "原计划"), words.name_id),
    (column("to_plan", "毕业计划", "新计划"), words.name_id),
    (column("since", "生效日期"), words.day),
    (column("until", "失效日期", "截止日期"), words.day),
    (column("names", "补充课程名称"), named),
    (column("notes", "对照说明"), words.lines),
    (column("text", "对照依据"), words.words),
    (column("source", "来源"), words.words),
    (column("status", "可信程度"), words.status),
)
RULE: Final[Columns] = (
    (column("rule", "规则编号", required=True), words.some_words),
    (column("kind", "种类"), words.optional(words.one_of(KINDS))),
    (column("takes", "已通过课程", "旧课程", required=True), expressions.slots),
    (column("any_of", "取几门"), words.count),
    (column("gives", "替代课程", "新课程"), expressions.alternatives),
    (column("needs", "须另有课程"), expressions.clauses),
    (column("waives", "免考实践"), expressions.codes),
    (column("counts", "只计学分"), words.credits2),
    (column("exempt_before", "免考证书须早于"), words.day),
    (column("rule_text", "规则文字"), words.words),
    (column("reading", "推定说明"), words.words),
    (column("rule_status", "规则可信程度"), words.optional(words.status)),
)
COLUMNS: Final = (MAP, *(one for one, _ in (*RULE, *FACTS)))
TITLES: Final = {one.key: one.title for one in COLUMNS}


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table. Blank cells are "", (), or None."""

    row: int
    map: str
    facts: dict[str, Any]
    rule: str
    kind: Kind | None
    takes: Slots
    any_of: int | None
    gives: Alternatives
    needs: Alternatives
    waives: Codes
    counts: int | None
    exempt_before: str
    rule_text: str
    reading: str
    rule_status: str | None


def line_of(number: int, cells: Sequence[str]) -> tuple[Line | None, list[Finding]]:
    """The row as it reads, or None and all its faults."""
    row = Row(COLUMNS, cells)
    map_id = row.read(MAP.key, words.name_id)
    facts = facts_of(row, FACTS, dict(zip(TITLES, cells, strict=True)))
    values: dict[str, Any] = {one.key: row.read(one.key, reader) for one, reader in RULE}
    if row.is_sound and not values["takes"]:
        row.blame("takes", "不能为空")
    if not row.is_sound:
        return None, row.findings
    return Line(row=number, map=map_id or "", facts=facts, **values), row.findings
