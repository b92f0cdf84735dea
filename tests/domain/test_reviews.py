"""Who may decide what (threat rows 23, 28, 37-39)."""

from typing import Any

import msgspec
import pytest

from chalicelib.domain import reviews, verdicts
from chalicelib.domain.applications import Case
from chalicelib.domain.audit import Actor
from chalicelib.domain.decisions import Decision, ItemVerdict
from chalicelib.domain.errors import ConflictError, DecidedAlreadyError, ForbiddenError, UnknownError, WrongStateError
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import DAY, MINUTE, later
from chalicelib.domain.reviews import PASS, REJECT, RETURN, Ruling, Scope
from chalicelib.domain.stages import CITY, Offices
from chalicelib.domain.statuses import State
from tests.builders import CITY_REVIEWER, NOW, SCHOOL, SCHOOL_REVIEWER, a_case

AT_SCHOOL = Scope("school", (SCHOOL,))
AT_CITY = Scope("city")
CODES = {"EX14", "EX15"}


def a_decision(outcome: str = PASS, **changes: Any) -> Decision:
    decision = Decision(no=a_case().no, round=1, stage="school", outcome=outcome, at=later(NOW, MINUTE))
    return msgspec.structs.replace(decision, **changes)


def decide(case: Case, outcome: str, by: Actor = SCHOOL_REVIEWER) -> Case:
    decision = a_decision(outcome, stage=case.stage, at=later(case.since, MINUTE))
    return reviews.decided(case, decision, by, Ruling(due=later(NOW, DAY))).after


def require(case: Case, scope: Scope = AT_SCHOOL, by: Actor = SCHOOL_REVIEWER, **seen: Any) -> None:
    seen = {"ver": case.ver, "digest": case.digest} | seen
    reviews.require_decidable(case, scope, by, **seen)


def test_the_school_passes_and_the_city_approves() -> None:
    passed = decide(a_case(), PASS)
    assert (passed.state, passed.stage) == (State.UNDER_REVIEW, CITY)
    require(passed, AT_CITY, CITY_REVIEWER)
    assert decide(passed, PASS, CITY_REVIEWER).state == State.APPROVED


@pytest.mark.parametrize("outcome", [RETURN, REJECT])
def test_what_waits_for_nobody_is_judged_by_nobody(outcome: str) -> None:
    """However its record stands by then: nobody is told to return what was rejected."""
    with pytest.raises(WrongStateError):
        require(decide(a_case(), outcome))


def test_for_another_schools_reviewer_there_is_no_such_case() -> None:
    with pytest.raises(UnknownError):
        require(a_case(), Scope("school", (SchoolCode("X09"),)))


def test_the_city_does_not_decide_in_the_schools_place() -> None:
    with pytest.raises(ForbiddenError):
        require(a_case(), AT_CITY, CITY_REVIEWER)


def test_nobody_decides_about_himself() -> None:
    with pytest.raises(UnknownError):
        require(a_case(), by=msgspec.structs.replace(SCHOOL_REVIEWER, person="person-1"))


@pytest.mark.parametrize("changes", [{"person": "person-2"}, {"organisation": "X02"}])
def test_the_second_pair_of_eyes_is_another_human_elsewhere(changes: dict[str, str]) -> None:
    passed = decide(a_case(), PASS)
    with pytest.raises(ForbiddenError, match="不同单位"):
        require(passed, AT_CITY, msgspec.structs.replace(CITY_REVIEWER, **changes))


def test_a_pass_of_an_earlier_round_does_not_count() -> None:
    passed = msgspec.structs.replace(decide(a_case(), PASS), digest="another", round=2)
    with pytest.raises(ConflictError, match="初审记录"):
        require(passed, AT_CITY, CITY_REVIEWER)


def test_a_page_that_showed_other_pictures_cannot_decide() -> None:
    with pytest.raises(ConflictError, match="考生刚刚更新"):
        require(a_case(), digest="what the reviewer saw")


