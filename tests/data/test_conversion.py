"""From the collected tables to the data that ships."""

from typing import Any

import msgspec
import pytest

from chalicelib.data.files import text
from chalicelib.domain.plans import Plan
from infra.convert_credentials import credential_types
from infra.convert_data import FILES, encoded
from infra.convert_plans import courses_of_plans_only, half_credits, plan_of

Json = dict[str, Any]


def a_row(seq: int, code: str, group: str = "必考", **changes: Any) -> Json:
    return {
        "seq": seq,
        "group": group,
        "code": code,
        "name": f"课程{code}",
        "credits": 4,
        "assessment": "笔试",
    } | changes


def a_table(*rows: Json, **changes: Any) -> Json:
    table = {
        "plan_id": "JS-1",
        "province": "江苏",
        "major_code": "X1",
        "national_code": "1",
        "major_name": "专业",
        "level": "专升本",
        "examining_school": None,
        "version": "2024版",
        "stated_total_credits": None,
        "source": "s",
        "status": "verified in source",
        "courses": list(rows),
    }
    return table | changes


def converted(*rows: Json, **changes: Any) -> Plan:
    return plan_of(a_table(*rows, **changes), {})


@pytest.mark.parametrize("name", sorted(FILES))
def test_what_ships_is_what_the_script_writes(name: str) -> None:
    content = text(name)
    assert encoded(msgspec.json.decode(content)) == content


def test_credits_finer_than_one_half_are_refused() -> None:
    assert [half_credits(value) for value in (None, 0, 4, 4.5)] == [None, 0, 8, 9]
    with pytest.raises(ValueError, match=r"4\.3"):
        half_credits(4.3)


def test_rows_of_one_number_are_one_unit() -> None:
    plan = converted(a_row(1, "00018"), a_row(1, "00019", assessment="实践", bound_to="00018"), a_row(2, "00020"))
    assert [unit.alternatives for unit in plan.compulsory] == [(("00018", "00019"),), (("00020",),)]
    assert [row.kind for row in plan.rows] == ["theory", "practice", "theory"]


def test_one_of_several_keeps_practice_with_its_theory() -> None:
    plan = converted(
        a_row(1, "13017", "任选一门"), a_row(1, "04751", "任选一门"), a_row(1, "04752", "任选一门", bound_to="04751")
    )
    assert plan.compulsory[0].alternatives == (("13017",), ("04751", "04752"))


def test_a_thesis_with_the_number_of_a_course_is_no_part_of_its_unit() -> None:
    plan = converted(
        a_row(15, "14317"), a_row(15, "14817", "毕业论文/设计/考核(不计学分)", credits=0, assessment="实践")
    )
    assert plan.compulsory[0].codes == ("14317",)
    assert plan.theses == ("14817",)
    assert plan.rows[1].kind == "thesis"


def test_the_language_unit_is_named_where_something_replaces_it() -> None:
    english = a_row(3, "00015", credits=14)
    assert converted(english).language == ""
    assert converted(english, a_row(9, "00321", "不考外语者换考")).language == "00015"
    rule = {"group": "E", "if_english_taken": {"min_courses": 1}, "if_no_english": {"take": "all"}}
    plan = converted(english, a_row(9, "00144", "选考"), elective_rules=[rule])
    assert (plan.language, plan.electives[0].min_units, plan.electives[0].all_without_language) == ("00015", 1, True)


def test_an_elective_group_without_a_printed_minimum_has_none() -> None:
    group = converted(a_row(1, "00144", "选考")).electives[0]
    assert (group.min_units, group.min_credits2) == (None, None)


def test_a_total_that_the_rows_contradict_is_not_enforced() -> None:
    stated = {"stated_total_credits": 74}
    assert converted(a_row(1, "00015"), credit_check="matches the stated total", **stated).total.enforced
    total = converted(a_row(1, "00015"), credit_check="does NOT match the stated total", **stated).total
    assert (total.credits2, total.enforced) == (148, False)


def test_a_code_that_only_a_plan_prints_joins_the_catalogue_with_that_source() -> None:
    (course,) = courses_of_plans_only({"plans": [a_table(a_row(1, "06999"), a_row(2, "00015"))]}, {"00015"})
    assert (course.code, course.sources, course.status) == (
        "06999",
        ("PLAN:JS-1",),
        "code and name seen on a plan only",
    )


def test_a_new_kind_of_credential_in_the_source_is_not_dropped_silently() -> None:
    with pytest.raises(ValueError, match="新证书"):
        credential_types({"types": [{"type": "新证书", "status": ""}]})
