"""What a plan demands, unit by unit, and in which modes: language path × set × add-on."""

from collections.abc import Iterator
from enum import StrEnum
from itertools import groupby, product
from typing import Final

import msgspec

from chalicelib.domain.degrees.activities import Activity
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plans import Codes, Plan, Unit, rows_of


class Place(StrEnum):
    COMPULSORY = "compulsory"
    ELECTIVE = "elective"
    SET = "set"
    WITHOUT_LANGUAGE = "without_language"
    THESIS = "thesis"
    NATIONAL = "national"
    ADDON = "addon"
    UNDECIDED = "undecided"
    COUNTED = "counted"


# Roles of a demand in a mode; an index of an elective group (0, 1, …) is a role too.
OFF: Final = -3
FREE: Final = -2
HARD: Final = -1

# Besides the plan: never part of its total.
_BESIDE: Final = frozenset({Place.NATIONAL, Place.ADDON})


class Demand(msgspec.Struct, frozen=True, kw_only=True):
    """A unit in its place. `group`: index of the elective group or choice; `part`: of the set within the choice."""

    place: Place
    unit: Unit
    group: int = -1
    part: int = -1
    flagged: bool = False

    @property
    def counts(self) -> bool:
        """Whether its credits are part of the plan's total."""
        return self.place not in _BESIDE


class Mode(msgspec.Struct, frozen=True, kw_only=True):
    """`language` None: nothing replaces it. `sets`: the chosen set of every choice. `addon`: index, -1 for none."""

    language: bool | None = None
    sets: tuple[int, ...] = ()
    addon: int = -1


class Part(msgspec.Struct, frozen=True):
    """A demand's role in a mode, and which of its alternatives may serve (an add-on takes its course away)."""

    role: int
    picks: tuple[int, ...]


def demands(plan: Plan, day: str, found: list[Activity]) -> tuple[Demand, ...]:
    """In the order of the sections that people read."""
    flagged = {row.code for row in plan.rows if row.degree or row.foreign}
    language = next((unit for unit in plan.compulsory if unit.id == plan.language), None)
    flagged |= set(language.codes) if language else set()
    places = (*_main(plan), *_beside(plan, day), *_loose(plan, found))
    return tuple(msgspec.structs.replace(one, flagged=not flagged.isdisjoint(one.unit.codes)) for one in places)


def _main(plan: Plan) -> Iterator[Demand]:
    yield from (Demand(place=Place.COMPULSORY, unit=unit) for unit in plan.compulsory)
    for index, elective in enumerate(plan.electives):
        yield from (Demand(place=Place.ELECTIVE, unit=unit, group=index) for unit in elective.units)
    for index, choice in enumerate(plan.choices):
        for part, units in enumerate(choice.sets):
            yield from (Demand(place=Place.SET, unit=unit, group=index, part=part) for unit in units)
    yield from (Demand(place=Place.WITHOUT_LANGUAGE, unit=unit) for unit in plan.without_language)
    yield from (Demand(place=Place.THESIS, unit=Unit(((code,),))) for code in plan.theses)


def _beside(plan: Plan, day: str) -> Iterator[Demand]:
    for course in plan.national:
        if course.since <= day:
            yield Demand(place=Place.NATIONAL, unit=Unit(((course.code,),)))
    for unit in dict.fromkeys(unit for addon in plan.addons for unit in addon.units):
        yield Demand(place=Place.ADDON, unit=unit)


def _loose(plan: Plan, found: list[Activity]) -> Iterator[Demand]:
    for unit in plan.undecided:
        yield Demand(place=Place.UNDECIDED, unit=unit)
    for codes in dict.fromkeys(one.gives for one in found if one.cited and not one.cited.rule.gives):
        yield Demand(place=Place.COUNTED, unit=Unit((codes,)))


