"""A school that begins to take its fee itself while people owe it here (M3.2-10, row 72)."""

from typing import Any

import pytest

from chalicelib.domain import lapses
from chalicelib.domain.decisions import ItemVerdict
from chalicelib.domain.errors import WindowClosedError
from chalicelib.domain.ids import No
from chalicelib.domain.instants import DAY, HOUR, MINUTE
from chalicelib.domain.orders import OrderState
from chalicelib.domain.reviews import RETURN
from chalicelib.domain.statuses import FeeState, State
from chalicelib.storage import cases, orders, queues, tries, work
from chalicelib.usecases.clock.follow_windows import follow_windows
from chalicelib.usecases.graduations.show_graduation import show_graduation
from chalicelib.usecases.home.show_home import show_home
from chalicelib.usecases.messages.show_messages import show_messages
from chalicelib.usecases.orders.list_orders import list_orders
from chalicelib.usecases.reviews.show_case import show_case
from infra.local.simulated import Simulated
from tests.builders import CID, SCHOOL
from tests.checked import violations
from tests.money import set_desks
from tests.usecases.acting import CITY_DESK, decide
from tests.usecases.acting import at as asking
from tests.usecases.graduating import again, approve, channel, submit
from tests.usecases.orders import at, offer, pay, state, sweep, tell
from tests.usecases.test_graduation_fees import give_back, paid

__all__ = ["channel"]
LAPSED = 6 * DAY + HOUR + MINUTE
MONEY = {"I3", "I4", "I5", "I20", "I21", "I22", "I23", "I24", "I25", "T4", "T5", "T7"}
AT_SCHOOL = "毕业审定费不在本平台缴纳，请在现场签字前缴清，请向复旦大学咨询缴费办法，咨询电话 021-65640000。"


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
    assert fee(no) == FeeState.AT_SCHOOL
    assert [row.no for row in queues.page(work.queue("graduation", "signature", SCHOOL))] == [no]
    newest = show_messages(CID, 1, "", at(DAY)).messages[0]
    assert (newest.title, newest.text) == ("申请毕业 行政管理（专升本）：由学校收费", AT_SCHOOL)
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
    owed = next(one for one in show_home(CID, 1, 1, at(HOUR + MINUTE)).attention if one.no == no)
    assert (owed.kind, owed.deadline) == ("fee", order.expires)
    assert owed.text == "有一笔待支付的订单，请在 12月1日 13:00 前支付"
    [due] = list_orders(CID, 1, at(HOUR + MINUTE)).dues
    assert (due.online, due.can_pay, due.open_until) == (False, False, order.expires)
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
    assert (state(order.no), minute(3 * HOUR + 2 * MINUTE), fee(no)) == (OrderState.CLOSED, 1, FeeState.AT_SCHOOL)
    channel.pay_late(order.no, at(4 * HOUR))
    tell(channel, order.no, 4 * HOUR)
    assert (state(order.no), fee(no)) == (OrderState.REFUNDED, FeeState.AT_SCHOOL)
    assert "费用已改由主考学校收取" in show_messages(CID, 1, "", at(DAY)).messages[1].text
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
    assert fee(no) == FeeState.SEEN


@pytest.mark.parametrize("was_asked_here", [True, False])
def test_what_the_school_takes_it_takes_in_every_round(was_asked_here: bool) -> None:
    """It was paid there; the school takes its fees here again, and the city wants something mended."""
    set_desks(online=was_asked_here)
    no = submit()
    approve(no)
    set_desks(online=False)
    minute(HOUR)
    approve(no)
    assert show_graduation(CID, 1, 1, at(HOUR)).sent.due is None
    set_desks(online=True)
    decide(no, RETURN, CITY_DESK, items=(ItemVerdict(part=0, reasons=("GR16",)),))
    again(no, cases.load(CID, no).case.ver, op=asking(DAY))
    assert "due" not in {mark.key for mark in show_graduation(CID, 1, 1, at(DAY)).sent.track}
    approve(no)
    told = show_messages(CID, 1, "", at(2 * DAY)).messages[0].text
    assert (fee(no), "缴" in told) == (FeeState.SEEN, False)
    assert {one.kind for one in show_home(CID, 1, 1, at(2 * DAY)).attention} == {"signature"}
    approve(no)
    assert approve(no, CITY_DESK)["state"] == State.APPROVED
    assert misfits() == set()


def test_a_fee_that_goes_back_after_the_signature_is_the_schools_and_everybody_is_told(channel: Simulated) -> None:
    """The promise was that an unpaid case goes back; it was approved instead, and nobody was told of the fee."""
    no = submit()
    approve(no)
    order = paid(channel, no)
    approve(no)
    set_desks(online=False)
    give_back(order, 2 * HOUR)
    assert "主考学校已改为自行收费的，会另行通知您向学校缴费" in show_messages(CID, 1, "", at(DAY)).messages[0].text
    wanted = "请尽快缴清，请向主考学校咨询缴费办法，复旦大学电话 021-65640000"
    assert [one.text for one in show_home(CID, 1, 1, at(3 * HOUR)).attention] == [wanted]
    assert minute(4 * HOUR) == 1
    assert [one.text for one in show_home(CID, 1, 1, at(4 * HOUR)).attention] == [wanted]
    [due] = list_orders(CID, 1, at(4 * HOUR)).dues
    assert (due.online, due.by) == (False, "尽快")
    [step] = [mark for mark in show_graduation(CID, 1, 1, at(4 * HOUR)).sent.track if mark.state == "now"]
    assert (step.key, "请尽快缴清" in step.note) == ("city", True)
    assert show_case(CID, no, CITY_DESK.scope, CITY_DESK.actor, at(4 * HOUR)).fee == FeeState.AT_SCHOOL
    assert approve(no, CITY_DESK)["state"] == State.APPROVED
    assert misfits() == set()


def test_no_order_begins_once_the_school_takes_the_fee(monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 72: its payer had looked before, and would have paid for nothing."""
    no = submit()
    approve(no)
    count = tries.count

    def overtaken(*given: Any) -> None:
        set_desks(online=False)
        minute(HOUR)
        count(*given)

    monkeypatch.setattr(tries, "count", overtaken)
    with pytest.raises(WindowClosedError, match="不在本平台缴纳"):
        pay(HOUR, case=no)
    assert (orders.mine(CID), fee(no)) == ((), FeeState.AT_SCHOOL)


def test_the_school_takes_no_fee_for_which_an_order_begins_just_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 72: the clock had found none."""
    no = submit()
    approve(no)
    set_desks(online=False)
    is_held = lapses.is_held

    def overtaken(*given: Any) -> bool:
        set_desks(online=True)
        pay(HOUR, case=no)
        return is_held(*given)

    monkeypatch.setattr(lapses, "is_held", overtaken)
    assert (minute(HOUR), fee(no)) == (0, FeeState.DUE)
    assert misfits() == set()


def test_an_order_that_stands_can_be_seen_to_while_the_stage_has_no_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    no = submit()
    approve(no)
    order = pay(HOUR, case=no)
    offer("off", monkeypatch)
    shown = list_orders(CID, 1, at(HOUR + MINUTE))
    assert (shown.ways, shown.dues[0].open_until) == ((), order.expires)
