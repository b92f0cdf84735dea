"""Plans: the constructs of architecture § 6, the forty real ones, and what the exemption page asks."""

import msgspec
import pytest

from chalicelib import data
from chalicelib.domain import plans
from chalicelib.domain.faults import Fault
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plan_checks import CODE, least_credits2, plan_faults, plan_notes
from chalicelib.domain.plans import AddOn, Elective, Plan, PlanRow, SetChoice, Total, Unit

ALL = sorted(data.plans())
A, B, C, D, E = (CourseCode(f"0000{digit}") for digit in "12345")


def one(*codes: CourseCode) -> Unit:
    return Unit((codes,))


def a_row(code: CourseCode, credits2: int | None = 8, kind: plans.Kind = "theory") -> PlanRow:
    return PlanRow(code=code, name=f"课程{code}", credits2=credits2, kind=kind)


def a_plan(**changes: object) -> Plan:
    plan = Plan(
        id="P",
        province="上海",
        major_code="1",
        national_code="1",
        major_name="专业",
        level="专升本",
        school_name="学校",
        version="2024",
        rows=tuple(map(a_row, (A, B, C, D))),
        compulsory=tuple(map(one, (A, B, C, D))),
        source="s",
        status="verified in source",
    )
    return msgspec.structs.replace(plan, **changes)


KNOWN = frozenset({A, B, C, D, E})
UNLISTED = "课程目录中没有这个代码，请核对，或先导入课程"
TWICE = "列入了 2 处，一个代码只能属于一门"
NO_ROW = "没有课程名称、学分等内容"
BEYOND = "合计 16.5 学分，但全部课程通过也只有 16 学分"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (
            {"rows": (a_row(CourseCode("99999")),)},
            Fault(CODE, UNLISTED, "99999"),
        ),
        ({"rows": (msgspec.structs.replace(a_row(A), name=" "),)}, Fault("课程名称", "没有填写", "00001")),
        ({"rows": (*map(a_row, (A, B, C, D)), a_row(A))}, Fault("课程代码", "写了 2 次", "00001")),
        ({"compulsory": tuple(map(one, (A, B, C)))}, Fault("部分", "没有写明属于哪一部分", "00004")),
        (
            {"compulsory": tuple(map(one, (A, B, C, D, A)))},
            Fault(CODE, TWICE, "00001"),
        ),
        ({"compulsory": tuple(map(one, (A, B, C, D, E)))}, Fault(CODE, NO_ROW, "00005")),
        ({"theses": (A,)}, Fault(CODE, TWICE, "00001")),
        (
            {"addons": (AddOn(option="非本专业", units=(one(E),), status=""),)},
            Fault(CODE, NO_ROW, "00005"),
        ),
        ({"language": "00009"}, Fault("可换考", "可以换考的外语应是必考的一门", "00009")),
        ({"language": A}, Fault("可换考", "哪一门外语可以换考，以及换考哪些课程，两者要同时写明")),
        (
            {"total": Total(credits2=31, enforced=True)},
            Fault("合计学分", "合计 15.5 学分，但各部分最低要求之和已有 16 学分"),
        ),
        ({"total": Total(enforced=True)}, Fault("合计学分", "合计作为毕业条件时，必须填写合计学分")),
        (
            {"total": Total(credits2=33, enforced=True)},
            Fault("合计学分", BEYOND),
        ),
        (
            {
                "compulsory": (one(A),),
                "electives": (Elective(name="选考", units=tuple(map(one, (B, C, D))), min_units=4),),
            },
            Fault("最少门数", "要求 4 门，但这一组只有 3 门", "选考"),
        ),
        (
            {"compulsory": (one(A),), "electives": (Elective(name="选考", units=(one(B, C, D),), min_credits2=25),)},
            Fault("最少学分", "要求 12.5 学分，但这一组全部课程只有 12 学分", "选考"),
        ),
        (
            {"compulsory": (one(A, B),), "choices": (SetChoice(name="成组", sets=((one(C), one(D)),)),)},
            Fault("套", "成组选考至少要有两套，每套都要有课程", "成组"),
        ),
    ],
)
def test_a_plan_that_contradicts_itself_is_named_with_its_code(changes: dict[str, object], fault: Fault) -> None:
    assert plan_faults(a_plan(), KNOWN) == ()
    assert fault in plan_faults(a_plan(**changes), KNOWN)


def test_a_total_may_be_reached_without_the_foreign_language_only() -> None:
    rows = (a_row(A, 8), *map(a_row, (B, C, D)))
    units = {"rows": rows, "compulsory": (one(A),), "language": A, "without_language": tuple(map(one, (B, C, D)))}
    assert plan_faults(a_plan(**units, total=Total(credits2=24, enforced=True)), KNOWN) == ()
    assert plan_faults(a_plan(**units, total=Total(credits2=25, enforced=True)), KNOWN)


def test_the_least_credits_take_the_greater_of_both_minima() -> None:
    group = Elective(name="选考", units=tuple(map(one, (B, C, D))), min_units=2, min_credits2=20)
    assert least_credits2(a_plan(compulsory=(one(A),), electives=(group,))) == 8 + 20
    assert least_credits2(a_plan(compulsory=(one(A),), electives=(msgspec.structs.replace(group, min_units=3),))) == 32


@pytest.mark.parametrize("plan_id", ALL)
def test_every_real_plan_holds_together(plan_id: str) -> None:
    assert plan_faults(data.plans()[plan_id], data.courses().keys()) == ()


