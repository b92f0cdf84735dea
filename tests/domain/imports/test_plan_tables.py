"""A table of plans says everything that a plan can say, and names what it says badly."""

from typing import Any

import pytest

from chalicelib import data
from chalicelib.domain.imports import plan_writing
from chalicelib.domain.imports.plan_columns import COLUMNS
from chalicelib.domain.imports.plan_tables import Sheet, plans_of
from chalicelib.domain.imports.report import Finding

ALL = sorted(data.plans())
FACTS = {
    "plan": "SH-NEW-2027",
    "province": "上海市",
    "major_code": "120402",
    "major_name": "行政管理",
    "level": "专升本",
    "version": "2027版",
    "source": "上海市高等教育自学考试专业考试计划",
    "status": "来源已核实",
}


def a_cell(**cells: str) -> tuple[str, ...]:
    return tuple(({"plan": "SH-NEW-2027"} | cells).get(column.key, "") for column in COLUMNS)


def a_course(code: str, part: str = "必考", **cells: str) -> dict[str, str]:
    return {"code": code, "name": f"课程{code}", "credits": "4", "assessment": "笔试", "part": part} | cells


def read(*rows: dict[str, str], **facts: str) -> Sheet:
    """A table whose first row holds the plan's facts; the header is row 1."""
    first, *rest = rows
    return plans_of(enumerate([a_cell(**FACTS | facts | first), *(a_cell(**row) for row in rest)], 2))


@pytest.mark.parametrize("plan_id", ALL)
def test_every_shipped_plan_comes_back_from_its_table(plan_id: str) -> None:
    plan = data.plans()[plan_id]
    found = plans_of(enumerate(plan_writing.rows(plan), 2))
    assert found.findings == []
    assert found.plans == (plan,)


def test_all_plans_may_stand_in_one_table() -> None:
    rows = [row for plan_id in ALL for row in plan_writing.rows(data.plans()[plan_id])]
    assert {plan.id: plan for plan in plans_of(enumerate(rows, 2)).plans} == data.plans()


def test_a_short_table_needs_no_more_than_courses_and_facts() -> None:
    (plan,) = read(a_course("00001"), a_course("00002", assessment="实践"), total="8").plans
    assert (plan.province, plan.national_code, plan.total.credits2, plan.total.enforced) == ("上海", "120402", 16, True)
    assert [(row.kind, row.credits2) for row in plan.rows] == [("theory", 8), ("practice", 8)]
    assert [unit.id for unit in plan.compulsory] == ["00001", "00002"]
    assert plan.status == "verified in source"


def test_constructs_are_told_by_columns() -> None:
    (plan,) = read(
        a_course("00015", unit="3", alternative="1", foreign="是", swappable="是"),
        a_course("27016", unit="3", alternative="2", foreign="是"),
        a_course("00321", "换考"),
        a_course("00018", "选考", unit="9", group="模块1", min_units="1", min_credits="4.5"),
        a_course("00019", "选考", unit="9", group="模块1", kind="实践"),
        a_course("00101", "成组选考", set="甲"),
        a_course("00102", "成组选考", set="乙"),
        a_course("06999", "毕业论文", credits="0"),
        {"part": "加考", "group": "同专业", "code": ""},
        {"part": "加考", "group": "非同专业", "code": "00321", "item_status": "推定，未核实"},
        {"part": "全国课程", "code": "15040", "name": "概论", "credits": "3", "since": "2025年1月1日"},
        a_course("00923", "未定"),
        residence="4",
        readings="第一句\n第二句",
    ).plans
    assert plan.language == "00015"
    assert plan.compulsory[0].alternatives == (("00015",), ("27016",))
    assert plan.electives[0].units[0].alternatives == (("00018", "00019"),)
    assert (plan.electives[0].name, plan.electives[0].min_units, plan.electives[0].min_credits2) == ("模块1", 1, 9)
    assert [[unit.id for unit in units] for units in plan.choices[0].sets] == [["00101"], ["00102"]]
    assert (plan.theses, plan.rows[-2].kind, plan.rows[-2].credits2) == (("06999",), "thesis", 0)
    assert [(addon.option, len(addon.units), addon.status) for addon in plan.addons] == [
        ("同专业", 0, "verified in source"),
        ("非同专业", 1, "inferred, unverified"),
    ]
    assert (plan.national[0].since, plan.national[0].status) == ("2025-01-01", "verified in source")
    assert [unit.id for unit in plan.undecided] == ["00923"]
    assert plan.residence is not None
    assert plan.readings == ("第一句", "第二句")


