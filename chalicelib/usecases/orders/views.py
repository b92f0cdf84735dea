"""What pages see of orders and of what is owed. Nothing of the channel's keys, nobody else's name."""

import base64

import msgspec

from chalicelib.domain.fees import Due
from chalicelib.domain.ids import No
from chalicelib.domain.instants import Instant
from chalicelib.domain.orders import TEXTS, Order, OrderState, Way, is_open
from chalicelib.storage import payments, qr


class RefundView(msgspec.Struct, frozen=True, kw_only=True):
    """`done_at` is None while the money is on its way, or `is_stalled`: then people see to it. `is_by_hand`: the school
    gave it back without the channel.
    """

    reason: str
    since: Instant
    done_at: Instant | None
    is_stalled: bool
    is_by_hand: bool


class OrderView(msgspec.Struct, frozen=True, kw_only=True):
    """`can_pay`: it may still be paid, until `expires`. `paid_at`, `transaction` make the receipt; amounts in 分.

    `channel` and `app` are what people call the order's channel (`provider`), and what they pay with.
    """

    no: No
    case: No
    ref: int
    business: str
    name: str
    amount: int
    school_name: str
    provider: str
    channel: str
    app: str
    way: Way
    state: OrderState
    state_text: str
    created_at: Instant
    expires: Instant
    can_pay: bool
    paid_at: Instant | None
    transaction: str
    refund: RefundView | None


class PayView(OrderView, frozen=True, kw_only=True):
    """What to pay with: `qr` is a PNG in base64 for the desk, `url` the channel's page for a telephone."""

    qr: str
    url: str


class DueView(msgspec.Struct, frozen=True, kw_only=True):
    """`can_pay`: a way to pay is offered here and now; otherwise the school and its telephone are to be named.

    `is_going_back`: what was paid is on its way back, and can be paid again once it has arrived. `open_until`: an order
    stands, and can be paid until then. `by`: when the school is to have it, where it takes it itself.
    """

    no: No
    ref: int
    business: str
    name: str
    amount: int
    note: str
    school_name: str
    phone: str
    online: bool
    opens: Instant | None
    deadline: Instant | None
    can_pay: bool
    is_going_back: bool
    open_until: Instant | None
    by: str


def order_view(order: Order, now: Instant) -> OrderView:
    return OrderView(
        no=order.no,
        case=order.case,
        ref=order.ref,
        business=order.business,
        name=order.name,
        amount=order.amount,
        school_name=order.school_name,
        provider=order.provider,
        channel=payments.label(order.provider),
        app=payments.app(order.provider),
        way=order.way,
        state=order.state,
        state_text=TEXTS[order.state],
        created_at=order.created_at,
        expires=order.expires,
        can_pay=is_open(order, now),
        paid_at=order.proof.at if order.proof else None,
        transaction=order.proof.transaction if order.proof else "",
        refund=_refund(order),
    )


def _refund(order: Order) -> RefundView | None:
    """What the office merely thinks of is not told."""
    refund = order.refund
    if refund is None or refund.approved_at is None:
        return None
    return RefundView(
        reason=refund.reason,
        since=refund.approved_at,
        done_at=refund.ended_at,
        is_stalled=refund.hindrance is not None,
        is_by_hand=refund.ended_at is not None and refund.done_at is None,
    )


def pay_view(order: Order, now: Instant) -> PayView:
    shown = order_view(order, now)
    url = order.intent.url if order.intent and shown.can_pay else ""
    code = base64.b64encode(qr.picture(url)).decode() if url and order.way == Way.NATIVE else ""
    return PayView(**msgspec.structs.asdict(shown), qr=code, url="" if code else url)


def due_view(due: Due) -> DueView:
    return DueView(
        no=due.no,
        ref=due.ref,
        business=due.business,
        name=due.name,
        amount=due.amount,
        note=due.note,
        school_name=due.school_name,
        phone=due.phone,
        online=due.online,
        opens=due.opens,
        deadline=due.deadline,
        can_pay=due.is_payable,
        is_going_back=due.is_going_back,
        open_until=due.open_until,
        by=due.by,
    )
