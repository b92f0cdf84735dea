"""Three stages of two offices: whose turn it is, what must be checked first, and what a fee holds up."""

from typing import Any

import msgspec
import pytest

from chalicelib.domain import checks, reviews
from chalicelib.domain.applications import Case, Change
from chalicelib.domain.checks import Check, task_faults
from chalicelib.domain.decisions import Decision
from chalicelib.domain.errors import ForbiddenError, UnknownError, WrongStateError
from chalicelib.domain.graduation_forms import Explanation
from chalicelib.domain.graduations import KIND
from chalicelib.domain.instants import DAY, later
from chalicelib.domain.reviews import PASS, REJECT, Ruling, Scope
from chalicelib.domain.stages import Offices
from chalicelib.domain.statuses import FeeState
from tests import graduating
from tests.builders import CITY_REVIEWER, NOW, SCHOOL, SCHOOL_REVIEWER, a_case
from tests.graduating import DIPLOMA, a_matter, a_standing, a_transcript, filed

AT_SCHOOL, AT_CITY = Scope("school", (SCHOOL,)), Scope("city")
OFFICES = Offices("市考办")


def a_graduation(**changes: Any) -> Case:
    return a_case(business="graduation", stages=KIND.stages, codes=(), **changes)


def passed(case: Case, by: Any = SCHOOL_REVIEWER, **ruling: Any) -> Change:
    decision = Decision(no=case.no, round=case.round, stage=case.stage, outcome=PASS, at=later(case.since, DAY))
    told = OFFICES.passed(case.stages, case.stage, KIND.effect)
    return reviews.decided(case, decision, by, Ruling(passed=told, **ruling))


def through(*, fee: FeeState = FeeState.NONE) -> list[Case]:
    """As it goes by, from the school to the approval."""
    case, seen = a_graduation(), []
    for by in (SCHOOL_REVIEWER, SCHOOL_REVIEWER, CITY_REVIEWER):
        case = passed(case, by, fee=fee).after
        seen.append(case)
    return seen


def test_the_school_reviews_then_records_the_signature_then_the_city_decides() -> None:
    school, signed, approved = through()
    assert [(one.state, one.stage) for one in (school, signed, approved)] == [
        ("under_review", "signature"),
        ("under_review", "city"),
        ("approved", "city"),
    ]
    assert [reviews.within(AT_SCHOOL, one) for one in (a_graduation(), school, signed)] == [True, True, False]
    assert [reviews.within(AT_CITY, one) for one in (a_graduation(), school, signed)] == [False, False, True]


def test_one_reviewer_of_the_school_may_sign_too_but_the_city_is_another() -> None:
    school, signed, _ = through()
    reviews.require_decidable(school, AT_SCHOOL, SCHOOL_REVIEWER, ver=school.ver, digest=school.digest)
    insider = msgspec.structs.replace(CITY_REVIEWER, person=SCHOOL_REVIEWER.person)
    with pytest.raises(ForbiddenError):
        reviews.require_decidable(signed, AT_CITY, insider, ver=signed.ver, digest=signed.digest)


def test_candidates_are_told_what_comes_next() -> None:
    told = [passed(one).message for one in (a_graduation(), *through()[:2])]
    assert [one.text for one in told if one] == [
        "主考学校初审通过，等待到主考学校现场签字。",
        "主考学校现场签字完成，等待市考办审核。",
        "市考办复审通过，准予毕业，请按主考学校通知领取毕业证书。",
    ]


def test_a_fee_is_owed_from_the_schools_pass_on_and_holds_everybody_up() -> None:
    change = passed(a_graduation(), fee=FeeState.DUE)
    owing = change.after
    assert owing.fee == FeeState.DUE
    assert change.message
    assert change.message.text.endswith("请在缴费时间内完成缴费。")
    assert not reviews.awaits(AT_SCHOOL, owing)
    with pytest.raises(WrongStateError, match="尚未缴费"):
        reviews.require_decidable(owing, AT_SCHOOL, SCHOOL_REVIEWER, ver=owing.ver, digest=owing.digest)


def test_what_was_paid_is_not_owed_again() -> None:
    again = passed(a_graduation(fee=FeeState.PAID), fee=FeeState.DUE).after
    assert again.fee == FeeState.PAID


