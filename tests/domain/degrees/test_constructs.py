"""What the audit does with each construct of plans and maps, one small plan at a time."""

import pytest

from chalicelib.domain.degrees.audit import audit_degree
from chalicelib.domain.degrees.compile import compile_plan
from chalicelib.domain.degrees.records import NO_ADDON, Choices
from chalicelib.domain.degrees.results import Outcome, UnitState, Use
from chalicelib.domain.errors import MalformedError
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plans import AddOn, Elective, NationalCourse, SetChoice, Total
from chalicelib.domain.transcripts import Transcript
from tests.domain.degrees.audited import DAY, audited, next_exams, uses
from tests.domain.degrees.people import NOW, granted, passed
from tests.domain.degrees.plans import VERIFIED, A, B, C, D, E, F, G, H, a_map, a_plan, a_row, a_rule, either, one


def test_a_gap_names_the_course_and_what_could_close_it() -> None:
    audit = audited(a_plan(A, B), passed(A), a_map(a_rule(E, gives=(B,))))
    (gap,) = audit.gaps
    assert (gap.unit, gap.units, gap.text) == (B, 1, "还缺课程00002（00002）")
    direct, rule = gap.ways
    assert [exam.code for exam in direct.exams] == [B]
    assert (rule.citation and rule.citation.rule, rule.any_of, rule.slots) == ("E", 1, (((E,),),))
    assert audit.text == "尚未满足专业考试计划的课程要求，还差 1 门"


def test_half_a_unit_is_partly_met_and_only_the_rest_is_asked_for() -> None:
    audit = audited(a_plan(A, B, compulsory=(one(A, B),)), passed(A))
    (unit,) = audit.sections[0].units
    assert (unit.state, [exam.code for exam in unit.missing]) == (UnitState.PARTLY, [B])
    assert [[exam.code for exam in way.exams] for way in audit.gaps[0].ways] == [[B]]
    assert (audit.verdict.units, audit.verdict.exams, audit.totals.credits2) == (1, 1, 0)


def test_no_code_is_used_twice() -> None:
    """E may stand for A or for B, never for both; the greater credits win."""
    plan = a_plan(A, B, rows=(a_row(A, 4), a_row(B, 10)))
    rules = a_map(a_rule(E, gives=(A,), id="R1"), a_rule(E, gives=(B,), id="R2"))
    audit = audited(plan, passed(E), rules)
    assert next_exams(audit) == [A]
    assert audit.totals.credits2 == 10


def test_a_code_that_the_plan_wants_itself_cannot_be_sat_for_again() -> None:
    """A could stand for B, but then A would be missing, and A is passed: B it is."""
    plan = a_plan(A, B, rows=(a_row(A, 4), a_row(B, 10)))
    audit = audited(plan, passed(A), a_map(a_rule(A, gives=(B,))))
    assert next_exams(audit) == [B]


def test_one_hop_and_never_two() -> None:
    rules = a_map(a_rule(E, gives=(A,), id="R1"), a_rule(A, gives=(B,), id="R2"))
    audit = audited(a_plan(A, B), passed(E), rules)
    assert next_exams(audit) == [B]


def test_a_direct_pass_comes_before_a_rule_and_a_rule_of_a_source_before_an_inferred_one() -> None:
    rules = a_map(a_rule(E, gives=(A,)), a_rule(F, gives=(A,), status="inferred, unverified"))
    assert uses(audited(a_plan(A), passed(A, E, F), rules)) == {
        f"2025-04/1/T/{A}": Use.USED,
        f"2025-04/1/T/{E}": Use.SPARE,
        f"2025-04/1/T/{F}": Use.SPARE,
    }
    audit = audited(a_plan(A), passed(E, F), rules)
    assert (uses(audit)[f"2025-04/1/T/{E}"], audit.verdict.inferred) == (Use.USED, False)
    audit = audited(a_plan(A), passed(F), rules)
    assert (audit.verdict.outcome, audit.verdict.inferred) == (Outcome.COMPLETE, True)
    assert audit.records[0].citation is not None
    assert audit.records[0].citation.status_text == "推定，未核实"


@pytest.mark.parametrize(("held", "units"), [((), 3), ((A,), 2), ((A, B), 1), ((A, B, C), 0), ((A, B, C, D), 0)])
def test_an_elective_group_asks_for_the_fewest_further_courses(held: tuple[CourseCode, ...], units: int) -> None:
    group = Elective(name="选考", units=tuple(map(one, (A, B, C, D))), min_units=3)
    audit = audited(a_plan(A, B, C, D, compulsory=(), electives=(group,)), passed(*held))
    assert audit.verdict.units == units
    assert len(audit.gaps) == bool(units)
    assert audit.sections[0].have_units == len(held)


