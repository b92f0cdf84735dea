"""课程顶替 as data: which passed courses stand for which rows of a plan. One hop, never chained; nothing is negated."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
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


def map_faults(
    one: SubstitutionMap, plans: Mapping[str, Plan], catalogue: Collection[CourseCode], protected: Iterable[Protected]
) -> tuple[str, ...]:
    """All faults of a map; none means that it may be used."""
    checks = (
        _plans(one, plans),
        _names(one, catalogue),
        _ids(one),
        *(_rule(rule, {row.code for row in protected}) for rule in one.rules),
        _chains(one),
    )
    return tuple(f"{one.id}: {fault}" for check in checks for fault in check)


def _plans(one: SubstitutionMap, plans: Mapping[str, Plan]) -> Iterator[str]:
    yield from (f"plan {id_} is unknown" for id_ in (one.from_plan, one.to_plan) if id_ and id_ not in plans)
    if one.since and one.until and one.since > one.until:
        yield f"it ends on {one.until}, before it begins"
    target, origin = plans.get(one.to_plan), plans.get(one.from_plan)
    for rule in one.rules:
        if target:
            yield from _strangers(rule, "gives", rule.given - plan_codes(target), target)
        if origin:
            yield from _strangers(rule, "takes", rule.taken - plan_codes(origin), origin)


def _strangers(rule: Rule, verb: str, codes: Collection[CourseCode], plan: Plan) -> Iterator[str]:
    yield from (f"rule {rule.id} {verb} {code}, which {plan.id} does not have" for code in sorted(codes))


def _names(one: SubstitutionMap, catalogue: Collection[CourseCode]) -> Iterator[str]:
    used = {code for rule in one.rules for code in (*rule.taken, *rule.given, *(c for n in rule.needs for c in n))}
    unknown = sorted(code for code in used if code not in catalogue and code not in one.names)
    yield from (f"code {code} is not in the catalogue" for code in unknown)


def _ids(one: SubstitutionMap) -> Iterator[str]:
    ids = [rule.id for rule in one.rules]
    yield from (f"rule {id_} stands twice" for id_ in sorted({id_ for id_ in ids if ids.count(id_) > 1}))


def _rule(rule: Rule, protected: AbstractSet[CourseCode]) -> Iterator[str]:
    yield from (f"rule {rule.id} gives {code}, which nothing may stand for" for code in sorted(rule.given & protected))
    if rule.any_of > len(rule.takes):
        yield f"rule {rule.id} asks for {rule.any_of} of {len(rule.takes)}"
    if both := rule.taken & rule.given:
        yield f"rule {rule.id} takes and gives {', '.join(sorted(both))}"
    if bool(rule.gives) == bool(rule.counts2):
        yield f"rule {rule.id} must either give codes or count credits"
    if strange := set(rule.waives) - rule.given:
        yield f"rule {rule.id} waives {', '.join(sorted(strange))}, which it does not give"


def _chains(one: SubstitutionMap) -> Iterator[str]:
    """What one rule brings another may not use up: people would expect two hops, and get one."""
    for first in one.rules:
        for second in one.rules:
            if (links := first.given & second.taken) and first is not second:
                yield f"rules {first.id} and {second.id} form a chain over {', '.join(sorted(links))}"
