"""How an order moves whose money goes back: two people want it, the channel does it, or says what is in its way.

Each step is one of `order_moves`. Where the channel gives nothing back any more unless it is asked anew, two people may
end it by saying that the school gave the money back itself: from the moment one of them said so the channel is asked
about it only (`refunds.is_due`), and what it says is heard once more before the other one agrees.
"""

import msgspec

from chalicelib.domain import refunds
from chalicelib.domain.audit import Actor
from chalicelib.domain.catalogue import has_unwanted
from chalicelib.domain.errors import FieldFault, ForbiddenError, IncompleteError, WrongStateError
from chalicelib.domain.instants import Instant
from chalicelib.domain.order_moves import Move, moved
from chalicelib.domain.orders import Deed, Order, OrderState
from chalicelib.domain.refunds import REASON_MOST, ByHand, Refund, Trouble


def asked(order: Order, reason: str, by: Actor, now: Instant) -> Move:
    """Somebody of the office asks; asked again, the last reason and person stand. Raises IncompleteError."""
    wanted = Refund(no=refunds.first_no(order.no), reason=_words(reason, "退款原因"), asked_at=now, asked_by=by)
    return moved(order, msgspec.structs.replace(order, refund=wanted), Deed.ASK_REFUND, by)


def _words(reason: str, label: str) -> str:
    words = reason.strip()
    if not 1 <= len(words) <= REASON_MOST or has_unwanted(words):
        raise IncompleteError(fields=[FieldFault("reason", f"请填写{label}，1 至 {REASON_MOST} 字")])
    return words


def approved(order: Order, by: Actor, now: Instant) -> Move:
    """Another human agrees. Raises WrongStateError where nobody asked, ForbiddenError for the same person."""
    if order.state != OrderState.PAID or order.refund is None or order.refund.asked_by is None:
        raise WrongStateError
    if by.person == order.refund.asked_by.person:
        raise ForbiddenError("退款须由另一位工作人员批准")
    agreed = msgspec.structs.replace(order.refund, approved_at=now, approved_by=by)
    return moved(order, msgspec.structs.replace(order, refund=agreed, since=now), Deed.REFUND, by)


def stalled(order: Order, trouble: Trouble, by: Actor, now: Instant) -> Move | None:
    """The channel does not give the money back by itself: people are to see to it.

    A refund that it closed is over: the next time it is asked under another number. Any other keeps its number, so that
    it is never made twice.
    """
    if order.state != OrderState.REFUNDING or order.refund is None:
        return None
    no = refunds.next_no(order.no, order.refund.no) if trouble == Trouble.CLOSED else order.refund.no
    if (no, trouble) == (order.refund.no, order.refund.hindrance):
        return None
    refund = msgspec.structs.replace(order.refund, no=no, trouble=trouble, resumed_at=None, by_hand=None)
    return moved(order, msgspec.structs.replace(order, refund=refund, since=now), Deed.STALL, by)


def resumed(order: Order, by: Actor, now: Instant) -> Move | None:
    """What was in its way is not any more: the channel has it under way."""
    if order.state != OrderState.REFUNDING or order.refund is None or order.refund.hindrance is None:
        return None
    refund = msgspec.structs.replace(order.refund, resumed_at=now, by_hand=None)
    return moved(order, msgspec.structs.replace(order, refund=refund, since=now), Deed.RESUME, by)


def repaid(order: Order, back_at: Instant, by: Actor, now: Instant) -> Move | None:
    """The channel gave the money back, at its own instant `back_at`."""
    if order.state == OrderState.REFUNDED or order.refund is None:
        return None
    done = msgspec.structs.replace(order.refund, done_at=back_at, by_hand=None)
    text = (
        "费用已退回，请留意收款账户；没有收到的，请联系主考学校。"
        if done.trouble == Trouble.ABNORMAL
        else "费用已原路退回，请留意支付账户。"
    )
    return moved(order, msgspec.structs.replace(order, refund=done, since=now), Deed.REPAY, by, ("已退款", text))


def asked_by_hand(order: Order, reason: str, by: Actor, now: Instant) -> Move:
    """Somebody says that the school gave it back itself; said again, the last reason and person stand.

    Raises IncompleteError, WrongStateError where the channel may still give it back.
    """
    refund = _endable(order)
    said = ByHand(reason=_words(reason, "退还方式和凭据"), asked_at=now, asked_by=by)
    replaced = msgspec.structs.replace(refund, by_hand=said)
    return moved(order, msgspec.structs.replace(order, refund=replaced, since=now), Deed.ASK_BY_HAND, by)


def require_agreeable(order: Order, by: Actor, now: Instant) -> ByHand:
    """What somebody else said. Raises WrongStateError, ForbiddenError for the same person."""
    said = _endable(order).by_hand
    if said is None:
        raise WrongStateError
    if by.person == said.asked_by.person:
        raise ForbiddenError("另行退还须由另一位工作人员批准")
    if not refunds.is_agreeable(order.since, now):
        raise WrongStateError("提出后满 1 分钟、不到 23 小时才能批准；超过的请重新提出")
    return said


def repaid_by_hand(order: Order, by: Actor, now: Instant) -> Move:
    """Another human agrees. Raises as `require_agreeable` does."""
    said = msgspec.structs.replace(require_agreeable(order, by, now), approved_at=now, approved_by=by)
    refund = msgspec.structs.replace(_endable(order), by_hand=said)
    told = ("已退款", f"这笔费用没有原路退回，{order.school_name}已另行退还。没有收到的，请联系主考学校。")
    return moved(order, msgspec.structs.replace(order, refund=refund, since=now), Deed.REPAY_BY_HAND, by, told)


def _endable(order: Order) -> Refund:
    if order.state != OrderState.REFUNDING or order.refund is None:
        raise WrongStateError
    if order.refund.hindrance == Trouble.ABNORMAL:
        raise WrongStateError("款项停在渠道，仍可能退给考生：请先在商户平台处理这笔退款，退回商户账户后再登记")
    if order.refund.hindrance not in refunds.ENDABLE:
        raise WrongStateError("退款正在办理，渠道仍可能退给考生，现在不能登记另行退还")
    return order.refund
