"""How an order moves whose money goes back: by the channel, or by hand where that gives nothing back any more."""

from typing import Any

import msgspec
import pytest

from chalicelib.domain import refund_moves, refunds
from chalicelib.domain.audit import CLOCK
from chalicelib.domain.errors import ForbiddenError, IncompleteError, WrongStateError
from chalicelib.domain.instants import DAY, HOUR, MINUTE, SECOND, later
from chalicelib.domain.orders import Order, OrderState
from chalicelib.domain.refunds import ENDABLE, Trouble
from tests.builders import CITY_REVIEWER, NOW, SCHOOL_REVIEWER
from tests.money import a_proof, a_refund, an_order


def refunding(**changes: Any) -> Order:
    return an_order(state=OrderState.REFUNDING, proof=a_proof(), refund=a_refund(**changes))


def test_a_refund_needs_two_people() -> None:
    """Row 73."""
    asked = refund_moves.asked(an_order(state=OrderState.PAID, proof=a_proof()), "误缴", SCHOOL_REVIEWER, NOW)
    assert asked.after.state == OrderState.PAID
    same = msgspec.structs.replace(SCHOOL_REVIEWER, id="another-account")
    with pytest.raises(ForbiddenError):
        refund_moves.approved(asked.after, same, NOW)
    agreed = refund_moves.approved(asked.after, CITY_REVIEWER, NOW)
    assert agreed.after.refund
    assert (agreed.after.state, agreed.after.refund.approved_by) == (OrderState.REFUNDING, CITY_REVIEWER)
    assert (agreed.takes_lock, agreed.frees_lock) == (False, False)


def test_nobody_approves_what_nobody_asked_for() -> None:
    with pytest.raises(WrongStateError):
        refund_moves.approved(an_order(state=OrderState.PAID, proof=a_proof()), CITY_REVIEWER, NOW)


@pytest.mark.parametrize("reason", ["", "  ", "字" * 81, "a\u202eb"])
def test_a_refund_says_why_in_80_characters(reason: str) -> None:
    with pytest.raises(IncompleteError) as refused:
        refund_moves.asked(an_order(state=OrderState.PAID, proof=a_proof()), reason, SCHOOL_REVIEWER, NOW)
    assert refused.value.fields[0].field == "reason"


def test_a_refund_that_arrived_frees_what_was_owed_and_is_told_once() -> None:
    order = an_order(state=OrderState.REFUNDING, proof=a_proof(), refund=a_refund())
    move = refund_moves.repaid(order, NOW, CLOCK, NOW)
    assert move
    assert (move.after.state, move.frees_lock) == (OrderState.REFUNDED, True)
    assert move.message
    assert refund_moves.repaid(move.after, NOW, CLOCK, NOW) is None


@pytest.mark.parametrize("trouble", Trouble)
def test_what_is_in_the_way_of_a_refund_is_noted_once(trouble: Trouble) -> None:
    order = an_order(state=OrderState.REFUNDING, proof=a_proof(), refund=a_refund())
    first = refund_moves.stalled(order, trouble, CLOCK, NOW)
    assert first
    assert first.after.refund
    second = refund_moves.stalled(first.after, trouble, CLOCK, NOW)
    if trouble != Trouble.CLOSED:
        assert (first.after.refund.no, second) == (f"{order.no}R", None)
        return
    assert second
    assert second.after.refund
    assert [first.after.refund.no, second.after.refund.no] == [f"{order.no}R2", f"{order.no}R3"]


def test_nothing_is_in_the_way_of_a_refund_that_arrived() -> None:
    order = an_order(state=OrderState.REFUNDED, proof=a_proof(), refund=a_refund())
    assert refund_moves.stalled(order, Trouble.ABNORMAL, CLOCK, NOW) is None


def test_what_goes_on_again_is_nobodys_business_any_more_and_stays_on_record() -> None:
    """A refund under its second number was still told as closed."""
    stalled = refund_moves.stalled(refunding(), Trouble.CLOSED, CLOCK, NOW)
    assert stalled
    move = refund_moves.resumed(stalled.after, CLOCK, NOW)
    assert move
    assert move.after.refund
    assert (move.after.refund.hindrance, move.after.refund.trouble) == (None, Trouble.CLOSED)
    assert refund_moves.resumed(move.after, CLOCK, NOW) is None
    again = refund_moves.stalled(move.after, Trouble.CLOSED, CLOCK, NOW)
    assert again
    assert again.after.refund
    assert (again.after.refund.hindrance, again.after.refund.no[-2:]) == (Trouble.CLOSED, "R3")


