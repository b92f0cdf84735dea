"""T+1: the channel's bill of a day against our orders of that day; every difference has a name."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

import msgspec

from chalicelib.domain.instants import shanghai
from chalicelib.domain.orders import Order, Proof


class Turn(StrEnum):
    """What happened to money; nothing of ours is ever revoked."""

    TAKEN = "taken"
    GIVEN_BACK = "given_back"
    REVOKED = "revoked"


class BillLine(msgspec.Struct, frozen=True, kw_only=True):
    """As the channel has it, or we: `no` is an order's, or somebody else's. `amount` in 分."""

    no: str
    turn: Turn
    amount: int
    currency: str
    transaction: str


class Difference(StrEnum):
    ONLY_OURS = "only_ours"
    ONLY_THEIRS = "only_theirs"
    REPEATED = "repeated"
    CURRENCY_DIFFERS = "currency_differs"
    AMOUNT_DIFFERS = "amount_differs"
    TRANSACTION_DIFFERS = "transaction_differs"


TEXTS = {
    Difference.ONLY_OURS: "仅本平台有",
    Difference.ONLY_THEIRS: "仅渠道有",
    Difference.REPEATED: "渠道有多笔",
    Difference.CURRENCY_DIFFERS: "币种不一致",
    Difference.AMOUNT_DIFFERS: "金额不一致",
    Difference.TRANSACTION_DIFFERS: "支付单号不一致",
}


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """`kind` is None where both sides agree; an amount is None on the side that does not know of it. Several lines of
    the channel for one thing are one row with their sum.
    """

    no: str
    turn: Turn
    kind: Difference | None
    ours: int | None
    theirs: int | None


Key = tuple[str, Turn]


def compared(ours: Iterable[Order], theirs: Iterable[BillLine], day: date) -> tuple[Row, ...]:
    """By number and turn, differences first."""
    own = {(line.no, line.turn): line for line in _taken_and_given(ours, day)}
    bill: dict[Key, list[BillLine]] = {}
    for line in theirs:
        bill.setdefault((line.no, line.turn), []).append(line)
    found = [_row(key, own.get(key), bill.get(key, [])) for key in own.keys() | bill.keys()]
    return tuple(sorted(found, key=lambda row: (row.kind is None, row.no, row.turn)))


def _taken_and_given(orders: Iterable[Order], day: date) -> Iterator[BillLine]:
    """Money counts on the day of the channel's own instant, whenever we heard of it."""
    for order in orders:
        if order.proof and shanghai(order.proof.at).date() == day:
            yield _line(order, order.proof, Turn.TAKEN)
        if order.proof and order.refund and order.refund.done_at and shanghai(order.refund.done_at).date() == day:
            yield _line(order, order.proof, Turn.GIVEN_BACK)


def _line(order: Order, proof: Proof, turn: Turn) -> BillLine:
    return BillLine(no=order.no, turn=turn, amount=proof.amount, currency=proof.currency, transaction=proof.transaction)


def _row(key: Key, ours: BillLine | None, theirs: list[BillLine]) -> Row:
    return Row(
        no=key[0],
        turn=key[1],
        kind=_difference(ours, theirs),
        ours=ours.amount if ours else None,
        theirs=sum(line.amount for line in theirs) if theirs else None,
    )


def _difference(ours: BillLine | None, theirs: list[BillLine]) -> Difference | None:
    if ours is None:
        return Difference.ONLY_THEIRS
    if not theirs:
        return Difference.ONLY_OURS
    if len(theirs) > 1:
        return Difference.REPEATED
    [other] = theirs
    if ours.currency != other.currency:
        return Difference.CURRENCY_DIFFERS
    if ours.amount != other.amount:
        return Difference.AMOUNT_DIFFERS
    return None if ours.transaction == other.transaction else Difference.TRANSACTION_DIFFERS
