"""The channel is changed or switched off: what was begun by it ends by it; without its keys, people are told."""

from datetime import date
from typing import Any

import pytest

from chalicelib.domain.errors import WindowClosedError
from chalicelib.domain.ids import No
from chalicelib.domain.instants import DAY, HOUR, MINUTE, SECOND
from chalicelib.domain.orders import ChannelBusyError, ChannelUnservedError, OrderState, Way
from chalicelib.domain.statuses import FeeState
from chalicelib.storage import payments
from chalicelib.storage.keys import MissingSecretError
from chalicelib.usecases.orders.list_orders import list_orders
from chalicelib.usecases.orders.reconcile_day import reconcile_day
from chalicelib.usecases.orders.show_for_office import show_for_office
from chalicelib.usecases.orders.show_order import check_order
from infra.local import simulated
from infra.local.simulated import Simulated
from tests.builders import CID
from tests.money import owe
from tests.usecases.orders import at, fee, offer, order, pay, state, sweep, tell
from tests.usecases.test_refunds import ASKER, approve, ask

DAY_OF = date(2026, 12, 1)
NEWER = "newer"


@pytest.fixture(params=["off", NEWER])
def switched(channel: Simulated, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Any:
    """Called, the stage offers no channel any more, or another one."""
    simulated.enter(Simulated(), NEWER)
    return lambda: offer(request.param, monkeypatch)


@pytest.fixture
def robbed(channel: Simulated, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Called, the stage offers another channel, and the keys of the first are gone."""
    simulated.enter(Simulated(), NEWER)
    kept = payments.CHANNELS[simulated.NAME]

    def without() -> Any:
        raise MissingSecretError(simulated.NAME)

    def rob() -> None:
        payments.CHANNELS[simulated.NAME] = kept._replace(make=without)
        payments.forget()
        offer(NEWER, monkeypatch)

    return rob


def paid(channel: Simulated) -> No:
    made = pay()
    channel.pay(made.no, at(SECOND))
    tell(channel, made.no, SECOND)
    return made.no


def test_an_unpaid_order_is_closed_in_its_time(channel: Simulated, switched: Any) -> None:
    made = pay()
    switched()
    assert sweep(2 * HOUR) == {"moved": 1}
    assert (state(made.no), channel.accounts[made.no].is_closed) == (OrderState.CLOSED, True)


def test_a_notice_that_comes_late_is_taken(channel: Simulated, switched: Any) -> None:
    """And whoever sees the code still may pay by it."""
    made = pay()
    switched()
    channel.pay(made.no, at(MINUTE))
    tell(channel, made.no, HOUR)
    assert (state(made.no), fee()) == (OrderState.PAID, FeeState.PAID)
    assert list_orders(CID, 1, at(HOUR)).orders[0].channel == "模拟支付"


def test_a_fee_goes_back_by_the_channel_that_took_it(channel: Simulated, switched: Any) -> None:
    """One refund is under way already, the other is approved afterwards: the same."""
    channel.refunds_wait = True
    no = paid(channel)
    ask(no)
    switched()
    assert approve(no).order.state == OrderState.REFUNDING
    channel.finish_refund(no, at(DAY))
    assert sweep(DAY) == {"moved": 1}
    assert state(no) == OrderState.REFUNDED


def test_a_day_is_compared_with_the_bill_of_each_channel(channel: Simulated, switched: Any) -> None:
    no = paid(channel)
    switched()
    sheets = {one.channel: one for one in reconcile_day(DAY_OF, at(DAY)).sheets}
    assert [(row.no, row.kind) for row in sheets[simulated.NAME].rows] == [(no, None)]
    assert (sheets[NEWER].rows, sheets[NEWER].fault) == ((), "")


def test_what_is_open_goes_on_after_the_channel_is_off(channel: Simulated, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 72: it was offered to go on with, and then refused as a way that does not exist."""
    made = pay()
    offer("off", monkeypatch)
    assert [one.can_pay for one in list_orders(CID, 1, at(MINUTE)).orders] == [True]
    again = pay(MINUTE)
    assert (again.no, again.qr) == (made.no, made.qr)
    with pytest.raises(WindowClosedError, match="不在本平台缴纳"):
        pay(MINUTE, Way.H5)
    assert state(made.no) == OrderState.PREPAY


def test_whoever_pays_by_another_channel_cannot_pay_by_the_first(
    channel: Simulated, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = pay()
    simulated.enter(Simulated(), NEWER)
    offer(NEWER, monkeypatch)
    second = pay(MINUTE)
    assert (state(first.no), order(second.no).provider) == (OrderState.CLOSED, NEWER)
    assert not channel.pay(first.no, at(2 * MINUTE))


def test_without_its_keys_an_order_waits_and_others_go_on(robbed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 72: looked at once an hour, not in every minute."""
    stuck = pay()
    offered = payments.CHANNELS[simulated.NAME]
    robbed()
    another = pay(case=owe(seed=2))
    assert sweep(MINUTE) == {"unserved": 1, "stayed": 1}
    assert sweep(5 * MINUTE) == {"stayed": 1}
    assert sweep(2 * HOUR) == {"unserved": 1, "moved": 1}
    assert (state(stuck.no), state(another.no)) == (OrderState.PREPAY, OrderState.CLOSED)
    assert check_order(CID, 1, stuck.no, at(2 * HOUR)).state == OrderState.PREPAY
    with pytest.raises(ChannelUnservedError, match="已停用，暂时无法处理"):
        pay(HOUR, Way.H5)
    payments.CHANNELS[simulated.NAME] = offered
    payments.forget()
    assert sweep(4 * HOUR) == {"moved": 1}
    assert state(stuck.no) == OrderState.CLOSED


def test_an_old_refund_goes_on_within_the_hour_in_which_its_keys_are_back(channel: Simulated, robbed: Any) -> None:
    """Row 73: one that is asked about daily by now was looked at after a day, whenever its keys came back."""
    channel.refunds_wait = True
    no = paid(channel)
    ask(no)
    approve(no)
    kept = payments.CHANNELS[simulated.NAME]
    robbed()
    for hour in range(60):
        sweep(hour * HOUR)
    channel.finish_refund(no, at(2 * DAY))
    payments.CHANNELS[simulated.NAME] = kept
    payments.forget()
    sweep(60 * HOUR)
    assert state(no) == OrderState.REFUNDED


def test_without_its_keys_an_order_is_told_to_people_by_its_number(channel: Simulated, robbed: Any) -> None:
    no = paid(channel)
    told = channel.notice(no)
    ask(no)
    robbed()
    assert show_for_office(ASKER, no, at(HOUR)).trouble == ""
    approved = approve(no)
    assert approved.order.state == OrderState.REFUNDING
    assert "支付渠道“模拟支付”没有可用的商户密钥" in approved.trouble
    report = reconcile_day(DAY_OF, at(DAY))
    assert [(one.no, one.text) for one in report.waiting] == [(no, approved.trouble)]
    faults = {one.channel: one.fault for one in report.sheets if one.fault}
    assert faults == {simulated.NAME: "这个渠道没有可用的商户密钥，不能下载账单"}
    with pytest.raises(ChannelUnservedError):
        payments.provider(simulated.NAME).parse({}, told, at(DAY))


def test_a_channel_that_fails_holds_up_no_other(channel: Simulated, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked three times in a run; what it was not asked about goes behind the others."""

    def unanswered(*_: Any) -> Any:
        raise ChannelBusyError

    for seed in range(2, 6):
        pay(case=owe(seed=seed))
    monkeypatch.setattr(channel, "query", unanswered)
    newer = Simulated()
    simulated.enter(newer, NEWER)
    offer(NEWER, monkeypatch)
    last = pay(SECOND)
    newer.pay(last.no, at(2 * SECOND))
    assert sweep(2 * MINUTE) == {"failed": 3, "left": 1, "moved": 1}
    assert state(last.no) == OrderState.PAID
