"""Money is for one application, and what is told of it is what can be done with it."""

from typing import Any

import msgspec
import pytest

from chalicelib.domain.decisions import ItemVerdict
from chalicelib.domain.errors import WindowClosedError, WrongStateError
from chalicelib.domain.ids import No
from chalicelib.domain.instants import DAY, HOUR, MINUTE, SECOND, later
from chalicelib.domain.orders import OrderState, Way
from chalicelib.domain.reviews import RETURN
from chalicelib.domain.staff import Role, Staff
from chalicelib.domain.statuses import FeeState, State
from chalicelib.domain.windows import Business
from chalicelib.storage import cases, windows
from chalicelib.usecases.applications.show_application import show_application
from chalicelib.usecases.applications.withdraw_application import withdraw_application
from chalicelib.usecases.clock.follow_windows import follow_windows
from chalicelib.usecases.graduations.show_graduation import show_graduation
from chalicelib.usecases.home.show_home import show_home
from chalicelib.usecases.orders.list_orders import list_orders
from chalicelib.usecases.orders.show_for_office import show_for_office
from infra.local.simulated import Simulated
from tests.builders import CANDIDATE, CID, NOW
from tests.stored import EDIT
from tests.usecases.acting import CITY_DESK, SCHOOL_DESK, decide
from tests.usecases.acting import at as asking
from tests.usecases.graduating import again, approve, channel, passing, submit
from tests.usecases.orders import at, order, pay, state, sweep, tell
from tests.usecases.test_graduation_fees import FEE_CLOSES, misfits
from tests.usecases.test_refunds import ASKER, ask
from tests.usecases.test_refunds import approve as agree

__all__ = ["channel"]


def fee(no: No) -> tuple[State, FeeState]:
    case = cases.load(CID, no).case
    return case.state, case.fee


def paid(channel: Simulated, no: No, after: int = HOUR) -> No:
    made = pay(after, case=no)
    assert channel.pay(made.no, at(after + SECOND))
    tell(channel, made.no, after + SECOND)
    return made.no


def returned(no: No) -> None:
    decide(no, RETURN, SCHOOL_DESK, items=(ItemVerdict(part=0, reasons=("GR16",)),))


def withdraw(no: No, after: int) -> Any:
    return withdraw_application(CANDIDATE, 1, no, cases.load(CID, no).case.ver, asking(after))


def graduating(*, closes: int, corrects: int) -> None:
    """The days of applying, others stay as they are."""
    current = windows.fresh()
    days = {"closes": later(NOW, closes), "corrects": later(NOW, corrects)}
    rows = tuple(
        msgspec.structs.replace(one, **days) if one.business == Business.GRADUATION else one for one in current.rows
    )
    windows.save(rows, seen=current.rev, edit=EDIT)
    windows.forget()


def test_what_is_paid_cannot_be_withdrawn_before_the_fee_went_back(channel: Simulated) -> None:
    no = submit()
    approve(no)
    order_no = paid(channel, no)
    returned(no)
    again(no, cases.load(CID, no).case.ver, op=asking(DAY))
    shown = show_application(CID, 1, no, at(DAY))
    assert (shown.can.withdraw, "请先向主考学校申请退费" in shown.next_text) == (False, True)
    with pytest.raises(WrongStateError, match="请先向主考学校申请退费"):
        withdraw(no, DAY + MINUTE)
    ask(order_no, after=DAY + HOUR)
    agree(order_no, after=DAY + 2 * HOUR)
    assert (fee(no), state(order_no)) == ((State.SUBMITTED, FeeState.NONE), OrderState.REFUNDED)
    assert show_application(CID, 1, no, at(DAY + 2 * HOUR)).can.withdraw
    withdraw(no, DAY + 3 * HOUR)
    assert misfits(2 * DAY) == set()


