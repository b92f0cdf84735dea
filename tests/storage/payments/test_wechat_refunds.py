"""Refunds by WeChat Pay: asked for once, heard of under every number, and believed where the payer has the money."""

from typing import Any

import msgspec
import pytest

from chalicelib.domain.instants import MINUTE
from chalicelib.domain.orders import ChannelBusyError
from chalicelib.domain.refunds import Return, Trouble, first_no, next_no
from chalicelib.storage.payments.wechat import Provider
from infra.local.paygate.server import Paygate
from tests.money import a_refund
from tests.storage.payments.test_wechat import ORDER, now, opened


def test_a_refund_is_asked_for_once_and_then_asked_about(wechat: Provider, gate: Paygate) -> None:
    opened(wechat, gate)
    gate.ledger.pay(ORDER.no)
    gate.protocol.refunds_wait = True
    assert [wechat.refund(ORDER), wechat.refund(ORDER)] == [Return(), Return()]
    gate.ledger.finish_refund(ORDER.no)
    back_at = wechat.refund(ORDER).at
    assert back_at
    assert abs(back_at - now(gate)) < MINUTE
    assert wechat.query(ORDER).proof


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        ("ABNORMAL", Trouble.ABNORMAL),
        ("CLOSED", Trouble.CLOSED),
        ("NOT_ENOUGH", Trouble.REFUSED),
        ("USER_ACCOUNT_ABNORMAL", Trouble.REFUSED),
    ],
)
def test_a_refund_that_does_not_go_through_is_told_and_ends_once_people_saw_to_it(
    fault: str, trouble: Trouble, wechat: Provider, gate: Paygate
) -> None:
    """Under its own number, but for one that was closed: that is over."""
    opened(wechat, gate)
    gate.ledger.pay(ORDER.no)
    trade = gate.ledger.trades[ORDER.no]
    trade.refund_fault = fault
    assert [wechat.refund(ORDER).trouble, wechat.refund(ORDER).trouble] == [trouble, trouble]
    gate.ledger.mend_refund(ORDER.no)
    number = next_no(ORDER.no, first_no(ORDER.no)) if trouble == Trouble.CLOSED else first_no(ORDER.no)
    assert wechat.refund(msgspec.structs.replace(ORDER, refund=a_refund(no=number))).at
    assert trade.refund_no == number


def paid(wechat: Provider, gate: Paygate) -> Any:
    """The trade of an order that is to be given back."""
    opened(wechat, gate)
    gate.ledger.pay(ORDER.no)
    return gate.ledger.trades[ORDER.no]


def test_money_that_went_to_the_merchant_is_not_the_payers(wechat: Provider, gate: Paygate) -> None:
    """Row 73: the channel calls that a success, too."""
    paid(wechat, gate).refund_fault = "ABNORMAL"
    assert wechat.refund(ORDER).trouble == Trouble.ABNORMAL
    gate.ledger.mend_refund(ORDER.no, to="商户结算银行账户")
    assert wechat.refund(ORDER) == Return(trouble=Trouble.KEPT)


def test_a_success_that_does_not_say_where_the_money_went_is_none(wechat: Provider, gate: Paygate) -> None:
    paid(wechat, gate).received = ""
    with pytest.raises(ChannelBusyError):
        wechat.refund(ORDER)


def test_a_refund_that_the_merchant_made_on_the_platform_is_heard_of(wechat: Provider, gate: Paygate) -> None:
    """Under a number that is not ours: it was refused for good, and nobody learned why."""
    trade = paid(wechat, gate)
    trade.refund_fault = "NOT_ENOUGH"
    assert wechat.refund(ORDER) == Return(trouble=Trouble.REFUSED)
    trade.refund_fault = ""
    gate.ledger.refund_on_platform(ORDER.no)
    assert wechat.refund(ORDER) == Return(trouble=Trouble.ELSEWHERE)
    assert wechat.returned(ORDER) is None


def test_a_closed_refund_that_arrived_after_all_is_heard_of_under_a_later_number(
    wechat: Provider, gate: Paygate
) -> None:
    """Row 73: and nothing is asked under the later one."""
    trade = paid(wechat, gate)
    trade.refund_fault = "CLOSED"
    assert wechat.refund(ORDER).trouble == Trouble.CLOSED
    third = msgspec.structs.replace(ORDER, refund=a_refund(no=f"{ORDER.no}R3"))
    assert wechat.returned(third) is None
    trade.closed_refunds.clear()
    trade.refund_state, trade.refunded_at = "SUCCESS", gate.ledger.clock()
    assert wechat.refund(third).at
    assert trade.refund_no == f"{ORDER.no}R"


def test_a_refund_that_is_refused_for_our_own_fault_is_asked_again(wechat: Provider, gate: Paygate) -> None:
    opened(wechat, gate)
    gate.ledger.pay(ORDER.no)
    wechat._pay._core._merchant = msgspec.structs.replace(wechat._merchant, serial="0" * 40)
    with pytest.raises(ChannelBusyError):
        wechat.refund(ORDER)
