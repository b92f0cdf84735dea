"""Paying what is owed: one order at a time, believed by proof, ended by whatever comes, given back by two."""

from typing import Any

import pytest

from chalicelib.domain.errors import UnknownError, WindowClosedError
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import DAY, HOUR, MINUTE, SECOND
from chalicelib.domain.orders import AmountDiffersError, ChannelUnservedError, NoticeRefusedError, OrderState, Way
from chalicelib.domain.statuses import FeeState
from chalicelib.storage import orders, people
from chalicelib.usecases.orders.list_orders import list_orders
from chalicelib.usecases.orders.show_order import check_order, show_order
from chalicelib.usecases.orders.take_notice import take_notice
from infra.local.simulated import Account, Simulated
from tests.builders import CID, a_head, a_number
from tests.money import CASE, open_desks, owe
from tests.usecases.orders import at, connect, enter, fee, hear, pay, state, sweep, tell


def test_the_list_says_what_is_owed_and_how_it_can_be_paid(channel: Simulated) -> None:
    """M3.2-10."""
    shown = list_orders(CID, 1, at(0))
    [due] = shown.dues
    assert (due.name, due.amount, due.can_pay, due.school_name) == ("毕业审定费", 5000, True, "复旦大学")
    assert (shown.orders, shown.ways) == ((), (Way.NATIVE, Way.H5))


def test_a_payment_that_is_told_ends_in_paid_together_with_its_case(channel: Simulated) -> None:
    """I25."""
    made = pay()
    assert (made.state, made.amount, made.expires) == (OrderState.PREPAY, 5000, at(2 * HOUR))
    assert channel.pay(made.no, at(MINUTE))
    tell(channel, made.no, MINUTE)
    assert (state(made.no), fee()) == (OrderState.PAID, FeeState.PAID)
    receipt = show_order(CID, 1, made.no, at(HOUR))
    assert (receipt.state_text, receipt.paid_at) == ("已支付", at(MINUTE))
    assert receipt.transaction
    assert list_orders(CID, 1, at(HOUR)).dues == ()
    assert people.load(CID).head.unread == 1


def test_what_a_browser_says_moves_nothing(channel: Simulated) -> None:
    """Row 70: it may only make us ask, and the channel answers that nobody paid."""
    made = pay()
    assert check_order(CID, 1, made.no, at(SECOND)).state == OrderState.PREPAY


def test_a_payment_that_nobody_told_of_is_found_by_asking(channel: Simulated) -> None:
    """Row 69."""
    made = pay()
    channel.pay(made.no, at(10 * SECOND))
    assert check_order(CID, 1, made.no, at(20 * SECOND)).state == OrderState.PAID
    assert fee() == FeeState.PAID


@pytest.mark.parametrize("minute", [1, 5, 30])
def test_the_sweep_asks_after_1_5_and_30_minutes(channel: Simulated, minute: int) -> None:
    """Row 69."""
    made = pay()
    for earlier in [one for one in (1, 5, 30) if one < minute]:
        assert sweep(earlier * MINUTE) == {"stayed": 1}
    channel.pay(made.no, at(minute * MINUTE - SECOND))
    assert sweep(minute * MINUTE - SECOND) == {}
    assert sweep(minute * MINUTE) == {"moved": 1}
    assert state(made.no) == OrderState.PAID


