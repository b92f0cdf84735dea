"""From the school's pass to the signature: the fee that it asks, who takes it, and those who do not pay.

M3.2-10, rows 66-72.
"""

from typing import Any

import pytest

from chalicelib.domain import fees, refund_moves
from chalicelib.domain.decisions import ItemVerdict
from chalicelib.domain.errors import WrongStateError
from chalicelib.domain.ids import No
from chalicelib.domain.instants import DAY, HOUR, MINUTE, SECOND
from chalicelib.domain.orders import OrderState
from chalicelib.domain.reviews import RETURN
from chalicelib.domain.statuses import FeeState, State
from chalicelib.storage import cases, orders
from chalicelib.usecases.clock.follow_windows import follow_windows
from chalicelib.usecases.graduations.show_graduation import SentView, show_graduation
from chalicelib.usecases.home.show_home import show_home
from chalicelib.usecases.messages.show_messages import show_messages
from chalicelib.usecases.orders.list_orders import list_orders
from infra.local.simulated import Simulated
from tests.builders import CID, CITY_REVIEWER, SCHOOL_REVIEWER
from tests.checked import violations
from tests.money import set_desks
from tests.usecases.acting import CITY_DESK, SCHOOL_DESK, decide
from tests.usecases.acting import at as asking
from tests.usecases.graduating import again, approve, channel, passing, submit
from tests.usecases.orders import at, pay, state, sweep, tell

__all__ = ["channel"]

FEE_CLOSES = 6 * DAY
MONEY = {"I3", "I4", "I5", "I20", "I21", "I22", "I23", "I24", "I25", "T4", "T5", "T7"}
LAPSED = FEE_CLOSES + HOUR + MINUTE
MENDING_ENDS = 13 * DAY + MINUTE


def fee(no: No) -> FeeState:
    return cases.load(CID, no).case.fee


def sent(after: int = 0) -> SentView:
    shown = show_graduation(CID, 1, 1, at(after)).sent
    assert shown
    return shown


def steps(after: int = 0) -> list[tuple[str, str]]:
    return [(one.key, one.state) for one in sent(after).track]


def newest() -> Any:
    return show_messages(CID, 1, "", at(DAY)).messages[0]


def misfits(after: int) -> set[str]:
    """Of money, orders and cases; the people here are on no register."""
    return {one.invariant for one in violations(at(after))} & MONEY


def paid(channel: Simulated, no: No, after: int = HOUR) -> No:
    order = pay(after, case=no)
    assert channel.pay(order.no, at(after + SECOND))
    tell(channel, order.no, after + SECOND)
    return order.no


def test_the_schools_pass_asks_the_fee_and_paying_opens_the_signature(channel: Simulated) -> None:
    no = submit()
    assert steps()[:4] == [("submitted", "done"), ("school", "now"), ("due", "ahead"), ("paid", "ahead")]
    approve(no)
    owed = sent(HOUR)
    assert owed.due
    assert (owed.fee, owed.due.can_pay, owed.due.amount) == (FeeState.DUE, True, 5000)
    assert steps(HOUR)[:4] == [("submitted", "done"), ("school", "done"), ("due", "now"), ("paid", "ahead")]
    assert newest().text.endswith("请在缴费时间内完成缴费。")
    assert [one.kind for one in show_home(CID, 1, 1, at(HOUR)).attention] == ["fee"]
    with pytest.raises(WrongStateError):
        decide(no, "pass", **passing(no, SCHOOL_DESK))
    paid(channel, no)
    assert (fee(no), sent(2 * HOUR).due) == (FeeState.PAID, None)
    assert [state for _, state in steps(2 * HOUR)][:5] == ["done", "done", "done", "done", "now"]
    approve(no)
    assert approve(no, CITY_DESK)["state"] == State.APPROVED
    assert misfits(2 * DAY) == set()


def test_a_pass_that_leaves_no_day_to_pay_names_the_school_and_holds_nobody_up() -> None:
    no = submit()
    decide(no, "pass", after=FEE_CLOSES - DAY + MINUTE, **passing(no, SCHOOL_DESK))
    assert (fee(no), follow_windows(at(LAPSED)).lapsed) == (FeeState.AT_SCHOOL, 0)
    assert newest().text.endswith("请向复旦大学咨询缴费办法，咨询电话 021-65640000。")
    told = {one.kind: one.text for one in show_home(CID, 1, 1, at(LAPSED)).attention}
    assert told["owed"] == "请在现场签字前缴清，请向主考学校咨询缴费办法，复旦大学电话 021-65640000"
    approve(no)
    assert approve(no, CITY_DESK)["state"] == State.APPROVED


def test_a_pass_a_day_before_the_end_still_asks_the_fee_here() -> None:
    no = submit()
    decide(no, "pass", after=FEE_CLOSES - DAY, **passing(no, SCHOOL_DESK))
    assert (fee(no), sent(FEE_CLOSES - DAY).due.can_pay) == (FeeState.DUE, True)


