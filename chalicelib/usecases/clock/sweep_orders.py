"""What no notification told: orders that are unpaid, half closed, late or on their way back, looked at again."""

from collections import Counter

from chalicelib import observability
from chalicelib.domain.errors import BusyError, DomainError
from chalicelib.domain.instants import HOUR, MINUTE, Instant, later
from chalicelib.domain.orders import ChannelUnservedError, Order, next_look
from chalicelib.storage import orders
from chalicelib.usecases.orders.settling import look

# A channel that fails so often in a row is left alone until the next run.
PATIENCE = 3
# Orders of a channel without keys wait for people, not for a minute.
_UNSERVED_REST = HOUR


def sweep_orders(now: Instant) -> Counter[str]:
    """How many orders `moved`, `stayed`, `failed`, were `left` to a channel that fails, or are `unserved`.

    By every channel, whichever is offered. Run twice, late, or two at once, nothing is done twice.
    """
    done: Counter[str] = Counter()
    in_a_row: Counter[str] = Counter()
    for hint in orders.due(now):
        # The index is a hint: the order is read again.
        order = orders.load(hint.cid, hint.no)
        outcome = _alone(order, now) if in_a_row[order.provider] < PATIENCE else "left"
        done[outcome] += 1
        if outcome != "left":
            in_a_row[order.provider] = in_a_row[order.provider] + 1 if outcome == "failed" else 0
        if outcome != "moved":
            _later(order, now, outcome)
    return done


def _later(order: Order, now: Instant, outcome: str) -> None:
    """Behind others, and in its time; one whose channel has no keys each hour, so that it goes on soon after."""
    look = next_look(order, now)
    if look:
        orders.postpone(order, later(now, _UNSERVED_REST) if outcome == "unserved" else max(look, later(now, MINUTE)))


def _alone(order: Order, now: Instant) -> str:
    """One order's fault is nobody else's."""
    try:
        return "stayed" if look(order, now).ver == order.ver else "moved"
    except DomainError as refused:
        observability.log("order waits", no=order.no, channel=order.provider, code=refused.code)
        if isinstance(refused, ChannelUnservedError):
            return "unserved"
        return "failed" if isinstance(refused, BusyError) else "stayed"
