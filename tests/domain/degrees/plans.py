"""Small plans, maps and rules, valid unless told otherwise; and transcripts of given codes."""

from typing import Any

import msgspec

from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plans import Plan, PlanRow, Unit
from chalicelib.domain.substitutions import Rule, SubstitutionMap

A, B, C, D, E, F, G, H = CODES = tuple(CourseCode(f"0000{digit}") for digit in "12345678")
VERIFIED = "verified in source"


def one(*codes: CourseCode) -> Unit:
    """A unit with one alternative."""
    return Unit((codes,))


def either(*codes: CourseCode) -> Unit:
    """任选一门."""
    return Unit(tuple((code,) for code in codes))


def a_row(code: CourseCode, credits2: int | None = 8, **changes: Any) -> PlanRow:
    return msgspec.structs.replace(PlanRow(code=code, name=f"课程{code}", credits2=credits2), **changes)


def a_plan(*codes: CourseCode, **changes: Any) -> Plan:
    """Every code a compulsory unit of 4 credits; of a junior college, which asks for no thesis."""
    plan = Plan(
        id="P",
        province="上海",
        major_code="1",
        national_code="1",
        major_name="专业",
        level="专科",
        school_name="学校",
        version="2024",
        rows=tuple(map(a_row, codes)),
        compulsory=tuple(map(one, codes)),
        source="s",
        status=VERIFIED,
    )
    return msgspec.structs.replace(plan, **changes)


def a_rule(*takes: CourseCode, gives: tuple[CourseCode, ...] = (), **changes: Any) -> Rule:
    """All of `takes` together bring all of `gives`; its id is the letters of what it takes."""
    letters = "".join("ABCDEFGH"[CODES.index(code)] if code in CODES else code for code in takes)
    rule = Rule(
        id=letters, kind="row", takes=((takes,),), gives=(gives,) if gives else (), text="规则", status=VERIFIED
    )
    return msgspec.structs.replace(rule, **changes)


def a_map(*rules: Rule, **changes: Any) -> SubstitutionMap:
    found = SubstitutionMap(id="M", province="上海", rules=rules, text="对照", source="s", status=VERIFIED)
    return msgspec.structs.replace(found, **changes)
