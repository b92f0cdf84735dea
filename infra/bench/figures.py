"""What was measured against what was promised, and the tables that say so."""

from collections.abc import Iterable
from typing import NamedTuple


class Figure(NamedTuple):
    """`goal` is a row of the budgets, such as P6. Without a limit it is a report and always holds."""

    goal: str
    what: str
    measured: float
    limit: float | None = None
    digits: int = 0
    at_least: bool = False

    @property
    def holds(self) -> bool:
        if self.limit is None:
            return True
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit

    @property
    def bound(self) -> str:
        return "report" if self.limit is None else f"{'≥' if self.at_least else '≤'} {self.limit:,g}"

    @property
    def verdict(self) -> str:
        return "" if self.limit is None else "holds" if self.holds else "DOES NOT HOLD"


def table(found: Iterable[Figure]) -> str:
    lines = ["| goal | | measured | limit | |", "|---|---|--:|--:|---|"]
    for one in found:
        lines.append(f"| {one.goal} | {one.what} | {one.measured:,.{one.digits}f} | {one.bound} | {one.verdict} |")
    return "\n".join(lines)
