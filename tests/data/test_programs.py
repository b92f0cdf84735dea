"""Compiled plans are shared between days on which the same rules hold."""

import pytest

from chalicelib.data.programs import program

SHANGHAI, JIANGSU = "SH-050201-2022", "JS-020301K-2021"


def test_days_under_the_same_rules_share_a_program() -> None:
    assert program(JIANGSU, "2025-01-02") is program(JIANGSU, "2026-06-30")
    assert program(JIANGSU, "2026-06-30") is not program(JIANGSU, "2026-07-01")


@pytest.mark.parametrize(("day", "asked"), [("2024-12-31", False), ("2025-01-01", True), ("2030-01-01", True)])
def test_a_national_course_turns_the_page(day: str, asked: bool) -> None:
    codes = {code for demand in program(SHANGHAI, day).demands for code in demand.unit.codes}
    assert ("15040" in codes) is asked


def test_no_map_is_in_force_before_its_day() -> None:
    assert all(act.cited is None for act in program(JIANGSU, "2024-06-30").activities)
    assert any(act.cited for act in program(JIANGSU, "2024-07-01").activities)


def test_an_unknown_plan_is_no_plan() -> None:
    with pytest.raises(KeyError):
        program("SH-chain-store-old-and-2026", "2026-01-01")