@pytest.mark.parametrize(
    ("total", "note"),
    [
        (Total(), "没有填写：自查时只给出各课程学分之和，并说明没有官方合计"),
        (Total(credits2=40, enforced=True), "合计 20 学分，而各部分最低要求之和为 16 学分，请核对各课程学分"),
        (Total(credits2=40), "合计 20 学分，而各部分最低要求之和为 16 学分，合计不作为毕业条件"),
    ],
)
def test_a_total_that_does_not_add_up_is_told(total: Total, note: str) -> None:
    assert plan_notes(a_plan(total=total)) == (Fault("合计学分", note),)
    assert plan_notes(a_plan(total=Total(credits2=32, enforced=True))) == ()


@pytest.mark.parametrize("plan_id", [plan_id for plan_id in ALL if data.plans()[plan_id].total.enforced])
def test_the_stated_total_is_the_least_of_one_path(plan_id: str) -> None:
    """`credit_check` of the source: the handbook's total is the minimum of the path with or without a language."""
    plan = data.plans()[plan_id]
    assert plan.total.credits2 in (least_credits2(plan), least_credits2(plan, language=False))


@pytest.mark.parametrize("plan_id", ALL)
def test_exemption_units_are_distinct_and_never_a_thesis(plan_id: str) -> None:
    plan = data.plans()[plan_id]
    units = plans.units_for_exemption(plan)
    codes = [code for unit in units for code in unit.codes]
    assert len(set(codes)) == len(codes)
    assert not set(codes) & set(plan.theses)
    assert set(codes) <= plans.plan_codes(plan)
    assert all(plans.unit_named(plan, unit.id) == unit and plans.names_of(plan, unit) for unit in units)


def test_theory_and_practice_are_one_unit() -> None:
    plan = data.plans()["JS-101101-2021"]
    unit = plans.unit_named(plan, "00018")
    assert unit is not None
    assert unit.codes == ("00018", "00019")
    assert plans.names_of(plan, unit) == ("计算机应用基础", "计算机应用基础(实践)")
    assert plans.credits2_of(plan, unit) == 8
    assert plans.unit_named(plan, "00019") is None


def test_each_alternative_can_be_asked_for_by_itself() -> None:
    """The manual's list (3.1.2) shows 英语(二) and 日语(二) as two lines."""
    plan = data.plans()["JS-120402-2021"]
    assert plans.unit_named(plan, "27016") == one(CourseCode("27016"))
    assert next(unit for unit in plan.compulsory if unit.id == "00015").codes == ("00015", "27016", "27017", "27018")


def test_units_stand_in_the_order_of_the_plan() -> None:
    units = plans.units_for_exemption(data.plans()["JS-101101-2021"])
    assert [unit.id for unit in units][-5:] == ["03011", "00018", "00182", "00321", "28851"]


def test_add_ons_need_no_application_and_stand_apart() -> None:
    plan = data.plans()["SH-050201-2022"]
    assert [unit.id for unit in plans.addon_units(plan)] == ["00795", "00593", "00594"]
    assert plans.unit_named(plan, "00795") is None
    assert plan.addons[0] == AddOn(option="英语专业专科毕业", status="verified in source")
    assert CourseCode("00795") in plans.plan_codes(plan)


def test_unknown_credits_stay_unknown() -> None:
    plan = data.plans()["SH-120402-observed-2020"]
    unit = plans.unit_named(plan, "00923")
    assert unit is not None
    assert plans.credits2_of(plan, unit) is None
    assert [one.id for one in plan.undecided] == ["00923"]


def test_shanghai_asks_for_15040_from_2025() -> None:
    """上海2025年上半年通知: 2025年起须通过15040(3学分)."""
    plan = data.plans()["SH-050201-2022"]
    (course,) = plan.national
    assert (course.code, course.credits2, course.since) == ("15040", 6, "2025-01-01")
    unit = plans.unit_named(plan, "15040")
    assert unit is not None
    assert plans.credits2_of(plan, unit) == 6


def test_one_set_out_of_two() -> None:
    (choice,) = data.plans()["JS-040106-2024"].choices
    assert [[unit.id for unit in units] for units in choice.sets] == [["11191", "11190"], ["11192", "03670"]]


def test_groups_have_minima_of_courses_and_credits() -> None:
    groups = data.plans()["JS-530601-2021"].electives
    assert [(group.min_units, group.min_credits2) for group in groups] == [(4, 46), (4, 44), (2, 20)]


def test_a_plan_whose_rows_contradict_the_total_does_not_enforce_it() -> None:
    total = data.plans()["JS-120201K-2021"].total
    assert (total.credits2, total.enforced) == (148, False)


def test_residence_is_shanghais() -> None:
    """转入考生须在沪取得专科不少于5门、本科不少于4门理论课合格成绩方可毕业."""
    residence = data.plans()["SH-050201-2022"].residence
    assert residence is not None
    assert residence.theory_passes == 4
    assert data.plans()["JS-050201-2021"].residence is None


@pytest.mark.parametrize(("level", "tier"), [("专科", "专科"), ("专升本", "本科"), ("本科", "本科")])
def test_the_tier_is_what_the_rules_ask_for(level: str, tier: str) -> None:
    assert a_plan(level=level).tier == tier


def test_pages_say_how_sure_a_plan_is() -> None:
    assert data.plans()["SH-120402-observed-2020"].status_text == "推定，未核实"
    assert data.plans()["GD-081001-2023"].status_text == "来源已核实，部分内容为推定"
    assert data.plans()["SH-050201-2022"].status_text == "来源已核实"
