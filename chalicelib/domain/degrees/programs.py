"""Plans compiled for degree audits: once per library, plan and stretch of days in which the same rules are in force."""

from bisect import bisect_right
from datetime import date, timedelta
from functools import lru_cache

from chalicelib.domain.degrees.compile import compile_plan
from chalicelib.domain.degrees.program import Program
from chalicelib.domain.library import Library

_KEPT = 256


def program(library: Library, plan_id: str, day: str) -> Program:
    """`day`: the ISO date of graduation. Raises KeyError for a plan that nobody sent."""
    turns = _turns(library)
    return _compiled(library, plan_id, turns[bisect_right(turns, day) - 1])


@lru_cache(maxsize=_KEPT)
def _compiled(library: Library, plan_id: str, day: str) -> Program:
    return compile_plan(library.plans[plan_id], library.book.maps.values(), day=day)


@lru_cache(maxsize=2)
def _turns(library: Library) -> tuple[str, ...]:
    """The days on which a map begins or has ended, or a national course is first asked for."""
    maps = library.book.maps.values()
    days = {one.since for one in maps} | {course.since for plan in library.plans.values() for course in plan.national}
    ended = {date.fromisoformat(one.until) + timedelta(days=1) for one in maps if one.until}
    return tuple(sorted({"", *days, *(f"{day:%Y-%m-%d}" for day in ended)}))
