"""End a refund that the channel does not carry out: the school gave the money back itself, as two people say."""

from chalicelib.domain import refund_moves
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.ids import No
from chalicelib.domain.instants import Instant
from chalicelib.domain.staff import actor_of, require_recent_code, require_role
from chalicelib.storage import orders, payments
from chalicelib.usecases.orders.refund_order import Cashier
from chalicelib.usecases.orders.settling import heard_back
from chalicelib.usecases.orders.show_for_office import CASHIERS, OfficeOrderView, find, office_view


def ask_by_hand(by: Cashier, seen: tuple[No, int], reason: str, now: Instant) -> OfficeOrderView:
    """`seen`: number and version. Raises ForbiddenError, UnknownError, WrongStateError, ConflictError, IncompleteError.

    Asked again in the same words it is asked once.
    """
    require_role(by.staff, *CASHIERS)
    order, actor = find(by.staff, seen[0]), actor_of(by.staff)
    said = order.refund.by_hand if order.refund else None
    if said and (said.asked_by, said.reason, order.ver) == (actor, reason.strip(), seen[1] + 1):
        return office_view(order, by.staff, now)
    if order.ver != seen[1]:
        raise ConflictError
    return office_view(orders.commit(refund_moves.asked_by_hand(order, reason, actor, now)), by.staff, now)


def approve_by_hand(by: Cashier, seen: tuple[No, int], now: Instant) -> OfficeOrderView:
    """The channel is asked once more: what it gave back meanwhile, or has under way, is not given back by hand, too.

    Raises ForbiddenError for whoever asked, ChannelUnservedError, ChannelBusyError, and as `ask_by_hand` does.
    """
    require_role(by.staff, *CASHIERS)
    order, actor = find(by.staff, seen[0]), actor_of(by.staff)
    if order.refund and order.refund.by_hand and order.refund.by_hand.approved_by == actor:
        return office_view(order, by.staff, now)
    require_recent_code(by.mfa_at, now)
    if order.ver != seen[1]:
        raise ConflictError
    refund_moves.require_agreeable(order, actor, now)
    told = payments.provider(order.provider).returned(order)
    if told and heard_back(order, told, now).ver != order.ver:
        raise ConflictError("渠道刚刚有了新的进展，没有登记另行退还，请刷新页面查看")
    return office_view(orders.commit(refund_moves.repaid_by_hand(order, actor, now)), by.staff, now)
