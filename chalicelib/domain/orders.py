"""Orders: what they are, the one door to a change of their state (architecture § 9), and what a channel says of one.

An order is one attempt to pay one `Due` by one channel in one way; another attempt is another order with a number of
its own. Amounts are 分, frozen when the order is made. What is true of the money is what a verified notification or a
query says; what a browser says is never asked.
"""

from enum import StrEnum
from typing import Final

import msgspec

from chalicelib.domain.errors import BusyError, ConflictError, DomainError, WrongStateError
from chalicelib.domain.ids import Cid, No, SchoolCode, TicketRef
from chalicelib.domain.instants import HOUR, MINUTE, Instant, later
from chalicelib.domain.refunds import AGAIN, REFUND_LOOKS, Refund

# A code for the desk works two hours; so long an order lives, and never beyond the deadline of what is owed.
LIFE: Final = 2 * HOUR
# Channels want a minute, and people need one: so short before the deadline no order is made any more.
LAST_CALL: Final = 2 * MINUTE
_LOOKS: Final = (MINUTE, 5 * MINUTE, 30 * MINUTE, 60 * MINUTE)


class NoticeRefusedError(DomainError):
    """Whatever is wrong with it: a stranger learns nothing, a channel sends it again."""

    code, message = "notice_refused", "通知未通过核对"


class AmountDiffersError(ConflictError):
    """The channel vouches for money that is not this order's: people must look at it, nothing moves by itself."""

    message = "支付金额与订单不一致，请联系主考学校核实"


class ChannelBusyError(BusyError):
    """The channel did not answer, or not as agreed; what it did meanwhile is found out by a query."""

    message = "支付渠道暂时没有响应，请稍后再试，不会重复扣款"


class ChannelUnservedError(BusyError):
    """The stage has not, or no longer, what it takes to speak to this channel: its orders wait for people."""

    code, message = "channel_unserved", "这笔订单的支付渠道已停用，暂时无法处理，请联系主考学校"


class BillUnreadableError(DomainError):
    """Nothing of a bill is used that is not the announced one, cannot be read whole or contradicts its totals."""

    code, message = "bill_unreadable", "账单的格式、摘要或合计与约定不符，整份没有采用"


class OrderState(StrEnum):
    CREATED = "created"
    PREPAY = "prepay"
    CLOSING = "closing"
    CLOSED = "closed"
    PAID = "paid"
    PAID_LATE = "paid_late"
    REFUNDING = "refunding"
    REFUNDED = "refunded"


class Deed(StrEnum):
    """What happens to an order; these words stand in the audit for good."""

    CREATE = "create"
    OPEN = "open"
    SHUT = "shut"
    CLOSE = "close"
    PAY = "pay"
    PAY_LATE = "pay_late"
    SETTLE = "settle"
    ASK_REFUND = "ask_refund"
    REFUND = "refund"
    STALL = "stall"
    RESUME = "resume"
    REPAY = "repay"
    ASK_BY_HAND = "ask_by_hand"
    REPAY_BY_HAND = "repay_by_hand"


TEXTS: Final = {
    OrderState.CREATED: "待支付",
    OrderState.PREPAY: "待支付",
    OrderState.CLOSING: "支付确认中",
    OrderState.CLOSED: "已关闭",
    OrderState.PAID: "已支付",
    OrderState.PAID_LATE: "支付确认中",
    OrderState.REFUNDING: "退款中",
    OrderState.REFUNDED: "已退款",
}

# Nobody has paid yet, and somebody still may.
LIVE: Final = frozenset({OrderState.CREATED, OrderState.PREPAY})
UNPAID: Final = LIVE | {OrderState.CLOSING}

TRANSITIONS: Final[dict[tuple[OrderState | None, Deed], OrderState]] = (
    {
        (None, Deed.CREATE): OrderState.CREATED,
        (OrderState.CLOSING, Deed.CLOSE): OrderState.CLOSED,
        (OrderState.CLOSED, Deed.PAY_LATE): OrderState.PAID_LATE,
        (OrderState.PAID_LATE, Deed.SETTLE): OrderState.PAID,
        (OrderState.PAID_LATE, Deed.REFUND): OrderState.REFUNDING,
        (OrderState.PAID, Deed.ASK_REFUND): OrderState.PAID,
        (OrderState.PAID, Deed.REFUND): OrderState.REFUNDING,
        (OrderState.REFUNDING, Deed.REPAY): OrderState.REFUNDED,
        (OrderState.REFUNDING, Deed.REPAY_BY_HAND): OrderState.REFUNDED,
    }
    | {(OrderState.REFUNDING, deed): OrderState.REFUNDING for deed in (Deed.STALL, Deed.RESUME, Deed.ASK_BY_HAND)}
    | {(state, Deed.OPEN): OrderState.PREPAY for state in LIVE}
    | {(state, Deed.SHUT): OrderState.CLOSING for state in LIVE}
    | {(state, Deed.PAY): OrderState.PAID for state in UNPAID}
    | {(state, Deed.PAY_LATE): OrderState.PAID_LATE for state in UNPAID}
)


