"""Show one order, and ask the channel about it."""

from chalicelib.domain.errors import BusyError
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import MINUTE, Instant
from chalicelib.domain.orders import next_look
from chalicelib.domain.tries import Cap
from chalicelib.storage import orders, people, tries
from chalicelib.storage.gather import together
from chalicelib.usecases.orders.settling import look
from chalicelib.usecases.orders.views import OrderView, order_view

# A page asks every few seconds while somebody pays.
_CHECKS = Cap("paycheck", 5 * MINUTE, 60)


def show_order(cid: Cid, epoch: int, no: No, now: Instant) -> OrderView:
    """What stands, without asking anybody. Raises UnknownError."""
    _, order = together(lambda: people.load_head(cid, epoch=epoch), lambda: orders.load(cid, no))
    return order_view(order, now)


def check_order(cid: Cid, epoch: int, no: No, now: Instant) -> OrderView:
    """What the channel says by now; what it does not say in time is what stood. Of a refund that waits for people it is
    not asked by the payer.

    Raises UnknownError, LockedOutError.
    """
    _, order = together(lambda: people.load_head(cid, epoch=epoch), lambda: orders.load(cid, no))
    if next_look(order, now) is None or (order.refund and order.refund.hindrance):
        return order_view(order, now)
    tries.count(_CHECKS, no, now)
    try:
        order = look(order, now)
    except BusyError:
        order = orders.load(cid, no)
    return order_view(order, now)
