"""Goes through every crash point of a scenario, and judges what is left, what is answered, and what becomes of it."""

import os
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from tests.crashes import wire
from tests.crashes.sameness import differences
from tests.crashes.scenarios import Doing, Scenario
from tests.crashes.stand import Stand, State
from tests.crashes.wire import AFTER, BEFORE, LOST, Gate, Point
from tests.security.faults import DiedError

LONG = bool(os.environ.get("KAOJI_LONG"))
BUSY = "503 busy"
NO_RETRY, RETRY, BESIDE = "no retry", "retry", "concurrent retry"
MODES = tuple((how, then) for then in (NO_RETRY, RETRY, BESIDE) for how in (BEFORE, AFTER, LOST))
# Those that find most.
TELLING = ((AFTER, NO_RETRY), (LOST, NO_RETRY), (AFTER, RETRY))
CALLS_MOST = 200
# Security's own counts, taken before anything is done: a try that died counts as well.
_COUNTS = r"^sessions (CNT|UQ)#"
_TRIES = r"^sessions TRY#"


class Fault(NamedTuple):
    """What is wrong after a crash at this point."""

    scenario: str
    call: int
    mode: tuple[str, str]
    what: str

    def __str__(self) -> str:
        return f"{self.scenario}, call {self.call}, {', '.join(self.mode)}: {self.what}"


class Explored(NamedTuple):
    points: int
    faults: list[Fault]


class Explorer:
    """One scenario, set up once and put back for every try."""

    def __init__(self, at: Stand, scenario: Scenario) -> None:
        self.at, self.scenario = at, scenario
        at.clear()
        self.doing: Doing = scenario.ready(at)
        self.before: State = at.state()
        at.restore(self.before)
        self.untouched, self.known = at.lines(), at.violations()
        self.answer = self.doing()
        self.done = at.lines()
        self.born = at.violations() - self.known

    def explore(self, turn: int = 0, *, until_found: bool = False) -> Explored:
        """Every call in every mode, or a sample of both by turns, until the point is beyond the last call.

        `until_found`: in the most telling modes, and only up to the first fault.
        """
        faults = [Fault(self.scenario.name, 0, ("", ""), f"uninterrupted: {_few(map(str, self.born))}")] * bool(
            self.born
        )
        points = 0
        for call in range(1, CALLS_MOST):
            modes = TELLING if until_found else MODES if LONG else _sample(turn, call)
            for mode in modes:
                what = self.judged(call, mode)
                if what is None or (until_found and faults):
                    return Explored(points, faults)
                points += 1
                faults += [Fault(self.scenario.name, call, mode, what)] * bool(what)
        raise AssertionError(f"{self.scenario.name}: no end after {CALLS_MOST} calls")

    def judged(self, call: int, mode: tuple[str, str]) -> str | None:
        """What is wrong; "" if nothing is, None if there is no such call."""
        how, then = mode
        self.at.restore(self.before)
        wrong = self._beside(call, how) if then == BESIDE else self._dying(call, how, is_asked_again=then == RETRY)
        if wrong != "":
            return wrong
        return self._broken(*(self.scenario.passing if then == NO_RETRY else ()))

    def _dying(self, call: int, how: str, *, is_asked_again: bool) -> str | None:
        point = Point(call, how)
        said = self._once(point)
        if not point.fired:
            return None
        return self.asked_again(said) if is_asked_again and said != self.answer else self.left_alone(said)

    def _broken(self, *passing: str) -> str:
        """What `python -m infra check` finds that it does not find of the uninterrupted one."""
        found = [one for one in (self.at.violations() - self.known - self.born) if one[0] not in passing]
        return f"invariants: {_few(map(str, found))}" if found else ""

    def _once(self, point: Point) -> str:
        """What the first one was told; nothing if it died."""
        with wire.sent(point):
            try:
                return self.doing()
            except DiedError:
                return ""

    def left_alone(self, said: str) -> str:
        """Wholly there or wholly absent, and told only what is so; what is wrong."""
        loose = (_TRIES, *self.scenario.crumbs)
        absent, there = self._off(self.untouched, *loose), self._off(self.done, *loose)
        wrong = self._misled(said, there)
        if wrong:
            return wrong
        return "" if not absent or not there else f"half done: {_few(there)}"

    def _misled(self, said: str, there: list[str]) -> str:
        if said == self.answer:
            return f"told {said}, which is not so: {_few(there)}" if there else ""
        allowed = ("", BUSY, *self.scenario.lost)
        return "" if said in allowed else f"told {said} in the place of {self.answer}"

    def asked_again(self, said: str) -> str:
        if LONG and (broken := self._broken(*self.scenario.passing)):
            return broken
        was_done = not self._off(self.done, _TRIES, *self.scenario.crumbs)
        self.at.clock.forward(seconds=self.scenario.wait)
        again = self.doing()
        if again != self.answer and not (was_done and again in self.scenario.refusals):
            return f"told {again} after a crash ({said or 'died'}), and not {self.answer}"
        # A try that was refused is counted; one that went well is forgiven.
        left = self._off(self.done, *self.scenario.later, *([] if again == self.answer else [_TRIES]))
        return f"another end after a retry: {_few(left)}" if left else ""

    def _beside(self, call: int, how: str) -> str | None:
        def later() -> str:
            self.at.clock.forward(seconds=30)
            return self.doing()

        both = wire.beside(Gate(call, how), self.doing, later)
        if both is None:
            return None
        if how == LOST and both[0] in self.scenario.lost:
            return ""
        if self.answer not in both or not set(both) <= {self.answer, BUSY, *self.scenario.refusals}:
            return f"both were told {both}"
        left = self._off(self.done, _TRIES, *self.scenario.later)
        return f"another end beside another: {_few(left)}" if left else ""

    def _off(self, wanted: list[str], *loose: str) -> list[str]:
        """How the state differs from a wanted one, but for counts, what each asking adds, and `loose` places."""
        free = re.compile("|".join((_COUNTS, *self.scenario.extras, *loose)))
        return differences(_without(self.at.lines(), free), _without(wanted, free))


def _sample(turn: int, call: int) -> tuple[tuple[str, str], ...]:
    """One mode at the first call and every second one: over all scenarios each mode has its share."""
    return () if call > 1 and (turn + call) % 2 else (MODES[(turn + call) % len(MODES)],)


def _without(lines: list[str], free: "re.Pattern[str]") -> Iterator[str]:
    return (line for line in lines if not free.search(line))


def _few(lines: Iterable[str]) -> str:
    return "".join(f"\n  {line[:400]}" for line in islice(lines, 8))
