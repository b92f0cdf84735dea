"""Refunds of orders: the whole amount goes back, once, and what may be in its way."""

import re
from enum import StrEnum
from typing import Final

import msgspec

from chalicelib.domain.audit import Actor
from chalicelib.domain.ids import No
from chalicelib.domain.instants import HOUR, MINUTE, Instant, later


class Trouble(StrEnum):
    """Why money does not go back by itself: the payer's account takes none of it; the channel closed the refund, for
    good under its number; it did not take it on; it gave the money to the merchant's own account; or the merchant gave
    it back on the channel's platform, under a number that is not ours.
    """

    ABNORMAL = "abnormal"
    CLOSED = "closed"
    REFUSED = "refused"
    KEPT = "kept"
    ELSEWHERE = "elsewhere"


# The channel gives nothing back any more unless it is asked anew: then people may end it by themselves.
ENDABLE: Final = frozenset(Trouble) - {Trouble.ABNORMAL}
REASON_MOST: Final = 80
AGAIN: Final = 24 * HOUR
REFUND_LOOKS: Final = (MINUTE, 5 * MINUTE, 30 * MINUTE, 3 * HOUR, AGAIN)
# Whoever read the order before is no longer asking the channel after that; and before it is asked anew there is time.
SETTLES: Final = MINUTE
_STANDS: Final = 23 * HOUR

_BY_HAND: Final = "已另行退给考生的，请在“订单与退款”页由两人登记“已另行退还”。"
# What people are to do; it is told until the money has arrived.
TEXTS: Final = {
    Trouble.ABNORMAL: "退款异常：考生的付款账户已注销或冻结，款项停在渠道。请在渠道的商户平台处理这笔退款："
    "转到考生的银行卡，或退回商户账户后另行退给考生。本系统不会重复申请，每天查询一次，到账后自动转为“已退款”。",
    Trouble.CLOSED: "退款已被渠道关闭：商户账户余额不足超过 7 天。请为商户账户充值。"
    f"本系统每天一次，用新的退款单号重新申请并查询，到账后自动转为“已退款”。{_BY_HAND}",
    Trouble.REFUSED: "渠道没有受理退款：多为商户账户余额不足、付款账户已注销，或支付已超过一年。"
    f"请在渠道的商户平台查明原因并处理。本系统每天用原退款单号再申请一次，到账后自动转为“已退款”。{_BY_HAND}",
    Trouble.KEPT: f"款项退到了商户自己的账户，没有退给考生，渠道不会再退。请另行退给考生。{_BY_HAND}",
    Trouble.ELSEWHERE: "渠道没有受理退款，因为这笔付款在商户平台上已经退过，用的是另一个退款单号。"
    f"请在渠道的商户平台核对金额和收款账户。{_BY_HAND}",
}


class ByHand(msgspec.Struct, frozen=True, kw_only=True):
    """The school gave the money back without the channel: one says so, and why; another agrees."""

    reason: str
    asked_at: Instant
    asked_by: Actor
    approved_at: Instant | None = None
    approved_by: Actor | None = None


class Refund(msgspec.Struct, frozen=True, kw_only=True):
    """Money that nobody owed goes back by rule: then nobody asked for it.

    `no` is the number that the channel is asked under; `trouble` is what it last said against it, on record for good;
    from `resumed_at` on it goes on nevertheless.
    """

    no: str
    reason: str
    asked_at: Instant
    asked_by: Actor | None = None
    approved_at: Instant | None = None
    approved_by: Actor | None = None
    done_at: Instant | None = None
    trouble: Trouble | None = None
    resumed_at: Instant | None = None
    by_hand: ByHand | None = None

    @property
    def ended_at(self) -> Instant | None:
        """When the channel gave the money back, or it was agreed that the school had."""
        return self.done_at or (self.by_hand.approved_at if self.by_hand else None)

    @property
    def hindrance(self) -> Trouble | None:
        """What people are to see to by now."""
        return None if self.ended_at or self.resumed_at else self.trouble


class Return(msgspec.Struct, frozen=True, kw_only=True):
    """What a channel says of a refund: when the money came back, or what is in its way; neither while it goes on."""

    at: Instant | None = None
    trouble: Trouble | None = None


def is_due(refund: Refund, since: Instant, now: Instant) -> bool:
    """Whether the channel may be asked to give it back, rather than about it only: once a day where something is in the
    way. `since` is when that, or what people think of it, last changed.
    """
    return refund.hindrance is None or now >= later(since, AGAIN)


def is_agreeable(since: Instant, now: Instant) -> bool:
    """Whether what was said of a refund can be agreed to: nobody asks the channel to give it back meanwhile."""
    return later(since, SETTLES) <= now < later(since, _STANDS)


def end_text(refund: Refund) -> str:
    """How it ended, for the office; empty before."""
    if refund.ended_at is None:
        return ""
    if refund.done_at is None:
        return "已由学校另行退还，没有经过支付渠道。"
    return "已退回考生的其他账户（原付款账户收不了款）。" if refund.trouble == Trouble.ABNORMAL else "已原路退回。"


def first_no(order: No) -> str:
    """One number an order, so that asking the channel again asks for the same refund."""
    return f"{order}R"


def next_no(order: No, closed: str) -> str:
    """R2, R3 …, in the place of one that the channel closed."""
    start = first_no(order)
    return f"{start}{int(closed.removeprefix(start) or 1) + 1}"


def numbers(order: No, last: str) -> tuple[str, ...]:
    """Every number that the channel may know up to the last, which comes first."""
    start = first_no(order)
    return tuple(f"{start}{n}" if n > 1 else start for n in range(int(last.removeprefix(start) or 1), 0, -1))


def is_no_of(order: No, no: str) -> bool:
    return re.fullmatch(f"{first_no(order)}([2-9]|[1-9][0-9]+)?", no) is not None
