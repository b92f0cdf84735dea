"""Give a fee back: one person asks, another approves, then the channel is asked, as often as needed."""

from contextlib import suppress

import msgspec

from chalicelib.domain import fees, refund_moves
from chalicelib.domain.applications import Case
from chalicelib.domain.errors import BusyError, ConflictError, WrongStateError
from chalicelib.domain.ids import No
from chalicelib.domain.instants import Instant
from chalicelib.domain.orders import Order
from chalicelib.domain.staff import Staff, actor_of, require_recent_code, require_role
from chalicelib.storage import orders
from chalicelib.usecases.orders.settling import look
from chalicelib.usecases.orders.show_for_office import CASHIERS, OfficeOrderView, find, office_view


class Cashier(msgspec.Struct, frozen=True):
    """Who decides about money, and when the last one-time code was given."""

    staff: Staff
    mfa_at: Instant


def ask_refund(by: Cashier, seen: tuple[No, int], reason: str, now: Instant) -> OfficeOrderView:
    """`seen`: number and version. Raises ForbiddenError, UnknownError, WrongStateError, ConflictError, IncompleteError.

    Asked again in the same words it is asked once; nobody is asked to approve what the case forbids.
    """
    require_role(by.staff, *CASHIERS)
    order = find(by.staff, seen[0])
    refund, actor = order.refund, actor_of(by.staff)
    if refund and refund.asked_by == actor and refund.reason == reason.strip() and order.ver == seen[1] + 1:
        return office_view(order, by.staff, now)
    if order.ver != seen[1]:
        raise ConflictError
    move = refund_moves.asked(order, reason, actor, now)
    _returnable(order)
    return office_view(orders.commit(move), by.staff, now)


def approve_refund(by: Cashier, seen: tuple[No, int], now: Instant) -> OfficeOrderView:
    """The order and the step back of its case in one transaction. What the channel has not heard yet, it hears later.

    Raises ForbiddenError for whoever asked, WrongStateError where the case was decided, and as `ask_refund` does.
    """
    require_role(by.staff, *CASHIERS)
    order = find(by.staff, seen[0])
    refund, actor = order.refund, actor_of(by.staff)
    if not (refund and refund.approved_by == actor):
        require_recent_code(by.mfa_at, now)
        if order.ver != seen[1]:
            raise ConflictError
        move, case = refund_moves.approved(order, actor, now), _returnable(order)
        order = orders.commit(move, fees.refunded(case, actor, now, order=order.no))
    with suppress(BusyError):
        order = look(order, now)
    return office_view(order, by.staff, now)


def _returnable(order: Order) -> Case:
    """Its case, while that lets the fee go back. Raises WrongStateError."""
    case = orders.with_case(order).case
    if case is None:
        raise WrongStateError
    fees.require_returnable(case)
    return case