def test_credits_of_a_group_may_ask_for_more_courses_than_its_number() -> None:
    rows = (a_row(A, 4), a_row(B, 4), a_row(C, 10))
    group = Elective(name="选考", units=tuple(map(one, (A, B, C))), min_units=1, min_credits2=14)
    audit = audited(a_plan(A, B, C, rows=rows, compulsory=(), electives=(group,)), passed(A))
    assert [exam.code for exam in audit.gaps[0].next] == [C]
    assert audit.gaps[0].text == "选考还差 1 门，如课程00003（00003）"
    assert {exam.code for way in audit.gaps[0].ways for exam in way.exams} == {B, C}


def test_without_a_language_the_replacing_courses_are_owed_instead() -> None:
    plan = a_plan(A, B, C, compulsory=(one(A),), language=A, without_language=(one(B), one(C)))
    audit = audited(plan, passed(B))
    assert [(one.text, one.chosen) for one in audit.distances] == [
        ("考外语：还差 1 门", True),
        ("不考外语：还差 1 门", False),
    ]
    audit = audited(plan, passed(B), language=False)
    assert next_exams(audit) == [C]
    assert [one.allowed for one in audit.distances] == [False, True]
    assert audited(plan, passed(B, C)).verdict.outcome == Outcome.COMPLETE


def test_one_whole_set_out_of_two() -> None:
    sets = ((one(A), one(B)), (one(C), one(D)))
    plan = a_plan(A, B, C, D, compulsory=(), choices=(SetChoice(name="成组选考", sets=sets),))
    audit = audited(plan, passed(A, C, D))
    assert (audit.verdict.units, audit.chosen.sets) == (0, (2,))
    assert uses(audit)[f"2025-04/1/T/{A}"] == Use.SPARE
    assert audited(plan, passed(A, C, D), sets=(1,)).verdict.units == 1


def test_one_of_several_takes_the_alternative_that_no_exemption_bars_from_the_degree() -> None:
    rows = (a_row(A, foreign=True), a_row(B, foreign=True))
    plan = a_plan(A, B, rows=rows, compulsory=(either(A, B),))
    audit = audited(plan, Transcript(passed(B).sheets, (granted("exempt", A),)))
    assert (uses(audit)[f"exempt/{A}"], audit.warnings) == (Use.SPARE, ())
    audit = audited(plan, Transcript(grants=(granted("exempt", A),)))
    assert audit.verdict.outcome == Outcome.COMPLETE
    assert audit.warnings == ("课程00001为免考，可能影响申请学士学位",)


def test_the_add_on_of_a_case_is_owed_besides_the_plan() -> None:
    addons = (AddOn(option="同类", status=VERIFIED), AddOn(option="非同类", units=(one(B),), status=VERIFIED))
    plan = a_plan(A, B, compulsory=(one(A),), addons=addons)
    assert audited(plan, passed(A), addon="同类").verdict.units == 0
    audit = audited(plan, passed(A), addon="非同类")
    assert [(gap.place, gap.unit) for gap in audit.gaps] == [("addon", B)]
    open_ = audited(plan, passed(A))
    assert (open_.verdict.outcome, open_.verdict.at_least) == (Outcome.COMPLETE, True)


def test_where_every_listed_case_owes_something_nobody_is_held_to_one() -> None:
    plan = a_plan(A, B, compulsory=(one(A),), addons=(AddOn(option="加考", units=(one(B),), status=VERIFIED),))
    assert audited(plan, passed(A), addon=NO_ADDON).verdict.units == 0
    assert audited(plan, passed(A), addon="加考").verdict.units == 1
    assert audited(plan, passed(A)).remarks == ("未选择加考选项，暂按“无需加考”计算",)


def test_an_add_on_that_is_an_elective_too_counts_once() -> None:
    group = Elective(name="选考", units=(one(A), one(B)), min_units=1)
    plan = a_plan(A, B, compulsory=(), electives=(group,), addons=(AddOn(option="加考", units=(one(A),), status=""),))
    assert audited(plan, passed(A), addon="加考").verdict.units == 1
    assert audited(plan, passed(A, B), addon="加考").verdict.units == 0


def national(since: str) -> NationalCourse:
    return NationalCourse(code=H, name="全国课", credits2=6, since=since, source="s", status=VERIFIED)


