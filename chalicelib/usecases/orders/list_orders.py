"""我的订单: what is owed, and every order with its state."""

import msgspec

from chalicelib import data
from chalicelib.domain import fees
from chalicelib.domain.fees import Due, Terms
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import Instant
from chalicelib.domain.orders import Way
from chalicelib.domain.people import Head
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
        dues=tuple(map(due_view, dues_of(head, now))),
        orders=tuple(order_view(order, now) for order in mine),
        ways=payments.ways(),
    )


def dues_of(head: Head, now: Instant) -> tuple[Due, ...]:
    """By the table, desks and windows of this moment, which are looked at only where something is owed. A stage without
    a channel takes no money, whatever schools would like.
    """
    if not any(map(fees.concerns, head.lines.values())):
        return ()
    found = fees.dues(head, Terms(data.fees(), desks.load(now), windows.load(now)), now)
    if payments.ways():
        return found
    return tuple(msgspec.structs.replace(due, online=False) for due in found)
