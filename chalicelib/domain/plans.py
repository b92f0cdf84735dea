"""专业考试计划: what a major demands, as data. Credits count in halves (`credits2`), codes are text of five digits."""

from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from chalicelib.domain.ids import CourseCode
from chalicelib.domain.reference import Code, Count, HalfCredits, status_text

THEORY: Final = "theory"
PRACTICE: Final = "practice"
THESIS: Final = "thesis"
DIPLOMA, DEGREE = "专科", "本科"

Codes = tuple[CourseCode, ...]
SomeCodes = Annotated[tuple[CourseCode, ...], Meta(min_length=1)]
Kind = Literal["theory", "practice", "thesis"]


class PlanRow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One code of the plan. `credits2` None: not printed, never 0; a thesis has a true 0.

    `degree`: 学位课程; `foreign`: 外语课程. An exemption from either may bar the bachelor's degree.
    """

    code: Code
    name: str
    credits2: HalfCredits | None
    kind: Kind = THEORY
    assessment: str = "笔试"
    degree: bool = False
    foreign: bool = False
    only_for: str = ""
    note: str = ""


class Unit(msgspec.Struct, frozen=True):
    """门: any one of the alternatives; all codes of an alternative are needed (theory + bound practice)."""

    alternatives: Annotated[tuple[SomeCodes, ...], Meta(min_length=1)]

    @property
    def id(self) -> CourseCode:
        return self.alternatives[0][0]

    @property
    def codes(self) -> Codes:
        return tuple(code for codes in self.alternatives for code in codes)


class Elective(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """选考 group: at least so many units and half credits. Both None: none is printed, so nobody may judge."""

    name: str
    units: tuple[Unit, ...]
    min_units: Count | None = None
    min_credits2: HalfCredits | None = None
    all_without_language: bool = False


class SetChoice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """成组选考: every unit of one set out of several."""

    name: str
    sets: tuple[tuple[Unit, ...], ...]


class AddOn(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """加考 by prior major: the units one case owes besides the plan (none is a true case too)."""

    option: str
    units: tuple[Unit, ...] = ()
    status: str


class NationalCourse(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Asked of everybody who graduates on or after `since` (ISO date), whatever the plan prints."""

    code: Code
    name: str
    credits2: HalfCredits
    since: str
    source: str
    status: str


class Total(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Stated total in half credits, None if unknown; not `enforced` where the rows contradict it.

    `units`: the least number of 门 where a plan states one (theses, add-ons and national courses apart).
    """

    credits2: HalfCredits | None = None
    units: Count | None = None
    enforced: bool = False
    text: str = ""


class Residence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Theory passes owed in this province once a transferred record is used."""

    theory_passes: int
    source: str
    status: str


class Plan(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One version of one major in one province. `language` names the unit that 换考 replaces ("" if none does).

    `undecided` holds units whose place in the plan no source tells; `readings` says in Chinese what was inferred.
    """

    id: str
    province: str
    major_code: str
    national_code: str
    major_name: str
    level: str
    school_name: str
    version: str
    rows: tuple[PlanRow, ...]
    compulsory: tuple[Unit, ...]
    electives: tuple[Elective, ...] = ()
    choices: tuple[SetChoice, ...] = ()
    language: str = ""
    without_language: tuple[Unit, ...] = ()
    theses: Codes = ()
    addons: tuple[AddOn, ...] = ()
    undecided: tuple[Unit, ...] = ()
    national: tuple[NationalCourse, ...] = ()
    total: Total = Total()
    residence: Residence | None = None
    admission: str = ""
    notes: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    source: str
    status: str

    @property
    def tier(self) -> str:
        """专科 or 本科 (专升本 is 本科): what the exemption rules ask for."""
        return DIPLOMA if self.level == DIPLOMA else DEGREE

    @property
    def status_text(self) -> str:
        text = status_text(self.status)
        return f"{text}，部分内容为推定" if self.readings and self.status == "verified in source" else text


def rows_of(plan: Plan) -> dict[CourseCode, PlanRow]:
    return {row.code: row for row in plan.rows}


def plan_codes(plan: Plan) -> frozenset[CourseCode]:
    """Every code that the plan names, add-ons and national courses too."""
    return frozenset(row.code for row in plan.rows) | {course.code for course in plan.national}


def placed_units(plan: Plan) -> tuple[Unit, ...]:
    """All units but add-ons and theses, part by part."""
    electives = (unit for group in plan.electives for unit in group.units)
    sets = (unit for choice in plan.choices for units in choice.sets for unit in units)
    return (*plan.compulsory, *electives, *sets, *plan.without_language, *plan.undecided)


def main_units(plan: Plan) -> tuple[Unit, ...]:
    """All units but add-ons and theses, in the order of the plan."""
    order = {row.code: place for place, row in enumerate(plan.rows)}
    return tuple(sorted(placed_units(plan), key=lambda unit: order[unit.id]))


def units_for_exemption(plan: Plan) -> tuple[Unit, ...]:
    """What a candidate may tick: one unit per alternative, theory and bound practice together.

    Theses are left out (免考 of a thesis is not known anywhere), and add-ons, which need no application.
    """
    main = tuple(Unit((codes,)) for unit in main_units(plan) for codes in unit.alternatives)
    own = {code for unit in main for code in unit.codes}
    return main + tuple(Unit(((course.code,),)) for course in plan.national if course.code not in own)


def addon_units(plan: Plan) -> tuple[Unit, ...]:
    """Units that are owed by prior major only, each once."""
    own = {unit.id for unit in main_units(plan)}
    units = {unit.id: unit for addon in plan.addons for unit in addon.units}
    return tuple(unit for unit in units.values() if unit.id not in own)


def unit_named(plan: Plan, unit_id: str) -> Unit | None:
    """The exemption unit that a URL or request names by its first code."""
    return next((unit for unit in units_for_exemption(plan) if unit.id == unit_id), None)


def code_names(plan: Plan) -> dict[CourseCode, str]:
    return {row.code: row.name for row in plan.rows} | {course.code: course.name for course in plan.national}


def names_of(plan: Plan, unit: Unit) -> tuple[str, ...]:
    names = code_names(plan)
    return tuple(names[code] for code in unit.codes)


def credits2_of(plan: Plan, unit: Unit) -> int | None:
    """Half credits of a unit with one alternative; None as soon as one row's credits are unknown."""
    known = {row.code: row.credits2 for row in plan.rows} | {course.code: course.credits2 for course in plan.national}
    total = 0
    for code in unit.codes:
        credits2 = known[code]
        if credits2 is None:
            return None
        total += credits2
    return total
