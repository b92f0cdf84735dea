"""Plans compiled for degree audits: once per plan and stretch of days in which the same rules are in force."""

from bisect import bisect_right
from datetime import date, timedelta
from functools import cache, lru_cache

from chalicelib.data import plans, substitution_maps
from chalicelib.domain.degrees.compile import compile_plan
from chalicelib.domain.degrees.program import Program

_KEPT = 256


def program(plan_id: str, day: str) -> Program:
    """`day`: the ISO date of graduation. Raises KeyError for a plan that nobody sent."""
    turns = _turns()
    return _compiled(plan_id, turns[bisect_right(turns, day) - 1])


@lru_cache(maxsize=_KEPT)
def _compiled(plan_id: str, day: str) -> Program:
    return compile_plan(plans()[plan_id], substitution_maps().values(), day=day)


@cache
def _turns() -> tuple[str, ...]:
    """The days on which a map begins or has ended, or a national course is first asked for."""
    maps = substitution_maps().values()
    days = {one.since for one in maps} | {course.since for plan in plans().values() for course in plan.national}
    ended = {date.fromisoformat(one.until) + timedelta(days=1) for one in maps if one.until}
    return tuple(sorted({"", *days, *(f"{day:%Y-%m-%d}" for day in ended)}))
