"""The task list of a draft, and the way of what was sent (rows M3.2-01, M3.2-09)."""

from typing import Any

import msgspec
import pytest

from chalicelib.domain.applications import Case
from chalicelib.domain.decisions import DecisionLine
from chalicelib.domain.drafts import Draft
from chalicelib.domain.graduation_tasks import FIELDS, Task, tasks, typed_of
from chalicelib.domain.graduations import KIND
from chalicelib.domain.instants import DAY, later
from chalicelib.domain.statuses import FeeState, State
from chalicelib.domain.tracks import Beside, track
from tests import graduating
from tests.builders import NOW, a_case, a_ticket
from tests.graduating import JUNIOR


def a_draft(step: str, body: Any) -> Draft:
    return Draft(target="new", step=step, body=msgspec.Raw(msgspec.json.encode(body)), saved_at=NOW, ver=1)


def whole(standing: Any = None) -> dict[str, Draft]:
    typed = graduating.a_typed(standing)
    return {step: a_draft(step, {name: getattr(typed, name) for name in names}) for step, names in FIELDS.items()}


def listed(*drafts: Draft, standing: Any = None, has_photo: bool = True) -> dict[str, Task]:
    return {one.step: one for one in tasks(drafts, graduating.a_desk(standing), has_photo=has_photo)}


def states(*drafts: Draft, **more: Any) -> list[str]:
    return [one.state_text for one in listed(*drafts, **more).values()]


def test_nothing_begun() -> None:
    """Five steps of the manual, and the photograph."""
    titles = [one.title for one in listed().values()]
    assert titles == ["核对个人信息", "登记成绩", "自我鉴定", "毕业证书", "毕业照片", "提交信息"]
    assert states(has_photo=False) == ["未开始", "未开始", "未开始", "暂不能填写", "未上传", "暂不能提交"]


def test_everything_typed_is_ready_and_not_sent() -> None:
    """F44: 已填写 is never 已提交."""
    assert states(*whole().values()) == ["已填写", "已填写", "已填写", "已填写", "已上传", "未提交"]
    assert typed_of(whole().values()) == graduating.a_typed(photo="")


def test_a_step_names_what_it_misses() -> None:
    drafts = whole() | {"person": a_draft("person", {"person": {"nation": "01"}})}
    person = listed(*drafts.values())["person"]
    assert (person.state_text, len(person.missing)) == ("填写中", 14)
    assert listed(*drafts.values())["submit"].state_text == "暂不能提交"


def test_explanations_belong_to_the_scores() -> None:
    """M3.2-05."""
    standing = graduating.a_standing(graduating.a_transcript("00015"))
    scores = listed(*whole(standing).values(), standing=standing)["scores"]
    assert [one.field for one in scores.missing] == ["items.0.explanations.00015"]


def test_a_junior_college_major_needs_no_diploma() -> None:
    """M3.2-07."""
    ticket = a_ticket(plan_id=JUNIOR, major_code=graduating.data.plans()[JUNIOR].major_code)
    drafts = (a_draft("scores", {"scores": {"plan": JUNIOR}}),)
    assert listed(*drafts, standing=graduating.a_standing(ticket=ticket))["diploma"].state_text == "无需填写"


@pytest.mark.parametrize("body", [{"evaluation": 5}, ["evaluation"], {"unheard": "of"}])
def test_a_step_that_cannot_be_read_counts_as_empty(body: Any) -> None:
    assert listed(a_draft("evaluation", body))["evaluation"].missing[0].message == "请填写自我鉴定"


def test_a_step_speaks_only_for_itself() -> None:
    drafts = (a_draft("evaluation", {"scores": {"plan": graduating.PLAN}}),)
    assert typed_of(drafts).scores.plan == ""


def passed(stage: str, day: int, outcome: str = "pass", round: int = 1) -> DecisionLine:  # noqa: A002
    return DecisionLine(
        stage=stage,
        round=round,
        outcome=outcome,
        at=later(NOW, day * DAY),
        digest="",
        staff="",
        staff_name="",
        organisation="",
        person="",
    )


