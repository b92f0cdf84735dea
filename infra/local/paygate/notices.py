"""Notifications, true ones and those of the fault menu."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from infra.local.paygate.keyring import Keyring
from infra.local.paygate.ledger import Ledger, Trade, instant

DAY_S, SLOW_S = 86_400, 30.0


class Notice(NamedTuple):
    """What is posted; `wait` in seconds before it is."""

    headers: dict[str, str]
    body: bytes
    wait: float = 0


@dataclass
class Notices:
    keyring: Keyring
    ledger: Ledger

    def paid(self, trade: Trade, *, amount: int | None = None, **signing: object) -> Notice:
        """`signing` as `Keyring.signed` takes it."""
        told = trade.told()
        if amount is not None:
            told["amount"] = told["amount"] | {"total": amount}
        return self._told("TRANSACTION.SUCCESS", "transaction", told, signing)

    def refunded(self, trade: Trade) -> Notice:
        state = trade.refund_state if trade.refund_state in ("ABNORMAL", "CLOSED") else "SUCCESS"
        return self._told(f"REFUND.{state}", "refund", trade.refund_told("refund_status"), {})

    def _told(self, event: str, about: str, plain: object, signing: dict[str, object]) -> Notice:
        body = json.dumps(
            {
                "id": secrets.token_hex(16),
                "create_time": instant(self.ledger.clock()),
                "resource_type": "encrypt-resource",
                "event_type": event,
                "summary": "支付成功" if about == "transaction" else "退款结果",
                "resource": {"original_type": about} | self.keyring.sealed(plain, about),
            },
            ensure_ascii=False,
        )
        given: dict[str, object] = {"at": self.ledger.clock()} | signing
        headers = self.keyring.signed(body, **given)  # type: ignore[arg-type]
        return Notice({"Content-Type": "application/json"} | headers, body.encode())


Fault = Callable[[Notices, Trade], tuple[Notice, ...]]


def _twisted(notices: Notices, trade: Trade) -> tuple[Notice, ...]:
    """A refund is told of before the payment."""
    return notices.refunded(trade), notices.paid(trade)


# What the channel does with a success. Whatever is false, the truth can still be asked for.
FAULTS: dict[str, tuple[str, Fault]] = {
    "none": ("通知一次", lambda notices, trade: (notices.paid(trade),)),
    "repeated": ("同一通知发送三次", lambda notices, trade: (notices.paid(trade),) * 3),
    "out_of_order": ("退款通知先于付款通知", _twisted),
    "forged": ("伪造的签名", lambda notices, trade: (notices.paid(trade, forged=True),)),
    "day_old": (
        "一天前的通知",
        lambda notices, trade: (notices.paid(trade, at=notices.ledger.clock() - DAY_S),),
    ),
    "unknown_serial": ("未知的证书序列号", lambda notices, trade: (notices.paid(trade, serial="0" * 40),)),
    "other_amount": ("金额不符的通知", lambda notices, trade: (notices.paid(trade, amount=1),)),
    "dropped": ("不通知", lambda _notices, _trade: ()),
    "slow": ("30 秒后才通知", lambda notices, trade: (notices.paid(trade)._replace(wait=SLOW_S),)),
    "after_close": ("订单关闭后付款成功", lambda notices, trade: (notices.paid(trade),)),
}

# How the order's refund ends, if ever one is asked for.
REFUND_FAULTS: dict[str, str] = {
    "": "退款成功",
    "ABNORMAL": "退款异常（付款银行卡已注销）",
    "CLOSED": "退款关闭（余额不足超过 7 天）",
    "NOT_ENOUGH": "不受理（余额不足）",
    "USER_ACCOUNT_ABNORMAL": "不受理（付款账户已注销）",
}
