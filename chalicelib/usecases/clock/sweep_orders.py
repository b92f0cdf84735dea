"""What no notification told: orders that are unpaid, half closed, late or on their way back, looked at again."""

from collections import Counter

from chalicelib import observability
from chalicelib.domain.errors import BusyError, DomainError
from chalicelib.domain.instants import Instant
from chalicelib.storage import orders, payments
from chalicelib.storage.orders import Hint
from chalicelib.usecases.orders.settling import look

# A channel that fails so often in a row is left alone until the next run.
PATIENCE = 3


def sweep_orders(now: Instant) -> Counter[str]:
    """How many orders `moved`, `stayed` or `failed`. Run twice, late, or two at once, nothing is done twice."""
    done: Counter[str] = Counter()
    in_a_row = 0
    for hint in orders.due(now) if payments.offered() != payments.OFF else ():
        outcome = _alone(hint, now)
        done[outcome] += 1
        in_a_row = in_a_row + 1 if outcome == "failed" else 0
        if in_a_row == PATIENCE:
            break
    return done


def _alone(hint: Hint, now: Instant) -> str:
    """The index is a hint: the order is read again. One order's fault is nobody else's."""
    order = orders.load(hint.cid, hint.no)
    try:
        outcome = "stayed" if look(order, now).ver == order.ver else "moved"
    except DomainError as refused:
        observability.log("order waits", no=hint.no, code=refused.code)
        outcome = "failed" if isinstance(refused, BusyError) else "stayed"
    if outcome != "moved":
        orders.postpone(order, now)
    return outcome