def test_an_order_of_an_expired_application_neither_pays_the_next_nor_stays(channel: Simulated) -> None:
    graduating(closes=2 * DAY, corrects=3 * DAY)
    first = submit()
    approve(first)
    old = paid(channel, first)
    returned(first)
    assert follow_windows(at(3 * DAY + MINUTE)).expired == 1
    assert fee(first) == (State.EXPIRED, FeeState.PAID)
    graduating(closes=5 * DAY, corrects=8 * DAY)
    second = submit(asking(3 * DAY + HOUR))
    decide(second, "pass", **passing(second, SCHOOL_DESK))
    new = paid(channel, second, 3 * DAY + 2 * HOUR)
    assert (order(new).case, fee(second)) == (second, (State.UNDER_REVIEW, FeeState.PAID))
    assert misfits(4 * DAY) == set()
    ask(old, after=4 * DAY)
    agree(old, after=4 * DAY + HOUR)
    assert (state(old), fee(first)) == (OrderState.REFUNDED, (State.EXPIRED, FeeState.NONE))
    assert (state(new), fee(second)) == (OrderState.PAID, (State.UNDER_REVIEW, FeeState.PAID))
    assert misfits(5 * DAY) == set()


def test_a_fee_that_is_on_its_way_back_is_not_offered_to_be_paid(channel: Simulated) -> None:
    channel.refunds_wait = True
    no = submit()
    approve(no)
    order_no = paid(channel, no)
    ask(order_no)
    agree(order_no)
    shown = show_graduation(CID, 1, 1, at(3 * HOUR)).sent
    assert shown
    assert shown.due
    assert (shown.due.can_pay, shown.due.is_going_back) == (False, True)
    assert [one.is_going_back for one in list_orders(CID, 1, at(3 * HOUR)).dues] == [True]
    assert [(one.kind, one.text) for one in show_home(CID, 1, 1, at(3 * HOUR)).attention] == [
        ("owed", "退款中，到账后才能重新支付")
    ]
    channel.finish_refund(order_no, at(DAY))
    assert sweep(DAY) == {"moved": 1}
    assert [(one.can_pay, one.is_going_back) for one in list_orders(CID, 1, at(DAY)).dues] == [(True, False)]


def test_in_the_last_minutes_an_open_order_goes_on_and_none_is_begun(channel: Simulated) -> None:
    no = submit()
    approve(no)
    last = FEE_CLOSES - MINUTE
    begun = pay(FEE_CLOSES - HOUR, case=no)
    [due] = list_orders(CID, 1, at(last)).dues
    assert due.can_pay is False
    with pytest.raises(WindowClosedError):
        pay(last, Way.H5, case=no)
    again_ = pay(last, case=no)
    assert (again_.no, again_.can_pay) == (begun.no, True)
    assert channel.pay(begun.no, at(last + SECOND))
    tell(channel, begun.no, last + SECOND)
    assert fee(no) == (State.UNDER_REVIEW, FeeState.PAID)


def told(order_no: No, by: Staff = ASKER) -> tuple[str, bool]:
    seen = show_for_office(by, order_no, at(2 * DAY))
    return seen.barred, seen.can.ask or seen.can.approve


def test_a_refund_is_not_even_asked_for_where_the_application_forbids_it(channel: Simulated) -> None:
    """Nor offered: the page says why instead."""
    no = submit()
    approve(no)
    order_no = paid(channel, no)
    assert told(order_no) == ("", True)
    returned(no)
    with pytest.raises(WrongStateError, match="已退回考生补正") as refused:
        ask(order_no)
    assert told(order_no) == (refused.value.message, False)
    again(no, cases.load(CID, no).case.ver, op=asking(DAY))
    for desk in (SCHOOL_DESK, SCHOOL_DESK, CITY_DESK):
        approve(no, desk)
    with pytest.raises(WrongStateError, match="已有审核结果"):
        ask(order_no, after=2 * DAY)
    assert "已有审核结果" in told(order_no)[0]
    assert told(order_no, msgspec.structs.replace(ASKER, role=Role.REVIEWER)) == ("", False)
    assert order(order_no).refund is None
