"""我的订单: what is owed, and every order with its state."""

from collections.abc import Sequence

import msgspec

from chalicelib import data
from chalicelib.domain import fees
from chalicelib.domain.fees import Due, Terms
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import Instant
from chalicelib.domain.orders import Order, Way, is_going_back, is_open
from chalicelib.domain.people import Head
from chalicelib.domain.statuses import FeeState
from chalicelib.storage import desks, orders, payments, people, windows
from chalicelib.storage.gather import together
from chalicelib.usecases.orders.views import DueView, OrderView, due_view, order_view


class OrdersView(msgspec.Struct, frozen=True, kw_only=True):
    """`ways` are those of this stage's channel, none where people pay at their school only."""

    dues: tuple[DueView, ...]
    orders: tuple[OrderView, ...]
    ways: tuple[Way, ...]


def list_orders(cid: Cid, epoch: int, now: Instant) -> OrdersView:
    """One Query beside the look at the session."""
    head, mine = together(lambda: people.load_head(cid, epoch=epoch), lambda: orders.mine(cid))
    return OrdersView(
        dues=tuple(map(due_view, dues_of(head, now, mine))),
        orders=tuple(order_view(order, now) for order in mine),
        ways=payments.ways(),
    )


def dues_of(head: Head, now: Instant, made: Sequence[Order] | None = None) -> tuple[Due, ...]:
    """By the table, desks and windows of this moment, which are looked at only where something is owed; orders only
    where it is owed here. A stage without a channel takes no money but for orders that stand, whatever schools would
    like. `made`: the person's orders, where they are at hand already.
    """
    if not any(map(fees.concerns, head.lines.values())):
        return ()
    found = fees.dues(head, Terms(data.fees(), desks.load(now), windows.load(now)), now)
    if made is None:
        made = orders.mine(head.cid) if any(line.fee == FeeState.DUE for line in head.lines.values()) else ()
    return tuple(_beside_orders(due, [one for one in made if one.case == due.no], now) for due in found)


def _beside_orders(due: Due, made: Sequence[Order], now: Instant) -> Due:
    return msgspec.structs.replace(
        due,
        online=due.online and bool(payments.ways()),
        is_going_back=any(map(is_going_back, made)),
        open_until=next((one.expires for one in made if is_open(one, now)), None),
    )
