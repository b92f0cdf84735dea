"""Every plan that ships: the cheapest path is complete with the stated total, and every course of it is needed."""

import pytest

from chalicelib import data
from chalicelib.domain.degrees.audit import audit_degree
from chalicelib.domain.degrees.limits import degree_faults
from chalicelib.domain.degrees.records import Choices
from chalicelib.domain.degrees.results import DegreeAudit, Outcome
from tests.domain.degrees import real
from tests.domain.degrees.checking import check
from tests.domain.degrees.people import NOW

# A group without a minimum, whatever has been passed.
UNJUDGED = {"GD-081001-2023"}


def named(audit: DegreeAudit) -> set[str]:
    """Every code that a gap names as a way to close it."""
    return {exam.code for gap in audit.gaps for way in gap.ways for exam in way.exams}


@pytest.mark.parametrize("plan_id", real.ALL)
def test_every_plan_and_its_maps_can_be_audited_in_time(plan_id: str) -> None:
    assert degree_faults(data.plans()[plan_id], data.substitution_maps().values()) == ()


@pytest.mark.parametrize("plan_id", real.ALL)
def test_nobody_starts_complete(plan_id: str) -> None:
    audit = check(real.program(plan_id), real.transcript(plan_id, ()), Choices())
    assert audit.verdict.outcome == Outcome.INCOMPLETE
    assert audit.verdict.units >= 11


@pytest.mark.parametrize("plan_id", real.ALL)
def test_the_cheapest_path_is_complete_with_the_stated_total(plan_id: str) -> None:
    plan = data.plans()[plan_id]
    for language, codes in real.paths(plan):
        audit = check(real.program(plan_id), real.transcript(plan_id, codes), real.choices(plan, language))
        expected = Outcome.UNJUDGED if plan_id in UNJUDGED else Outcome.COMPLETE
        assert (audit.verdict.outcome, audit.gaps) == (expected, ())
        assert audit.totals.credits2 == real.credits2(plan, codes)
    stated = plan.total.credits2 if plan.total.enforced else None
    assert stated in (None, real.credits2(plan, real.cheapest(plan)[1]))


@pytest.mark.parametrize("plan_id", real.ALL)
def test_without_any_one_needed_record_that_row_is_missing(plan_id: str) -> None:
    plan = data.plans()[plan_id]
    language, codes = real.cheapest(plan)
    optional = {code for unit in plan.undecided for code in unit.codes}
    for dropped in codes:
        rest = real.transcript(plan_id, (code for code in codes if code != dropped))
        audit = check(real.program(plan_id), rest, real.choices(plan, language))
        if dropped in optional:
            assert (audit.verdict.outcome, len(audit.unknowns)) == (Outcome.UNJUDGED, 1)
        else:
            assert (audit.verdict.outcome, audit.verdict.units) == (Outcome.INCOMPLETE, 1)
            assert dropped in named(audit)


def test_the_difference_of_a_plan_that_contradicts_itself_is_explained() -> None:
    """工商管理 2021 prints 74 credits, its rows give 73."""
    plan = data.plans()["JS-120201K-2021"]
    path = dict(real.paths(plan))[True]
    audit = check(real.program(plan.id), real.transcript(plan.id, path), Choices(language=True))
    assert (audit.totals.credits2, audit.totals.stated2, audit.totals.enforced) == (146, 148, False)
    assert audit.totals.text == "已计 73 学分；原表合计 74 学分，与各课程学分之和不符，不作为毕业条件"
    assert audit.verdict.outcome == Outcome.COMPLETE


def test_a_group_without_a_minimum_cannot_be_judged() -> None:
    plan = data.plans()["GD-081001-2023"]
    _, codes = real.cheapest(plan)
    every = {code for group in plan.electives for unit in group.units for code in unit.codes}
    for passed in (codes, (*codes, *every)):
        audit = check(real.program(plan.id), real.transcript(plan.id, passed), real.choices(plan, None))
        assert audit.verdict.outcome == Outcome.UNJUDGED
        assert audit.unknowns == ("来源未写明选考的最低门数和学分，不能判断是否满足",)
    assert audit.totals.text.endswith("来源没有写明总学分")


def test_without_a_choice_of_add_on_the_audit_says_what_it_assumed() -> None:
    plan = data.plans()["SH-050201-2022"]
    _, codes = real.cheapest(plan)
    audit = audit_degree(real.program(plan.id), real.transcript(plan.id, codes), now=NOW)
    assert (audit.verdict.outcome, audit.verdict.at_least) == (Outcome.COMPLETE, True)
    assert audit.remarks == ("未选择加考选项，暂按“英语专业专科毕业”计算",)
    assert [one.text for one in audit.distances] == ["英语专业专科毕业：已满足", "非英语专业专科及以上毕业：还差 3 门"]


def test_credits_of_national_and_add_on_courses_stand_beside_the_total() -> None:
    """SH-050201-2022: 合计58学分 11门课程; 15040 has three credits of its own."""
    plan = data.plans()["SH-050201-2022"]
    _, codes = real.cheapest(plan)
    audit = audit_degree(real.program(plan.id), real.transcript(plan.id, codes), real.choices(plan, None), now=NOW)
    assert (audit.totals.credits2, audit.totals.units, audit.totals.beside2) == (116, 11, 6)


def test_unknown_credits_of_an_add_on_are_never_zero() -> None:
    plan = data.plans()["SH-050201-2022"]
    _, codes = real.cheapest(plan)
    owed = Choices(addon="非英语专业专科及以上毕业")
    audit = check(real.program(plan.id), real.transcript(plan.id, codes), owed)
    assert (audit.verdict.units, audit.verdict.exams, audit.verdict.credits2, audit.verdict.unknown) == (3, 3, 0, 3)
    assert [exam.credits2 for gap in audit.gaps for exam in gap.next] == [None, None, None]
    passed = (*codes, *(code for addon in plan.addons for unit in addon.units for code in unit.codes))
    audit = check(real.program(plan.id), real.transcript(plan.id, passed), owed)
    assert audit.totals.unknown == ("00795", "00593", "00594")
    assert "学分未知，未计入" in audit.totals.text
