"""A fee goes back: asked by one, approved by another, done by the channel, however often it must be asked."""

from typing import Any

import msgspec
import pytest

from chalicelib.domain import refunds
from chalicelib.domain.errors import ConflictError, ForbiddenError, StepUpRequiredError, UnknownError, WrongStateError
from chalicelib.domain.ids import No, SchoolCode, StaffId
from chalicelib.domain.instants import DAY, HOUR, MINUTE, SECOND, shanghai
from chalicelib.domain.orders import ChannelBusyError, OrderState
from chalicelib.domain.refunds import TEXTS, Trouble
from chalicelib.domain.staff import Role, Staff
from chalicelib.domain.statuses import FeeState
from chalicelib.storage import orders
from chalicelib.usecases.orders.reconcile_day import reconcile_day
from chalicelib.usecases.orders.refund_order import Cashier, approve_refund, ask_refund
from chalicelib.usecases.orders.show_for_office import show_for_office
from chalicelib.usecases.orders.show_order import check_order
from chalicelib.usecases.orders.take_notice import take_notice
from infra.local import simulated
from infra.local.simulated import Simulated
from tests.builders import CID, NOW, SCHOOL
from tests.checked import violations
from tests.money import CASE
from tests.usecases.orders import at, fee, order, pay, state, sweep, tell


def staff(order_: int, **changes: Any) -> Staff:
    member = Staff(
        id=StaffId(f"{order_:032x}"),
        account=f"office-{order_}",
        name=f"财务{order_}·演示",
        role=Role.OFFICE,
        scope_kind="school",
        schools=(SCHOOL,),
        organisation="复旦大学",
        person=f"office-person-{order_}",
    )
    return msgspec.structs.replace(member, **changes)


DAY_OF = shanghai(NOW).date()
ASKER, APPROVER = staff(1), staff(2)


@pytest.fixture
def paid(channel: Simulated) -> No:
    made = pay()
    channel.pay(made.no, at(SECOND))
    tell(channel, made.no, SECOND)
    return made.no


def ask(no: No, by: Staff = ASKER, after: int = HOUR) -> Any:
    return ask_refund(Cashier(by, at(after)), (no, order(no).ver), "重复报名", at(after))


def approve(no: No, by: Staff = APPROVER, after: int = 2 * HOUR, **changes: Any) -> Any:
    given = {"ver": order(no).ver, "mfa_at": at(after)} | changes
    return approve_refund(Cashier(by, given["mfa_at"]), (no, given["ver"]), at(after))


def test_two_people_give_a_fee_back_and_it_is_owed_again(channel: Simulated, paid: No) -> None:
    """Row 73, I24, I25."""
    asked = ask(paid)
    assert (asked.order.state, asked.asked.asked_by, asked.order.refund) == (OrderState.PAID, ASKER.name, None)
    may = [show_for_office(one, paid, at(HOUR)).can for one in (ASKER, APPROVER, staff(3, role=Role.REVIEWER))]
    assert [(one.ask, one.approve) for one in may] == [(True, False), (True, True), (False, False)]
    done = approve(paid)
    assert (done.order.state, channel.accounts[paid].returned, fee()) == (OrderState.REFUNDED, 5000, FeeState.DUE)
    assert done.order.refund.done_at == at(2 * HOUR)
    assert orders.holder(CID, CASE) is None


def test_the_same_person_does_not_approve_what_he_asked_for(channel: Simulated, paid: No) -> None:
    """Row 73: by who stands behind an account, not by the account."""
    ask(paid)
    for by in (ASKER, staff(9, person=ASKER.person)):
        with pytest.raises(ForbiddenError):
            approve(paid, by)
    assert (state(paid), channel.accounts[paid].returned) == (OrderState.PAID, 0)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.OPERATOR])
def test_giving_back_is_not_everybodys_business(channel: Simulated, paid: No, role: Role) -> None:
    with pytest.raises(ForbiddenError):
        ask(paid, staff(3, role=role))
    ask(paid)
    with pytest.raises(ForbiddenError):
        approve(paid, staff(3, role=role))


def test_another_school_and_the_payer_himself_find_no_such_order(channel: Simulated, paid: No) -> None:
    for stranger in (staff(3, schools=(SchoolCode("X04"),)), staff(3, person=order(paid).person)):
        with pytest.raises(UnknownError):
            show_for_office(stranger, paid, at(HOUR))
        with pytest.raises(UnknownError):
            ask(paid, stranger)
    assert show_for_office(staff(3, scope_kind="city", schools=()), paid, at(HOUR)).order.no == paid


def test_an_approval_wants_a_fresh_code_and_what_was_seen(channel: Simulated, paid: No) -> None:
    ask(paid)
    with pytest.raises(StepUpRequiredError):
        approve(paid, mfa_at=at(HOUR))
    with pytest.raises(ConflictError):
        approve(paid, ver=order(paid).ver - 1)


def test_asked_or_approved_twice_by_the_same_it_is_done_once(channel: Simulated, paid: No) -> None:
    ver = order(paid).ver
    first = ask_refund(Cashier(ASKER, at(0)), (paid, ver), "重复报名", at(HOUR))
    assert ask_refund(Cashier(ASKER, at(0)), (paid, ver), "重复报名", at(HOUR)) == first
    ver = order(paid).ver
    approved = [approve(paid, ver=ver).order.state for _ in range(2)]
    assert approved == [OrderState.REFUNDED] * 2
    assert channel.accounts[paid].returned == 5000


