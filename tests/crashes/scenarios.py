"""Every operation that writes, each with the way a person or the clock asks for it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from tests.crashes.stand import Stand

# Does it once and says what was answered: a status with its code, an exit code, or "done".
Doing = Callable[[], str]


class Scenario(NamedTuple):
    """`operation` as the list of all operations names it; `case` tells several scenarios of one apart.

    `refusals`: what whoever asks a second time, or beside another, may hear in the place of the answer.
    `lost`: what even the first one may hear whose reply was lost below him.
    `crumbs`: places (as regular expressions) that a crash may leave half way until the work is asked for again.
    `extras`: places that each asking adds to, by design. `later`: what a second run tells of itself.
    `passing`: invariants that may be broken until then. `wait`: seconds until a person asks again.
    """

    operation: str
    case: str
    ready: Callable[[Stand], Doing]
    refusals: tuple[str, ...] = ()
    crumbs: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    passing: tuple[str, ...] = ()
    wait: int = 30

    @property
    def name(self) -> str:
        return f"{self.operation}: {self.case}" if self.case else self.operation


SCENARIOS: list[Scenario] = []
Ready = Callable[[Stand], Doing]


def scenario(operation: str, case: str = "", **more: Any) -> Callable[[Ready], Ready]:
    """Declares one; `more` are fields of Scenario."""

    def declare(ready: Ready) -> Ready:
        SCENARIOS.append(Scenario(operation, case, ready, **more))
        return ready

    return declare
