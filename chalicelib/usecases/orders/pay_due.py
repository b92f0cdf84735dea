"""Pay what is owed: go on with the order that is open, or close it and open another."""

from collections.abc import Callable

import msgspec

from chalicelib.domain import order_moves
from chalicelib.domain.audit import Actor
from chalicelib.domain.errors import BusyError, ConflictError, UnknownError, WrongStateError
from chalicelib.domain.fees import Due
from chalicelib.domain.ids import Cid, No, new_no
from chalicelib.domain.instants import HOUR, Instant
from chalicelib.domain.order_moves import Move, Plan
from chalicelib.domain.orders import LIVE, Order, OrderState, Way, is_usable
from chalicelib.domain.tries import Cap
from chalicelib.storage import orders, payments, people, tries
from chalicelib.storage.payments.port import Payer
from chalicelib.usecases.orders.list_orders import dues_of
from chalicelib.usecases.orders.settling import shut
from chalicelib.usecases.orders.views import PayView, pay_view

_TRIES = 4
_PAYS = Cap("pay", HOUR, 60)


class Payment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of the request: the application that owes, and how it is to be paid."""

    case: No
    way: Way


class Payor(msgspec.Struct, frozen=True, kw_only=True):
    """Who pays, with which session, from which device."""

    actor: Actor
    epoch: int
    address: str

    @property
    def cid(self) -> Cid:
        return Cid(self.actor.id)


def pay_due(who: Payor, form: Payment, entropy: Callable[[int], bytes], now: Instant) -> PayView:
    """Asked twice, from two tabs or two devices, it is one order; one that is open goes on to its end.

    Raises UnknownError where nothing is owed, WindowClosedError where it cannot be paid here and now, WrongStateError
    while a fee is going back, ChannelBusyError, LockedOutError.
    """
    due = _owed(who, form.case, now)
    tries.count(_PAYS, who.cid, now)
    for _ in range(_TRIES):
        try:
            plan = Plan(no=new_no(now, entropy(10)), provider=payments.offered(), way=form.way)
            order = _standing(due, plan, now) or orders.commit(_made(due, plan, who.actor, now))
            return pay_view(_opened(order, who, now), now)
        except ConflictError:
            due = _owed(who, form.case, now)
    raise BusyError


def _owed(who: Payor, case: No, now: Instant) -> Due:
    head = people.load_head(who.cid, epoch=who.epoch)
    due = next((one for one in dues_of(head, now, ()) if one.no == case), None)
    if due is None:
        raise UnknownError("没有需要支付的费用")
    return due


def _made(due: Due, plan: Plan, by: Actor, now: Instant) -> Move:
    if payments.ways() and plan.way not in payments.ways():
        raise UnknownError("没有这种支付方式")
    return order_moves.created(due, plan, by, now)


def _standing(due: Due, plan: Plan, now: Instant) -> Order | None:
    """The order that holds what is owed, if it serves; one that does not is closed first. None: make a new one."""
    holder = orders.holder(due.cid, due.no)
    if holder is None:
        return None
    order = orders.load(due.cid, holder)
    # Where no channel is offered any more, what is open goes on by its own
    provider = plan.provider if payments.ways() else order.provider
    if order.amount == due.amount and is_usable(order, provider, plan.way, now):
        return order
    # It can still be paid in its own way: it is not closed for another that cannot be made
    if order.state in LIVE:
        order_moves.require_payable(due)
    order = shut(order, now)
    if order.state == OrderState.REFUNDING:
        raise WrongStateError("上一笔费用正在退款，到账后才能重新支付")
    return None if order.state == OrderState.CLOSED else order


def _opened(order: Order, who: Payor, now: Instant) -> Order:
    """With an address that works. Whoever is overtaken here opened a closed order: it is closed again."""
    if order.state not in LIVE or (order.intent and now < order.intent.until):
        return order
    provider = payments.provider(order.provider)
    intent = provider.open(order, Payer(who.address), now)
    move = order_moves.opened(order, intent, who.actor, now)
    try:
        return orders.commit(move) if move else order
    except ConflictError:
        found = orders.load(order.cid, order.no)
        if found.state == OrderState.CLOSED:
            provider.close(found)
        raise
