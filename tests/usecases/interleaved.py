"""Stories of money: acts in any order, some of which die half way, and what must hold at their end."""

from collections import Counter
from random import Random
from typing import Final

import pytest

from chalicelib.domain import refunds
from chalicelib.domain.orders import Order, OrderState
from chalicelib.domain.refunds import Trouble
from chalicelib.domain.statuses import FeeState
from chalicelib.storage import cases, chains, orders
from infra.local import simulated
from infra.local.simulated import Account
from tests.builders import CID
from tests.money import CASE
from tests.usecases.purse import ENDED, WHOLE, Act, World

# Acts that lead somewhere together: money comes before it is told of, who asks is followed by who agrees.
PHRASES: Final = (
    "scan, pay elsewhere",
    "scan, notice, ask, approve",
    "expire, overtake, notice",
    "expire",
    "scan, lapse, shut refunds, notice, be slow, wait a day",
    "scan, notice, ask, freeze the card, approve, say by hand, agree by hand",
    "scan, notice, take no refund, ask, approve, say by hand, agree by hand",
    "scan, lapse, take no refund, notice, say by hand, wait a day, agree by hand",
    "scan, notice, lapse",
    "pay elsewhere, scan, lapse, notice",
    "pay elsewhere, overtake, notice again",
    "scan, hand over, check",
    "sweep, pay",
)
ACTS: Final = frozenset(", ".join(PHRASES).split(", "))
BEFORE_MOST = 3
# One act in four dies, unless it is over before.
DEATHS, CALLS = 1 / 4, 6


def story(number: int) -> list[Act]:
    """Always the same for a number. It begins with an order, without which nothing can happen, and ends in each of the
    phrases by turns, whose last act dies every second time. The first ones are that alone; then chance has its way.
    """
    chance = Random(number)  # noqa: S311
    turn, ending = divmod(number // 2, len(PHRASES))
    before = chance.choices(PHRASES, k=chance.randint(1, BEFORE_MOST)) if turn else []
    *acts, last = ", ".join(("pay", *before, PHRASES[ending])).split(", ")
    deaths = (chance.randrange(CALLS) if turn and chance.random() < DEATHS else WHOLE for _ in acts)
    return [*map(Act, acts, deaths), Act(last, chance.randrange(CALLS) if number % 2 else WHOLE)]


def told(number: int) -> Counter[str]:
    """Plays a story to its end; what was met on the way. Raises AssertionError where money went wrong."""
    acts = story(number)
    with pytest.MonkeyPatch.context() as patch:
        world = World(patch)
        try:
            for act in acts:
                world.do(act)
            world.settle()
            holds(world)
        except AssertionError as wrong:
            wrong.add_note(f"story {number}: {acts}")
            raise
    return world.met + passed()


def step(came_from: str, what: str, went_to: str) -> str:
    return f"{came_from}, {what}: {went_to}"


def passed() -> Counter[str]:
    """Every step that the orders and the case took, from their audit."""
    return Counter(
        step(one.came_from, one.event, one.went_to)
        for chain in (*(f"O#{order.no}" for order in orders.mine(CID)), f"X#{CASE}")
        for one in chains.latest(chain, 50)
    )


def holds(world: World) -> None:
    """I20 to I25."""
    mine, accounts = orders.mine(CID), world.channel.accounts
    for order in mine:
        assert order.state in ENDED, f"I22: {order.state}"
        assert order.state != OrderState.CLOSED or _is_closed(accounts.get(order.no)), "I23"
        _is_vouched_for(order)
    paid = [order for order in mine if order.state == OrderState.PAID]
    assert len(paid) <= 1, "I20"
    assert (cases.load(CID, CASE).case.fee == FeeState.PAID) is bool(paid), "I25"
    for order in mine:
        _is_given_back_once(order, accounts.get(order.no))
    taken = {no: account for no, account in accounts.items() if account.proof}
    assert {order.no for order in mine if order.proof} == taken.keys(), "I22"
    by_hand = {order.no for order in mine if order.refund and order.refund.by_hand and order.state in ENDED}
    kept = sum(account.amount - account.returned for no, account in taken.items() if no not in by_hand)
    assert kept == sum(order.amount for order in paid), "I20"


def _is_closed(account: Account | None) -> bool:
    """At the channel, which may never have had it."""
    return account is None or account.is_closed


def _is_given_back_once(order: Order, account: Account | None) -> None:
    """By hand or by the channel, there under one number after the other, each of which was closed but the last."""
    if order.refund is None or account is None or order.state != OrderState.REFUNDED:
        return
    *before, last = reversed(refunds.numbers(order.no, order.refund.no))
    made = account.refunds
    assert made.keys() <= {*before, last}, "I24: a number of its own"
    assert all(no in made and made[no].trouble == Trouble.CLOSED for no in before), "I24: one number after the other"
    assert account.returned == (order.amount if order.refund.done_at else 0), "I24: once"


def _is_vouched_for(order: Order) -> None:
    if order.proof:
        assert (order.proof.amount, order.proof.merchant) == (order.amount, simulated.MERCHANT), "I21"
    if order.refund and order.refund.approved_at and order.refund.asked_by:
        assert order.refund.approved_by, "I24"
        assert order.refund.asked_by.person != order.refund.approved_by.person, "I24"
