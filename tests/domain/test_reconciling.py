"""T+1: every difference between our orders of a day and the channel's bill has a name."""

from datetime import date
from typing import Any

import msgspec
import pytest

from chalicelib.domain.instants import HOUR, later
from chalicelib.domain.orders import OrderState
from chalicelib.domain.reconciling import TEXTS, BillLine, Difference, Turn, compared
from tests.builders import NOW, a_number
from tests.money import a_proof, a_refund, an_order

DAY_OF = date(2026, 12, 1)
PROOF = a_proof()
PAID = an_order(state=OrderState.PAID, proof=PROOF)
BACK = an_order(state=OrderState.REFUNDED, proof=a_proof(), refund=a_refund(done_at=later(NOW, HOUR)))


def line(**changes: Any) -> BillLine:
    billed = BillLine(no=PAID.no, turn=Turn.TAKEN, amount=5000, currency="CNY", transaction=PROOF.transaction)
    return msgspec.structs.replace(billed, **changes)


def test_both_sides_agree() -> None:
    [row] = compared([PAID], [line()], DAY_OF)
    assert (row.kind, row.ours, row.theirs) == (None, 5000, 5000)


@pytest.mark.parametrize(
    ("ours", "theirs", "kind"),
    [
        ([PAID], [], Difference.ONLY_OURS),
        ([], [line()], Difference.ONLY_THEIRS),
        ([an_order()], [line()], Difference.ONLY_THEIRS),
        ([PAID], [line(amount=4999)], Difference.AMOUNT_DIFFERS),
        ([PAID], [line(currency="USD")], Difference.CURRENCY_DIFFERS),
        ([PAID], [line(transaction="999")], Difference.TRANSACTION_DIFFERS),
        ([PAID], [line(), line()], Difference.REPEATED),
        ([PAID], [line(amount=2500), line(amount=2500)], Difference.REPEATED),
    ],
)
def test_a_difference_has_a_name(ours: Any, theirs: Any, kind: Difference) -> None:
    [row] = compared(ours, theirs, DAY_OF)
    assert row.kind == kind
    assert TEXTS[kind]


def test_what_came_and_what_went_are_two_lines() -> None:
    rows = compared([BACK], [line(), line(turn=Turn.GIVEN_BACK)], DAY_OF)
    assert [(row.turn, row.kind) for row in rows] == [(Turn.GIVEN_BACK, None), (Turn.TAKEN, None)]


def test_money_counts_on_the_channels_own_day_in_china() -> None:
    """NOW is ten in the morning there: fourteen hours later begins the next day."""
    late = an_order(state=OrderState.PAID, proof=a_proof(at=later(NOW, 14 * HOUR)))
    just = an_order(state=OrderState.PAID, proof=a_proof(at=later(NOW, 14 * HOUR - 1)))
    assert compared([late], [], DAY_OF) == ()
    assert len(compared([just], [], DAY_OF)) == 1
    assert compared([PAID], [], date(2026, 12, 2)) == ()


def test_money_that_the_channel_revoked_is_not_money_that_came() -> None:
    rows = compared([PAID], [line(turn=Turn.REVOKED)], DAY_OF)
    assert [(row.turn, row.kind) for row in rows] == [
        (Turn.REVOKED, Difference.ONLY_THEIRS),
        (Turn.TAKEN, Difference.ONLY_OURS),
    ]


def test_several_lines_for_one_thing_are_told_with_their_sum() -> None:
    [row] = compared([PAID], [line(), line()], DAY_OF)
    assert (row.ours, row.theirs) == (5000, 10000)


def test_differences_come_first() -> None:
    other = line(no=a_number(1))
    assert [row.no for row in compared([PAID], [line(), other], DAY_OF)] == [other.no, PAID.no]
