"""A file of rows, CSV or XLSX, as cells in the order of a layout's columns."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from chalicelib.domain.imports.columns import Column, Heading, placed
from chalicelib.domain.imports.report import Finding, Report, UnreadableError
from chalicelib.storage.readers.encodings import Print, fingerprint

Cells = tuple[str, ...]
_TITLES_ABOVE = 10  # a heading such as 上海市…成绩表 may stand over the header
_NOT_LAST = "文件最后一行没有换行，可能被截断；核对数据行数后，写明行数后再导入"


class Limits(NamedTuple):
    """`expected`: how many rows the sender states, the header not counted; `most`: how many are read at all."""

    expected: int | None = None
    most: int | None = None


class Table:
    """One pass over the rows of `path`. What is wrong with the file itself goes into `report` on the way."""

    def __init__(self, path: Path, columns: Sequence[Column], report: Report, limits: Limits) -> None:
        """Raises UnreadableError."""
        self.print: Print = fingerprint(path)
        self.count = 0
        self._path, self._columns, self._report, self._limits = path, columns, report, limits

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """Row number as a table program shows it, and a cell per column: "" for a column that is not there.

        Nothing comes from a file whose header is at fault. Raises UnreadableError where a file breaks off.
        """
        numbered = enumerate(self._raw(), 1)
        above = list(islice(numbered, _TITLES_ABOVE))
        number, header = self._header(above)
        heading = placed(header, self._columns)
        for finding in heading.findings:
            self._report.add(number, finding)
        if self._report.faults:
            return
        below = (row for row in above if row[0] > number)
        yield from self._cells(heading, len(header), chain(below, numbered))
        self._judge_end()

    def _raw(self) -> Iterator[list[str]]:
        if self.print.encoding == "xlsx":
            from chalicelib.storage.readers import workbooks

            yield from workbooks.rows(self._path)
            return
        with self._path.open(encoding=self.print.encoding, newline="") as file:
            reader = csv.reader(file, delimiter=_delimiter(self._path, self.print.encoding), strict=True)
            try:
                yield from reader
            except csv.Error as error:
                place = f"第 {reader.line_num} 行附近"
                raise UnreadableError(f"{self._path.name}：{place}的引号不成对或单元格过长（{error}）") from error

    def _header(self, rows: list[tuple[int, list[str]]]) -> tuple[int, list[str]]:
        """The row with the most known columns, of equal ones the first: a heading may use the words of one."""
        filled = [(number, _trimmed(cells)) for number, cells in rows if any(map(str.strip, cells))]
        return max(filled, key=lambda row: placed(row[1], self._columns).found, default=(1, []))

    def _cells(
        self, heading: Heading, width: int, rows: Iterable[tuple[int, list[str]]]
    ) -> Iterator[tuple[int, Cells]]:
        pick = _picker(heading.places, width)
        is_padded = self.print.encoding == "xlsx"
        for number, cells in rows:
            if len(cells) != width:
                if not any(map(str.strip, cells)):
                    continue
                if len(cells) < width and not is_padded:
                    self._report.add(number, Finding("整行", "比表头少列，文件可能被截断，或漏了分隔符"))
                    continue
                if any(map(str.strip, cells[width:])):
                    self._report.add(number, Finding("整行", "比表头多列，请检查多余的分隔符"))
                    continue
                cells = [*cells[:width], *[""] * (width - len(cells))]
            elif not any(cells):
                continue
            self.count += 1
            if self._limits.most is not None and self.count > self._limits.most:
                raise UnreadableError(f"{self._path.name}：超过 {self._limits.most:,} 行，请由运维人员用命令行导入")
            yield number, pick(cells)

    def _judge_end(self) -> None:
        expected = self._limits.expected
        if expected is not None and expected != self.count:
            self._report.add(0, Finding("行数", f"文件有 {self.count:,} 行数据，与写明的 {expected:,} 行不符"))
        elif expected is None and self.print.encoding != "xlsx" and not self.print.ends_with_line:
            self._report.add(0, Finding("文件末尾", _NOT_LAST))
        if not self.count:
            self._report.add(0, Finding("整个文件", "没有数据行"))


def _picker(places: Sequence[int | None], width: int) -> Callable[[list[str]], Cells]:
    """A column that is not there reads the empty cell appended at the end."""
    at = [width if place is None else place for place in places]
    if len(at) == 1:
        return lambda cells: ([*cells, ""][at[0]],)
    take = itemgetter(*at)
    return take if width not in at else lambda cells: take([*cells, ""])


def _trimmed(cells: list[str]) -> list[str]:
    """Without the empty cells behind the last title."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _delimiter(path: Path, encoding: str) -> str:
    """Comma, or tab where the first lines have more of those."""
    with path.open(encoding=encoding, newline="") as file:
        head = "".join(islice(file, _TITLES_ABOVE))
    return "\t" if head.count("\t") > head.count(",") else ","
