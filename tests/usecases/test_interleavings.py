"""S11: whatever meets in whatever order, nobody pays twice for one thing, and no money that came is lost."""

import os
import sys
from collections import Counter
from collections.abc import Callable
from itertools import count
from typing import Any

import msgspec
import pytest

from chalicelib.domain import fees, order_moves, refund_moves, refunds
from chalicelib.domain.instants import Instant
from chalicelib.domain.orders import TRANSITIONS, Answer, Deed, Order, OrderState
from chalicelib.domain.refunds import Trouble
from chalicelib.domain.statuses import Event, State
from chalicelib.storage import orders
from chalicelib.usecases.orders import settling
from infra.local.simulated import Simulated
from tests.usecases.interleaved import ACTS, step, told

Patch = pytest.MonkeyPatch
LONG = bool(os.environ.get("KAOJI_LONG"))
FEW, MANY = 30, 3_000
# Of the case, and of whom the process dies under.
STEPS = {
    step(State.UNDER_REVIEW, Event.PAY, State.UNDER_REVIEW),
    step(State.UNDER_REVIEW, Event.REFUND, State.UNDER_REVIEW),
    step(State.UNDER_REVIEW, Event.LAPSE, State.RETURNED),
    step(State.UNDER_REVIEW, Event.HAND_OVER, State.UNDER_REVIEW),
}
DEATHS = {f"{act}: died" for act in ("pay", "pay elsewhere", "notice", "expire", "approve")}
ORDERS = {step(came_from or "", deed, went_to) for (came_from, deed), went_to in TRANSITIONS.items()}
# Only where somebody dies at one very call of an order, and money comes just then: the long run meets these.
SELDOM = {
    step(came_from, deed, TRANSITIONS[came_from, deed])
    for came_from, deed in (
        (OrderState.CREATED, Deed.PAY),
        (OrderState.CREATED, Deed.PAY_LATE),
        (OrderState.CLOSING, Deed.PAY_LATE),
    )
}


def test_any_interleaving_takes_the_fee_once_and_loses_nothing(aws: None) -> None:
    """Every act, every step of orders and of their case, and deaths in whatever moves money are met on the way."""
    met: Counter[str] = sum(map(told, range(MANY if LONG else FEW)), Counter())
    sys.stdout.write("".join(f"{count:6} {what}\n" for what, count in met.most_common()))
    wanted = ACTS | STEPS | DEATHS | ORDERS
    assert wanted - met.keys() <= (set() if LONG else SELDOM)


def money_after_a_close_is_dropped(patch: Patch) -> None:
    received = order_moves.received

    def deaf(order: Order, *given: Any, **more: Any) -> Any:
        return None if order.state == OrderState.CLOSED else received(order, *given, **more)

    patch.setattr(order_moves, "received", deaf)


def closed_although_the_channel_says_paid(patch: Patch) -> None:
    ended = settling._ended
    patch.setattr(settling, "_ended", lambda order, said, now: ended(order, Answer(said.standing), now))


def closed_without_asking_the_channel(patch: Patch) -> None:
    patch.setattr(Simulated, "close", Simulated.query)


def what_was_paid_lapses(patch: Patch) -> None:
    patch.setattr(fees, "is_awaited", lambda case: case is not None and case.state == State.UNDER_REVIEW)


def what_is_half_closed_is_left_alone(patch: Patch) -> None:
    _unseen(patch, OrderState.CLOSING)


def a_refund_is_asked_for_once(patch: Patch) -> None:
    _unseen(patch, OrderState.REFUNDING)


def _unseen(patch: Patch, state: OrderState) -> None:
    """By the sweep."""
    next_look = orders.next_look
    patch.setattr(orders, "next_look", lambda order, now: None if order.state == state else next_look(order, now))


def what_nobody_owes_is_kept(patch: Patch) -> None:
    settled = order_moves.settled

    def kept(*given: Any, is_wanted: bool) -> Any:
        return settled(*given, is_wanted=is_wanted) if is_wanted else None

    patch.setattr(order_moves, "settled", kept)


def every_ask_is_another_refund(patch: Patch) -> None:
    give_back, asks = settling.give_back, count(2)

    def fresh(order: Order, now: Instant) -> Order:
        other = msgspec.structs.replace(order.refund, no=f"{order.no}R{next(asks)}")
        return give_back(msgspec.structs.replace(order, refund=other), now)

    patch.setattr(settling, "give_back", fresh)


def another_number_for_whatever_is_in_the_way(patch: Patch) -> None:
    stalled = refund_moves.stalled

    def closed(order: Order, _trouble: Trouble, *given: Any) -> Any:
        return stalled(order, Trouble.CLOSED, *given)

    patch.setattr(refund_moves, "stalled", closed)


def never_a_second_number(patch: Patch) -> None:
    patch.setattr(refunds, "next_no", lambda _order, closed: closed)


def trouble_is_not_noted(patch: Patch) -> None:
    patch.setattr(refund_moves, "stalled", lambda *_: None)


def by_hand_without_an_end_at_the_channel(patch: Patch) -> None:
    """What lies at the channel and may still go to the payer is ended, too."""
    patch.setattr(refunds, "ENDABLE", frozenset(Trouble))
    patch.setattr(refund_moves, "_endable", lambda order: order.refund)
    patch.setattr(Simulated, "returned", lambda *_: None)


FOUND_SOON = [
    (every_ask_is_another_refund, "I24"),
    (another_number_for_whatever_is_in_the_way, "I24"),
    (never_a_second_number, "I22"),
    (trouble_is_not_noted, "I22"),
    (by_hand_without_an_end_at_the_channel, "I24: once"),
    (money_after_a_close_is_dropped, "I22"),
    (closed_although_the_channel_says_paid, "I23"),
    (what_is_half_closed_is_left_alone, "I22"),
    (a_refund_is_asked_for_once, "I22"),
]
FOUND_LATER = [
    (closed_without_asking_the_channel, "I23"),
    (what_was_paid_lapses, "I25"),
    (what_nobody_owes_is_kept, "I22"),
]
DEFECTS = [*FOUND_SOON, *(pytest.param(*one, marks=pytest.mark.long) for one in FOUND_LATER)]


@pytest.mark.parametrize(("defect", "said"), DEFECTS, ids=lambda one: getattr(one, "__name__", None))
def test_a_planted_defect_is_found(defect: Callable[[Patch], None], said: str, aws: None, monkeypatch: Patch) -> None:
    """By the few stories of `make test`, all of which pass without it; the long run tries those found late, too."""
    defect(monkeypatch)
    with pytest.raises(AssertionError, match=said):
        sum(map(told, range(FEW)), Counter())
