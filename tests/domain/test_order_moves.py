"""How an order moves: each step once, whatever is told how often, and every step on record."""

from typing import Any

import pytest

from chalicelib.domain import order_moves
from chalicelib.domain.audit import CLOCK, chained
from chalicelib.domain.errors import WindowClosedError
from chalicelib.domain.instants import HOUR, Instant, later
from chalicelib.domain.order_moves import Outside, Plan
from chalicelib.domain.orders import AmountDiffersError, Intent, OrderState, Way
from tests.builders import CANDIDATE, NOW, a_number
from tests.money import a_due, a_proof, an_order

PLAN = Plan(no=a_number(70), provider="simulated", way=Way.NATIVE)
UNPAID = (OrderState.CREATED, OrderState.PREPAY, OrderState.CLOSING)


def receive(state: OrderState, *, is_wanted: bool = True, **changes: Any) -> Any:
    return order_moves.received(an_order(state=state), a_proof(**changes), CLOCK, NOW, is_wanted=is_wanted)


def test_an_order_keeps_what_was_owed_when_it_was_made() -> None:
    """Row 71: the amount comes from the table, not from a browser."""
    move = order_moves.created(a_due(), PLAN, CANDIDATE, NOW)
    assert (move.after.amount, move.after.case, move.after.person) == (5000, a_number(1), "person-1")
    assert (move.after.state, move.after.ver, move.outside) == (OrderState.CREATED, 1, Outside.OPEN)
    assert move.takes_lock
    assert not move.frees_lock


@pytest.mark.parametrize(("left", "life"), [(HOUR, HOUR), (5 * HOUR, 2 * HOUR)])
def test_an_order_lives_two_hours_and_never_beyond_the_deadline(left: int, life: int) -> None:
    move = order_moves.created(a_due(deadline=later(NOW, left)), PLAN, CANDIDATE, NOW)
    assert move.after.expires == later(NOW, life)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"online": False}, "毕业审定费不在本平台缴纳，请向复旦大学咨询"),
        ({"is_open": False}, "不在毕业审定费的缴费时间内"),
        ({"deadline": None, "is_open": False}, "不在毕业审定费的缴费时间内"),
    ],
)
def test_what_cannot_be_paid_here_and_now_makes_no_order(changes: Any, words: str) -> None:
    with pytest.raises(WindowClosedError, match=words):
        order_moves.created(a_due(**changes), PLAN, CANDIDATE, NOW)


def test_an_address_is_noted_once_and_replaced_by_a_new_one() -> None:
    intent = Intent(url="weixin://1", until=later(NOW, HOUR))
    move = order_moves.opened(an_order(state=OrderState.CREATED), intent, CANDIDATE, NOW)
    assert move
    assert move.after.state == OrderState.PREPAY
    assert order_moves.opened(move.after, intent, CANDIDATE, NOW) is None
    again = order_moves.opened(move.after, Intent(url="weixin://2", until=later(NOW, HOUR)), CANDIDATE, NOW)
    assert again
    assert again.after.intent == Intent(url="weixin://2", until=later(NOW, HOUR))


@pytest.mark.parametrize("state", UNPAID)
def test_wanted_money_pays_whatever_was_on_its_way_to_be_closed(state: OrderState) -> None:
    move = receive(state)
    assert (move.after.state, move.after.proof, move.outside) == (OrderState.PAID, a_proof(), None)


@pytest.mark.parametrize(("state", "is_wanted"), [*((state, False) for state in UNPAID), (OrderState.CLOSED, True)])
def test_money_that_comes_late_or_for_nothing_is_kept(state: OrderState, is_wanted: bool) -> None:
    """Row 72."""
    move = receive(state, is_wanted=is_wanted)
    assert move.after.state == OrderState.PAID_LATE
    assert move.frees_lock is (state != OrderState.CLOSED)


@pytest.mark.parametrize("state", [OrderState.PAID, OrderState.PAID_LATE, OrderState.REFUNDING, OrderState.REFUNDED])
def test_the_same_news_again_is_nothing_new(state: OrderState) -> None:
    """Row 67."""
    order = an_order(state=state, proof=a_proof())
    assert order_moves.received(order, a_proof(), CLOCK, NOW, is_wanted=True) is None


@pytest.mark.parametrize("changes", [{"amount": 4999}, {"amount": 1}, {"currency": "USD"}, {"no": a_number(71)}])
@pytest.mark.parametrize("state", OrderState)
def test_money_that_is_not_this_orders_moves_nothing(state: OrderState, changes: Any) -> None:
    with pytest.raises(AmountDiffersError):
        receive(state, **changes)


def test_late_money_pays_what_is_still_owed_and_takes_the_lock_again() -> None:
    late = an_order(state=OrderState.PAID_LATE, proof=a_proof())
    move = order_moves.settled(late, CLOCK, NOW, is_wanted=True)
    assert move
    assert (move.after.state, move.takes_lock) == (OrderState.PAID, True)


def test_money_that_nobody_owed_goes_back_by_rule_and_the_payer_is_told() -> None:
    late = an_order(state=OrderState.PAID_LATE, proof=a_proof())
    move = order_moves.settled(late, CLOCK, NOW, is_wanted=False)
    assert move
    assert move.after.refund
    assert (move.after.state, move.outside) == (OrderState.REFUNDING, Outside.REFUND)
    assert (move.after.refund.no, move.after.refund.asked_by) == (f"{late.no}R", None)
    assert not move.takes_lock
    assert move.message
    assert move.message.no == late.case


def test_every_step_follows_the_last_in_the_chain() -> None:
    made = order_moves.created(a_due(), PLAN, CANDIDATE, NOW)
    shut = order_moves.shut(made.after, CLOCK, Instant(NOW + 1))
    assert shut
    closed = order_moves.closed(shut.after, CLOCK, Instant(NOW + 2))
    assert closed
    last = ""
    for seq, move in enumerate((made, shut, closed), 1):
        assert move.event.seq == move.after.ver == seq
        assert move.event == chained(move.event, last)
        last = move.event.hash
    assert closed.after.chain == last
    assert closed.frees_lock
