"""A day's orders against the channel's bill: what nobody told of is found, settled and reported."""

from datetime import date

import pytest

from chalicelib.domain.ids import No
from chalicelib.domain.instants import DAY, HOUR, SECOND
from chalicelib.domain.orders import OrderState
from chalicelib.domain.reconciling import Difference, Row
from chalicelib.storage.payments import wechat_bill
from chalicelib.usecases.orders.reconcile_day import Report, reconcile_day
from infra.local.simulated import Account, Simulated
from tests.usecases.orders import at, pay, state, sweep, tell

DAY_OF = date(2026, 12, 1)


def rows() -> tuple[Row, ...]:
    [sheet] = reconcile_day(DAY_OF, at(DAY)).sheets
    return sheet.rows


def test_a_day_on_which_all_was_told_has_no_difference(channel: Simulated) -> None:
    made = pay()
    channel.pay(made.no, at(SECOND))
    tell(channel, made.no, SECOND)
    [row] = rows()
    assert (row.no, row.kind, row.ours) == (made.no, None, 5000)


def test_money_that_nobody_told_of_is_reported_and_settled(channel: Simulated) -> None:
    """Rows 69, 72: notices were lost, and the order was closed in the moment of the payment."""
    made = pay()
    sweep(2 * HOUR)
    assert state(made.no) == OrderState.CLOSED
    channel.pay_late(made.no, at(2 * HOUR))
    assert [row.kind for row in rows()] == [Difference.ONLY_THEIRS]
    assert state(made.no) == OrderState.PAID
    assert [row.kind for row in rows()] == [None]


def test_a_line_that_is_not_ours_is_reported_and_left_alone(channel: Simulated) -> None:
    """A merchant may serve others, too."""
    channel.accounts[No("SOMEBODY-ELSES")] = Account(100)
    channel.pay(No("SOMEBODY-ELSES"), at(SECOND))
    [row] = rows()
    assert (row.kind, row.theirs) == (Difference.ONLY_THEIRS, 100)


def test_what_the_channel_lost_is_reported(channel: Simulated) -> None:
    made = pay()
    channel.pay(made.no, at(SECOND))
    tell(channel, made.no, SECOND)
    channel.accounts.clear()
    assert [row.kind for row in rows()] == [Difference.ONLY_OURS]


def test_without_a_channel_there_is_nothing_to_compare(aws: None) -> None:
    """No keys are there, and no orders."""
    assert reconcile_day(DAY_OF, at(DAY)) == Report(sheets=(), waiting=())


def test_a_bill_that_cannot_be_read_is_said_to_be_so(channel: Simulated, monkeypatch: pytest.MonkeyPatch) -> None:
    """In its own words: waiting does not help."""
    monkeypatch.setattr(channel, "bill", lambda _day: wechat_bill.lines(b"no gzip", "0" * 40))
    [sheet] = reconcile_day(DAY_OF, at(DAY)).sheets
    assert (sheet.rows, sheet.fault) == ((), "账单的格式、摘要或合计与约定不符，整份没有采用")
