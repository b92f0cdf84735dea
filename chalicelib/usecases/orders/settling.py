"""Brings an order to the truth: what the channel says becomes what stands, and what stands is asked of the channel.

Every step is written before the channel is asked to follow it, and may be taken again by anybody: a request that dies
in between is ended by the next notification, look or sweep.
"""

from collections.abc import Callable

from chalicelib.domain import fees, order_moves, refund_moves, refunds
from chalicelib.domain.audit import CLOCK
from chalicelib.domain.errors import BusyError, ConflictError, DecidedAlreadyError
from chalicelib.domain.instants import Instant
from chalicelib.domain.orders import (
    LIVE,
    AmountDiffersError,
    Answer,
    Order,
    OrderState,
    Proof,
    Standing,
    is_expired,
)
from chalicelib.domain.refunds import Return
from chalicelib.storage import orders, payments
from chalicelib.storage.orders import Held

_TRIES = 4


def look(order: Order, now: Instant) -> Order:
    """Asks the channel what it knows of it, and goes on from there.

    Raises ChannelBusyError, ChannelUnservedError, BusyError.
    """
    if order.state in LIVE:
        return _looked_at(order, now)
    if order.state == OrderState.CLOSING:
        return shut(order, now)
    if order.state == OrderState.PAID_LATE:
        return settle(order, now)
    if order.state == OrderState.REFUNDING:
        return give_back(order, now)
    return order


def _looked_at(order: Order, now: Instant) -> Order:
    answer = payments.provider(order.provider).query(order)
    if answer.proof:
        return receive(order, answer.proof, now)
    if is_expired(order, now) or answer.standing == Standing.CLOSED:
        return shut(order, now)
    return order


def receive(order: Order, proof: Proof, now: Instant) -> Order:
    """Verified money: paid with the step of its case in one transaction, or kept and settled."""
    return settle(_again(lambda: _received(order, proof, now)), now)


def _received(order: Order, proof: Proof, now: Instant) -> Order:
    held = orders.with_case(order)
    move = order_moves.received(held.order, proof, CLOCK, now, is_wanted=fees.is_awaited(held.case))
    return _written(move, held) if move else held.order


def settle(order: Order, now: Instant) -> Order:
    """Late money pays what is still owed, once whatever else may pay it is closed; otherwise it goes back."""
    if order.state == OrderState.PAID_LATE:
        order = _again(lambda: _settled(order, now))
    return give_back(order, now) if order.state == OrderState.REFUNDING else order


def _settled(order: Order, now: Instant) -> Order:
    held = orders.with_case(order)
    if fees.is_awaited(held.case) and held.holder and held.order.state == OrderState.PAID_LATE:
        shut(orders.load(order.cid, held.holder), now)
        held = orders.with_case(order)
    is_wanted = fees.is_awaited(held.case) and held.holder is None
    move = order_moves.settled(held.order, CLOCK, now, is_wanted=is_wanted)
    return _written(move, held) if move else held.order


def _written(move: order_moves.Move, held: Held) -> Order:
    change = None
    if move.after.state == OrderState.PAID and held.case:
        change = fees.paid(held.case, CLOCK, move.after.since, order=move.after.no)
    return orders.commit(move, change)


def shut(order: Order, now: Instant) -> Order:
    """Nobody may pay it any more, unless somebody just did. Raises ChannelBusyError while that is not known."""
    if order.state in LIVE:
        order = _again(lambda: _shut(order, now))
    if order.state != OrderState.CLOSING:
        return order
    return _ended(order, payments.provider(order.provider).close(order), now)


def _shut(order: Order, now: Instant) -> Order:
    found = orders.load(order.cid, order.no)
    if found.state not in LIVE:
        return found
    move = order_moves.shut(found, CLOCK, now)
    return orders.commit(move) if move else found


def _ended(order: Order, answer: Answer, now: Instant) -> Order:
    if answer.proof:
        return receive(order, answer.proof, now)
    return _again(lambda: _closed(order, now))


def _closed(order: Order, now: Instant) -> Order:
    found = orders.load(order.cid, order.no)
    move = order_moves.closed(found, CLOCK, now) if found.state == OrderState.CLOSING else None
    return orders.commit(move) if move else found


def give_back(order: Order, now: Instant) -> Order:
    """Asks the channel for the refund, as often as needed; it is over when the channel says so.

    Where something is in its way it is asked anew once a day, whoever looks; in between, what is known of it.
    """
    refund, channel = order.refund, payments.provider(order.provider)
    if refund is None:
        return order
    told = channel.refund(order) if refunds.is_due(refund, order.since, now) else channel.returned(order)
    return heard_back(order, told, now) if told else order


def heard_back(order: Order, told: Return, now: Instant) -> Order:
    """What the channel said of a refund is written. Raises BusyError."""
    return _again(lambda: _answered(order, told, now))


def _answered(order: Order, told: Return, now: Instant) -> Order:
    """Trouble is about the refund that was asked about; who was faster may have begun another."""
    found = orders.load(order.cid, order.no)
    move = None
    if told.at:
        move = refund_moves.repaid(found, told.at, CLOCK, now)
    elif found.refund == order.refund:
        trouble = told.trouble
        move = refund_moves.stalled(found, trouble, CLOCK, now) if trouble else refund_moves.resumed(found, CLOCK, now)
    return orders.commit(move) if move else found


def _again(step: Callable[[], Order]) -> Order:
    """Each try reads afresh: whoever was overtaken takes the step from where the order is now. Raises BusyError."""
    for _ in range(_TRIES):
        try:
            return step()
        except AmountDiffersError:
            raise
        except (ConflictError, DecidedAlreadyError):
            continue
    raise BusyError