def a_graduation(state: State, stage: str, *lines: DecisionLine, **changes: Any) -> Case:
    since = lines[-1].at if lines else NOW
    made = a_case(business="graduation", state=state, stages=KIND.stages, stage=stage, since=since, decisions=lines)
    return msgspec.structs.replace(made, **changes)


def told(case: Case, **more: Any) -> str:
    signs = {"done": "✓", "now": "…", "ahead": "", "failed": "✗"}
    return " ".join(one.text + signs[one.state] for one in track(case, Beside("市考办", NOW, **more), "毕业"))


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (a_graduation(State.SUBMITTED, "school"), "已提交✓ 学校初审… 现场签字 市考办复审 毕业"),
        (
            a_graduation(State.UNDER_REVIEW, "signature", passed("school", 1), fee=FeeState.DUE),
            "已提交✓ 学校初审✓ 待缴费… 已缴费 现场签字 市考办复审 毕业",
        ),
        (
            a_graduation(State.UNDER_REVIEW, "signature", passed("school", 1), fee=FeeState.PAID),
            "已提交✓ 学校初审✓ 待缴费✓ 已缴费✓ 现场签字… 市考办复审 毕业",
        ),
        (
            a_graduation(State.UNDER_REVIEW, "city", passed("school", 1), passed("signature", 2)),
            "已提交✓ 学校初审✓ 现场签字✓ 市考办复审… 毕业",
        ),
        (
            a_graduation(
                State.REJECTED, "city", passed("school", 1), passed("signature", 2), passed("city", 3, "reject")
            ),
            "已提交✓ 学校初审✓ 现场签字✓ 市考办复审✗ 毕业",
        ),
        (
            a_graduation(State.RETURNED, "school", passed("school", 1, "return")),
            "已提交✓ 学校初审✗ 现场签字 市考办复审 毕业",
        ),
        (
            a_graduation(State.APPROVED, "city", passed("school", 1), passed("signature", 2), passed("city", 3)),
            "已提交✓ 学校初审✓ 现场签字✓ 市考办复审✓ 毕业✓",
        ),
    ],
)
def test_the_way_shows_what_is_done_whose_turn_it_is_and_where_it_stopped(case: Case, expected: str) -> None:
    """M3.2-09."""
    assert told(case) == expected


def test_every_step_that_is_done_has_its_date() -> None:
    case = a_graduation(State.APPROVED, "city", passed("school", 1), passed("signature", 2), passed("city", 3))
    days = [(one.at - NOW) // DAY for one in track(case, Beside("市考办", NOW), "毕业") if one.at is not None]
    assert days == [0, 1, 2, 3, 3]


def test_the_day_of_a_payment_stands_after_the_signature_and_what_was_sent_has_the_day_of_its_round() -> None:
    lines = (passed("school", 2), passed("city", 4, "return"), passed("school", 6, round=2))
    paid = {"fee": FeeState.PAID, "paid_at": later(NOW, 3 * DAY)}
    case = a_graduation(State.UNDER_REVIEW, "signature", *lines, round=2, **paid)
    days = [
        (one.at - NOW) // DAY
        for one in track(case, Beside("市考办", later(NOW, 5 * DAY)), "毕业")
        if one.at is not None
    ]
    assert days == [5, 6, 2, 3]


def test_a_fee_to_come_stands_on_the_way_before_it_is_asked_and_a_school_that_takes_it_is_named() -> None:
    case = a_graduation(State.SUBMITTED, "school")
    assert told(case, asks=True) == "已提交✓ 学校初审… 待缴费 已缴费 现场签字 市考办复审 毕业"
    signing = a_graduation(State.UNDER_REVIEW, "signature", passed("school", 1))
    marks = track(signing, Beside("市考办", NOW, at_school="请在现场签字前缴清"), "毕业")
    assert [(one.key, one.note) for one in marks if one.note] == [("signature", "请在现场签字前缴清")]


def test_decisions_of_earlier_rounds_do_not_count() -> None:
    case = a_graduation(State.SUBMITTED, "school", passed("school", 1), round=2)
    assert told(case).startswith("已提交✓ 学校初审…")
