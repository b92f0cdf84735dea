"""A school that begins to take its fee itself while people owe it here (M3.2-10, row 72)."""

import pytest

from chalicelib.domain.errors import WindowClosedError
from chalicelib.domain.ids import No
from chalicelib.domain.instants import DAY, HOUR, MINUTE
from chalicelib.domain.orders import OrderState
from chalicelib.domain.statuses import FeeState, State
from chalicelib.storage import cases, queues, work
from chalicelib.usecases.clock.follow_windows import follow_windows
from chalicelib.usecases.home.show_home import show_home
from chalicelib.usecases.messages.show_messages import show_messages
from infra.local.simulated import Simulated
from tests.builders import CID, NOW, SCHOOL
from tests.checked import violations
from tests.money import open_desks, set_desks
from tests.stored import open_windows, warm
from tests.usecases.acting import CITY_DESK
from tests.usecases.graduating import approve, put_graduate, submit
from tests.usecases.orders import at, connect, pay, state, sweep, tell

LAPSED = 6 * DAY + HOUR + MINUTE
MONEY = {"I3", "I4", "I5", "I20", "I21", "I22", "I23", "I24", "I25", "T4", "T5", "T7"}
AT_SCHOOL = "毕业审定费不在本平台缴纳，请在现场签字前缴清，请向复旦大学咨询缴费办法，咨询电话 021-65640000。"


@pytest.fixture(autouse=True)
def channel(aws: None, monkeypatch: pytest.MonkeyPatch) -> Simulated:
    put_graduate()
    open_windows()
    open_desks()
    warm(NOW)
    made = Simulated()
    connect(made, monkeypatch)
    return made


def fee(no: No) -> FeeState:
    return cases.load(CID, no).case.fee


def misfits() -> set[str]:
    """Of money, orders and cases; the people here are on no register."""
    return {one.invariant for one in violations(at(2 * DAY))} & MONEY


def minute(after: int) -> int:
    """How many the clock handed over to their school."""
    done = follow_windows(at(after))
    assert done.lapsed == 0
    return done.handed_over


def test_a_school_that_takes_its_fee_itself_signs_for_those_who_were_asked_here_and_nobody_lapses() -> None:
    """Its desk could not sign, its page sent people to it, and the clock threw them back."""
    no = submit()
    approve(no)
    set_desks(online=False)
    assert [minute(HOUR), minute(HOUR), minute(LAPSED)] == [1, 0, 0]
    assert fee(no) == FeeState.NONE
    assert [row.no for row in queues.page(work.queue("graduation", "signature", SCHOOL))] == [no]
    newest = show_messages(CID, 1, "", at(DAY)).messages[0]
    assert (newest.title, newest.text) == ("行政管理（专升本）：由学校收费", AT_SCHOOL)
    assert {one.kind for one in show_home(CID, 1, 1, at(HOUR)).attention} == {"signature", "owed"}
    set_desks(online=True)
    with pytest.raises(WindowClosedError):
        pay(2 * HOUR, case=no)
    approve(no)
    assert approve(no, CITY_DESK)["state"] == State.APPROVED
    assert misfits() == set()


def test_an_order_that_is_open_goes_on_before_the_school_takes_the_fee(channel: Simulated) -> None:
    no = submit()
    approve(no)
    order = pay(HOUR, case=no)
    set_desks(online=False)
    assert (minute(HOUR + MINUTE), fee(no)) == (0, FeeState.DUE)
    assert pay(HOUR + MINUTE, case=no).no == order.no
    assert channel.pay(order.no, at(HOUR + 2 * MINUTE))
    tell(channel, order.no, HOUR + 2 * MINUTE)
    assert (minute(HOUR + 3 * MINUTE), fee(no)) == (0, FeeState.PAID)
    approve(no)
    assert misfits() == set()


def test_an_order_that_runs_out_holds_nobody_and_its_money_that_comes_later_goes_back(channel: Simulated) -> None:
    no = submit()
    approve(no)
    order = pay(HOUR, case=no)
    set_desks(online=False)
    sweep(3 * HOUR + MINUTE)
    assert (state(order.no), minute(3 * HOUR + 2 * MINUTE), fee(no)) == (OrderState.CLOSED, 1, FeeState.NONE)
    channel.pay_late(order.no, at(4 * HOUR))
    tell(channel, order.no, 4 * HOUR)
    assert (state(order.no), fee(no)) == (OrderState.REFUNDED, FeeState.NONE)
    assert misfits() == set()


def test_a_channel_that_is_silent_holds_a_case_for_an_hour_after_its_order(monkeypatch: pytest.MonkeyPatch) -> None:
    no = submit()
    approve(no)
    pay(HOUR, case=no)
    monkeypatch.undo()  # the stage has no channel any more
    assert [minute(3 * HOUR), minute(4 * HOUR - 1), minute(4 * HOUR)] == [0, 0, 1]


def test_what_was_passed_without_a_fee_cannot_be_paid_when_the_school_begins_to_take_it() -> None:
    set_desks(online=False)
    no = submit()
    approve(no)
    set_desks(online=True)
    with pytest.raises(WindowClosedError):
        pay(HOUR, case=no)
    approve(no)
    assert fee(no) == FeeState.NONE
