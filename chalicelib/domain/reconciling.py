"""T+1: the channel's bill of a day against our orders of that day; every difference has a name."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

import msgspec

from chalicelib.domain.instants import shanghai
from chalicelib.domain.orders import Order


class Turn(StrEnum):
    TAKEN = "taken"
    GIVEN_BACK = "given_back"


class BillLine(msgspec.Struct, frozen=True, kw_only=True):
    """`no` as the channel has it: an order's, or somebody else's. `amount` in 分."""

    no: str
    turn: Turn
    amount: int
    transaction: str


class Difference(StrEnum):
    ONLY_OURS = "only_ours"
    ONLY_THEIRS = "only_theirs"
    AMOUNT_DIFFERS = "amount_differs"


TEXTS = {
    Difference.ONLY_OURS: "仅本平台有",
    Difference.ONLY_THEIRS: "仅渠道有",
    Difference.AMOUNT_DIFFERS: "金额不一致",
}


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """`kind` is None where both sides agree; an amount is None on the side that does not know of it."""

    no: str
    turn: Turn
    kind: Difference | None
    ours: int | None
    theirs: int | None


Key = tuple[str, Turn]


def compared(ours: Iterable[Order], theirs: Iterable[BillLine], day: date) -> tuple[Row, ...]:
    """By number and turn, differences first."""
    own, bill = _taken_and_given(ours, day), {(line.no, line.turn): line.amount for line in theirs}
    found = [_row(key, own, bill) for key in own.keys() | bill.keys()]
    return tuple(sorted(found, key=lambda row: (row.kind is None, row.no, row.turn)))


def _taken_and_given(orders: Iterable[Order], day: date) -> dict[Key, int]:
    """Money counts on the day of the channel's own instant, whenever we heard of it."""
    found: dict[Key, int] = {}
    for order in orders:
        if order.proof and shanghai(order.proof.at).date() == day:
            found[order.no, Turn.TAKEN] = order.proof.amount
        if order.refund and order.refund.done_at and shanghai(order.refund.done_at).date() == day:
            found[order.no, Turn.GIVEN_BACK] = order.amount
    return found


def _row(key: Key, ours: Mapping[Key, int], theirs: Mapping[Key, int]) -> Row:
    own, other = ours.get(key), theirs.get(key)
    kind = None
    if own is None:
        kind = Difference.ONLY_THEIRS
    elif other is None:
        kind = Difference.ONLY_OURS
    elif own != other:
        kind = Difference.AMOUNT_DIFFERS
    return Row(no=key[0], turn=key[1], kind=kind, ours=own, theirs=other)
