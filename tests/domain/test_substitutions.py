"""Substitution maps: what they hold together, whom they are for, and what the collected tables became."""

from typing import Any

import msgspec
import pytest

from chalicelib import data
from chalicelib.domain import substitutions
from chalicelib.domain.faults import Fault
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.map_checks import map_faults
from chalicelib.domain.plans import Plan, placed_units
from chalicelib.domain.substitutions import Protected, Rule, SubstitutionMap
from tests.domain.degrees.plans import A, B, C, D, E, F, a_map, a_plan, a_rule

MAPS = data.substitution_maps()
LISTED = [rule for one in MAPS.values() if one.from_plan for rule in one.rules if rule.kind == "row"]
UNLISTED = "课程目录中没有 99999，请核对，或写明它的名称"
NEITHER = Fault("替代课程", "替代课程和只计学分，必须填写一项，也只能填写一项", "A")
NOTHING_FOR_F = (Protected(code=F, text="", source="", status=""),)


def faults(*rules: Rule, **changes: Any) -> tuple[Fault, ...]:
    plans = {"OLD": a_plan(A, B, id="OLD"), "NEW": a_plan(C, D, E, F, id="NEW")}
    one = a_map(*rules, from_plan="OLD", to_plan="NEW", **changes)
    return map_faults(one, plans, frozenset({A, B, C, D, E, F}), NOTHING_FOR_F)


def test_a_map_that_holds_together_has_no_faults() -> None:
    assert faults(a_rule(A, gives=(C,)), a_rule(B, gives=(D,))) == ()


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        (a_rule(A, gives=(A,)), Fault("替代课程", "NEW 中没有课程 00001", "A")),
        (a_rule(D, gives=(C,)), Fault("已通过课程", "OLD 中没有课程 00004", "D")),
        (a_rule(A, gives=(F,)), Fault("替代课程", "00006 不得由其他课程替代", "A")),
        (a_rule(A, gives=(C,), any_of=2), Fault("取几门", "取 2 门，但只列了 1 门", "A")),
        (a_rule(A, gives=(A, C)), Fault("替代课程", "00001 同时是已通过课程", "A")),
        (a_rule(A, gives=(C,), counts2=4), NEITHER),
        (a_rule(A), NEITHER),
        (a_rule(A, gives=(C,), waives=(D,)), Fault("免考实践", "00004 不是本规则的替代课程", "A")),
        (
            a_rule(A, gives=(C,), needs=((CourseCode("99999"),),)),
            Fault("补充课程名称", UNLISTED, "A"),
        ),
    ],
)
def test_a_faulty_rule_is_named(rule: Rule, fault: Fault) -> None:
    assert fault in faults(rule)


def test_a_chain_of_substitutions_is_named() -> None:
    """One hop: A stands for C, so nobody may read C → D as A → D."""
    one = a_map(a_rule(A, gives=(C,), id="R1"), a_rule(C, gives=(D,), id="R2"))
    chain = Fault("替代课程", "00003 又是 R2 的已通过课程：替代只有一次，不能连环", "R1")
    assert map_faults(one, {}, {A, C, D}, ()) == (chain,)


def test_a_map_names_its_plans_and_days() -> None:
    assert map_faults(a_map(to_plan="GONE"), {}, set(), ()) == (Fault("毕业计划", "没有这份计划，请先导入", "GONE"),)
    assert Fault("失效日期", "早于生效日期") in faults(since="2024-02-01", until="2024-01-01")
    assert Fault("规则编号", "写了不止一次", "A") in faults(a_rule(A, gives=(C,)), a_rule(A, gives=(D,)))


def test_a_map_may_name_courses_that_the_catalogue_lacks() -> None:
    old = CourseCode("99041")
    one = a_map(a_rule(old, gives=(C,)), names={old: "哲学"})
    assert map_faults(one, {}, {C}, ()) == ()


def test_a_map_without_a_plan_waits_for_one_of_its_province_tier_and_major() -> None:
    one = a_map(a_rule(A, gives=(C,)), tier="本科", majors=("会计学",))
    fitting = {"major_name": "会计学", "level": "专升本"}
    assert substitutions.applies(one, a_plan(C, **fitting))
    for changes in ({"province": "江苏"}, {"level": "专科"}, {"major_name": "法学"}):
        assert not substitutions.applies(one, a_plan(C, **(fitting | changes)))


