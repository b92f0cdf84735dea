"""The trade bill of a day, in the channel's own columns."""

import gzip
import hashlib
from datetime import UTC, datetime

from infra.local.paygate.keyring import APPID, MCHID
from infra.local.paygate.ledger import Ledger, Trade, instant

_COLUMNS = (
    "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,"
    "微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注"
)
_TOTALS = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额"


def plain(ledger: Ledger, day: str) -> bytes | None:
    """None for a day without any movement."""
    rows = [_taken(trade) for trade in ledger.trades.values() if trade.paid_at and _day(trade.paid_at) == day]
    rows += [_returned(one) for one in ledger.trades.values() if one.refunded_at and _day(one.refunded_at) == day]
    if not rows:
        return None
    lines = [_COLUMNS, *map(_row, rows), _TOTALS, _row(_totals(rows))]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def _totals(rows: list[list[str]]) -> list[str]:
    names = _COLUMNS.split(",")

    def summed(name: str) -> str:
        return _yuan(sum(int(row[names.index(name)].replace(".", "")) for row in rows))

    return [
        str(len(rows)),
        summed("应结订单金额"),
        summed("退款金额"),
        "0.00",
        "0.00000",
        summed("订单金额"),
        summed("申请退款金额"),
    ]


def packed(text: bytes) -> bytes:
    return gzip.compress(text)


def digest(text: bytes) -> str:
    return hashlib.sha1(text, usedforsecurity=False).hexdigest()


def _row(cells: list[str]) -> str:
    return ",".join(f"`{cell}" for cell in cells)


def _day(seconds: float) -> str:
    return instant(seconds)[:10]


def _taken(trade: Trade) -> list[str]:
    amount = _yuan(trade.amount)
    start = [*_start(trade, trade.paid_at), "SUCCESS", "OTHERS", "CNY", amount, "0.00"]
    return [*start, "0", "0", "0.00", "0.00", "", "", *_end(trade, amount, "0.00")]


def _returned(trade: Trade) -> list[str]:
    start = [*_start(trade, trade.refunded_at), "REFUND", "OTHERS", "CNY", "0.00", "0.00"]
    back = [f"5{trade.transaction[1:]}", trade.refund_no, _yuan(trade.amount), "0.00", "ORIGINAL", "SUCCESS"]
    return [*start, *back, *_end(trade, "0.00", _yuan(trade.amount))]


def _start(trade: Trade, at: float) -> list[str]:
    when = datetime.fromisoformat(instant(at)).replace(tzinfo=UTC).strftime("%Y-%m-%d %H:%M:%S")
    return [when, APPID, MCHID, "0", "", trade.transaction, trade.no, "openid-of-a-payer", trade.kind.upper()]


def _end(trade: Trade, amount: str, asked_back: str) -> list[str]:
    return [str(trade.asked["description"]), "", "0.00000", "0.60%", amount, asked_back, ""]


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02}"
