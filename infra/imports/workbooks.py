"""XLSX as rows of text, streamed: neither the sheet nor its table of strings is ever in memory."""

import tempfile
from array import array
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl.cell.text import Text
from openpyxl.reader import excel
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from infra.imports.encodings import UnreadableError

_BROKEN = (BadZipFile, InvalidFileException, KeyError, ParseError, ValueError, EOFError, OSError)


def rows(path: Path) -> Iterator[list[str]]:
    """Of the only sheet with anything in it. Raises UnreadableError when the workbook is damaged or cut."""
    try:
        reader = _Reader(path)
        reader.read()
        yield from _rows(reader.wb)
    except _BROKEN as error:
        raise UnreadableError(f"{path.name}：工作簿损坏、被截断或不是 .xlsx（{type(error).__name__}）") from error


def _rows(book: Any) -> Iterator[list[str]]:
    for sheet in book.worksheets:
        sheet.reset_dimensions()
    filled = [sheet for sheet in book.worksheets if _is_filled(sheet)]
    if len(filled) > 1:
        names = "、".join(sheet.title for sheet in filled)
        raise UnreadableError(f"工作簿有 {len(filled)} 张有内容的工作表（{names}），请只保留要导入的一张")
    for sheet in filled:
        for cells in sheet.iter_rows(values_only=True):
            yield [_text(cell) for cell in cells]


def _is_filled(sheet: Any) -> bool:
    return any(cell is not None for cells in islice(sheet.iter_rows(values_only=True), 20) for cell in cells)


def _text(value: object) -> str:
    """As the person who typed it sees it: 15 for 15.0, an ISO date for a date."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value)) if abs(value) < 1e15 else f"{value:E}"
    if isinstance(value, int) and abs(value) >= 10**15:
        return f"{value:E}"  # table programs keep fifteen digits: the rest is made up
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value)


class _Reader(excel.ExcelReader):
    """openpyxl's own reader of streams, but for the shared strings, which it would hold in memory."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, read_only=True, data_only=True, keep_links=False)

    def read_strings(self) -> None:
        package: Any = self.package
        if part := package.find(SHARED_STRINGS):
            with self.archive.open(part.PartName[1:]) as source:
                strings: Any = _Strings(source)
                self.shared_strings = strings


class _Strings:
    """A sequence on disk; in memory stands where each text begins."""

    def __init__(self, source: IO[bytes]) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - read as long as the sheet is
        self._starts = array("Q", [0])
        events = iterparse(source, events=("start", "end"))
        _, root = next(events)
        for event, node in events:
            if event == "end" and node.tag == f"{{{SHEET_MAIN_NS}}}si":
                self._file.write((Text.from_tree(node) or Text()).content.encode(errors="surrogatepass"))
                self._starts.append(self._file.tell())
                root.clear()

    def __getitem__(self, place: int) -> str:
        self._file.seek(self._starts[place])
        return self._file.read(self._starts[place + 1] - self._starts[place]).decode(errors="surrogatepass")

    def __len__(self) -> int:
        return len(self._starts) - 1
