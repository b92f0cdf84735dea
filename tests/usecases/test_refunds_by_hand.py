"""A refund that the channel does not carry out is ended by two people, once it can pay no more."""

from typing import Any

import pytest

from chalicelib.domain.errors import (
    ConflictError,
    ForbiddenError,
    IncompleteError,
    StepUpRequiredError,
    UnknownError,
    WrongStateError,
)
from chalicelib.domain.ids import No, SchoolCode
from chalicelib.domain.instants import DAY, HOUR, MINUTE, SECOND
from chalicelib.domain.orders import ChannelBusyError, OrderState
from chalicelib.domain.refunds import ENDABLE, Trouble
from chalicelib.domain.staff import Role, Staff
from chalicelib.storage import messages, orders
from chalicelib.usecases.orders.list_orders import list_orders
from chalicelib.usecases.orders.reconcile_day import reconcile_day
from chalicelib.usecases.orders.refund_by_hand import approve_by_hand, ask_by_hand
from chalicelib.usecases.orders.refund_order import Cashier
from chalicelib.usecases.orders.show_for_office import show_for_office
from infra.local.simulated import Simulated
from tests.builders import CID
from tests.checked import violations
from tests.money import CASE
from tests.usecases.orders import at, order, pay, state, sweep, tell
from tests.usecases.test_refunds import APPROVER, ASKER, DAY_OF, approve, ask, staff

SAID, AGREED = 3 * HOUR, 3 * HOUR + MINUTE


@pytest.fixture(params=sorted(ENDABLE))
def stuck(channel: Simulated, request: pytest.FixtureRequest) -> No:
    """Approved two hours ago, and the channel does not do it."""
    return refused(channel, request.param)


def refused(channel: Simulated, trouble: Trouble) -> No:
    made = pay()
    channel.pay(made.no, at(SECOND))
    tell(channel, made.no, SECOND)
    ask(made.no)
    channel.trouble = trouble
    approve(made.no)
    return made.no


def say(no: No, by: Staff = ASKER, after: int = SAID, reason: str = "已转账") -> Any:
    return ask_by_hand(Cashier(by, at(after)), (no, order(no).ver), reason, at(after))


def agree(no: No, by: Staff = APPROVER, after: int = AGREED, **changes: Any) -> Any:
    given = {"ver": order(no).ver, "mfa_at": at(after)} | changes
    return approve_by_hand(Cashier(by, given["mfa_at"]), (no, given["ver"]), at(after))


def test_two_people_end_it_and_the_fee_can_be_paid_again(channel: Simulated, stuck: No) -> None:
    """Row 73: the application stood still for good, as nothing else frees what is owed."""
    with pytest.raises(WrongStateError, match="正在退款"):
        pay(SAID)
    said = say(stuck)
    assert (said.by_hand.asked_by, said.by_hand.reason, said.by_hand.approved_by) == (ASKER.name, "已转账", "")
    may = [show_for_office(one, stuck, at(AGREED)).can for one in (ASKER, APPROVER, staff(3, role=Role.REVIEWER))]
    assert [(one.ask_by_hand, one.approve_by_hand) for one in may] == [(True, False), (True, True), (False, False)]
    done = agree(stuck)
    assert (done.order.state, done.trouble, done.went_back[:7]) == (OrderState.REFUNDED, "", "已由学校另行退")
    assert (done.order.refund.is_by_hand, done.order.refund.done_at) == (True, at(AGREED))
    assert orders.holder(CID, CASE) is None
    assert not [one for one in violations(at(AGREED)) if one.invariant in ("I20", "I23", "I24")]
    assert reconcile_day(DAY_OF, at(DAY)).waiting == ()
    assert "已另行退还" in messages.page(CID).messages[0][1].text
    assert [one.can_pay for one in list_orders(CID, 1, at(AGREED)).dues] == [True]
    assert pay(AGREED).no != stuck
    channel.trouble = None
    assert sweep(2 * DAY)
    assert channel.accounts[stuck].returned == 0


