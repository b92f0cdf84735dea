"""Imports are judged with everything that they touch."""

from typing import Any

import msgspec
import pytest

from chalicelib import data
from chalicelib.domain.faults import Fault
from chalicelib.domain.imports import words
from chalicelib.domain.imports.judging import Known, Named, library_faults, library_notes, news
from chalicelib.domain.library import Documents
from chalicelib.domain.plans import Plan, Total
from chalicelib.domain.substitutions import Protected, SubstitutionMap

PLAN, MAP = "JS-120402-2024", "JS-120402-2021-2024"
KNOWN = Known(data.courses().keys(), {words.province(one.name) for one in data.provinces().values()})


def a_plan(**changes: Any) -> Plan:
    return msgspec.structs.replace(data.plans()[PLAN], **changes)


def a_map(**changes: Any) -> SubstitutionMap:
    return msgspec.structs.replace(data.substitution_maps()[MAP], **changes)


def faults(**documents: Any) -> tuple[Named, ...]:
    return library_faults(data.library(), Documents(**documents), KNOWN)


def test_what_ships_may_be_imported_and_is_no_news() -> None:
    everything = Documents(
        plans=tuple(data.plans().values()),
        maps=tuple(data.substitution_maps().values()),
        protected=data.substitution_book().protected,
        transitions=data.substitution_book().transitions,
    )
    assert library_faults(data.library(), everything, KNOWN) == ()
    assert news(data.library(), everything) == Documents()
    assert news(data.library(), Documents(plans=(a_plan(version="2027版"),))).plans == (a_plan(version="2027版"),)


@pytest.mark.parametrize(
    ("plan", "fault"),
    [
        (a_plan(province="江苏省"), Fault("省份", "应写简称，如上海、江苏", "江苏省")),
        (a_plan(level="高职"), Fault("层次", "应为 专科、专升本、本科 之一", "高职")),
        (a_plan(id="JS-NEW", major_code="#1"), Fault("专业代码", words.BAD_MAJOR, "#1")),
        (a_plan(id="甲"), Fault("计划编号", words.BAD_ID)),
        (
            a_plan(national=(msgspec.structs.replace(data.plans()["SH-050201-2022"].national[0], since="2025-13-01"),)),
            Fault("起始日期", "应写成 2026-07-01，且有这一天", "2025-13-01"),
        ),
    ],
)
def test_a_plan_that_pages_or_rules_could_not_use_is_refused(plan: Plan, fault: Fault) -> None:
    assert Named(plan.id, fault) in faults(plans=(plan,))


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"province": "上海"}, "省份", "上海"),
        ({"major_code": "080901"}, "专业代码", "080901"),
        ({"level": "专科"}, "层次", "专科"),
    ],
)
def test_a_plan_stays_the_plan_of_its_major(changes: dict[str, str], field: str, value: str) -> None:
    """Its tickets stand under the major they were entered with."""
    found = [fault for _, fault in faults(plans=(a_plan(**changes),)) if fault.field == field]
    assert [(fault.about, "请用另一个计划编号" in fault.what) for fault in found] == [(value, True)]


@pytest.mark.parametrize(
    ("one", "fault"),
    [
        (a_map(until="2026-6-30"), Fault("失效日期", "应写成 2026-07-01，且有这一天", "2026-6-30")),
        (a_map(province="苏"), Fault("省份", "应写简称，如上海、江苏", "苏")),
    ],
)
def test_a_map_with_a_day_that_is_none_is_refused(one: SubstitutionMap, fault: Fault) -> None:
    """Its end is counted with when the plan is compiled: a bad date would stop every audit."""
    assert faults(maps=(one,)) == (Named(MAP, fault),)


def test_a_protected_course_is_held_against_every_map() -> None:
    given = sorted(code for rule in data.substitution_maps()[MAP].rules for code in rule.given)[0]
    found = faults(protected=(Protected(code=given, text="", source="", status=""),))
    assert MAP in {named.id for named in found}
    assert {named.fault.what for named in found} == {f"{given} 不得由其他课程替代"}


def test_the_same_id_twice_in_a_file_is_named() -> None:
    found = faults(plans=(a_plan(), a_plan(version="另一版")))
    assert Named(PLAN, Fault("计划编号", "在文件中出现了 2 次")) in found


def test_notes_hinder_nothing() -> None:
    plan = a_plan(total=Total(), readings=("推定",))
    assert faults(plans=(plan,)) == ()
    assert [named.fault.field for named in library_notes(Documents(plans=(plan,)))] == ["合计学分", "推定说明"]
