"""What may be done with held codes: use some up, bring some cells. Rules are spelled out into single activities."""

from collections.abc import Iterable, Iterator
from itertools import combinations, product
from math import comb, prod

import msgspec

from chalicelib.domain.degrees.weights import rank_of
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plans import Codes, Plan
from chalicelib.domain.substitutions import Rule, SubstitutionMap, rules_for


class Cited(msgspec.Struct, frozen=True):
    """A rule with the map that it stands in."""

    rule: Rule
    of: SubstitutionMap


class Activity(msgspec.Struct, frozen=True, kw_only=True):
    """Uses up all of `takes`, brings all of `gives`; of every clause of `needs` one code is held (and stays free)."""

    takes: Codes
    gives: Codes
    needs: tuple[Codes, ...] = ()
    rank: int = 0
    cited: Cited | None = None


def dated(code: CourseCode, day: str) -> CourseCode:
    """A mark that is held with `code`, unless it rests on a certificate of `day` or later alone."""
    return CourseCode(f"{code}<{day}")


def fact(text: str) -> CourseCode:
    """A mark that is held if the fact is true of the person (担任教师工作者)."""
    return CourseCode(f"={text}")


def is_mark(code: CourseCode) -> bool:
    """Whether it is a mark and no course."""
    return not code.isdigit()


def counted(code: CourseCode) -> CourseCode:
    """The cell of a course that counts for the total and meets no row."""
    return CourseCode(f"+{code}")


def cited_rules(plan: Plan, maps: Iterable[SubstitutionMap]) -> tuple[Cited, ...]:
    return tuple(Cited(rule, one) for one in maps for rule in rules_for(plan, one))


def size(rule: Rule) -> int:
    """An upper bound of the activities that a rule spells out to."""
    widest = sorted((len(slot) for slot in rule.takes), reverse=True)[: rule.any_of]
    return comb(len(rule.takes), rule.any_of) * prod(widest) * max(len(rule.gives), 1)


def activities(plan: Plan, rules: Iterable[Cited]) -> list[Activity]:
    """All activities in the order of ⑤: by the first cell in the order of the plan, then rank, then codes."""
    place = {code: index for index, code in enumerate((*(row.code for row in plan.rows), *national_codes(plan)))}
    found = [*_direct(plan), *(one for cited in rules for one in _spelled_out(plan, cited))]
    last = len(place)
    return sorted(
        found,
        key=lambda one: (min(place.get(code, last) for code in one.gives), one.rank, one.takes, one.gives, _id(one)),
    )


def national_codes(plan: Plan) -> Codes:
    """National courses that the plan does not print itself."""
    own = {row.code for row in plan.rows}
    return tuple(course.code for course in plan.national if course.code not in own)


def _id(one: Activity) -> str:
    return one.cited.rule.id if one.cited else ""


def _direct(plan: Plan) -> Iterator[Activity]:
    facts = _facts(plan)
    for code in (*(row.code for row in plan.rows), *national_codes(plan)):
        yield Activity(takes=(code,), gives=(code,), needs=((facts[code],),) if code in facts else ())


def _facts(plan: Plan) -> dict[CourseCode, CourseCode]:
    return {row.code: fact(row.only_for) for row in plan.rows if row.only_for}


def _spelled_out(plan: Plan, cited: Cited) -> Iterator[Activity]:
    rule, facts = cited.rule, _facts(plan)
    for takes in _taken(rule):
        for gives in rule.gives or ((counted(takes[0]),),):
            marks = tuple((facts[code],) for code in gives if code in facts)
            dates = tuple((dated(code, rule.exempt_before),) for code in takes if rule.exempt_before)
            yield Activity(
                takes=takes, gives=gives, needs=(*rule.needs, *marks, *dates), rank=rank_of(rule.status), cited=cited
            )


def _taken(rule: Rule) -> Iterator[Codes]:
    """Every way to meet as many slots as the rule asks for; no code meets two of them."""
    for slots in combinations(rule.takes, rule.any_of):
        for alternatives in product(*slots):
            codes = tuple(sorted(code for codes in alternatives for code in codes))
            if len(set(codes)) == len(codes):
                yield codes