def test_said_or_agreed_to_twice_by_the_same_it_is_done_once(channel: Simulated, stuck: No) -> None:
    ver = order(stuck).ver
    first = say(stuck)
    assert ask_by_hand(Cashier(ASKER, at(0)), (stuck, ver), "已转账", at(SAID)) == first
    ver = order(stuck).ver
    assert [agree(stuck, ver=ver).order.state for _ in range(2)] == [OrderState.REFUNDED] * 2


def test_it_is_the_business_of_two_of_the_office_of_that_school(channel: Simulated, stuck: No) -> None:
    """Row 73."""
    for by, error in (
        (staff(3, role=Role.REVIEWER), ForbiddenError),
        (staff(3, schools=(SchoolCode("X04"),)), UnknownError),
        (staff(3, person=order(stuck).person), UnknownError),
    ):
        with pytest.raises(error):
            say(stuck, by)
    say(stuck)
    for by in (ASKER, staff(9, person=ASKER.person), staff(3, role=Role.REVIEWER)):
        with pytest.raises(ForbiddenError):
            agree(stuck, by)
    with pytest.raises(StepUpRequiredError):
        agree(stuck, mfa_at=at(HOUR))
    with pytest.raises(ConflictError):
        agree(stuck, ver=order(stuck).ver - 1)
    with pytest.raises(WrongStateError, match="满 1 分钟"):
        agree(stuck, after=SAID + 59 * SECOND)
    assert not show_for_office(APPROVER, stuck, at(SAID + 59 * SECOND)).can.approve_by_hand
    assert state(stuck) == OrderState.REFUNDING


def test_it_says_why(channel: Simulated, stuck: No) -> None:
    with pytest.raises(IncompleteError):
        say(stuck, reason=" ")


def test_what_lies_at_the_channel_is_ended_there_first(channel: Simulated) -> None:
    """Row 73: the merchant may still send it to another card of the payer's."""
    no = refused(channel, Trouble.ABNORMAL)
    assert not show_for_office(ASKER, no, at(SAID)).can.ask_by_hand
    with pytest.raises(WrongStateError, match="先在商户平台处理"):
        say(no)


def test_from_then_on_the_channel_is_not_asked_to_pay(channel: Simulated) -> None:
    """Row 73: or the money would go back twice. After a day nothing was said, and it is asked anew."""
    no = refused(channel, Trouble.REFUSED)
    say(no, after=2 * HOUR + 23 * HOUR)
    channel.trouble = None
    assert sweep(2 * HOUR + DAY) == {}
    assert channel.accounts[no].refunds == {}
    with pytest.raises(WrongStateError, match="请重新提出"):
        agree(no, after=2 * HOUR + 46 * HOUR)
    assert sweep(2 * HOUR + 47 * HOUR) == {"moved": 1}
    assert state(no) == OrderState.REFUNDED
    assert channel.accounts[no].returned == 5000


@pytest.mark.parametrize("is_done", [True, False])
def test_whoever_agrees_hears_what_the_channel_did_meanwhile(channel: Simulated, is_done: bool) -> None:
    """Row 73: an ask that nobody answered was heard nevertheless."""
    no = refused(channel, Trouble.REFUSED)
    say(no)
    channel.trouble, channel.refunds_wait = None, not is_done
    channel.refund(order(no))
    with pytest.raises(ConflictError, match="新的进展"):
        agree(no)
    assert state(no) == (OrderState.REFUNDED if is_done else OrderState.REFUNDING)
    refund = order(no).refund
    assert refund
    assert (refund.by_hand, refund.hindrance) == (None, None)
    with pytest.raises(WrongStateError):
        say(no, after=AGREED)


def test_while_the_channel_says_nothing_nobody_agrees(channel: Simulated, monkeypatch: pytest.MonkeyPatch) -> None:
    def unanswered(*_: Any) -> None:
        raise ChannelBusyError

    no = refused(channel, Trouble.REFUSED)
    say(no)
    monkeypatch.setattr(channel, "returned", unanswered)
    with pytest.raises(ChannelBusyError):
        agree(no)
    assert state(no) == OrderState.REFUNDING
