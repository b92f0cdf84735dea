"""What the channel knows: orders by the merchant's number, what was paid for them and what was given back."""

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from infra.local.paygate.keyring import APPID, MCHID

_CHINA = timezone(timedelta(hours=8))


def instant(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).astimezone(_CHINA).isoformat(timespec="seconds")


@dataclass
class Trade:
    """One order at the channel; `asked` is the merchant's request. `token` stands in the payer's addresses.

    `refund_fault` is how its next refund ends, if not well: a state, or the code of a refusal. `received` is where it
    went to; `closed_refunds` are the numbers that are over.
    """

    no: str
    asked: dict[str, Any]
    kind: str
    token: str = field(default_factory=lambda: secrets.token_hex(8))
    state: str = "NOTPAY"
    transaction: str = ""
    paid_at: float = 0
    refund_no: str = ""
    refund_state: str = ""
    refunded_at: float = 0
    refund_fault: str = ""
    received: str = "支付用户零钱"
    closed_refunds: set[str] = field(default_factory=set)

    @property
    def amount(self) -> int:
        return int(self.asked["amount"]["total"])

    def told(self) -> dict[str, Any]:
        """As a query and a notification have it."""
        found: dict[str, Any] = {
            "appid": APPID,
            "mchid": MCHID,
            "out_trade_no": self.no,
            "trade_state": self.state,
            "trade_state_desc": self.state,
            "trade_type": {"native": "NATIVE", "h5": "MWEB", "jsapi": "JSAPI"}[self.kind],
            "attach": "",
        }
        if self.transaction:
            found |= {
                "transaction_id": self.transaction,
                "success_time": instant(self.paid_at),
                "amount": {"total": self.amount, "payer_total": self.amount, "currency": "CNY"},
                "payer": {"openid": "openid-of-a-payer"},
            }
        return found

    def refund_told(self, name: str = "status", no: str = "") -> dict[str, Any]:
        """Of the last refund, or of one that was closed."""
        return {
            "mchid": MCHID,
            "out_trade_no": self.no,
            "transaction_id": self.transaction,
            "out_refund_no": no or self.refund_no,
            "refund_id": f"5{self.transaction[1:]}",
            name: "CLOSED" if no in self.closed_refunds else self.refund_state,
            "success_time": instant(self.refunded_at) if self.refunded_at else "",
            "channel": "ORIGINAL",
            "user_received_account": self.received,
            "amount": {"total": self.amount, "refund": self.amount, "currency": "CNY"},
        }


class Ledger:
    """`clock` gives seconds: the time of payments and of what is told of them. Requests come from several threads."""

    def __init__(self) -> None:
        self.trades: dict[str, Trade] = {}
        self.lock = threading.RLock()
        self.clock = time.time

    @contextmanager
    def trade(self, no: str) -> Iterator[Trade | None]:
        with self.lock:
            yield self.trades.get(no)

    def opened(self, no: str, asked: dict[str, Any], kind: str) -> Trade | None:
        """The same request again is the same trade; another one under its number is refused."""
        with self.lock:
            trade = self.trades.setdefault(no, Trade(no, asked, kind))
            return trade if (trade.asked["amount"], trade.kind) == (asked["amount"], kind) else None

    def by_token(self, token: str) -> Trade | None:
        return next((trade for trade in self.trades.values() if trade.token == token), None)

    def pay(self, no: str, *, even_closed: bool = False) -> bool:
        """Somebody pays: once, and not what is closed (unless the close came a moment too late)."""
        with self.lock:
            trade = self.trades[no]
            if trade.transaction or (trade.state != "NOTPAY" and not even_closed):
                return False
            trade.state, trade.paid_at = "SUCCESS", self.clock()
            trade.transaction = f"42{len(self.trades):04}{secrets.randbelow(10**22):022}"
            return True

    def finish_refund(self, no: str) -> bool:
        with self.lock:
            trade = self.trades[no]
            if trade.refund_state != "PROCESSING":
                return False
            trade.refund_state, trade.refunded_at = trade.refund_fault or "SUCCESS", self.clock()
            if trade.refund_state == "CLOSED":
                trade.closed_refunds.add(trade.refund_no)
            if trade.refund_fault:
                trade.refunded_at = 0
            return True

    def mend_refund(self, no: str, to: str = "中国银行借记卡0001") -> None:
        """By the merchant on the channel's platform: money is there, another card takes what this one did not; or his
        own account does."""
        with self.lock:
            trade = self.trades[no]
            trade.refund_fault, trade.received = "", to
            if trade.refund_state == "ABNORMAL":
                trade.refund_state = "PROCESSING"
                self.finish_refund(no)

    def refund_on_platform(self, no: str) -> None:
        """The merchant gives it back without us, under a number that the platform makes up."""
        with self.lock:
            trade = self.trades[no]
            trade.state, trade.refund_no, trade.refund_state = "REFUND", f"5030{no}", "PROCESSING"
            self.finish_refund(no)
