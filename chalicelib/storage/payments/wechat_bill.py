"""The trade bill of WeChat Pay: gzip of a table, every cell behind a grave accent, two lines of totals at the end."""

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Final

from chalicelib.domain.orders import ChannelBusyError
from chalicelib.domain.reconciling import BillLine, Turn

_NO: Final = "商户订单号"
_TRANSACTION: Final = "微信订单号"
_STATE: Final = "交易状态"
_TAKEN: Final = "应结订单金额"
_GIVEN_BACK: Final = "申请退款金额"


def lines(packed: bytes, digest: str) -> tuple[BillLine, ...]:
    """Raises ChannelBusyError for a bill that is not the announced one (SHA-1 of the plain text), or cannot be read."""
    try:
        plain = gzip.decompress(packed)
        if hashlib.sha1(plain, usedforsecurity=False).hexdigest() != digest.lower():
            raise ChannelBusyError
        return tuple(_lines(plain.decode("utf-8-sig").splitlines()))
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, KeyError, InvalidOperation) as unreadable:
        raise ChannelBusyError from unreadable


def _lines(table: list[str]) -> Iterator[BillLine]:
    head, *rows = table
    names = head.split(",")
    for row in rows:
        cells = row.removeprefix("`").split(",`")
        if len(cells) != len(names):  # the totals have columns of their own
            return
        yield _line(dict(zip(names, cells, strict=True)))


def _line(row: dict[str, str]) -> BillLine:
    """A refund repeats the order with another state and amount."""
    turn = Turn.GIVEN_BACK if row[_STATE] == "REFUND" else Turn.TAKEN
    amount = row[_GIVEN_BACK if turn == Turn.GIVEN_BACK else _TAKEN]
    return BillLine(no=row[_NO], turn=turn, amount=int(Decimal(amount) * 100), transaction=row[_TRANSACTION])
