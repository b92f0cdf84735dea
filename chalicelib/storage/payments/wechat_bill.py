"""The trade bill of WeChat Pay: gzip of a table, every cell behind a grave accent, two lines of totals at the end."""

import gzip
import hashlib
import re
import zlib
from typing import Final

from chalicelib.domain.orders import BillUnreadableError
from chalicelib.domain.reconciling import BillLine, Turn

_NO: Final = "商户订单号"
_TRANSACTION: Final = "微信订单号"
_STATE: Final = "交易状态"
_CURRENCY: Final = "货币种类"
_TAKEN: Final = "应结订单金额"
_GIVEN_BACK: Final = "申请退款金额"
_COUNT: Final = "总交易单数"
# Of the totals those that sum up what is read of the lines.
_SUMS: Final = {"应结订单总金额": _TAKEN, "申请退款总金额": _GIVEN_BACK}
_TURNS: Final = {"SUCCESS": Turn.TAKEN, "REFUND": Turn.GIVEN_BACK, "REVOKED": Turn.REVOKED}
_YUAN: Final = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,2}))?")

Table = list[dict[str, str]]


def lines(packed: bytes, digest: str) -> tuple[BillLine, ...]:
    """Every line has its cells, and count and sums are those of the totals.

    Raises BillUnreadableError for one that is not the announced bill (SHA-1 of the plain text), or not whole.
    """
    try:
        plain = gzip.decompress(packed)
        if hashlib.sha1(plain, usedforsecurity=False).hexdigest() != digest.lower():
            raise BillUnreadableError
        return tuple(map(_line, _rows(plain.decode("utf-8-sig"))))
    except (OSError, EOFError, zlib.error, KeyError, ValueError) as unreadable:
        raise BillUnreadableError from unreadable


def _rows(text: str) -> Table:
    """Only line feeds end a line: a product's name may hold what else Unicode breaks lines at. Raises ValueError."""
    head, *rows, names, totals = [line.removesuffix("\r") for line in text.rstrip("\r\n").split("\n")]
    found = [_cells(head, row) for row in rows]
    _require_totals(found, _cells(names, totals))
    return found


def _cells(names: str, row: str) -> dict[str, str]:
    return dict(zip(names.split(","), row.removeprefix("`").split(",`"), strict=True))


def _require_totals(rows: Table, totals: dict[str, str]) -> None:
    if int(totals[_COUNT]) != len(rows):
        raise ValueError("a line is missing, or one too many")
    for total, column in _SUMS.items():
        if _fen(totals[total]) != sum(_fen(row[column]) for row in rows):
            raise ValueError("the lines are not what the totals say")


def _line(row: dict[str, str]) -> BillLine:
    """A refund repeats the order with another state and amount."""
    turn = _TURNS[row[_STATE]]
    return BillLine(
        no=row[_NO],
        turn=turn,
        amount=_fen(row[_GIVEN_BACK if turn == Turn.GIVEN_BACK else _TAKEN]),
        currency=row[_CURRENCY],
        transaction=row[_TRANSACTION],
    )


def _fen(yuan: str) -> int:
    """Exactly, from at most two decimals. Raises ValueError for whatever else is no amount."""
    found = _YUAN.fullmatch(yuan)
    if found is None:
        raise ValueError("no amount")
    whole, cents = found.groups(default="")
    return int(whole) * 100 + int(cents.ljust(2, "0"))