def test_rules_are_cut_to_what_the_plan_wants() -> None:
    either = a_rule(A, gives=(C,), id="R1")
    either = msgspec.structs.replace(either, gives=((C,), (E,)))
    (rule,) = substitutions.rules_for(a_plan(C), a_map(either, a_rule(B, gives=(D,))))
    assert rule.gives == ((C,),)


@pytest.mark.parametrize(
    ("day", "holds"), [("2024-06-30", False), ("2024-07-01", True), ("2026-06-30", True), ("2026-07-01", False)]
)
def test_a_map_is_in_force_from_its_first_to_its_last_day(day: str, holds: bool) -> None:
    assert substitutions.in_force(a_map(since="2024-07-01", until="2026-06-30"), day) is holds


def alternatives(plan: Plan) -> set[tuple[str, ...]]:
    return {codes for unit in placed_units(plan) for codes in unit.alternatives}


@pytest.mark.parametrize("rule", LISTED, ids=lambda rule: rule.id)
def test_every_list_of_a_row_reads_as_the_groups_of_both_plans_do(rule: Rule) -> None:
    """The sources lost AND and OR: what is used up and what is brought are whole alternatives of units."""
    one = MAPS[rule.id.partition("/")[0]]
    (slot,) = rule.takes
    assert set(slot) <= alternatives(data.plans()[one.from_plan])
    assert set(rule.gives) <= alternatives(data.plans()[one.to_plan])


def test_every_pair_of_plans_has_a_map_for_each_direction() -> None:
    pairs = {(one.from_plan, one.to_plan) for one in MAPS.values() if one.from_plan}
    majors = {id_.rsplit("-", 1)[0] for id_ in data.plans() if id_.startswith("JS-")}
    assert pairs == {(f"{m}-{a}", f"{m}-{b}") for m in majors for a, b in (("2021", "2024"), ("2024", "2021"))}


def test_rules_that_no_source_states_are_inferred() -> None:
    kinds = {rule.kind for one in MAPS.values() for rule in one.rules if rule.status.startswith("inferred")}
    theses = [rule for one in MAPS.values() for rule in one.rules if rule.kind == "thesis"]
    assert kinds == {"thesis", "language"}
    assert len(theses) == 2 * 8


def test_political_rows_of_the_tables_are_layout() -> None:
    """The case table is the rule: no row of a table of two plans mentions a political course."""
    political = {"03706", "12656", "03708", "03709"}
    assert [rule.id for rule in LISTED if rule.taken & political or rule.given & political] == []


def test_the_case_table_says_what_is_held_and_never_what_is_not() -> None:
    """本科: 任意两行 → 15043 + 15044; 第 1 至 5 行任一 → 15044; 第 6 行 → 15043."""
    both, first, last = MAPS["JS-political-degree"].rules
    assert (both.any_of, both.gives, len(both.takes)) == (2, (("15043", "15044"),), 6)
    assert (first.any_of, first.gives, len(first.takes)) == (1, (("15044",),), 5)
    assert (last.any_of, last.gives, last.taken) == (1, (("15043",),), {"03708"})


def test_nothing_stands_for_15040() -> None:
    assert [row.code for row in data.substitution_book().protected] == ["15040"]
    assert not any("15040" in rule.given for one in MAPS.values() for rule in one.rules)


def test_the_practice_that_old_data_structures_waive_is_13004() -> None:
    (rule,) = (rule for rule in MAPS["JS-080901-2021-2024"].rules if rule.id.endswith("waived-02331"))
    assert (rule.gives, rule.waives) == ((("13003", "13004"),), ("13004",))
    assert "13014" in rule.reading


def test_sentences_that_are_no_rules_stay_notes() -> None:
    assert MAPS["JS-101101-2021-2024"].notes[0].startswith("在具有教学资质的医疗机构实习")
    assert MAPS["JS-120402-2021-2024"].notes == ()


def test_shanghai_rows_wait_for_their_plans() -> None:
    accounting = MAPS["SH-SUFE-1"]
    assert isinstance(accounting, SubstitutionMap)
    assert (accounting.majors, accounting.tier, accounting.to_plan) == (("会计学",), "本科", "")
    assert [sorted(rule.taken | rule.given) for rule in accounting.rules] == [
        ["00159", "13140"],
        ["00161", "13141"],
        ["00162", "08119"],
    ]
