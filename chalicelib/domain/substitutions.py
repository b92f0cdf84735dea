"""课程顶替 as data: which passed courses stand for which rows of a plan. One hop, never chained; nothing is negated."""

from collections.abc import Iterable
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plans import Codes, Plan, SomeCodes, plan_codes
from chalicelib.domain.reference import Code, HalfCredits

Kind = Literal["row", "table", "set", "waived", "language", "thesis", "counted"]
Slot = Annotated[tuple[SomeCodes, ...], Meta(min_length=1)]

KIND_TEXTS: Final[dict[Kind, str]] = {
    "row": "新旧计划课程对照",
    "table": "思想政治理论课对照",
    "set": "多门任选替代",
    "waived": "实践环节不作要求",
    "language": "换考课程替代外语",
    "thesis": "毕业论文（设计、考核）对应",
    "counted": "只计门数和学分",
}


class Rule(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """`any_of` of the slots `takes` are used up together; they bring all codes of one alternative of `gives`.

    A slot is met by any one of its alternatives, and of that by all codes. `needs`: of each clause one code must be
    held as well (it stays free). `waives`: codes of `gives` nobody sat for. Nothing in `gives`: `counts2` half credits
    count for the total and no row is met. `exempt_before`: an exemption counts only if its certificate is older.
    """

    id: str
    kind: Kind
    takes: Annotated[tuple[Slot, ...], Meta(min_length=1)]
    any_of: Annotated[int, Meta(ge=1)] = 1
    gives: tuple[SomeCodes, ...] = ()
    needs: tuple[SomeCodes, ...] = ()
    waives: Codes = ()
    counts2: HalfCredits = 0
    exempt_before: str = ""
    text: str
    reading: str = ""
    status: str

    @property
    def taken(self) -> frozenset[CourseCode]:
        return frozenset(code for slot in self.takes for codes in slot for code in codes)

    @property
    def given(self) -> frozenset[CourseCode]:
        return frozenset(code for codes in self.gives for code in codes)


class SubstitutionMap(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Rules for whoever graduates on `to_plan`, or, if that is empty, on every plan of the province, tier and majors.

    In force from `since` up to and including `until` (ISO dates, "" is open). `names`: courses the catalogue lacks.
    """

    id: str
    province: str
    tier: str = ""
    majors: tuple[str, ...] = ()
    from_plan: str = ""
    to_plan: str = ""
    since: str = ""
    until: str = ""
    rules: tuple[Rule, ...]
    names: dict[Code, str] = {}
    notes: tuple[str, ...] = ()
    text: str
    source: str
    status: str


class Protected(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A course that nothing may stand for."""

    code: Code
    text: str
    source: str
    status: str


class Transition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A general sentence of a province on old and new plans, shown beside an audit."""

    id: str
    province: str
    text: str
    source: str
    status: str


class SubstitutionBook(msgspec.Struct, frozen=True):
    maps: dict[str, SubstitutionMap]
    protected: tuple[Protected, ...] = ()
    transitions: tuple[Transition, ...] = ()


def applies(one: SubstitutionMap, plan: Plan) -> bool:
    if one.to_plan:
        return one.to_plan == plan.id
    about = one.province == plan.province and one.tier in ("", plan.tier)
    return about and (not one.majors or plan.major_name in one.majors)


def in_force(one: SubstitutionMap, day: str) -> bool:
    return (not one.since or one.since <= day) and (not one.until or day <= one.until)


def maps_for(plan: Plan, maps: Iterable[SubstitutionMap]) -> tuple[SubstitutionMap, ...]:
    """The maps for people who graduate on this plan, in or out of force, in a fixed order."""
    return tuple(sorted((one for one in maps if applies(one, plan)), key=lambda one: one.id))


def rules_for(plan: Plan, one: SubstitutionMap) -> tuple[Rule, ...]:
    """The rules of a map that can meet something in the plan, cut to the alternatives that the plan wants."""
    wanted = plan_codes(plan)
    cut = ((rule, tuple(codes for codes in rule.gives if wanted.issuperset(codes))) for rule in one.rules)
    return tuple(msgspec.structs.replace(rule, gives=gives) for rule, gives in cut if gives or not rule.gives)
