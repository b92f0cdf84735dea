"""The plans that ship, compiled once a day, and transcripts that pass exactly what one path asks for."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations

from chalicelib import data
from chalicelib.domain.degrees.compile import compile_plan
from chalicelib.domain.degrees.program import Program
from chalicelib.domain.degrees.records import NO_ADDON, Choices
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plans import Elective, Plan, Unit, rows_of
from chalicelib.domain.transcripts import Transcript
from tests.domain.degrees.people import transcript_of

ALL = sorted(data.plans())
JIANGSU = [plan_id.rsplit("-", 1)[0] for plan_id in ALL if plan_id.startswith("JS-") and plan_id.endswith("-2021")]
DAY = "2025-06-30"


@cache
def program(plan_id: str, day: str = DAY) -> Program:
    return compile_plan(data.plans()[plan_id], data.substitution_maps().values(), day=day)


def transcript(plan_id: str, codes: Iterable[CourseCode]) -> Transcript:
    return transcript_for(data.plans()[plan_id], codes)


def transcript_for(plan: Plan, codes: Iterable[CourseCode]) -> Transcript:
    kinds = {row.code: row.kind for row in plan.rows}
    return transcript_of({code: frozenset({"score"}) for code in codes}, kinds)


def paths(plan: Plan) -> Iterator[tuple[bool | None, tuple[CourseCode, ...]]]:
    """The cheapest courses of each language path, without add-ons: what a frugal candidate would sit for."""
    for language in (True, False) if plan.language else (None,):
        units = [unit for unit in plan.compulsory if language is not False or unit.id != plan.language]
        units += plan.without_language if language is False else ()
        units += [unit for choice in plan.choices for unit in min(choice.sets, key=lambda one: _sum(plan, one))]
        units += [unit for group in plan.electives for unit in _frugal(plan, group, language=language)]
        units += plan.undecided
        national = [course.code for course in plan.national if course.since <= DAY]
        yield language, (*(code for unit in units for code in _best(plan, unit)), *plan.theses, *national)


def cheapest(plan: Plan) -> tuple[bool | None, tuple[CourseCode, ...]]:
    return min(paths(plan), key=lambda path: credits2(plan, path[1]))


def credits2(plan: Plan, codes: Iterable[CourseCode]) -> int:
    """Of the plan's own rows; unknown ones count nothing here."""
    rows = rows_of(plan)
    return sum(rows[code].credits2 or 0 for code in codes if code in rows)


def choices(plan: Plan, language: bool | None) -> Choices:
    """The path, and the case that owes no add-on."""
    addon = next((one.option for one in plan.addons if not one.units), NO_ADDON if plan.addons else "")
    return Choices(language=language, addon=addon)


def _frugal(plan: Plan, group: Elective, *, language: bool | None) -> tuple[Unit, ...]:
    """The fewest credits that meet both minima; all of it where that is owed, nothing where no minimum is printed."""
    if group.all_without_language and language is False:
        return group.units
    open_ = [unit for unit in group.units if not any(rows_of(plan)[code].only_for for code in unit.codes)]
    sizes = range(group.min_units or 0, len(open_) + 1)
    chosen = [found for size in sizes for found in combinations(open_, size)]
    return min((one for one in chosen if _sum(plan, one) >= (group.min_credits2 or 0)), key=lambda one: _sum(plan, one))


def _sum(plan: Plan, units: Iterable[Unit]) -> int:
    return sum(credits2(plan, _best(plan, unit)) for unit in units)


def _best(plan: Plan, unit: Unit) -> tuple[CourseCode, ...]:
    return min(unit.alternatives, key=lambda codes: credits2(plan, codes))