def test_an_order_that_nobody_can_look_at_ends_the_sweep_for_no_other(
    channel: Simulated, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, query = pay().no, pay(case=owe(seed=700)).no, channel.query
    channel.pay(second, at(SECOND))
    monkeypatch.setattr(channel, "query", lambda order: query(order) if order.no == second else 1 / 0)
    assert sweep(MINUTE) == {"crashed": 1, "moved": 1}
    assert (state(second), sweep(MINUTE)) == (OrderState.PAID, {})
    assert state(first) == OrderState.PREPAY


def test_two_tabs_get_one_order(channel: Simulated) -> None:
    """Row 68."""
    assert pay().no == pay(SECOND).no
    assert len(channel.accounts) == 1


def test_another_way_closes_the_first_order_before_it_opens_a_new_one(channel: Simulated) -> None:
    """Row 68."""
    first, second = pay(), pay(MINUTE, Way.H5)
    assert first.no != second.no
    assert (state(first.no), channel.accounts[first.no].is_closed) == (OrderState.CLOSED, True)
    assert not channel.pay(first.no, at(2 * MINUTE))


def test_whoever_paid_already_is_shown_so_in_the_place_of_another_order(channel: Simulated) -> None:
    first = pay()
    channel.pay(first.no, at(SECOND))
    again = pay(MINUTE, Way.H5)
    assert (again.no, again.state, again.url) == (first.no, OrderState.PAID, "")


def test_an_order_that_ran_out_is_closed_and_another_has_its_own_number(channel: Simulated) -> None:
    first = pay()
    for minute in (1, 5, 30, 60):
        sweep(minute * MINUTE)
    assert sweep(2 * HOUR) == {"moved": 1}
    assert (state(first.no), orders.holder(CID, CASE)) == (OrderState.CLOSED, None)
    assert pay(2 * HOUR).no != first.no


def test_money_after_the_close_pays_what_is_still_owed(channel: Simulated) -> None:
    """Row 72."""
    first = pay()
    channel.pay(first.no, at(SECOND))
    told = channel.notice(first.no)
    closed(channel, first.no)
    hear(told, 3 * HOUR)
    assert (state(first.no), fee()) == (OrderState.PAID, FeeState.PAID)


def closed(channel: Simulated, no: Any) -> None:
    """The channel said that it was closed unpaid, and had the money all the same."""
    proof, channel.accounts[no].proof = channel.accounts[no].proof, None
    channel.accounts[no].is_closed = True
    assert sweep(2 * HOUR) == {"moved": 1}
    assert state(no) == OrderState.CLOSED
    channel.accounts[no].proof = proof


def test_a_second_success_is_recorded_and_given_back(channel: Simulated) -> None:
    """Row 68, I20."""
    first = pay()
    channel.pay(first.no, at(SECOND))
    told = channel.notice(first.no)
    closed(channel, first.no)
    second = pay(2 * HOUR + MINUTE)
    channel.pay(second.no, at(3 * HOUR))
    tell(channel, second.no, 3 * HOUR)
    hear(told, 4 * HOUR)
    assert (state(second.no), state(first.no)) == (OrderState.PAID, OrderState.REFUNDED)
    assert channel.accounts[first.no].returned == 5000


def test_late_money_closes_the_newer_order_first(channel: Simulated) -> None:
    first = pay()
    channel.pay(first.no, at(SECOND))
    told = channel.notice(first.no)
    closed(channel, first.no)
    second = pay(2 * HOUR + MINUTE)
    hear(told, 3 * HOUR)
    assert (state(first.no), state(second.no)) == (OrderState.PAID, OrderState.CLOSED)
    assert not channel.pay(second.no, at(3 * HOUR))


def test_a_notice_of_another_amount_is_refused_and_moves_nothing(channel: Simulated) -> None:
    made = pay()
    channel.pay(made.no, at(SECOND))
    with pytest.raises(AmountDiffersError):
        tell(channel, made.no, amount=1)
    assert (state(made.no), fee()) == (OrderState.PREPAY, FeeState.DUE)


def test_a_notice_that_nobody_signed_or_for_nobodys_order_is_refused(channel: Simulated) -> None:
    """Row 66."""
    made = pay()
    channel.pay(made.no, at(SECOND))
    told = channel.notice(made.no)
    for changed in (told.replace(b"5000", b"5001"), told[:-1], b"", b"[]", b"\xff"):
        with pytest.raises(NoticeRefusedError):
            hear(changed)
    with pytest.raises(ChannelUnservedError):
        take_notice("alipay", {}, told, at(MINUTE))
    foreign = a_number(99)
    channel.accounts[foreign] = Account(5000)
    channel.pay(foreign, at(SECOND))
    with pytest.raises(UnknownError):
        tell(channel, foreign)


def test_nothing_can_be_paid_that_is_not_owed(channel: Simulated) -> None:
    made = pay()
    channel.pay(made.no, at(SECOND))
    tell(channel, made.no)
    with pytest.raises(UnknownError):
        pay(MINUTE)


def test_no_order_is_made_where_the_school_takes_the_money_itself(aws: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """M3.2-10: then the page names the school and its telephone."""
    enter()
    open_desks(online=False)
    connect(Simulated(), monkeypatch)
    [due] = list_orders(CID, 1, at(0)).dues
    assert (due.online, due.can_pay, due.phone) == (False, False, "021-65640000")
    with pytest.raises(WindowClosedError, match="毕业审定费不在本平台缴纳"):
        pay()


def test_a_stage_without_a_channel_offers_none(aws: None) -> None:
    enter()
    open_desks()
    shown = list_orders(CID, 1, at(0))
    assert (shown.ways, shown.dues[0].online, shown.dues[0].can_pay) == ((), False, False)
    with pytest.raises(WindowClosedError, match="不在本平台缴纳"):
        pay()
    assert sweep(DAY) == {}


def test_nobody_sees_anothers_order(channel: Simulated) -> None:
    made, other = pay(), Cid("f" * 32)
    people.create(a_head(cid=other), "000000199001011236")
    for ask in (show_order, check_order):
        with pytest.raises(UnknownError):
            ask(other, 1, made.no, at(0))
    assert list_orders(other, 1, at(0)).orders == ()
