"""Show an order to the office, by the number that a candidate or the channel's bill names."""

import msgspec

from chalicelib.domain.errors import UnknownError
from chalicelib.domain.ids import No
from chalicelib.domain.instants import Instant
from chalicelib.domain.orders import Order, OrderState
from chalicelib.domain.staff import Role, Staff, scope_of
from chalicelib.domain.stages import CITY
from chalicelib.storage import orders
from chalicelib.usecases.orders.views import OrderView, order_view
from chalicelib.usecases.orders.waiting import for_people

CASHIERS = (Role.SUPERVISOR, Role.OFFICE)


class OfficeRefundView(msgspec.Struct, frozen=True, kw_only=True):
    """Who asked and who approved; both empty where the money went back by rule."""

    reason: str
    asked_at: Instant
    asked_by: str
    approved_at: Instant | None
    approved_by: str


class Allowed(msgspec.Struct, frozen=True, kw_only=True):
    """What whoever looks may do next; the case may still forbid it, and a fresh code is asked of the second."""

    ask: bool
    approve: bool


class OfficeOrderView(msgspec.Struct, frozen=True, kw_only=True):
    """`trouble` is what waits for people, in their words; empty where nothing does."""

    order: OrderView
    ver: int
    trouble: str
    asked: OfficeRefundView | None
    can: Allowed


def show_for_office(staff: Staff, no: No, now: Instant) -> OfficeOrderView:
    """Raises UnknownError outside one's schools and about oneself, as for a number nobody has."""
    return office_view(find(staff, no), staff, now)


def find(staff: Staff, no: No) -> Order:
    order = orders.load(orders.owner(no), no)
    scope = scope_of(staff)
    is_within = scope.stage == CITY or order.school in scope.schools
    if not is_within or order.person == staff.person:
        raise UnknownError("没有找到这个订单")
    return order


def office_view(order: Order, staff: Staff, now: Instant) -> OfficeOrderView:
    refund = order.refund
    returns = order.state == OrderState.PAID and staff.role in CASHIERS
    return OfficeOrderView(
        order=order_view(order, now),
        ver=order.ver,
        trouble=for_people(order),
        asked=OfficeRefundView(
            reason=refund.reason,
            asked_at=refund.asked_at,
            asked_by=refund.asked_by.name if refund.asked_by else "",
            approved_at=refund.approved_at,
            approved_by=refund.approved_by.name if refund.approved_by else "",
        )
        if refund
        else None,
        can=Allowed(
            ask=returns,
            approve=returns and bool(refund and refund.asked_by and refund.asked_by.person != staff.person),
        ),
    )