def test_the_second_reviewer_hears_who_was_first() -> None:
    with pytest.raises(DecidedAlreadyError, match="演示初审于 12月1日 10:01 处理：不通过"):
        require(decide(a_case(), REJECT), ver=1)


@pytest.mark.parametrize("outcome", [PASS, RETURN, REJECT])
def test_a_closed_case_takes_no_decision(outcome: str) -> None:
    with pytest.raises(WrongStateError):
        decide(a_case(state=State.WITHDRAWN), outcome)


@pytest.mark.parametrize(
    ("decision", "field"),
    [
        (a_decision(RETURN), "items"),
        (a_decision(REJECT), "reasons"),
        (a_decision(REJECT, reasons=("EX99",)), "reasons"),
        (a_decision(REJECT, reasons=("EX14",), words="多" * 501), "words"),
        (a_decision(RETURN, items=(ItemVerdict(part=3, reasons=("EX14",)),)), "items.0.part"),
        (a_decision(RETURN, items=(ItemVerdict(part=-1, reasons=("EX14",)),)), "items.0.part"),
        (a_decision(RETURN, items=(ItemVerdict(part=0),)), "items.0.reasons"),
        (a_decision(RETURN, items=(ItemVerdict(part=0, reasons=("EX99",)),)), "items.0.reasons"),
        (a_decision(RETURN, items=(ItemVerdict(part=0, words="多" * 501),)), "items.0.words"),
        (a_decision(REJECT, reasons=("EX14",) * 11), "reasons"),
        (a_decision(RETURN, items=(ItemVerdict(part=0, reasons=("EX14",) * 11),)), "items.0.reasons"),
        (a_decision(RETURN, items=(ItemVerdict(part=0, reasons=("EX14",)),) * 2), "items"),
    ],
)
def test_what_is_missing_in_a_decision_is_named(decision: Decision, field: str) -> None:
    assert [fault.field for fault in verdicts.decision_faults(decision, 1, CODES)] == [field]


def test_a_whole_decision_has_no_fault() -> None:
    item = ItemVerdict(part=0, words="编号看不清")
    assert verdicts.decision_faults(a_decision(RETURN, items=(item,)), 1, CODES) == ()
    assert verdicts.decision_faults(a_decision(REJECT, reasons=("EX14",), words="多" * 500), 1, CODES) == ()


def test_the_candidate_is_told_in_the_same_change() -> None:
    change = reviews.decided(a_case(), a_decision(RETURN), SCHOOL_REVIEWER, Ruling(due=later(NOW, DAY)))
    assert change.message
    assert "12月2日 10:00 前修改" in change.message.text
    assert change.due == later(NOW, DAY)


@pytest.mark.parametrize(
    ("order", "stage", "outcome", "text"),
    [
        (("school", "city"), "school", PASS, "主考学校初审通过，等待市考办审核"),
        (("school", "city"), "city", PASS, "市考办终审通过，课程已经免考"),
        (("school", "city"), "school", RETURN, "主考学校初审退回补正"),
        (("school", "city"), "city", REJECT, "市考办终审不通过"),
        (("school",), "school", PASS, "主考学校审核通过，课程已经免考"),
    ],
)
def test_progress_names_the_office_and_what_follows(
    order: tuple[str, ...], stage: str, outcome: str, text: str
) -> None:
    assert reviews.outcome_text(Offices("市考办"), order, a_decision(outcome, stage=stage), "课程已经免考") == text


def test_one_office_alone_approves_and_needs_no_second_pair_of_eyes() -> None:
    alone = a_case(stages=("school",))
    require(alone)
    assert reviews.is_approval(alone, PASS)
    assert decide(alone, PASS).state == State.APPROVED


def test_who_decides_alone_still_does_not_decide_about_himself() -> None:
    with pytest.raises(UnknownError):
        require(a_case(stages=("school",)), by=msgspec.structs.replace(SCHOOL_REVIEWER, person="person-1"))
