"""A table of plans read into `Plan` values; what does not fit together is named by row and column."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final, NamedTuple

from chalicelib.domain.ids import CourseCode
from chalicelib.domain.imports import plan_columns as columns
from chalicelib.domain.imports import plan_parts as parts
from chalicelib.domain.imports.assembly import Assembly, Facts, Findings, Rows, lines_of
from chalicelib.domain.imports.plan_columns import TITLES, Line
from chalicelib.domain.plans import (
    AddOn,
    Elective,
    NationalCourse,
    Plan,
    PlanRow,
    SetChoice,
    Unit,
)

_REQUIRED: Final = ("province", "major_code", "major_name", "level", "version", "source", "status")
# Columns that mean something in one part only.
_ONLY_IN: Final = {
    "min_units": columns.ELECTIVE,
    "min_credits": columns.ELECTIVE,
    "all_without_language": columns.ELECTIVE,
    "set": columns.SET,
    "swappable": columns.COMPULSORY,
    "since": columns.NATIONAL,
}
_GROUPS: Final = {columns.ELECTIVE: "选考", columns.SET: "成组选考", columns.ADD_ON: "加考"}


class Sheet(NamedTuple):
    """`rows`: where a plan ("" for the whole), or a code or group of it, stands in the table."""

    plans: tuple[Plan, ...]
    rows: dict[tuple[str, str], int]
    findings: Findings


def plans_of(rows: Rows) -> Sheet:
    """No plan comes from a table with a fault in it: what was judged would not be what was sent."""
    lines, findings = lines_of(rows, columns.line_of)
    ordered = sorted(lines, key=lambda line: line.plan)
    made = [_Assembly(list(same), TITLES) for _, same in groupby(ordered, key=lambda line: line.plan)]
    plans = tuple(plan for one in made if (plan := one.plan()))
    findings += [found for one in made for found in one.findings]
    return Sheet(plans, _places(lines), findings)


def _places(lines: Iterable[Line]) -> dict[tuple[str, str], int]:
    places: dict[tuple[str, str], int] = {}
    for line in lines:
        for about in ("", line.code or "", _group(line)):
            places.setdefault((line.plan, about), line.row)
    return places


def _group(line: Line) -> str:
    return line.group or _GROUPS.get(line.part, "")


class _Assembly(Assembly[Line]):
    """One plan under construction."""

    def plan(self) -> Plan | None:
        """None if something does not fit together."""
        self._judge_columns()
        facts = self.facts(columns.FACTS, _REQUIRED)
        made = self._made(facts)
        return None if self.findings else made

    def _made(self, facts: Facts) -> Plan:
        compulsory = parts.units(self._of(columns.COMPULSORY))
        return Plan(
            id=self.lines[0].plan,
            province=facts["province"] or "",
            major_code=facts["major_code"] or "",
            national_code=facts["national_code"] or facts["major_code"] or "",
            major_name=facts["major_name"] or "",
            level=facts["level"] or "",
            school_name=facts["school_name"] or "",
            version=facts["version"] or "",
            rows=self._rows(),
            compulsory=compulsory,
            electives=tuple(self._elective(name, same) for name, same in self._grouped(columns.ELECTIVE)),
            choices=tuple(self._choice(name, same) for name, same in self._grouped(columns.SET)),
            language=self._language(compulsory),
            without_language=parts.units(self._of(columns.SWAP)),
            theses=tuple(line.code for line in self._of(columns.THESES) if line.code),
            addons=tuple(self._addon(name, same, facts) for name, same in self._grouped(columns.ADD_ON)),
            undecided=parts.units(self._of(columns.UNDECIDED)),
            national=tuple(self._national(line, facts) for line in self._of(columns.NATIONAL)),
            total=parts.total(facts),
            residence=parts.residence(facts),
            admission=facts["admission"] or "",
            notes=facts["notes"] or (),
            readings=facts["readings"] or (),
            source=facts["source"] or "",
            status=facts["status"] or "",
        )

    def _of(self, part: str) -> list[Line]:
        return [line for line in self.lines if line.part == part]

    def _grouped(self, part: str) -> Iterator[tuple[str, list[Line]]]:
        found: dict[str, list[Line]] = {}
        for line in self._of(part):
            found.setdefault(_group(line), []).append(line)
        yield from found.items()

    def _rows(self) -> tuple[PlanRow, ...]:
        """A code's first row describes it; further rows may repeat that or leave it blank."""
        found: dict[CourseCode, tuple[int, Line]] = {}
        for place, line in enumerate(self.lines):
            if line.code is None or line.part == columns.NATIONAL:
                continue
            _, first = found.setdefault(line.code, (line.order if line.order is not None else place, line))
            if first is line and not line.name:
                self.blame(line, "name", "课程第一次出现时要填写")
            elif first is not line and line.name and parts.row(line) != parts.row(first):
                self.blame(line, "code", f"名称、学分等与第 {first.row} 行不同", line.code)
        return tuple(parts.row(line) for _, line in sorted(found.values(), key=lambda pair: pair[0]))

    def _elective(self, name: str, lines: list[Line]) -> Elective:
        return Elective(
            name=name,
            units=parts.units(lines),
            min_units=self.agreed(lines, "min_units", lambda line: line.min_units),
            min_credits2=self.agreed(lines, "min_credits", lambda line: line.min_credits),
            all_without_language=any(line.all_without_language for line in lines),
        )

    def _choice(self, name: str, lines: list[Line]) -> SetChoice:
        sets: dict[str, list[Line]] = {}
        for line in lines:
            if not line.set:
                self.blame(line, "set", "成组选考要写明属于哪一套，如 1、2")
            sets.setdefault(line.set, []).append(line)
        return SetChoice(name=name, sets=tuple(parts.units(same) for same in sets.values()))

    def _addon(self, option: str, lines: list[Line], facts: Facts) -> AddOn:
        status = self.agreed(lines, "item_status", lambda line: line.item_status or None)
        return AddOn(option=option, units=parts.units(lines), status=status or facts["status"] or "")

    def _national(self, line: Line, facts: Facts) -> NationalCourse:
        for key, value in (("name", line.name), ("since", line.since), ("credits", line.credits)):
            if value in ("", None):
                self.blame(line, key, "全国课程要填写")
        return NationalCourse(
            code=line.code or CourseCode(""),
            name=line.name,
            credits2=line.credits or 0,
            since=line.since,
            source=line.item_source or facts["source"] or "",
            status=line.item_status or facts["status"] or "",
        )

    def _language(self, compulsory: tuple[Unit, ...]) -> str:
        codes = {line.code for line in self._of(columns.COMPULSORY) if line.swappable}
        units = [unit.id for unit in compulsory if codes & set(unit.codes)]
        if len(units) > 1:
            second = [line for line in self._of(columns.COMPULSORY) if line.swappable][-1]
            self.blame(second, "swappable", f"只能有一门，现有 {'、'.join(units)}")
        return units[0] if units else ""

    def _judge_columns(self) -> None:
        for line in self.lines:
            for key, part in _ONLY_IN.items():
                if line.part != part and getattr(line, key) not in ("", None, False):
                    self.blame(line, key, f"只用于“{part}”的行")