def transition(state: OrderState | None, deed: Deed) -> OrderState:
    """Raises WrongStateError where the table has no such edge."""
    try:
        return TRANSITIONS[state, deed]
    except KeyError:
        raise WrongStateError from None


class Way(StrEnum):
    """How the payer gets to the channel: a code that the telephone reads from the desk, a page on the telephone."""

    NATIVE = "native"
    H5 = "h5"


class Intent(msgspec.Struct, frozen=True, kw_only=True):
    """What the channel gave: the address in the code or of its page, and until when it works."""

    url: str
    until: Instant


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """A success that the channel vouched for; `source` is `notice` or `query`, `at` the channel's own instant."""

    source: str
    no: No
    merchant: str
    app: str
    transaction: str
    amount: int
    currency: str
    at: Instant


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """`O#<no>` of a person (`person`: the keyed hash). `case` is the application that owes: of its orders
    at most one holds its lock.
    """

    no: No
    cid: Cid
    person: str
    ref: TicketRef
    business: str
    case: No
    school: SchoolCode
    school_name: str
    name: str
    amount: int
    provider: str
    way: Way
    state: OrderState
    ver: int
    created_at: Instant
    since: Instant
    expires: Instant
    intent: Intent | None = None
    proof: Proof | None = None
    refund: Refund | None = None
    chain: str = ""


class Standing(StrEnum):
    """What a channel says of an order; `absent`: it never heard of it."""

    ABSENT = "absent"
    OPEN = "open"
    PAID = "paid"
    CLOSED = "closed"


class Answer(msgspec.Struct, frozen=True):
    """Of a query: `proof` where it was paid, whatever became of the money afterwards."""

    standing: Standing
    proof: Proof | None = None


class Notice(msgspec.Struct, frozen=True):
    """What a verified notification says: a success, or (without `proof`) that the refund of `no` went on."""

    no: No
    proof: Proof | None = None


def is_expired(order: Order, now: Instant) -> bool:
    return now >= order.expires


def is_open(order: Order, now: Instant) -> bool:
    """Whether it can still be paid, whatever is offered by now."""
    return order.state in LIVE and not is_expired(order, now)


def is_usable(order: Order, provider: str, way: Way, now: Instant) -> bool:
    """Whether somebody who wants to pay in this way goes on with it."""
    return (order.provider, order.way) == (provider, way) and is_open(order, now)


def holds_lock(order: Order | None) -> bool:
    """While it may be paid or is; money that is being given back by rule was never what was owed."""
    if order is None:
        return False
    return order.state in UNPAID | {OrderState.PAID} or is_going_back(order)


def is_going_back(order: Order) -> bool:
    """Whether a fee is under way to its payer because people wanted it so."""
    return order.state == OrderState.REFUNDING and order.refund is not None and order.refund.asked_by is not None


def next_look(order: Order, now: Instant) -> Instant | None:
    """When the sweep must look at it again, after a look at `now`; None for what is settled.

    An unpaid order is asked about after 1, 5, 30 and 60 minutes and at its end; anything half done in a minute; what
    people must see to, once a day.
    """
    if order.state in LIVE:
        return min((at for at in _after(order.created_at, _LOOKS) if at > now), default=order.expires)
    if order.state in (OrderState.CLOSING, OrderState.PAID_LATE):
        return later(now, MINUTE)
    if order.state == OrderState.REFUNDING:
        if order.refund and order.refund.hindrance:
            return later(now, AGAIN)
        return min((at for at in _after(order.since, REFUND_LOOKS) if at > now), default=later(now, AGAIN))
    return None


def _after(start: Instant, waits: tuple[int, ...]) -> tuple[Instant, ...]:
    return tuple(later(start, wait) for wait in waits)
