"""Compiled plans are shared between days on which the same rules hold."""

import msgspec
import pytest

from chalicelib import data
from chalicelib.domain.degrees.program import Program
from chalicelib.domain.degrees.programs import program
from chalicelib.domain.library import Documents, overlaid

SHANGHAI, JIANGSU = "SH-050201-2022", "JS-020301K-2021"


def shipped(plan_id: str, day: str) -> Program:
    return program(data.library(), plan_id, day)


def test_days_under_the_same_rules_share_a_program() -> None:
    assert shipped(JIANGSU, "2025-01-02") is shipped(JIANGSU, "2026-06-30")
    assert shipped(JIANGSU, "2026-06-30") is not shipped(JIANGSU, "2026-07-01")


@pytest.mark.parametrize(("day", "asked"), [("2024-12-31", False), ("2025-01-01", True), ("2030-01-01", True)])
def test_a_national_course_turns_the_page(day: str, asked: bool) -> None:
    codes = {code for demand in shipped(SHANGHAI, day).demands for code in demand.unit.codes}
    assert ("15040" in codes) is asked


def test_no_map_is_in_force_before_its_day() -> None:
    assert all(act.cited is None for act in shipped(JIANGSU, "2024-06-30").activities)
    assert any(act.cited for act in shipped(JIANGSU, "2024-07-01").activities)


def test_an_unknown_plan_is_no_plan() -> None:
    with pytest.raises(KeyError):
        shipped("SH-chain-store-old-and-2026", "2026-01-01")


def test_another_revision_is_compiled_anew() -> None:
    plan = data.library().plans[SHANGHAI]
    grown = msgspec.structs.replace(plan, national=())
    newer = overlaid(data.library(), Documents(plans=(grown,)), 1, {SHANGHAI: 1})
    assert program(newer, SHANGHAI, "2026-01-01").plan == grown
    assert shipped(SHANGHAI, "2026-01-01").plan == plan
