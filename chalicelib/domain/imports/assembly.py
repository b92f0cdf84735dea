"""One document put together from several rows of a table, which must not contradict each other."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

from chalicelib.domain.imports.columns import Column
from chalicelib.domain.imports.report import Finding
from chalicelib.domain.imports.rows import Row

Findings = list[tuple[int, Finding]]
Facts = dict[str, Any]
Reader = Callable[[str], Any]
Columns = tuple[tuple[Column, Reader], ...]
Rows = Iterable[tuple[int, Sequence[str]]]


class Line(Protocol):
    """`facts` has the cells about the whole document that are not blank."""

    @property
    def row(self) -> int: ...
    @property
    def facts(self) -> Facts: ...


AnyLine = TypeVar("AnyLine", bound=Line)


def column(key: str, title: str, *aliases: str, required: bool = False) -> Column:
    return Column(key=key, title=title, aliases=aliases, required=required)


def facts_of(row: Row, columns: Columns, cells: Mapping[str, str]) -> Facts:
    return {one.key: row.read(one.key, reader) for one, reader in columns if cells[one.key].strip()}


def lines_of(
    rows: Rows, line_of: Callable[[int, Sequence[str]], tuple[AnyLine | None, Sequence[Finding]]]
) -> tuple[list[AnyLine], Findings]:
    """Every line and what was found; no line at all once one has a fault: the rest is not what was sent."""
    findings: Findings = []
    lines: list[AnyLine] = []
    for number, cells in rows:
        line, found = line_of(number, cells)
        findings += [(number, finding) for finding in found]
        lines += [line] if line else []
    return ([] if any(finding.is_fault for _, finding in findings) else lines), findings


class Assembly(Generic[AnyLine]):
    """Collects what does not fit together, by row and title."""

    def __init__(self, lines: Sequence[AnyLine], titles: Mapping[str, str]) -> None:
        self.findings: Findings = []
        self.lines, self._titles = lines, titles

    def facts(self, columns: Columns, required: Iterable[str]) -> Facts:
        """What the rows say of the whole; None where none says anything."""
        found = {one.key: self.agreed(self.lines, one.key, _fact(one.key)) for one, _ in columns}
        for key in required:
            if found[key] is None:
                self.blame(self.lines[0], key, "至少有一行要填写")
        return found

    def agreed(self, lines: Sequence[AnyLine], key: str, get: Callable[[AnyLine], Any]) -> Any:
        """What the rows say, if they say the same."""
        said = [(line, value) for line in lines if (value := get(line)) is not None]
        for line, value in said:
            if value != said[0][1]:
                self.blame(line, key, f"与第 {said[0][0].row} 行不同，应当一致")
        return said[0][1] if said else None

    def blame(self, line: AnyLine, key: str, what: str, value: str = "") -> None:
        self.findings.append((line.row, Finding(self._titles[key], what, value)))


def _fact(key: str) -> Callable[[Line], Any]:
    return lambda line: line.facts.get(key)