def test_a_national_course_is_owed_from_its_day() -> None:
    owed, later_ = a_plan(A, national=(national(DAY),)), a_plan(A, national=(national("2026-07-01"),))
    assert [gap.unit for gap in audited(owed, passed(A)).gaps] == [H]
    audit = audited(later_, passed(A, H))
    assert (audit.verdict.units, audit.records[1].use) == (0, Use.NOT_IN_FORCE)
    assert audit.records[1].text == "自 2026年7月1日 起毕业的考生才须通过"


def test_a_row_for_some_only_counts_for_those() -> None:
    rows = (a_row(A, only_for="担任教师工作者"), a_row(B))
    group = Elective(name="选考", units=(one(A), one(B)), min_units=1)
    plan = a_plan(A, B, rows=rows, compulsory=(), electives=(group,))
    audit = audited(plan, passed(A))
    assert ([exam.code for exam in audit.gaps[0].next], audit.records[0].text) == ([B], "仅限担任教师工作者选考")
    assert audited(plan, passed(A), facts=frozenset({"担任教师工作者"})).verdict.units == 0


def test_a_rule_may_need_what_it_does_not_use_up() -> None:
    rules = a_map(a_rule(E, gives=(A,), needs=((B, F),)))
    assert audited(a_plan(A, B), passed(E), rules).verdict.units == 2
    audit = audited(a_plan(A, B), passed(E, B), rules)
    assert audit.verdict.units == 0


def test_a_course_that_only_counts_fills_a_total_and_no_row() -> None:
    group = Elective(name="选考", units=tuple(map(one, (A, B))), min_units=1)
    plan = a_plan(A, B, compulsory=(), electives=(group,), total=Total(credits2=16, enforced=True))
    rules = a_map(a_rule(E, counts2=8, kind="counted"))
    assert audited(plan, passed(A), rules).verdict.units == 1
    audit = audited(plan, passed(A, E), rules)
    assert (audit.verdict.outcome, audit.totals.credits2, audit.totals.units) == (Outcome.COMPLETE, 16, 2)
    assert uses(audit)[f"2025-04/1/T/{E}"] == Use.USED


def test_a_number_of_units_may_be_asked_for_over_the_whole_plan() -> None:
    group = Elective(name="选考", units=tuple(map(one, (B, C))), min_units=0)
    plan = a_plan(A, B, C, compulsory=(one(A),), electives=(group,), total=Total(units=2))
    assert [len(gap.next) for gap in audited(plan, passed(A)).gaps] == [1]
    assert audited(plan, passed(A, C)).verdict.units == 0


def test_an_undecided_unit_is_never_a_gap_and_never_a_guess() -> None:
    plan = a_plan(A, B, compulsory=(one(A),), undecided=(one(B),))
    audit = audited(plan, passed(A))
    assert (audit.verdict.outcome, audit.gaps) == (Outcome.UNJUDGED, ())
    assert audit.unknowns == ("课程00002（00002）是否必须通过，来源未写明",)
    assert audited(plan, passed(A, B)).verdict.outcome == Outcome.COMPLETE


@pytest.mark.parametrize("choices", [Choices(addon="没有"), Choices(language=True), Choices(sets=(1,))])
def test_a_choice_that_the_plan_does_not_offer_is_refused(choices: Choices) -> None:
    with pytest.raises(MalformedError):
        audit_degree(compile_plan(a_plan(A), day=DAY), passed(A), choices, now=NOW)


def test_a_rule_that_gives_two_courses_uses_its_own_up_once() -> None:
    rules = a_map(a_rule(E, F, gives=(A, B)), a_rule(E, gives=(C,)))
    audit = audited(a_plan(A, B, C), passed(E, F, G), rules)
    assert next_exams(audit) == [C]
    assert uses(audit)[f"2025-04/1/T/{G}"] == Use.OUTSIDE
    assert audited(a_plan(A, B, C, D), passed(E), rules).totals.credits2 == 8


def test_a_bachelors_plan_without_a_thesis_says_that_one_is_owed() -> None:
    """复旦2024: 本科须毕业论文(设计)答辩并合格."""
    plan = a_plan(A, B, level="专升本", compulsory=(one(A),), theses=(B,))
    assert not audited(plan, passed(A, B)).verdict.at_least
    audit = audited(a_plan(A, level="专升本"), passed(A))
    assert (audit.verdict.outcome, audit.verdict.at_least) == (Outcome.COMPLETE, True)
    assert audit.remarks == ("来源没有列出毕业论文（设计、考核）；本科毕业须另行通过",)