def test_no_other_school_and_nobody_about_himself_sees_it() -> None:
    case = a_graduation()
    for scope, by in (
        (Scope("school", ()), SCHOOL_REVIEWER),
        (AT_SCHOOL, msgspec.structs.replace(SCHOOL_REVIEWER, person=case.person)),
    ):
        with pytest.raises(UnknownError):
            reviews.require_visible(case, scope, by)


def asked(stage: str = "school", **changes: Any) -> tuple[Check, ...]:
    filing = filed(**changes)
    return KIND.checks(filing.content, a_matter(filing, stage=stage))


def keys(found: tuple[Check, ...]) -> list[str]:
    return [one.key for one in found if one.task]


def test_each_stage_has_tasks_of_its_own() -> None:
    assert keys(asked()) == ["identity", "evaluation", "photo", "diploma", "verification"]
    assert keys(asked("signature")) == ["signed"]
    assert keys(asked("city")) == ["audit", "register"]


def test_explanations_are_a_task_where_there_are_any() -> None:
    """M3.2-05."""
    standing = a_standing(a_transcript("00015"))
    filing = filed(standing, explanations=(Explanation(key="00015", words="成绩正在登记，请以学校记录为准。"),))
    found = KIND.checks(filing.content, a_matter(filing, standing.transcript))
    assert "explanations" in keys(found)
    assert next(one for one in found if one.key == "audit").state == "warn"


DONE = {"identity": "ok", "evaluation": "ok", "photo": "ok", "diploma": "ok", "verification": "same"}


def faults(answers: dict[str, str], *, passing: bool = True, **changes: Any) -> dict[str, str]:
    found = task_faults(asked(**changes), answers, passing=passing)
    return {one.field: one.message for one in found}


def test_a_pass_wants_every_task_done() -> None:
    assert faults(DONE) == {}
    assert faults({}).keys() == {f"tasks.{key}" for key in DONE}
    assert faults({}, passing=False) == {}


@pytest.mark.parametrize(("answer", "said"), [("differs", "不一致"), ("expired", "已过期")])
def test_a_verification_that_failed_forbids_the_pass_and_is_recorded_otherwise(answer: str, said: str) -> None:
    """The code was looked up at 学信网 (M3.2-07)."""
    answers = DONE | {"verification": answer}
    assert faults(answers) == {"tasks.verification": f"在线验证码已在学信网查验：{said}，不能通过"}
    assert faults(answers, passing=False) == {}


@pytest.mark.parametrize("answers", [{"unheard": "ok"}, {"identity": "same"}, {"verification": "ok"}])
def test_answers_to_nothing_that_was_asked_are_refused(answers: dict[str, str]) -> None:
    for passing in (True, False):
        assert "核对项目不存在或结果无效，请刷新页面" in faults(answers, passing=passing).values()


def test_a_record_that_is_gone_blocks_at_every_stage() -> None:
    """Row 43."""
    filing = filed()
    for stage in KIND.stages:
        found = KIND.checks(filing.content, a_matter(filing, a_transcript("00015"), stage))
        answers = {one.key: next(iter(checks.ANSWERS[one.task])) for one in found if one.task}
        [fault] = task_faults(found, answers, passing=True)
        assert "英语(二)（00015）的成绩已不在考生的成绩记录中" in fault.message


def test_a_code_that_expired_meanwhile_needs_a_new_date_before_a_pass() -> None:
    filing = filed(diploma=msgspec.structs.replace(DIPLOMA, until="2026-12-20"))
    late = a_matter(filing, now=later(NOW, 30 * DAY))
    [found] = [one for one in KIND.checks(filing.content, late) if one.key == "verification"]
    assert (found.state, found.detail) == ("block", "有效期至 2026-12-20，已过期，请退回考生延长后填写新的日期")
    [fault] = task_faults([found], {"verification": "same"}, passing=True)
    assert fault.message == found.detail
    assert task_faults([found], {"verification": "expired"}, passing=False) == ()


def test_a_rejection_frees_the_records_and_asks_no_fee() -> None:
    case = a_graduation(records=("a",))
    decision = Decision(no=case.no, round=1, stage="school", outcome=REJECT, at=NOW, reasons=("GR01",))
    rejected = reviews.decided(case, decision, SCHOOL_REVIEWER, Ruling(fee=FeeState.DUE)).after
    assert (rejected.state, rejected.fee) == ("rejected", "")


def test_pages_and_desks_count_with_the_same_picture() -> None:
    assert set(graduating.PICTURES) == set(filed().uploads)
