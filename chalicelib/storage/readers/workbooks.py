"""XLSX as rows of text, streamed: neither the sheet nor its table of strings is ever in memory."""

import warnings
import zlib
from array import array
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from datetime import date, datetime
from itertools import islice
from lzma import LZMAError
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipInfo

from openpyxl.cell.text import Text
from openpyxl.reader import excel
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._reader import CELL_TAG, FORMULA_TAG, ROW_TAG, VALUE_TAG, WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from chalicelib.domain.imports.report import UnreadableError

_SHEET_DATA, _ROWS_MOST = f"{{{SHEET_MAIN_NS}}}sheetData", 1_048_576
_LOOKED_AT = 20
# What the unpacking, the XML and openpyxl's own reading raise, one byte of the file being another.
_BROKEN = (
    *(BadZipFile, zlib.error, LZMAError, EOFError, OSError, NotImplementedError, RuntimeError),
    *(ParseError, InvalidFileException, ValueError, TypeError, AttributeError, LookupError, ArithmeticError),
)
_CELLS_MOST, _TEXT_MOST = 200, 32_767  # of a row, and characters of a cell as table programs limit them
_UNPACKED_MOST = 2 << 30
_RATIO_MOST, _RATIO_FROM = 200, 10 << 20  # tables of a million rows pack to a tenth; small parts do no harm


class _Place(NamedTuple):
    """A sheet of the workbook that was opened."""

    reader: "_Reader"
    title: str
    part: str


def rows(path: Path) -> Iterator[list[str]]:
    """Of the only sheet with anything in it. Raises UnreadableError when the workbook is damaged or cut."""
    warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")  # styles it does not know
    try:
        with path.open("rb") as file, TemporaryFile() as strings, closing(_Reader(file, strings)) as reader:
            _require_modest(path, reader.archive.infolist())
            filled = [place for place in reader.places() if _is_filled(place)]
            if len(filled) > 1:
                names = "、".join(place.title for place in filled)
                raise UnreadableError(
                    f"{path.name}：有 {len(filled)} 张有内容的工作表（{names}），请只保留要导入的一张"
                )
            for place in filled:
                yield from _cells(place)
    except _BROKEN as error:
        raise UnreadableError(f"{path.name}：工作簿损坏、被截断或不是 .xlsx（{type(error).__name__}）") from error


def _require_modest(path: Path, parts: Iterable[ZipInfo]) -> None:
    """Nothing is unpacked beyond the size that a part states."""
    sizes = [(part.file_size, part.compress_size) for part in parts]
    if sum(size for size, _ in sizes) > _UNPACKED_MOST:
        raise UnreadableError(f"{path.name}：工作簿解压后超过 {_UNPACKED_MOST >> 30} GB，请分成几个文件或另存为 .csv")
    if any(size > max(_RATIO_FROM, packed * _RATIO_MOST) for size, packed in sizes):
        raise UnreadableError(f"{path.name}：工作簿的压缩比超过 {_RATIO_MOST} 倍，不像正常的表格，请另存为 .csv")


def _is_filled(place: _Place) -> bool:
    with closing(_cells(place)) as rows:
        return any(any(cells) for cells in islice(rows, _LOOKED_AT))


def _cells(place: _Place) -> Generator[list[str], None, None]:
    """Rows in order, empty ones for those that the file leaves out. openpyxl's own loop keeps a shell of every row."""
    with place.reader.archive.open(place.part) as source:
        parser, done = place.reader.parser_of(source), 0
        for node in _nodes(source):
            number, cells = parser.parse_row(node)
            if not done < number <= _ROWS_MOST:
                raise ValueError(number)
            yield from ([] for _ in range(done + 1, number))
            yield _placed(number, cells)
            done = number


def _nodes(source: IO[bytes]) -> Iterator[Any]:
    """Rows, one of which is in memory at a time; what has too many cells never is as a whole."""
    parent, count, place = None, 0, "…"
    for event, node in iterparse(source, events=("start", "end")):
        if event == "end":
            if node.tag == ROW_TAG and parent is not None:
                yield node
                parent.clear()
        elif node.tag == CELL_TAG:
            count += 1
            if count > _CELLS_MOST:
                raise UnreadableError(f"工作表第 {place} 行超过 {_CELLS_MOST} 个单元格，请删去多余的列")
        elif node.tag == ROW_TAG:
            count, place = 0, node.get("r", "…")
        elif node.tag == _SHEET_DATA:
            parent = node


def _placed(number: int, cells: list[dict[str, Any]]) -> list[str]:
    """A file leaves empty cells out. Of two in one place nobody knows which is meant."""
    if len({cell["column"] for cell in cells if cell["row"] == number}) != len(cells):
        raise UnreadableError(f"工作表第 {number} 行的单元格编号重复或不属于这一行，请在表格软件里打开并保存")
    line = [""] * max((cell["column"] for cell in cells), default=0)
    for cell in cells:
        line[cell["column"] - 1] = _text(cell["value"])
    return line


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
    """openpyxl's own reader, but for what it would hold in memory or read twice: strings, and sheets for their size."""

    def __init__(self, file: IO[bytes], strings: IO[bytes]) -> None:
        """Of an open file: openpyxl would ask a path for a certain name."""
        super().__init__(file, read_only=True, data_only=True, keep_links=False)
        self._strings = strings

    def close(self) -> None:
        self.archive.close()

    def places(self) -> list[_Place]:
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        apply_stylesheet(self.archive, self.wb)
        found: Any = self.parser
        return [
            _Place(self, sheet.name, rel.target)
            for sheet, rel in found.find_sheets()
            if rel.target in self.valid_files and "chartsheet" not in rel.Type
        ]

    def read_strings(self) -> None:
        package: Any = self.package
        if part := package.find(SHARED_STRINGS):
            with self.archive.open(part.PartName[1:]) as source:
                strings: Any = _Strings(source, self._strings)
                self.shared_strings = strings

    def parser_of(self, source: IO[bytes]) -> Any:
        book: Any = self.wb
        return _Parser(
            source,
            self.shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )


class _Parser(WorkSheetParser):
    """A formula that no table program has worked out would read as an empty cell; one that gives no text is one."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        is_open = not element.findtext(VALUE_TAG) and element.get("t") != "str"
        if is_open and element.find(FORMULA_TAG) is not None:
            place = element.get("r") or f"第 {self.row_counter} 行"
            raise UnreadableError(f"{place} 是没有结果的公式，请在表格软件里打开并保存，或改为数值")
        found: dict[str, Any] = super().parse_cell(element)
        if isinstance(found["value"], str) and len(found["value"]) > _TEXT_MOST:
            raise UnreadableError(f"{element.get('r') or '有一个单元格'} 超过 {_TEXT_MOST:,} 个字符")
        return found


class _Strings:
    """A sequence on disk; in memory stands where each text begins."""

    def __init__(self, source: IO[bytes], file: IO[bytes]) -> None:
        self._file = file
        self._starts = array("Q", [0])
        events = iterparse(source, events=("start", "end"))
        _, root = next(events)
        for event, node in events:
            if event == "end" and node.tag == f"{{{SHEET_MAIN_NS}}}si":
                self._file.write((Text.from_tree(node) or Text()).content.encode(errors="surrogatepass"))
                self._starts.append(self._file.tell())
                root.clear()

    def __getitem__(self, place: int) -> str:
        if place < 0:
            raise IndexError(place)
        self._file.seek(self._starts[place])
        return self._file.read(self._starts[place + 1] - self._starts[place]).decode(errors="surrogatepass")

    def __len__(self) -> int:
        return len(self._starts) - 1
