"""One row under judgement: its cells by name, and every fault of it at once."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from chalicelib.domain.imports.cells import CellError
from chalicelib.domain.imports.columns import Column
from chalicelib.domain.imports.report import Finding

Value = TypeVar("Value")


class Row:
    """`read` gives a cell's value, or None after noting why it has none."""

    def __init__(self, columns: Sequence[Column], cells: Sequence[str]) -> None:
        self._cells = {column.key: (column, cell) for column, cell in zip(columns, cells, strict=True)}
        self.findings: list[Finding] = []

    def read(self, key: str, reader: Callable[[str], Value], *, private: bool = False) -> Value | None:
        """`private` keeps the cell out of the report: numbers and names of people."""
        column, cell = self._cells[key]
        try:
            return reader(cell)
        except CellError as refused:
            self.findings.append(Finding(column.title, str(refused), "" if private else cell))
            return None

    def says(self, key: str) -> bool:
        return bool(self._cells[key][1].strip())

    def blame(self, key: str, what: str, value: str = "", *, is_fault: bool = True) -> None:
        self.findings.append(Finding(self._cells[key][0].title, what, value, is_fault))

    @property
    def is_sound(self) -> bool:
        return not any(finding.is_fault for finding in self.findings)
