"""What is owed, by whom and until when; and the two steps that money makes in a case."""

from datetime import date
from typing import Any

import msgspec
import pytest

from chalicelib.data import fees as fee_table
from chalicelib.domain import fees
from chalicelib.domain.audit import CLOCK
from chalicelib.domain.errors import WrongStateError
from chalicelib.domain.fees import Desk, Desks, Fee, Terms
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import DAY, later
from chalicelib.domain.orders import LAST_CALL
from chalicelib.domain.statuses import FeeState, State
from chalicelib.domain.windows import Business
from tests.builders import NOW, SCHOOL, a_case, a_head, a_line, a_number, a_window, windows

TABLE = (
    Fee(business="graduation", name="毕业审定费", amount=5000, since=date(2022, 1, 1), note="", source="", status=""),
    Fee(business="graduation", name="毕业审定费", amount=6000, since=date(2027, 1, 1), note="", source="", status=""),
)
OPEN = a_window(business=Business.FEE)


def a_due_line(**changes: Any) -> Any:
    owed = {"business": "graduation", "window": "graduation:2026H2:city", "fee": FeeState.DUE}
    return msgspec.structs.replace(a_line(State.UNDER_REVIEW), **(owed | changes))


def dues(line: Any, now: Any = NOW, desks: Desks | None = None, *rows: Any) -> Any:
    head = a_head(lines={a_number(1): line})
    return fees.dues(head, Terms(TABLE, desks or Desks(), windows(*(rows or (OPEN,)))), now)


def waiting(**changes: Any) -> Any:
    return a_case(**({"state": State.UNDER_REVIEW, "stage": "city", "fee": FeeState.DUE} | changes))


def test_it_is_owed_where_the_case_is_wherever_its_ticket_has_gone() -> None:
    """Paid at the other school's desk or in its time, it would be money that the case does not wait for."""
    other = SchoolCode("X03")
    desks = Desks(schools={other: Desk(online=True, phone="021-1")})
    [due] = dues(a_due_line(school=other, school_name="演示"), NOW, desks)
    assert (due.school, due.school_name, due.online, due.phone) == (other, "演示", True, "021-1")


def test_the_table_names_its_sources_and_counts_in_fen() -> None:
    """M3.2-10."""
    [fee] = fee_table()
    assert (fee.name, fee.amount) == ("毕业审定费", 5000)
    assert fee.source
    assert fee.status == "verified in source"


def test_the_amount_is_that_of_the_day() -> None:
    assert [fees.fee_of(TABLE, "graduation", date(year, 1, 1)) for year in (2021, 2026, 2027)] == [None, *TABLE]
    assert fees.fee_of(TABLE, "exemption", date(2026, 1, 1)) is None


def test_what_is_owed_says_how_much_until_when_and_to_whom() -> None:
    [due] = dues(a_due_line(), desks=Desks(schools={SCHOOL: Desk(online=True, phone="021-00000000")}))
    assert (due.amount, due.name, due.school_name, due.no) == (5000, "毕业审定费", "复旦大学", a_number(1))
    assert (due.opens, due.deadline, due.is_payable) == (OPEN.opens, OPEN.closes, True)


@pytest.mark.parametrize("fee", [FeeState.NONE, FeeState.PAID])
def test_who_has_paid_or_is_not_asked_owes_nothing(fee: FeeState) -> None:
    assert dues(a_due_line(fee=fee)) == ()


def test_a_school_that_takes_no_money_here_names_its_telephone() -> None:
    """M3.2-10: if there is no prompt, whom to ask."""
    [due] = dues(a_due_line(), desks=Desks(city=Desk(online=True), schools={SCHOOL: Desk(phone="021-65640000")}))
    assert (due.is_payable, due.phone) == (False, "021-65640000")


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [(-DAY, True), (-DAY - 1, False), (6 * DAY - LAST_CALL - 1, True), (6 * DAY - LAST_CALL, False)],
)
def test_it_can_be_paid_from_the_first_instant_and_not_in_the_last_minutes(moment: int, is_open: bool) -> None:
    [due] = dues(a_due_line(), now=later(NOW, moment), desks=Desks(city=Desk(online=True)))
    assert due.is_payable is is_open


def test_a_window_that_is_not_announced_leaves_the_dates_open() -> None:
    [due] = dues(a_due_line(window="graduation:2027H1:city"), desks=Desks(city=Desk(online=True)))
    assert (due.opens, due.deadline, due.is_payable) == (None, None, False)


def test_money_moves_a_case_on_once_and_back_once() -> None:
    change = fees.paid(waiting(), CLOCK, NOW, order=a_number(7))
    assert (change.after.fee, change.after.state, change.after.ver) == (FeeState.PAID, State.UNDER_REVIEW, 2)
    assert (change.event.event, change.event.detail) == ("pay", a_number(7))
    back = fees.refunded(change.after, CLOCK, NOW, order=a_number(7))
    assert (back.after.fee, back.event.event) == (FeeState.DUE, "refund")
    assert all(one.message and one.message.no == one.after.no for one in (change, back))


@pytest.mark.parametrize("state", sorted(set(State) - {State.UNDER_REVIEW}))
def test_a_case_that_is_not_under_review_takes_no_money(state: State) -> None:
    with pytest.raises(WrongStateError):
        fees.paid(waiting(state=state), CLOCK, NOW, order=a_number(7))


@pytest.mark.parametrize("state", [State.SUBMITTED, State.EXPIRED])
def test_before_the_pass_and_after_the_end_a_fee_goes_back_and_is_owed_no_more(state: State) -> None:
    back = fees.refunded(waiting(state=state, fee=FeeState.PAID), CLOCK, NOW, order=a_number(7))
    assert (back.after.state, back.after.fee) == (state, FeeState.NONE)
    assert back.message
    assert "重新缴费" not in back.message.text


@pytest.mark.parametrize(
    ("state", "word"), [(State.APPROVED, "已有审核结果"), (State.REJECTED, "已有审核结果"), (State.RETURNED, "补正")]
)
def test_a_case_that_was_decided_or_is_mended_gives_nothing_back(state: State, word: str) -> None:
    with pytest.raises(WrongStateError, match=word):
        fees.refunded(waiting(state=state, fee=FeeState.PAID), CLOCK, NOW, order=a_number(7))


def test_a_fee_is_not_taken_twice_and_not_given_back_unpaid() -> None:
    with pytest.raises(WrongStateError):
        fees.paid(waiting(fee=FeeState.PAID), CLOCK, NOW, order=a_number(7))
    with pytest.raises(WrongStateError):
        fees.refunded(waiting(), CLOCK, NOW, order=a_number(7))
