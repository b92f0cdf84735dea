"""S11: whatever meets in whatever order, nobody pays twice for one thing, and no money that came is lost."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.domain import lapses
from chalicelib.domain.applications import Change
from chalicelib.domain.audit import CLOCK
from chalicelib.domain.errors import DomainError
from chalicelib.domain.ids import No
from chalicelib.domain.instants import DAY, HOUR, MINUTE, SECOND, later
from chalicelib.domain.orders import Way
from chalicelib.domain.statuses import FeeState
from chalicelib.storage import cases, orders, windows
from chalicelib.usecases.orders.refund_order import Cashier, approve_refund, ask_refund
from chalicelib.usecases.orders.show_order import check_order
from infra.local import simulated
from infra.local.simulated import Simulated
from tests.builders import CID, NOW, an_act, an_operation
from tests.conftest import empty
from tests.money import CASE, open_desks
from tests.usecases import orders as acting
from tests.usecases.orders import connect, enter
from tests.usecases.test_refunds import APPROVER, ASKER

ROUNDS = 3_000 if os.environ.get("KAOJI_LONG") else 12
DOINGS = (
    "pay",
    "pay elsewhere",
    "scan",
    "notice",
    "notice again",
    "check",
    "sweep",
    "expire",
    "ask",
    "approve",
    "overtake",
    "lapse",
    "hand over",
)
LEFT = ("paid", "refunding", "refunded")


class CrashError(BaseException):
    """The process is gone: no `except Exception` may catch it."""


class World:
    """The channel, the notices under way, the time, and how many more calls of the next doing are carried out."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        empty()
        enter()
        open_desks()
        self.channel, self.now, self.left = Simulated(), NOW, -1
        self.told: list[bytes] = []
        self.late: list[bytes] = []
        connect(self.channel, patch)
        for name in ("open", "query", "close", "refund"):
            patch.setattr(self.channel, name, self._mortal(getattr(self.channel, name)), raising=False)
        patch.setattr(cases, "attempt", self._mortal(cases.attempt))

    def _mortal(self, doing: Callable[..., Any]) -> Callable[..., Any]:
        """Dies before or after a call of the channel or of the tables, as the count has it."""

        def done(*given_: Any, **more: Any) -> Any:
            self._spend()
            found = doing(*given_, **more)
            self._spend()
            return found

        return done

    def _spend(self) -> None:
        if self.left == 0:
            raise CrashError
        self.left -= 1

    def do(self, doing: str, crash: int) -> None:
        self.now, self.left = later(self.now, 20 * SECOND), crash
        try:
            getattr(self, "_" + doing.replace(" ", "_"))()
        except (DomainError, CrashError):
            pass
        finally:
            self.left = -1

    def numbers(self) -> list[No]:
        return [order.no for order in orders.mine(CID)]

    def _pay(self, way: Way = Way.NATIVE) -> None:
        acting.pay(self.now - NOW, way)

    def _pay_elsewhere(self) -> None:
        self._pay(Way.H5)

    def _scan(self) -> None:
        """Every code that was ever shown may still be on a screen."""
        for no in list(self.channel.accounts):
            if self.channel.pay(no, self.now):
                self.told.append(self.channel.notice(no))
                return

    def _notice(self) -> None:
        if self.told:
            self._take(self.told[-1])

    def _notice_again(self) -> None:
        for one in self.told[:2]:
            self._take(one)

    def _take(self, told: bytes) -> None:
        acting.hear(told, self.now - NOW)

    def _check(self) -> None:
        for no in self.numbers()[:1]:
            check_order(CID, 1, no, self.now)

    def _sweep(self) -> None:
        self.now = later(self.now, MINUTE)
        acting.sweep(self.now - NOW)

    def _expire(self) -> None:
        self.now = later(self.now, 2 * HOUR)
        acting.sweep(self.now - NOW)

    def _ask(self) -> None:
        for no in self.numbers()[:1]:
            ask_refund(Cashier(ASKER, self.now), (no, orders.load(CID, no).ver), "误缴", self.now)

    def _approve(self) -> None:
        for no in self.numbers()[:1]:
            approve_refund(Cashier(APPROVER, self.now), (no, orders.load(CID, no).ver), self.now)

    def _overtake(self) -> None:
        """A payer was faster than the close that we were told of: money after the close."""
        for no, account in self.channel.accounts.items():
            if account.proof is None:
                self.channel.pay_late(no, self.now)
                self.late.append(self.channel.notice(no))
                self.told.append(self.late[-1])
                return

    def _lapse(self) -> None:
        """The time for paying is over: the case goes back to the candidate, whatever its orders are doing."""
        self.now = max(self.now, later(NOW, 6 * DAY + HOUR))
        case, current = cases.load(CID, CASE).case, windows.load(self.now)
        if lapses.lapses_at(case, current):
            self._by_the_clock(lapses.lapsed(case, CLOCK, current, self.now))

    def _hand_over(self) -> None:
        """The school takes the fee itself by now, whatever orders are doing: the clock would let them end first."""
        self._by_the_clock(lapses.handed_over(cases.load(CID, CASE).case, CLOCK, "", self.now))

    def _by_the_clock(self, change: Change) -> None:
        cases.commit(an_act(change, head=None, own=False, operation=an_operation("", actor=CLOCK.id)))

    def settle(self) -> None:
        """Time passes, and the sweep runs until nothing is left to do. Of money that came in time no notice is needed;
        of what came after a close the channel tells until it is heard."""
        for one in self.late:
            self._take(one)
        for _ in range(12):
            self._expire()


def holds(world: World) -> None:
    """I20 to I25."""
    mine, accounts = orders.mine(CID), world.channel.accounts
    paid = [order for order in mine if order.state == "paid"]
    assert len(paid) <= 1
    assert (cases.load(CID, CASE).case.fee == FeeState.PAID) is bool(paid)
    kept = sum(account.amount - account.returned for account in accounts.values() if account.proof)
    assert kept == sum(order.amount for order in paid)
    for order in mine:
        account = accounts.get(order.no)
        took = account is not None and account.proof is not None
        assert (order.state in LEFT) is took, order.state
        assert order.state in (*LEFT, "closed")
        if order.proof:
            assert (order.proof.amount, order.proof.merchant) == (order.amount, simulated.MERCHANT)
        if order.refund and order.refund.approved_at and order.refund.asked_by:
            assert order.refund.approved_by
            assert order.refund.asked_by.person != order.refund.approved_by.person


steps = st.tuples(st.sampled_from(DOINGS), st.one_of(st.just(-1), st.integers(0, 9)))


@settings(
    max_examples=ROUNDS,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=st.lists(steps, min_size=2, max_size=12))
def test_any_interleaving_takes_the_fee_once_and_loses_nothing(aws: None, story: list[tuple[str, int]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        world = World(patch)
        for doing, crash in story:
            world.do(doing, crash)
        world.settle()
        holds(world)
