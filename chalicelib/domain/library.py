"""Plans and substitution maps as one revision: what ships with the code, and over it what an office has imported."""

from collections.abc import Mapping
from functools import lru_cache

import msgspec

from chalicelib.domain.errors import UnknownError
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plans import Plan
from chalicelib.domain.substitutions import Protected, SubstitutionBook, SubstitutionMap, Transition


class Documents(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one import brings, or all that were imported so far."""

    plans: tuple[Plan, ...] = ()
    maps: tuple[SubstitutionMap, ...] = ()
    protected: tuple[Protected, ...] = ()
    transitions: tuple[Transition, ...] = ()


class Library(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """`rev` counts the imports, 0 is the shipped state; `plan_revs`: at which a plan took its present content (0 too).

    Two libraries are equal only if they are the same one, so that what is compiled from one can be kept under it.
    """

    rev: int = 0
    plans: Mapping[str, Plan]
    book: SubstitutionBook
    plan_revs: Mapping[str, int] = {}

    def plan(self, plan_id: str) -> Plan:
        """Raises UnknownError."""
        if plan_id not in self.plans:
            raise UnknownError("没有找到这个准考证的专业考试计划，请咨询主考学校")
        return self.plans[plan_id]

    def rev_of(self, plan_id: str) -> int:
        return self.plan_revs.get(plan_id, 0)


@lru_cache(maxsize=2)
def course_names(library: Library) -> dict[CourseCode, str]:
    """Of every course that a plan or map names, for those that no shipped catalogue has."""
    rows = {row.code: row.name for plan in library.plans.values() for row in plan.rows}
    return {code: name for one in library.book.maps.values() for code, name in one.names.items()} | rows


def overlaid(library: Library, documents: Documents, rev: int, plan_revs: Mapping[str, int]) -> Library:
    """The documents win by id; what they do not name stays."""
    protected = {one.code: one for one in (*library.book.protected, *documents.protected)}
    transitions = {one.id: one for one in (*library.book.transitions, *documents.transitions)}
    return Library(
        rev=rev,
        plans={**library.plans, **{plan.id: plan for plan in documents.plans}},
        book=SubstitutionBook(
            maps={**library.book.maps, **{one.id: one for one in documents.maps}},
            protected=tuple(protected.values()),
            transitions=tuple(transitions.values()),
        ),
        plan_revs={**library.plan_revs, **plan_revs},
    )
