"""What a candidate may do with a case, state by state, inside and outside the window."""

import pytest

from chalicelib.domain.instants import DAY, later
from chalicelib.domain.progress import deadline, next_text, possible
from chalicelib.domain.stages import Offices
from chalicelib.domain.statuses import FeeState, State
from chalicelib.domain.windows import Windows
from tests.builders import NOW, a_case, a_window, windows

OPEN, CLOSED, AFTER_MENDING = NOW, later(NOW, 8 * DAY), later(NOW, 14 * DAY)


@pytest.mark.parametrize(
    ("state", "at", "edit", "withdraw", "resubmit"),
    [
        (State.SUBMITTED, OPEN, True, True, False),
        (State.SUBMITTED, CLOSED, False, True, False),
        (State.UNDER_REVIEW, OPEN, False, False, False),
        (State.RETURNED, OPEN, False, False, True),
        (State.RETURNED, CLOSED, False, False, True),
        (State.RETURNED, AFTER_MENDING, False, False, False),
        (State.REJECTED, OPEN, False, False, True),
        (State.REJECTED, CLOSED, False, False, False),
        (State.APPROVED, OPEN, False, False, False),
        (State.WITHDRAWN, OPEN, False, False, False),
        (State.EXPIRED, OPEN, False, False, False),
        (State.CANCELLED, OPEN, False, False, False),
    ],
)
def test_what_may_be_done(state: State, at: int, edit: bool, withdraw: bool, resubmit: bool) -> None:
    can = possible(a_case(state=state), windows(), later(NOW, at - NOW))
    assert (can.edit, can.withdraw, can.resubmit) == (edit, withdraw, resubmit)


def test_what_is_paid_is_not_withdrawn_and_the_page_says_why() -> None:
    paid = a_case(state=State.SUBMITTED, fee=FeeState.PAID)
    assert (possible(paid, windows(), NOW).withdraw, possible(paid, windows(), NOW).edit) == (False, True)
    told = next_text(paid, Offices("市考办"), "")
    assert told == "等待主考学校审核。费用已支付，不能自行撤回；如需撤回，请先向主考学校申请退费"


def test_a_rejection_of_a_past_term_is_over() -> None:
    case = a_case(state=State.REJECTED, term="2026H1")
    assert not possible(case, windows(), NOW).resubmit


def test_only_a_returned_case_has_a_deadline_and_it_follows_the_windows() -> None:
    assert deadline(a_case(), windows()) is None
    returned = a_case(state=State.RETURNED)
    assert deadline(returned, windows()) == a_window().corrects
    assert deadline(returned, windows(a_window(corrects=later(NOW, 30 * DAY)))) == later(NOW, 30 * DAY)
    assert deadline(returned, Windows(1)) is None
