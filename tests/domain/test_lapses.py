"""A fee that never came: when a case goes back, and how it begins again."""

from typing import Any

import msgspec
import pytest

from chalicelib.domain.applications import Case, resubmitted
from chalicelib.domain.audit import CLOCK
from chalicelib.domain.graduations import KIND
from chalicelib.domain.instants import DAY, HOUR, later
from chalicelib.domain.lapses import lapsed, lapses_at
from chalicelib.domain.statuses import FeeState, State
from chalicelib.domain.subjects import Subject
from chalicelib.domain.windows import Business
from tests.builders import CANDIDATE, NOW, a_case, a_round, a_window, windows

CLOSES = later(NOW, 3 * DAY)
OPEN = windows(a_window(business=Business.GRADUATION), a_window(business=Business.FEE, closes=CLOSES))


def owing(**changes: Any) -> Case:
    case = a_case(
        business="graduation",
        window="graduation:2026H2:city",
        stages=KIND.stages,
        stage="signature",
        state=State.UNDER_REVIEW,
        fee=FeeState.DUE,
    )
    return msgspec.structs.replace(case, **changes)


def test_it_goes_back_an_hour_after_the_time_for_paying() -> None:
    assert lapses_at(owing(), OPEN) == later(CLOSES, HOUR)


@pytest.mark.parametrize("changes", [{"fee": FeeState.PAID}, {"fee": FeeState.NONE}, {"state": State.RETURNED}])
def test_only_a_case_that_owes_goes_back(changes: dict[str, Any]) -> None:
    assert lapses_at(owing(**changes), OPEN) is None


def test_while_no_time_is_announced_nobody_is_late() -> None:
    assert lapses_at(owing(), windows(a_window(business=Business.GRADUATION))) is None


def test_the_candidate_is_told_until_when_to_try_again() -> None:
    change = lapsed(owing(), CLOCK, OPEN, CLOSES)
    assert (change.after.state, change.after.fee, change.due) == ("returned", "", a_window().corrects)
    assert change.message
    assert "请在 12月14日 10:00 前重新提交" in change.message.text


def test_a_lapse_after_the_time_for_mending_says_so() -> None:
    change = lapsed(owing(), CLOCK, OPEN, a_window().corrects)
    assert change.message
    assert "补正已于 12月14日 10:00 截止，可在下一次开放时重新申请" in change.message.text
    assert "前重新提交" not in change.message.text


def test_the_next_round_begins_at_the_school_and_owes_nothing_yet() -> None:
    case = lapsed(owing(), CLOCK, OPEN, CLOSES).after
    subject = Subject(unit=case.unit, plan_id=case.plan_id, codes=(), locks=("grad#1",), title=case.title)
    again = resubmitted(case, a_round(round=2), CANDIDATE, term=case.term, subject=subject).after
    assert (again.state, again.stage, again.fee) == ("submitted", "school", "")
