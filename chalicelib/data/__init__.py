"""Reference data that ships with the code: each file is read at its first use and kept."""

from functools import cache

import msgspec

from chalicelib.data.files import DataError, by_code, by_id, rows, text
from chalicelib.domain.credentials import CredentialType
from chalicelib.domain.ids import CourseCode, SchoolCode
from chalicelib.domain.plan_checks import plan_faults
from chalicelib.domain.plans import Plan
from chalicelib.domain.reference import CodeTable, Course, Province, Reason, School

__all__ = [
    "DataError",
    "code_tables",
    "courses",
    "credential_types",
    "left_out",
    "plans",
    "provinces",
    "rejection_reasons",
    "schools",
]


@cache
def courses() -> dict[CourseCode, Course]:
    return {course.code: course for course in by_code("courses.json", rows("courses.json", Course)).values()}


@cache
def plans() -> dict[str, Plan]:
    """Raises DataError with every fault of every plan."""
    found = by_id("plans.json", rows("plans.json", Plan))
    catalogue = courses().keys()
    if faults := [fault for plan in found.values() for fault in plan_faults(plan, catalogue)]:
        raise DataError("plans.json: " + "; ".join(faults))
    return found


class _LeftOut(msgspec.Struct, frozen=True):
    left_out: tuple[dict[str, str], ...]


def left_out() -> dict[str, str]:
    """Plans of the sources that are not plans, with the reason."""
    found = msgspec.json.decode(text("plans.json"), type=_LeftOut).left_out
    return {row["id"]: row["reason"] for row in found}


@cache
def credential_types() -> dict[str, CredentialType]:
    """In the order in which people choose."""
    found = by_id("credential_types.json", rows("credential_types.json", CredentialType))
    for one in found.values():
        if unknown := [other for other in one.companions if other not in found]:
            raise DataError(f"credential_types.json: row {one.id}, field companions: unknown {', '.join(unknown)}")
    return found


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