def modes(plan: Plan) -> tuple[Mode, ...]:
    """With a language before without, sets and add-ons as the plan lists them."""
    languages = (True, False) if plan.language else (None,)
    sets = product(*(range(len(choice.sets)) for choice in plan.choices))
    # Where every listed case owes something, the case that owes nothing goes without saying.
    unlisted = () if any(not addon.units for addon in plan.addons) else (-1,)
    addons = (*unlisted, *range(len(plan.addons)))
    return tuple(
        Mode(language=language, sets=chosen, addon=addon)
        for language, chosen, addon in product(languages, tuple(sets), addons)
    )


def parts(plan: Plan, all_: tuple[Demand, ...], mode: Mode) -> tuple[Part, ...]:
    """The role of every demand in a mode.

    An add-on or national course that a compulsory row asks for anyway is no further demand; one that stands among
    the electives is owed as the former and cannot count as the latter.
    """
    roles = [_role(plan, demand, mode) for demand in all_]
    sure = {code for demand, role in zip(all_, roles, strict=True) if role == HARD for code in _sole(demand)}
    owed: set[CourseCode] = set()
    for index, demand in enumerate(all_):
        if roles[index] == HARD and demand.place in _BESIDE:
            if (sure | owed).issuperset(demand.unit.codes):
                roles[index] = OFF
            owed |= set(demand.unit.codes) - sure
    return tuple(_part(demand, role, owed) for demand, role in zip(all_, roles, strict=True))


def sections_of(all_: tuple[Demand, ...], roles: tuple[Part, ...]) -> tuple[tuple[int, ...], ...]:
    """The demands that a mode asks for, in the order of the plan, those of one place and group together."""
    active = [index for index, part in enumerate(roles) if part.role != OFF and all_[index].place != Place.COUNTED]
    return tuple(tuple(found) for _, found in groupby(active, key=lambda index: (all_[index].place, all_[index].group)))


def _part(demand: Demand, role: int, owed: set[CourseCode]) -> Part:
    alternatives = enumerate(demand.unit.alternatives)
    free = tuple(index for index, codes in alternatives if demand.place in _BESIDE or owed.isdisjoint(codes))
    return Part(role, free) if role != OFF and free else Part(OFF, ())


def _sole(demand: Demand) -> Codes:
    """What a row of the plan asks for without a choice."""
    sole = demand.place not in _BESIDE and len(demand.unit.alternatives) == 1
    return demand.unit.codes if sole else ()


def _role(plan: Plan, demand: Demand, mode: Mode) -> int:
    match demand.place:
        case Place.COMPULSORY:
            return OFF if mode.language is False and demand.unit.id == plan.language else HARD
        case Place.ELECTIVE:
            return _elective_role(plan, demand, mode)
        case Place.SET:
            return HARD if mode.sets[demand.group] == demand.part else OFF
        case Place.WITHOUT_LANGUAGE:
            return HARD if mode.language is False else OFF
        case Place.ADDON:
            return HARD if mode.addon >= 0 and demand.unit in plan.addons[mode.addon].units else OFF
        case Place.UNDECIDED | Place.COUNTED:
            return FREE
        case _:
            return HARD


def _elective_role(plan: Plan, demand: Demand, mode: Mode) -> int:
    """Without a minimum nobody can say what is owed: whatever is passed is shown, nothing is asked for."""
    group = plan.electives[demand.group]
    if group.all_without_language and mode.language is False:
        return HARD
    return FREE if group.min_units is None and group.min_credits2 is None else demand.group


def is_unjudged(plan: Plan, mode: Mode) -> bool:
    """Whether some elective group prints no minimum for this mode."""
    return any(
        group.min_units is None
        and group.min_credits2 is None
        and not (group.all_without_language and mode.language is False)
        for group in plan.electives
    )


def credits2_of(plan: Plan) -> dict[CourseCode, int | None]:
    known = {code: row.credits2 for code, row in rows_of(plan).items()}
    return {course.code: course.credits2 for course in plan.national} | known