@pytest.mark.parametrize(
    ("trouble", "told", "ended"),
    [
        (None, "原路退回", "已原路退回。"),
        (Trouble.CLOSED, "原路退回", "已原路退回。"),
        (Trouble.ABNORMAL, "留意收款账户", "已退回考生的其他账户（原付款账户收不了款）。"),
    ],
)
def test_where_the_money_went_is_told_as_it_is(trouble: Trouble | None, told: str, ended: str) -> None:
    order = refunding(trouble=trouble)
    assert order.refund
    assert refunds.end_text(order.refund) == ""
    move = refund_moves.repaid(order, NOW, CLOCK, NOW)
    assert move
    assert move.message
    assert move.after.refund
    assert told in move.message.text
    assert refunds.end_text(move.after.refund) == ended


@pytest.mark.parametrize("trouble", sorted(ENDABLE))
def test_two_people_end_what_the_channel_gives_back_no_more(trouble: Trouble) -> None:
    """Row 73: it frees what was owed, and the candidate hears how the money came."""
    said = refund_moves.asked_by_hand(refunding(trouble=trouble), "已转账", SCHOOL_REVIEWER, NOW)
    assert (said.after.state, said.frees_lock) == (OrderState.REFUNDING, False)
    soon = later(NOW, MINUTE)
    with pytest.raises(ForbiddenError):
        refund_moves.repaid_by_hand(said.after, msgspec.structs.replace(SCHOOL_REVIEWER, id="another"), soon)
    move = refund_moves.repaid_by_hand(said.after, CITY_REVIEWER, soon)
    assert (move.after.state, move.frees_lock) == (OrderState.REFUNDED, True)
    assert move.message
    assert "没有原路退回，复旦大学已另行退还" in move.message.text
    assert move.after.refund
    assert (move.after.refund.done_at, move.after.refund.ended_at) == (None, soon)
    assert refunds.end_text(move.after.refund) == "已由学校另行退还，没有经过支付渠道。"
    assert refund_moves.repaid(move.after, NOW, CLOCK, NOW) is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "渠道仍可能退给考生"),
        ({"trouble": Trouble.CLOSED, "resumed_at": NOW}, "渠道仍可能退给考生"),
        ({"trouble": Trouble.ABNORMAL}, "款项停在渠道"),
    ],
)
def test_while_the_channel_may_still_pay_nobody_ends_it_by_hand(changes: Any, words: str) -> None:
    """Row 73: or the money would go back twice."""
    order = refunding(**changes)
    with pytest.raises(WrongStateError, match=words):
        refund_moves.asked_by_hand(order, "已转账", SCHOOL_REVIEWER, NOW)


@pytest.mark.parametrize("state", [OrderState.PAID, OrderState.REFUNDED])
def test_only_what_is_going_back_is_ended_by_hand(state: OrderState) -> None:
    order = an_order(state=state, proof=a_proof(), refund=a_refund(trouble=Trouble.REFUSED))
    with pytest.raises(WrongStateError):
        refund_moves.asked_by_hand(order, "已转账", SCHOOL_REVIEWER, NOW)


@pytest.mark.parametrize("wait", [0, 59 * SECOND, 23 * HOUR])
def test_nobody_agrees_while_somebody_may_be_asking_the_channel(wait: int) -> None:
    """Row 73: whoever read the order before is done after a minute; after a day it is asked anew."""
    said = refund_moves.asked_by_hand(refunding(trouble=Trouble.REFUSED), "已转账", SCHOOL_REVIEWER, NOW)
    assert said.after.refund
    with pytest.raises(WrongStateError, match="满 1 分钟"):
        refund_moves.repaid_by_hand(said.after, CITY_REVIEWER, later(NOW, wait))
    assert not refunds.is_due(said.after.refund, said.after.since, later(NOW, wait))
    assert refunds.is_due(said.after.refund, said.after.since, later(NOW, DAY))


def test_news_of_the_channel_take_back_what_was_said() -> None:
    said = refund_moves.asked_by_hand(refunding(trouble=Trouble.REFUSED), "已转账", SCHOOL_REVIEWER, NOW).after
    for move in (
        refund_moves.resumed(said, CLOCK, NOW),
        refund_moves.stalled(said, Trouble.ABNORMAL, CLOCK, NOW),
        refund_moves.repaid(said, NOW, CLOCK, NOW),
    ):
        assert move
        assert move.after.refund
        assert move.after.refund.by_hand is None
