"""What no notification told: orders that are unpaid, half closed, late or on their way back, looked at again."""

from collections import Counter
from functools import partial

from chalicelib import observability
from chalicelib.domain.errors import BusyError, DomainError
from chalicelib.domain.instants import HOUR, MINUTE, Instant, later
from chalicelib.domain.orders import ChannelUnservedError, Order, next_look
from chalicelib.storage import orders
from chalicelib.storage.orders import Hint
from chalicelib.usecases.clock.unbroken import CRASHED, unbroken
from chalicelib.usecases.orders.settling import look

# A channel that fails so often in a row is left alone until the next run.
PATIENCE = 3
# Orders of a channel without keys wait for people, not for a minute.
_UNSERVED_REST = HOUR


def sweep_orders(now: Instant) -> Counter[str]:
    """How many orders `moved`, `stayed`, `failed`, `crashed`, were `left` to a channel that fails, or are `unserved`.

    By every channel, whichever is offered. Run twice, late, or two at once, nothing is done twice.
    """
    in_a_row: Counter[str] = Counter()
    return Counter(
        unbroken(partial(_looked_after, hint, in_a_row, now), "order waits", no=hint.no) for hint in orders.due(now)
    )


def _looked_after(hint: Hint, in_a_row: Counter[str], now: Instant) -> str:
    """The index is a hint: the order is read again."""
    order = orders.load(hint.cid, hint.no)
    outcome = "left"
    if in_a_row[order.provider] < PATIENCE:
        outcome = unbroken(partial(_alone, order, now), "order waits", no=order.no, channel=order.provider)
        in_a_row[order.provider] = in_a_row[order.provider] + 1 if outcome in ("failed", CRASHED) else 0
    if outcome != "moved":
        _later(order, now, outcome)
    return outcome


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