def test_a_refund_that_takes_its_time_is_asked_about_until_it_arrived(channel: Simulated, paid: No) -> None:
    channel.refunds_wait = True
    ask(paid)
    assert approve(paid).order.state == OrderState.REFUNDING
    assert sweep(2 * HOUR + MINUTE) == {"stayed": 1}
    with pytest.raises(WrongStateError, match="正在退款"):
        pay(3 * HOUR)
    channel.finish_refund(paid, at(DAY))
    assert sweep(DAY) == {"moved": 1}
    assert state(paid) == OrderState.REFUNDED
    assert pay(DAY).no != paid


def test_a_channel_that_does_not_answer_leaves_the_approval_standing(
    channel: Simulated, paid: No, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(paid)
    with monkeypatch.context() as broken:
        broken.setattr(Simulated, "refund", unanswered)
        assert approve(paid).order.state == OrderState.REFUNDING
        assert sweep(2 * HOUR + MINUTE) == {"failed": 1}
    assert sweep(2 * HOUR + 5 * MINUTE) == {"moved": 1}
    assert state(paid) == OrderState.REFUNDED


def unanswered(*_: Any) -> None:
    raise ChannelBusyError


def test_an_order_that_nobody_paid_is_not_given_back(channel: Simulated) -> None:
    with pytest.raises(WrongStateError):
        ask(pay().no)


@pytest.mark.parametrize("trouble", [Trouble.ABNORMAL, Trouble.CLOSED, Trouble.REFUSED])
def test_a_refund_that_does_not_go_through_reaches_people_and_is_asked_about_daily(
    channel: Simulated, paid: No, trouble: Trouble
) -> None:
    """Row 73: under the same number, but for one that the channel closed; until the money arrived."""
    ask(paid)
    channel.trouble = trouble
    told = approve(paid)
    number = f"{paid}R2" if trouble == Trouble.CLOSED else f"{paid}R"
    assert (told.order.state, told.trouble, told.order.refund.is_stalled) == ("refunding", TEXTS[trouble], True)
    assert [(one.no, one.text) for one in reconcile_day(DAY_OF, at(DAY)).waiting] == [(paid, TEXTS[trouble])]
    assert order(paid).refund.no == number
    assert sweep(DAY) == {}
    assert sweep(2 * HOUR + DAY) == {"moved" if trouble == Trouble.CLOSED else "stayed": 1}
    assert not [one for one in violations(at(2 * DAY)) if one.invariant in ("I23", "I24")]
    channel.mend(at(2 * DAY))
    assert sweep(2 * HOUR + 2 * DAY) == {"moved": 1}
    done = show_for_office(ASKER, paid, at(3 * DAY))
    assert (done.order.state, done.trouble, done.order.refund.is_stalled) == ("refunded", "", False)
    assert done.went_back == refunds.end_text(order(paid).refund)
    assert reconcile_day(DAY_OF, at(3 * DAY)).waiting == ()


def test_what_was_closed_and_goes_on_under_another_number_waits_for_nobody(channel: Simulated, paid: No) -> None:
    """Row 73: the office was told to fill up the account while the money was on its way."""
    ask(paid)
    channel.trouble = Trouble.CLOSED
    assert approve(paid).trouble
    channel.trouble, channel.refunds_wait = None, True
    assert sweep(2 * HOUR + DAY) == {"moved": 1}
    shown = show_for_office(ASKER, paid, at(2 * HOUR + DAY))
    assert (shown.trouble, shown.order.refund.is_stalled) == ("", False)
    assert reconcile_day(DAY_OF, at(2 * HOUR + DAY)).waiting == ()
    channel.finish_refund(paid, at(2 * HOUR + DAY))
    assert sweep(2 * HOUR + DAY + MINUTE) == {"moved": 1}
    assert channel.accounts[paid].refunds.keys() == {f"{paid}R", f"{paid}R2"}
    assert channel.accounts[paid].returned == 5000


def test_what_waits_for_people_is_asked_for_once_a_day_whoever_looks(channel: Simulated, paid: No) -> None:
    """Row 73: each look of the payer, each copy of a notice and each approval made another number."""
    ask(paid)
    channel.trouble = Trouble.CLOSED
    ver = order(paid).ver
    approve(paid, ver=ver)
    for minute in range(1, 4):
        check_order(CID, 1, paid, at(2 * HOUR + minute * MINUTE))
        take_notice(simulated.NAME, {}, channel.refund_notice(paid), at(2 * HOUR + minute * MINUTE))
        approve(paid, ver=ver, after=2 * HOUR + minute * MINUTE)
    assert order(paid).refund.no == f"{paid}R2"
    assert channel.accounts[paid].refunds.keys() == {f"{paid}R"}


def test_a_notice_of_money_that_arrived_after_all_is_believed_at_once(channel: Simulated, paid: No) -> None:
    ask(paid)
    channel.trouble = Trouble.CLOSED
    approve(paid)
    channel.finish_refund(paid, at(3 * HOUR))
    take_notice(simulated.NAME, {}, channel.refund_notice(paid), at(3 * HOUR))
    assert state(paid) == OrderState.REFUNDED
    assert channel.accounts[paid].refunds.keys() == {f"{paid}R"}
