"""What a storm does to a scenario: what people are told, what is so, and what becomes of it when they ask again."""

from collections import Counter

from chalicelib.domain.errors import BusyError
from tests.crashes import wire
from tests.crashes.explorer import BUSY, Explorer
from tests.crashes.storms import Storm

# The exit code of a command that broke off, with a sentence, and what a scheduled function says however far it came.
BROKEN_OFF, RAN = "1", "done"
# What somebody hears truly whom an index does not show its newest entry.
EMPTY = "404 queue_empty"


class Weather:
    """`asked` and what was told; `avoidable`: visible errors though no call failed twice in a row; `wrong` is empty."""

    def __init__(self, seed: int) -> None:
        self.storm = Storm(seed)
        self.told: Counter[str] = Counter()
        self.single = 0
        self.avoidable: list[str] = []
        self.wrong: list[str] = []

    def blow(self, over: Explorer) -> None:
        """Once under the storm, once after it."""
        over.at.restore(over.before)
        self.storm.begin()
        said = self._said(over)
        is_error = said != over.answer
        self.told["as without" if not is_error else said] += 1
        if self.storm.worst <= 1:
            self.single += 1
            if is_error:
                self.avoidable.append(f"{over.scenario.name}: {said} for {', '.join(self.storm.met)}")
        if fault := self._judged(over, said) or (over.asked_again(said) if is_error else ""):
            self.wrong.append(f"{over.scenario.name}: {fault}")

    def _said(self, over: Explorer) -> str:
        with wire.sent(self.storm):
            try:
                return over.doing()
            except BusyError:
                return BUSY

    def _judged(self, over: Explorer, said: str) -> str:
        """Never a wrong success, never half done, never a crash; whoever may try again hears so."""
        if said == RAN:
            return ""  # the next run does what was left
        if said == EMPTY and "stale index" in self.storm.met:
            return over.left_alone("")
        allowed = {over.answer, BUSY, *over.scenario.lost} | ({BROKEN_OFF} if over.answer == "0" else set())
        if said not in allowed:
            return f"told {said} in the place of {over.answer}"
        return over.left_alone("" if said == BROKEN_OFF else said)
