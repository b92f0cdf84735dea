"""One who owes a fee, and what payer, channel, clock and office do about it; the process may die in the middle."""

from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import msgspec
import pytest

from chalicelib.domain import lapses
from chalicelib.domain.applications import Change
from chalicelib.domain.audit import CLOCK
from chalicelib.domain.errors import DomainError
from chalicelib.domain.ids import No
from chalicelib.domain.instants import DAY, HOUR, MINUTE, SECOND, Instant, later
from chalicelib.domain.orders import Intent, Order, OrderState, Way
from chalicelib.domain.refunds import Trouble
from chalicelib.storage import cases, orders, windows
from chalicelib.storage.payments.port import Payer
from chalicelib.usecases.orders.refund_by_hand import approve_by_hand, ask_by_hand
from chalicelib.usecases.orders.refund_order import Cashier, approve_refund, ask_refund
from chalicelib.usecases.orders.show_order import check_order
from infra.local.simulated import Simulated
from tests.builders import CID, NOW, an_act, an_operation
from tests.conftest import copied, empty, put_back
from tests.money import CASE, open_desks
from tests.usecases import orders as acting
from tests.usecases.orders import connect, enter
from tests.usecases.test_refunds import APPROVER, ASKER

WHOLE = -1
# Two hours apart: what had trouble is looked at once a day.
LOOKS = 14
ENDED = frozenset({OrderState.PAID, OrderState.REFUNDED, OrderState.CLOSED})


class CrashError(BaseException):
    """The process is gone: no `except Exception` may catch it."""


class Act(NamedTuple):
    """One act, and after how many of its calls it dies."""

    doing: str
    crash: int = WHOLE


class Hasty(Simulated):
    """Its codes run out long before their orders."""

    def open(self, order: Order, payer: Payer, now: Instant) -> Intent:
        return msgspec.structs.replace(super().open(order, payer, now), until=later(now, MINUTE))


@cache
def owing() -> dict[str, Any]:
    """The tables as every story finds them, written once: that took a third of its time."""
    enter()
    open_desks()
    return copied()


class World:
    """The channel, the notices under way, the time, and how many more calls of the next doing are carried out."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        empty()
        put_back(owing())
        self.channel, self.now, self.left = Hasty(), NOW, WHOLE
        self.told: list[bytes] = []
        self.late: list[bytes] = []
        self.met: Counter[str] = Counter()
        connect(self.channel, patch)
        for name in ("open", "query", "close", "refund", "returned"):
            patch.setattr(self.channel, name, self._mortal(getattr(self.channel, name)), raising=False)
        patch.setattr(cases, "attempt", self._mortal(cases.attempt))

    def _mortal(self, doing: Callable[..., Any]) -> Callable[..., Any]:
        """Dies before or after a call of the channel or of the tables, as the count has it."""

        def done(*given: Any, **more: Any) -> Any:
            self._spend()
            found = doing(*given, **more)
            self._spend()
            return found

        return done

    def _spend(self) -> None:
        if self.left == 0:
            raise CrashError
        self.left -= 1

    def do(self, act: Act) -> None:
        self.now, self.left = later(self.now, 20 * SECOND), act.crash
        try:
            getattr(self, "_" + act.doing.replace(" ", "_"))()
            self.met[act.doing] += 1
        except DomainError:
            self.met[f"{act.doing}: refused"] += 1
        except CrashError:
            self.met[f"{act.doing}: died"] += 1
        finally:
            self.left = WHOLE

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

    def _shut_refunds(self) -> None:
        """From now on the channel closes every refund, until somebody mends it."""
        self.channel.trouble = Trouble.CLOSED

    def _take_no_refund(self) -> None:
        self.channel.trouble = Trouble.REFUSED

    def _freeze_the_card(self) -> None:
        self.channel.trouble = Trouble.ABNORMAL

    def _be_slow(self) -> None:
        """Refunds arrive when somebody waits for them."""
        self.channel.trouble, self.channel.refunds_wait = None, True

    def _wait_a_day(self) -> None:
        self.now = later(self.now, DAY)
        acting.sweep(self.now - NOW)

    def _say_by_hand(self) -> None:
        for no in self.numbers()[:1]:
            ask_by_hand(Cashier(ASKER, self.now), (no, orders.load(CID, no).ver), "已转账", self.now)

    def _agree_by_hand(self) -> None:
        self.now = later(self.now, MINUTE)
        for no in self.numbers()[:1]:
            approve_by_hand(Cashier(APPROVER, self.now), (no, orders.load(CID, no).ver), self.now)

    def settle(self) -> None:
        """Time passes, and the sweep runs until nothing is left to do. Of money that came in time no notice is needed;
        of what came after a close the channel tells until it is heard."""
        self.channel.refunds_wait = False
        self.channel.mend(self.now)
        for one in self.late:
            self._take(one)
        for _ in range(LOOKS):
            self.channel.finish_refunds(self.now)
            if {order.state for order in orders.mine(CID)} <= ENDED:
                return
            self._expire()
