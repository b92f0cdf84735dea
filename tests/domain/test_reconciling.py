"""T+1: every difference between our orders of a day and the channel's bill has a name."""

from datetime import date
from typing import Any

import pytest

from chalicelib.domain.instants import HOUR, later
from chalicelib.domain.orders import OrderState
from chalicelib.domain.reconciling import TEXTS, BillLine, Difference, Turn, compared
from tests.builders import NOW, a_number
from tests.money import a_proof, a_refund, an_order

DAY_OF = date(2026, 12, 1)
PAID = an_order(state=OrderState.PAID, proof=a_proof())
BACK = an_order(state=OrderState.REFUNDED, proof=a_proof(), refund=a_refund(done_at=later(NOW, HOUR)))


def line(**changes: Any) -> BillLine:
    return BillLine(**({"no": PAID.no, "turn": Turn.TAKEN, "amount": 5000, "transaction": "42"} | changes))


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


def test_differences_come_first() -> None:
    other = line(no=a_number(1))
    assert [row.no for row in compared([PAID], [line(), other], DAY_OF)] == [other.no, PAID.no]