@pytest.mark.parametrize("is_channel_off", [False, True])
def test_where_nothing_is_paid_here_the_school_is_named_and_nobody_is_held_up(
    is_channel_off: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """M3.2-10: if there is no prompt, whom to ask."""
    set_desks(online=is_channel_off)
    if is_channel_off:
        monkeypatch.undo()
    no = submit()
    approve(no)
    assert newest().text.endswith("请向复旦大学咨询缴费办法，咨询电话 021-65640000。")
    shown = sent(HOUR)
    assert shown.due
    assert (shown.fee, shown.due.online, shown.due.phone) == (FeeState.AT_SCHOOL, False, "021-65640000")
    assert {one.kind: one.text for one in show_home(CID, 1, 1, at(HOUR)).attention} == {
        "signature": "请带证件到主考学校核对，并在《毕业生登记表》上签字",
        "owed": "请在现场签字前缴清，请向主考学校咨询缴费办法，复旦大学电话 021-65640000",
    }
    approve(no)
    assert (sent(HOUR).due, list_orders(CID, 1, at(HOUR)).dues) == (None, ())
    assert approve(no, CITY_DESK)["state"] == State.APPROVED


def test_who_does_not_pay_goes_back_and_money_that_comes_then_is_given_back(channel: Simulated) -> None:
    """Row 72."""
    no = submit()
    approve(no)
    order = pay(FEE_CLOSES - HOUR, case=no).no
    assert [follow_windows(at(after)).lapsed for after in (HOUR, LAPSED)] == [0, 1]
    case = cases.load(CID, no).case
    assert (case.state, case.fee) == (State.RETURNED, FeeState.NONE)
    assert channel.pay(order, at(FEE_CLOSES - MINUTE))
    tell(channel, order, LAPSED + SECOND)
    assert (state(order), fee(no)) == (OrderState.REFUNDED, FeeState.NONE)
    assert misfits(LAPSED + HOUR) == set()


def test_what_lapses_after_the_time_for_mending_is_over_in_the_same_run() -> None:
    """The clock was away for long: run once more, it finds nothing left to do."""
    no = submit()
    approve(no)
    runs = [follow_windows(at(MENDING_ENDS)) for _ in range(2)]
    assert [(run.lapsed, run.expired) for run in runs] == [(1, 1), (0, 0)]
    assert cases.load(CID, no).case.state == State.EXPIRED


def test_whoever_lapsed_may_ask_again_and_pay_in_the_next_time(channel: Simulated) -> None:
    no = submit()
    approve(no)
    left = pay(FEE_CLOSES - HOUR, case=no).no
    assert follow_windows(at(LAPSED)).lapsed == 1
    assert sweep(LAPSED + HOUR)
    assert state(left) == OrderState.CLOSED
    assert again(no, cases.load(CID, no).case.ver)["round"] == 2
    approve(no)
    assert fee(no) == FeeState.DUE
    assert state(paid(channel, no)) == OrderState.PAID
    assert fee(no) == FeeState.PAID


def test_what_was_paid_is_not_asked_again_in_the_next_round(channel: Simulated) -> None:
    no = submit()
    approve(no)
    paid(channel, no)
    approve(no)
    decide(no, RETURN, CITY_DESK, items=(ItemVerdict(part=0, reasons=("GR16",)),))
    assert again(no, cases.load(CID, no).case.ver, op=asking(DAY))["round"] == 2
    approve(no)
    assert (fee(no), sent(2 * DAY).due) == (FeeState.PAID, None)
    assert newest().text == "主考学校初审通过，等待到主考学校现场签字。"


def test_a_fee_that_goes_back_after_the_time_for_paying_is_told_without_a_promise(channel: Simulated) -> None:
    no = submit()
    approve(no)
    give_back(paid(channel, no), LAPSED)
    assert newest().text.endswith("缴费时间已过的，申请会退回给您；主考学校已改为自行收费的，会另行通知您向学校缴费。")
    assert follow_windows(at(LAPSED + HOUR + MINUTE)).lapsed == 1
    assert newest().title.endswith("缴费时间已过")
    assert newest().text.startswith("本平台没有收到费用，或费用已经退回，本次审核已退回。如需继续办理，请在 ")


def test_the_way_of_what_lapsed_stops_at_the_fee() -> None:
    no = submit()
    approve(no)
    follow_windows(at(LAPSED))
    found = {one.key: one for one in sent(LAPSED).track}
    assert [one.state for one in found.values()] == ["done", "done", "failed", "ahead", "ahead", "ahead", "ahead"]
    assert found["due"].at == cases.load(CID, no).case.since


def test_what_was_paid_stays_on_the_way_in_every_round(channel: Simulated) -> None:
    no = submit()
    approve(no)
    assert sent(HOUR).state_text == "待缴费"
    paid(channel, no)
    day = cases.load(CID, no).case.since
    decide(no, RETURN, items=(ItemVerdict(part=0, reasons=("GR16",)),))
    assert {one.key: (one.state, one.at) for one in sent(DAY).track}["paid"] == ("done", day)
    again(no, cases.load(CID, no).case.ver, op=asking(DAY))
    assert steps(DAY)[1:5] == [("school", "now"), ("due", "done"), ("paid", "done"), ("signature", "ahead")]
    assert sent(DAY).track[0].at == at(DAY)
    approve(no)
    assert {one.key: (one.state, one.at) for one in sent(DAY).track}["paid"] == ("done", day)


def test_the_way_of_a_refund_that_lapses_stops_at_the_fee_and_keeps_the_signature(channel: Simulated) -> None:
    no = submit()
    approve(no)
    order = paid(channel, no)
    approve(no)
    give_back(order, LAPSED)
    assert steps(LAPSED)[2:6] == [("due", "now"), ("paid", "ahead"), ("signature", "done"), ("city", "ahead")]
    follow_windows(at(LAPSED + HOUR + MINUTE))
    assert steps(LAPSED + DAY)[2:6] == [("due", "failed"), ("paid", "ahead"), ("signature", "done"), ("city", "ahead")]


def give_back(no: No, after: int) -> None:
    """Asked for, and an hour later approved."""
    asked = orders.commit(refund_moves.asked(orders.load(CID, no), "误缴", SCHOOL_REVIEWER, at(after)))
    move = refund_moves.approved(asked, CITY_REVIEWER, at(after + HOUR))
    case = cases.load(CID, asked.case).case
    orders.commit(move, fees.refunded(case, CITY_REVIEWER, at(after + HOUR), order=no))
