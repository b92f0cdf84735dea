"""Everything that explanations of one compiled plan say again and again, made once."""

from collections.abc import Iterable, Mapping

import msgspec

from chalicelib.domain.degrees.activities import Activity, Cited
from chalicelib.domain.degrees.demands import Demand, Mode, Place, credits2_of
from chalicelib.domain.degrees.records import NO_ADDON
from chalicelib.domain.degrees.results import Citation, Exam, Gap, UnitResult, UnitState, Way
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plans import THEORY, Codes, Plan, rows_of
from chalicelib.domain.reference import status_text
from chalicelib.domain.substitutions import KIND_TEXTS

TITLES = {
    Place.COMPULSORY: "必考课程",
    Place.ELECTIVE: "选考课程",
    Place.SET: "成组选考",
    Place.WITHOUT_LANGUAGE: "不考外语者换考课程",
    Place.THESIS: "毕业论文（设计、考核）",
    Place.NATIONAL: "全国统一要求",
    Place.ADDON: "加考课程",
    Place.UNDECIDED: "性质未定的课程",
    Place.COUNTED: "只计门数和学分的课程",
}


class Guide(msgspec.Struct, frozen=True, kw_only=True):
    """`citations` and `ways` stand in the order of activities and demands, `labels` in that of modes.
    `users`: by code, the activities that take it.

    `asked_from`: national courses that are not asked for yet, with their day. `open_units`, `open_gaps`: what was said
    of units that no record serves, which is the same for everybody.
    """

    names: Mapping[CourseCode, str]
    credits2: Mapping[CourseCode, int | None]
    exams: Mapping[CourseCode, Exam]
    conditions: Mapping[CourseCode, str]
    citations: tuple[Citation | None, ...]
    ways: tuple[tuple[Way, ...], ...]
    labels: tuple[str, ...]
    users: Mapping[CourseCode, tuple[int, ...]]
    asked_from: Mapping[CourseCode, str]
    open_units: dict[tuple[int, Codes, UnitState], UnitResult] = {}
    open_gaps: dict[tuple[int, Codes], Gap] = {}


def guide(plan: Plan, found: list[Activity], wanted: tuple[Demand, ...], modes: Iterable[Mode]) -> Guide:
    names = {course.code: course.name for course in plan.national} | {row.code: row.name for row in plan.rows}
    credits2 = credits2_of(plan)
    counted = {one.gives[0]: one.cited.rule for one in found if one.cited and not one.cited.rule.gives}
    exams = _exams(plan, names, credits2)
    made: dict[str, Citation] = {}
    asked = {code for demand in wanted for code in demand.unit.codes}
    return Guide(
        names=names | {code: str(code) for code in counted},
        credits2=credits2 | {code: rule.counts2 for code, rule in counted.items()},
        exams=exams,
        conditions={row.code: row.only_for for row in plan.rows if row.only_for},
        citations=tuple(
            made.setdefault(one.cited.rule.id, citation(one.cited)) if one.cited else None for one in found
        ),
        ways=tuple(_ways(demand, exams, found) for demand in wanted),
        labels=tuple(_label(plan, mode) for mode in modes),
        users=_users(found),
        asked_from={course.code: course.since for course in plan.national if course.code not in asked},
    )


def _users(found: list[Activity]) -> dict[CourseCode, tuple[int, ...]]:
    """By code, the activities that take it."""
    users: dict[CourseCode, list[int]] = {}
    for place, one in enumerate(found):
        for code in one.takes:
            users.setdefault(code, []).append(place)
    return {code: tuple(places) for code, places in users.items()}


def citation(cited: Cited) -> Citation:
    rule = cited.rule
    return Citation(
        rule=rule.id,
        kind=rule.kind,
        kind_text=KIND_TEXTS[rule.kind],
        text=rule.text,
        reading=rule.reading,
        source=cited.of.source,
        status=rule.status,
        status_text=status_text(rule.status),
        inferred=rule.status.startswith("inferred"),
    )


def _exams(
    plan: Plan, names: Mapping[CourseCode, str], credits2: Mapping[CourseCode, int | None]
) -> dict[CourseCode, Exam]:
    kinds = {code: str(row.kind) for code, row in rows_of(plan).items()}
    return {
        code: Exam(code=code, name=name, credits2=credits2[code], kind=kinds.get(code, THEORY))
        for code, name in names.items()
    }


def _ways(demand: Demand, exams: Mapping[CourseCode, Exam], found: list[Activity]) -> tuple[Way, ...]:
    """The exams of every alternative, then every rule that brings one of its codes."""
    direct = tuple(
        Way(exams=tuple(exams[code] for code in codes))
        for codes in demand.unit.alternatives
        if all(code in exams for code in codes)
    )
    rules = {one.cited.rule.id: one.cited for one in found if one.cited and set(one.gives) & set(demand.unit.codes)}
    return direct + tuple(
        Way(citation=citation(cited), any_of=cited.rule.any_of, slots=cited.rule.takes) for cited in rules.values()
    )


def _label(plan: Plan, mode: Mode) -> str:
    words = {True: ["考外语"], False: ["不考外语"], None: []}[mode.language]
    for choice, part in zip(plan.choices, mode.sets, strict=True):
        words.append(f"{choice.name}第{part + 1}组")
    if plan.addons:
        words.append(addon_name(plan, mode.addon))
    return "，".join(words)


def addon_name(plan: Plan, index: int) -> str:
    if not plan.addons:
        return ""
    return plan.addons[index].option if index >= 0 else NO_ADDON