TWICE = "名称、学分等与第 2 行不同"


@pytest.mark.parametrize(
    ("rows", "row", "finding"),
    [
        ([a_course("15a")], 2, Finding("课程代码", "课程代码应为 5 位数字", "15a")),
        ([a_course("")], 2, Finding("课程代码", "不能为空")),
        ([a_course("00001", credits="4.3")], 2, Finding("学分", "学分以 0.5 为单位", "4.3")),
        *(
            ([a_course("00001", credits=bad)], 2, Finding("学分", "学分应为数字，如 4 或 4.5", bad))
            for bad in ("四", "NaN", "9E+999999", "4_5")
        ),
        ([a_course("00001", credits="-1")], 2, Finding("学分", "学分应在 0 至 500 之间", "-1")),
        ([a_course("00001", credits="501")], 2, Finding("学分", "学分应在 0 至 500 之间", "501")),
        ([a_course("00001"), a_course("00002", degree="对")], 3, Finding("学位课程", "应填“是”或“否”", "对")),
        ([a_course("00001", since="2025-01-01")], 2, Finding("起始日期", "只用于“全国课程”的行")),
        ([a_course("00001", min_units="2")], 2, Finding("最少门数", "只用于“选考”的行")),
        ([a_course("00001"), a_course("00002", "成组选考")], 3, Finding("套", "成组选考要写明属于哪一套，如 1、2")),
        ([a_course("00001"), a_course("00001", "加考", credits="6")], 3, Finding("课程代码", TWICE, "00001")),
        ([a_course("00001"), a_course("00002", name="")], 3, Finding("课程名称", "课程第一次出现时要填写")),
        (
            [a_course("00001", "选考", min_units="1"), a_course("00002", "选考", min_units="2")],
            3,
            Finding("最少门数", "与第 2 行不同，应当一致"),
        ),
        ([a_course("00001"), a_course("15040", "全国课程")], 3, Finding("起始日期", "全国课程要填写")),
        (
            [a_course("00001", swappable="是"), a_course("00002", swappable="是")],
            3,
            Finding("可换考", "只能有一门，现有 00001、00002"),
        ),
        ([a_course("00001"), a_course("00002") | {"version": "2028版"}], 3, Finding("版本", "与第 2 行不同，应当一致")),
    ],
)
def test_what_a_table_says_badly_is_named_by_row_and_column(
    rows: list[dict[str, str]], row: int, finding: Finding
) -> None:
    found = read(*rows)
    assert found.plans == ()
    assert (row, finding) in found.findings


@pytest.mark.parametrize(
    ("facts", "finding"),
    [
        ({"version": ""}, Finding("版本", "至少有一行要填写")),
        ({"level": "大专"}, Finding("层次", "应为 专科、专升本、本科 之一", "大专")),
        ({"total_units": "-1"}, Finding("合计门数", "应为 0 至 999 的整数", "-1")),
    ],
)
def test_what_a_plan_lacks_is_named(facts: dict[str, Any], finding: Finding) -> None:
    assert read(a_course("00001"), **facts).findings == [(2, finding)]


@pytest.mark.parametrize("code", ["080901", "80901", " ０80901", "'080901"])
def test_a_major_keeps_its_zeros(code: str) -> None:
    (plan,) = read(a_course("00001"), major_code=code, national_code="").plans
    assert (plan.major_code, plan.national_code) == ("080901", "080901")


@pytest.mark.parametrize("plan_id", ["", "上海-1", "-1", "X" * 65])
def test_an_id_may_stand_in_keys_and_addresses(plan_id: str) -> None:
    ((row, finding),) = read(a_course("00001", plan=plan_id)).findings
    assert (row, finding.field) == (2, "计划编号")


def test_faults_of_a_plan_find_their_rows() -> None:
    rows = read(a_course("00001"), a_course("00002", "选考", group="模块1")).rows
    assert rows["SH-NEW-2027", ""] == 2
    assert rows["SH-NEW-2027", "00002"] == rows["SH-NEW-2027", "模块1"] == 3
