"""Show an order to the office, by the number that a candidate or the channel's bill names."""

import msgspec

from chalicelib.domain import refunds
from chalicelib.domain.errors import UnknownError
from chalicelib.domain.ids import No
from chalicelib.domain.instants import Instant
from chalicelib.domain.orders import Order, OrderState
from chalicelib.domain.refunds import ENDABLE, ByHand, Refund
from chalicelib.domain.staff import Role, Staff, scope_of
from chalicelib.domain.stages import CITY
from chalicelib.storage import orders
from chalicelib.usecases.orders.views import OrderView, order_view
from chalicelib.usecases.orders.waiting import for_people

CASHIERS = (Role.SUPERVISOR, Role.OFFICE)


class OfficeRefundView(msgspec.Struct, frozen=True, kw_only=True):
    """Of a refund, or of one that was ended by hand: who asked and who approved; both empty where it went by rule."""

    reason: str
    asked_at: Instant
    asked_by: str
    approved_at: Instant | None
    approved_by: str


class Allowed(msgspec.Struct, frozen=True, kw_only=True):
    """What whoever looks may do next; the case may still forbid it, and a fresh code is asked of the second."""

    ask: bool
    approve: bool
    ask_by_hand: bool
    approve_by_hand: bool


class OfficeOrderView(msgspec.Struct, frozen=True, kw_only=True):
    """`trouble` is what waits for people, in their words; empty where nothing does. `went_back`: how a refund ended."""

    order: OrderView
    ver: int
    trouble: str
    went_back: str
    asked: OfficeRefundView | None
    by_hand: OfficeRefundView | None
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
    return OfficeOrderView(
        order=order_view(order, now),
        ver=order.ver,
        trouble=for_people(order),
        went_back=refunds.end_text(refund) if refund else "",
        asked=_asked(refund),
        by_hand=_asked(refund.by_hand) if refund else None,
        can=_allowed(order, staff),
    )


def _asked(what: Refund | ByHand | None) -> OfficeRefundView | None:
    if what is None:
        return None
    return OfficeRefundView(
        reason=what.reason,
        asked_at=what.asked_at,
        asked_by=what.asked_by.name if what.asked_by else "",
        approved_at=what.approved_at,
        approved_by=what.approved_by.name if what.approved_by else "",
    )


def _allowed(order: Order, staff: Staff) -> Allowed:
    refund, is_cashier = order.refund, staff.role in CASHIERS
    said = refund.by_hand if refund else None
    returns = is_cashier and order.state == OrderState.PAID
    ends = is_cashier and order.state == OrderState.REFUNDING and bool(refund and refund.hindrance in ENDABLE)
    return Allowed(
        ask=returns,
        approve=returns and bool(refund and refund.asked_by and refund.asked_by.person != staff.person),
        ask_by_hand=ends,
        approve_by_hand=ends and bool(said and said.asked_by.person != staff.person),
    )
