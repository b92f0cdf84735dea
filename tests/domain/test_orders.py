"""Orders: every pair of state and deed is an edge of the table or refused, and when the sweep looks again."""

import itertools

import pytest

from chalicelib.domain.errors import WrongStateError
from chalicelib.domain.instants import DAY, HOUR, MINUTE, later
from chalicelib.domain.orders import LIVE, TEXTS, Deed, OrderState, Way, holds_lock, is_usable, next_look, transition
from chalicelib.domain.refunds import Trouble
from tests.builders import NOW
from tests.money import a_refund, an_order

# From, deed, to.
TABLE = """
-         create        created
created   open          prepay
prepay    open          prepay
created   shut          closing
prepay    shut          closing
closing   close         closed
created   pay           paid
prepay    pay           paid
closing   pay           paid
created   pay_late      paid_late
prepay    pay_late      paid_late
closing   pay_late      paid_late
closed    pay_late      paid_late
paid_late settle        paid
paid_late refund        refunding
paid      ask_refund    paid
paid      refund        refunding
refunding stall         refunding
refunding resume        refunding
refunding ask_by_hand   refunding
refunding repay         refunded
refunding repay_by_hand refunded
"""
EDGES = {(start, deed): end for start, deed, end in (line.split() for line in TABLE.split("\n") if line)}


@pytest.mark.parametrize(("state", "deed"), list(itertools.product([None, *OrderState], Deed)))
def test_the_edges_are_those_of_the_table(state: OrderState | None, deed: Deed) -> None:
    """architecture § 9."""
    expected = EDGES.get((state or "-", deed))
    if expected:
        assert transition(state, deed) == expected
    else:
        with pytest.raises(WrongStateError):
            transition(state, deed)


def test_every_state_has_its_word() -> None:
    assert set(TEXTS) == set(OrderState)
    assert TEXTS[OrderState.CLOSING] == TEXTS[OrderState.PAID_LATE] == "支付确认中"


@pytest.mark.parametrize("state", OrderState)
def test_what_is_owed_is_locked_while_it_may_be_paid_or_is(state: OrderState) -> None:
    locked = {OrderState.CREATED, OrderState.PREPAY, OrderState.CLOSING, OrderState.PAID}
    assert holds_lock(an_order(state=state)) is (state in locked)


def test_a_refund_that_was_asked_for_holds_the_lock_until_it_arrived_and_one_by_rule_never_did() -> None:
    asked, by_rule = a_refund(), a_refund(asked_by=None)
    assert holds_lock(an_order(state=OrderState.REFUNDING, refund=asked))
    assert not holds_lock(an_order(state=OrderState.REFUNDED, refund=asked))
    assert not holds_lock(an_order(state=OrderState.REFUNDING, refund=by_rule))


def test_an_unpaid_order_is_asked_about_after_1_5_30_and_60_minutes_and_at_its_end() -> None:
    """Row 69."""
    order, looks, now = an_order(), [], NOW
    for _ in range(5):
        now = next_look(order, now) or now
        looks.append((now - NOW) // MINUTE)
    assert looks == [1, 5, 30, 60, 120]
    assert next_look(order, later(NOW, DAY)) == order.expires


def test_what_is_half_done_is_looked_at_each_minute_and_what_is_settled_never() -> None:
    at = {state: next_look(an_order(state=state), NOW) for state in OrderState}
    assert at[OrderState.CLOSING] == at[OrderState.PAID_LATE] == later(NOW, MINUTE)
    assert [state for state, look in at.items() if look is None] == ["closed", "paid", "refunded"]


def test_a_refund_is_asked_about_until_it_arrived() -> None:
    order = an_order(state=OrderState.REFUNDING, refund=a_refund())
    assert next_look(order, NOW) == later(NOW, MINUTE)
    assert next_look(order, later(NOW, 2 * DAY)) == later(NOW, 3 * DAY)
    stalled = an_order(state=OrderState.REFUNDING, refund=a_refund(trouble=Trouble.REFUSED))
    assert next_look(stalled, NOW) == later(NOW, DAY)


def test_somebody_goes_on_with_an_order_only_in_its_own_way_and_time() -> None:
    order = an_order()
    assert is_usable(order, "simulated", Way.NATIVE, NOW)
    assert not is_usable(order, "simulated", Way.H5, NOW)
    assert not is_usable(order, "wechat", Way.NATIVE, NOW)
    assert not is_usable(order, "simulated", Way.NATIVE, later(NOW, 2 * HOUR))
    assert not any(is_usable(an_order(state=one), "simulated", Way.NATIVE, NOW) for one in set(OrderState) - LIVE)
