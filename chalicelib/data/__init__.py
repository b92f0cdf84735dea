"""Reference data that ships with the code: each file is read at its first use and kept."""

from functools import cache

import msgspec

from chalicelib.data.checks import evidence_faults
from chalicelib.data.files import DataError, Named, by_code, by_id, rows, text
from chalicelib.domain.credentials import CredentialType
from chalicelib.domain.exemption_rules import Caution, Companion, Gate, NoNeed, Note, Rule, RuleBook
from chalicelib.domain.fees import Fee
from chalicelib.domain.graduation_terms import Terms
from chalicelib.domain.ids import CourseCode, SchoolCode
from chalicelib.domain.library import Library
from chalicelib.domain.map_checks import map_faults
from chalicelib.domain.plan_checks import plan_faults
from chalicelib.domain.plans import Plan
from chalicelib.domain.promises import Allowance, Book
from chalicelib.domain.reference import CodeTable, Course, NoticeVersion, Province, Reason, School
from chalicelib.domain.substitutions import (
    Protected,
    SubstitutionBook,
    SubstitutionMap,
    Transition,
)
from chalicelib.domain.transfer_rules import Elsewhere, TransferRules, rule_faults
from chalicelib.domain.transfer_rules import Rule as TransferRule
from chalicelib.domain.workdays import Year

__all__ = [
    "DataError",
    "code_tables",
    "courses",
    "credential_types",
    "exemption_rules",
    "fees",
    "graduation_terms",
    "left_out",
    "library",
    "notice_versions",
    "plans",
    "promises",
    "provinces",
    "rejection_reasons",
    "schools",
    "substitution_book",
    "substitution_maps",
    "transfer_rules",
]


@cache
def courses() -> dict[CourseCode, Course]:
    return {course.code: course for course in by_code("courses.json", rows("courses.json", Course)).values()}


@cache
def plans() -> dict[str, Plan]:
    """Raises DataError with every fault of every plan."""
    found = by_id("plans.json", rows("plans.json", Plan))
    catalogue = courses().keys()
    if faults := [f"{plan.id} {fault}" for plan in found.values() for fault in plan_faults(plan, catalogue)]:
        raise DataError("plans.json: " + "; ".join(faults))
    return found


class _LeftOut(msgspec.Struct, frozen=True):
    left_out: tuple[dict[str, str], ...]


def left_out() -> dict[str, str]:
    """Plans of the sources that are not plans, with the reason."""
    found = msgspec.json.decode(text("plans.json"), type=_LeftOut).left_out
    return {row["id"]: row["reason"] for row in found}


def substitution_maps() -> dict[str, SubstitutionMap]:
    return substitution_book().maps


@cache
def substitution_book() -> SubstitutionBook:
    """Raises DataError with every fault of every map."""
    name = "substitutions.json"
    content = text(name)
    found = SubstitutionBook(
        maps=by_id(name, rows(name, SubstitutionMap, content=content)),
        protected=rows(name, Protected, key="protected", content=content),
        transitions=rows(name, Transition, key="transitions", content=content),
    )
    known, catalogue = plans(), courses().keys()
    faults = [
        f"{one.id} {fault}"
        for one in found.maps.values()
        for fault in map_faults(one, known, catalogue, found.protected)
    ]
    if faults:
        raise DataError(f"{name}: " + "; ".join(faults))
    return found


@cache
def library() -> Library:
    """Revision 0: a stage lays over it what its office imported (`storage.library`)."""
    return Library(plans=plans(), book=substitution_book())


@cache
def credential_types() -> dict[str, CredentialType]:
    """In the order in which people choose."""
    found = by_id("credential_types.json", rows("credential_types.json", CredentialType))
    for one in found.values():
        if unknown := [other for other in one.companions if other not in found]:
            raise DataError(f"credential_types.json: row {one.id}, field companions: unknown {', '.join(unknown)}")
    return found


@cache
def exemption_rules() -> RuleBook:
    """Written by hand from the sources, quoting them; every province's rules."""
    name = "exemption_rules.json"
    content = text(name)
    types = credential_types()
    book = RuleBook(
        rules=rows(name, Rule, key="rules", content=content),
        cautions=rows(name, Caution, key="cautions", content=content),
        gates=rows(name, Gate, key="gates", content=content),
        no_need=rows(name, NoNeed, key="no_need", content=content),
        notes=rows(name, Note, key="notes", content=content),
        companions=tuple(
            Companion(one.id, one.companions, one.companion_text) for one in types.values() if one.companions
        ),
    )
    everything: tuple[Named, ...] = (*book.rules, *book.cautions, *book.gates, *book.no_need, *book.notes)
    by_id(name, everything)
    if faults := evidence_faults(book, types):
        raise DataError(f"{name}: " + "; ".join(faults))
    return book


@cache
def provinces() -> dict[str, Province]:
    return by_code("provinces.json", rows("provinces.json", Province))


@cache
def code_tables() -> dict[str, CodeTable]:
    return {table.name: table for table in rows("code_tables.json", CodeTable)}


@cache
def schools() -> dict[SchoolCode, School]:
    return {school.code: school for school in by_code("schools.json", rows("schools.json", School)).values()}


@cache
def rejection_reasons() -> dict[str, Reason]:
    return by_code("rejection_reasons.json", rows("rejection_reasons.json", Reason))


@cache
def promises() -> Book:
    calendar = {year.year: year for year in rows("workdays.json", Year)}
    return Book(rows("promises.json", Allowance), calendar)


@cache
def notice_versions() -> dict[str, frozenset[str]]:
    """What pages are built with; a business that is not named shows no text."""
    found = rows("notices.json", NoticeVersion)
    return {one.business: frozenset(row.version for row in found if row.business == one.business) for one in found}


@cache
def graduation_terms() -> tuple[Terms, ...]:
    return rows("graduation.json", Terms)


@cache
def transfer_rules() -> TransferRules:
    name = "transfer.json"
    content = text(name)
    out, into = (rows(name, TransferRule, key=key, content=content) for key in ("out", "in"))
    if faults := rule_faults((*out, *into)):
        raise DataError(f"{name}: " + "; ".join(faults))
    return TransferRules(out, into, rows(name, Elsewhere, key="elsewhere", content=content))


@cache
def fees() -> tuple[Fee, ...]:
    return rows("fees.json", Fee)
