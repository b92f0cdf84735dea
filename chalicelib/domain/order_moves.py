"""How an order moves: pure steps that give the next order with its event, or None where nothing is left to do.

Idempotency is the state: the same news twice is None the second time, and news that come late find the state that they
belong to. What must happen outside follows from the state that was left behind (`Move.outside`); it is done after the
move was written, may be done any number of times, and is found again by the sweep if it was not.
"""

from enum import StrEnum
from typing import Final

import msgspec

from chalicelib.domain import refunds
from chalicelib.domain.applications import Message
from chalicelib.domain.audit import Actor, AuditEvent, chained
from chalicelib.domain.errors import WindowClosedError
from chalicelib.domain.fees import Due
from chalicelib.domain.ids import No
from chalicelib.domain.instants import Instant, later
from chalicelib.domain.orders import (
    LIFE,
    AmountDiffersError,
    Deed,
    Intent,
    Order,
    OrderState,
    Proof,
    Way,
    holds_lock,
    transition,
)
from chalicelib.domain.refunds import Refund

SURPLUS: Final = "重复支付或已不需要支付"
CURRENCY: Final = "CNY"


class Outside(StrEnum):
    """What is asked of the channel."""

    OPEN = "open"
    CLOSE = "close"
    REFUND = "refund"


_OUTSIDE: Final = {
    OrderState.CREATED: Outside.OPEN,
    OrderState.CLOSING: Outside.CLOSE,
    OrderState.REFUNDING: Outside.REFUND,
}


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """One step of one order; locks follow from the states."""

    before: Order | None
    after: Order
    event: AuditEvent
    message: Message | None = None

    @property
    def takes_lock(self) -> bool:
        return holds_lock(self.after) and not holds_lock(self.before)

    @property
    def frees_lock(self) -> bool:
        return holds_lock(self.before) and not holds_lock(self.after)

    @property
    def outside(self) -> Outside | None:
        return _OUTSIDE.get(self.after.state)


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A new order's number, and by which channel and in which way it is to be paid."""

    no: No
    provider: str
    way: Way


def created(due: Due, plan: Plan, by: Actor, now: Instant) -> Move:
    """Raises WindowClosedError unless what is owed can be paid here and now."""
    require_payable(due)
    order = Order(
        no=plan.no,
        cid=due.cid,
        person=by.person,
        ref=due.ref,
        business=due.business,
        case=due.no,
        school=due.school,
        school_name=due.school_name,
        name=due.name,
        amount=due.amount,
        provider=plan.provider,
        way=plan.way,
        state=OrderState.CREATED,
        ver=0,
        created_at=now,
        since=now,
        expires=min(later(now, LIFE), due.deadline or now),
    )
    return moved(None, order, Deed.CREATE, by)


def require_payable(due: Due) -> None:
    if not due.online:
        raise WindowClosedError(f"{due.name}不在本平台缴纳，请向{due.school_name}咨询缴费办法")
    if not due.is_open:
        raise WindowClosedError(f"现在不在{due.name}的缴费时间内")


def opened(order: Order, intent: Intent, by: Actor, now: Instant) -> Move | None:
    """The channel knows the order; a code that ran out is replaced, the same again is nothing new."""
    if order.intent == intent and order.state == OrderState.PREPAY:
        return None
    return moved(order, msgspec.structs.replace(order, intent=intent, since=now), Deed.OPEN, by)


def shut(order: Order, by: Actor, now: Instant) -> Move | None:
    """Nobody shall pay it any more; what the channel says to that is still to be heard."""
    if order.state == OrderState.CLOSING:
        return None
    return moved(order, msgspec.structs.replace(order, since=now), Deed.SHUT, by)


def closed(order: Order, by: Actor, now: Instant) -> Move | None:
    """The channel closed it unpaid, or never had it."""
    if order.state == OrderState.CLOSED:
        return None
    return moved(order, msgspec.structs.replace(order, since=now), Deed.CLOSE, by)


def received(order: Order, proof: Proof, by: Actor, now: Instant, *, is_wanted: bool) -> Move | None:
    """The money is there. `is_wanted`: the case still waits for it. Money that comes after the close, or for a case
    that lapsed, is kept as `paid_late` until it is settled; it is never dropped.

    Raises AmountDiffersError where the proof is not about this order's own amount.
    """
    require_match(order, proof)
    if order.proof is not None:
        return None
    deed = Deed.PAY if is_wanted and order.state != OrderState.CLOSED else Deed.PAY_LATE
    return moved(order, msgspec.structs.replace(order, proof=proof, since=now), deed, by)


def require_match(order: Order, proof: Proof) -> None:
    if (proof.no, proof.amount, proof.currency) != (order.no, order.amount, CURRENCY):
        raise AmountDiffersError


def settled(order: Order, by: Actor, now: Instant, *, is_wanted: bool) -> Move | None:
    """Late money pays what is still owed, and goes back where nothing is."""
    if order.state != OrderState.PAID_LATE:
        return None
    if is_wanted:
        return moved(order, msgspec.structs.replace(order, since=now), Deed.SETTLE, by)
    back = Refund(no=refunds.first_no(order.no), reason=SURPLUS, asked_at=now, approved_at=now)
    why = "重复支付、申请已结束，或费用已改由主考学校收取"
    told = ("退款中", f"收到一笔不需要的付款（{why}），正在原路退回，一般 1 至 3 个工作日到账。")
    return moved(order, msgspec.structs.replace(order, refund=back, since=now), Deed.REFUND, by, told)


def moved(before: Order | None, after: Order, deed: Deed, by: Actor, told: tuple[str, str] = ("", "")) -> Move:
    """Along the table, one version on, with its event chained behind the last."""
    previous = before.state if before else None
    state = transition(previous, deed)
    stamped = msgspec.structs.replace(after, state=state, ver=after.ver + 1)
    event = chained(
        AuditEvent(
            chain=f"O#{after.no}",
            seq=stamped.ver,
            event=deed,
            at=after.refund.asked_at if deed == Deed.ASK_REFUND and after.refund else after.since,
            actor=by,
            came_from=previous or "",
            went_to=state,
        ),
        before.chain if before else "",
    )
    order = msgspec.structs.replace(stamped, chain=event.hash)
    return Move(before=before, after=order, event=event, message=_message(order, told))


def _message(order: Order, told: tuple[str, str]) -> Message | None:
    word, text = told
    if not word:
        return None
    title = f"{order.name}：{word}"
    return Message(at=order.since, no=order.case, title=title, text=text, business=order.business)
