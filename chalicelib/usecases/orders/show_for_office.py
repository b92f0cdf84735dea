"""Show an order to the office, by the number that a candidate or the channel's bill names."""

import msgspec

from chalicelib.domain import fees, refunds
from chalicelib.domain.errors import UnknownError, WrongStateError
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
    """What whoever looks may do next; a fresh code is asked of the second."""

    ask: bool
    approve: bool
    ask_by_hand: bool
    approve_by_hand: bool


class OfficeOrderView(msgspec.Struct, frozen=True, kw_only=True):
    """`trouble` is what waits for people, in their words; empty where nothing does. `went_back`: how a refund ended.

    `barred`: why the case lets no fee go back, to whoever could see to it; else empty.
    """

    order: OrderView
    ver: int
    trouble: str
    went_back: str
    barred: str
    asked: OfficeRefundView | None
    by_hand: OfficeRefundView | None
    can: Allowed


def show_for_office(staff: Staff, no: No, now: Instant) -> OfficeOrderView:
    """Raises UnknownError outside one's schools and about oneself, as for a number nobody has. Two calls where a fee
    could go back: the case says whether it may.
    """
    order = find(staff, no)
    return office_view(order, staff, now, barred=_barred(order, staff))


def _barred(order: Order, staff: Staff) -> str:
    if order.state != OrderState.PAID or staff.role not in CASHIERS:
        return ""
    case = orders.with_case(order).case
    return fees.barred(case) if case else WrongStateError.message


def find(staff: Staff, no: No) -> Order:
    order = orders.load(orders.owner(no), no)
    scope = scope_of(staff)
    is_within = scope.stage == CITY or order.school in scope.schools
    if not is_within or order.person == staff.person:
        raise UnknownError("没有找到这个订单")
    return order


def office_view(order: Order, staff: Staff, now: Instant, *, barred: str = "") -> OfficeOrderView:
    """`barred` of a case that was looked at."""
    refund = order.refund
    return OfficeOrderView(
        order=order_view(order, now),
        ver=order.ver,
        trouble=for_people(order),
        went_back=refunds.end_text(refund) if refund else "",
        barred=barred,
        asked=_asked(refund),
        by_hand=_asked(refund.by_hand) if refund else None,
        can=_allowed(order, staff, now, is_barred=bool(barred)),
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


def _allowed(order: Order, staff: Staff, now: Instant, *, is_barred: bool) -> Allowed:
    refund, is_cashier = order.refund, staff.role in CASHIERS
    said = refund.by_hand if refund else None
    returns = is_cashier and order.state == OrderState.PAID and not is_barred
    ends = is_cashier and order.state == OrderState.REFUNDING and bool(refund and refund.hindrance in ENDABLE)
    is_others = bool(said and said.asked_by.person != staff.person)
    return Allowed(
        ask=returns,
        approve=returns and bool(refund and refund.asked_by and refund.asked_by.person != staff.person),
        ask_by_hand=ends,
        approve_by_hand=ends and is_others and refunds.is_agreeable(order.since, now),
    )
