"""Refunds of orders: the whole amount goes back, once, and what may be in its way."""

import re
from enum import StrEnum
from typing import Final

import msgspec

from chalicelib.domain.audit import Actor
from chalicelib.domain.ids import No
from chalicelib.domain.instants import Instant


class Trouble(StrEnum):
    """Why money does not go back by itself: the payer's account takes none of it; the channel closed the refund, for
    good under its number; or it did not take it on.
    """

    ABNORMAL = "abnormal"
    CLOSED = "closed"
    REFUSED = "refused"


# What people are to do; it is told until the money has arrived.
TEXTS: Final = {
    Trouble.ABNORMAL: "退款异常：考生的付款账户已注销或冻结，款项停在渠道。请在渠道的商户平台处理这笔退款："
    "转到考生的银行卡，或退回商户账户后另行退给考生。本系统不会重复申请，每天查询一次，完成后自动转为“已退款”。",
    Trouble.CLOSED: "退款已被渠道关闭：商户账户余额不足超过 7 天。请为商户账户充值。"
    "本系统每天一次，用新的退款单号重新申请并查询，到账后自动转为“已退款”。",
    Trouble.REFUSED: "渠道没有受理退款：多为商户账户余额不足、付款账户已注销，或支付已超过一年。"
    "请在渠道的商户平台查明原因并处理。本系统每天用原退款单号再申请一次，到账后自动转为“已退款”。",
}


class Refund(msgspec.Struct, frozen=True, kw_only=True):
    """Money that nobody owed goes back by rule: then nobody asked for it.

    `no` is the number that the channel is asked under; `trouble` is what it last said against it, on record for good.
    """

    no: str
    reason: str
    asked_at: Instant
    asked_by: Actor | None = None
    approved_at: Instant | None = None
    approved_by: Actor | None = None
    done_at: Instant | None = None
    trouble: Trouble | None = None


class Return(msgspec.Struct, frozen=True, kw_only=True):
    """What a channel says of a refund: when the money came back, or what is in its way; neither while it goes on."""

    at: Instant | None = None
    trouble: Trouble | None = None


def first_no(order: No) -> str:
    """One number an order, so that asking the channel again asks for the same refund."""
    return f"{order}R"


def next_no(order: No, closed: str) -> str:
    """R2, R3 …, in the place of one that the channel closed."""
    start = first_no(order)
    return f"{start}{int(closed.removeprefix(start) or 1) + 1}"


def is_no_of(order: No, no: str) -> bool:
    return re.fullmatch(f"{first_no(order)}([2-9]|[1-9][0-9]+)?", no) is not None
