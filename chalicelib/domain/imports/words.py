"""Cells of reference tables: texts as they stand, credits, counts, choices, lists. A blank cell is None or nothing."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final, TypeVar

from chalicelib.domain.ids import CourseCode
from chalicelib.domain.imports import cells
from chalicelib.domain.imports.cells import CellError
from chalicelib.domain.reference import STATUS_TEXTS

Value = TypeVar("Value")

ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
BAD_ID: Final = "只能用字母、数字、点和连字符，以字母或数字开头，不超过 64 个字符"
MAJOR: Final = re.compile(r"[0-9A-Z]{6,12}")
BAD_MAJOR: Final = "应为 6 至 12 位数字或大写字母"
_MAJOR_LENGTH: Final = 6
_PROVINCE_ENDS: Final = re.compile(r"(省|市|(壮族|回族|维吾尔)?自治区|特别行政区)$")
_YES: Final = frozenset({"是", "√", "✓", "y", "yes", "true", "1"})
_NO: Final = frozenset({"否", "×", "n", "no", "false", "0"})
_STATUSES: Final = {cells.plain(text): status for status, text in STATUS_TEXTS.items()}
_DECIMAL: Final = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})?")
TEXT_MOST: Final = 500
_CREDITS_MOST: Final = 1_000


def words(text: str) -> str:
    """As it stands, in its own punctuation."""
    found = text.strip()
    if len(found) > TEXT_MOST:
        raise CellError(f"不能超过 {TEXT_MOST} 个字，现有 {len(found)} 个")
    return found


def some_words(text: str) -> str:
    if not text.strip():
        raise CellError("不能为空")
    return words(text)


def lines(text: str) -> tuple[str, ...]:
    """One sentence a line of the cell."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def optional(reader: Callable[[str], Value]) -> Callable[[str], Value | None]:
    return lambda text: reader(text) if text.strip() else None


def name_id(text: str) -> str:
    """An id that may stand in keys and addresses."""
    found = cells.required(text)
    if not ID.fullmatch(found):
        raise CellError(BAD_ID)
    return found


def province(text: str) -> str:
    """上海 for 上海市."""
    return _PROVINCE_ENDS.sub("", some_words(text))


def major_code(text: str) -> str:
    """80901 is what a table program makes of 080901."""
    found = cells.plain(text).upper()
    return found.zfill(_MAJOR_LENGTH) if found.isdecimal() else found


def code(text: str) -> CourseCode:
    return CourseCode(cells.course_code(text))


def credits2(text: str) -> int | None:
    """Half credits; a blank cell is unknown, never 0."""
    found = cells.plain(text)
    if not found:
        return None
    if not _DECIMAL.fullmatch(found.removeprefix("-")):
        raise CellError("学分应为数字，如 4 或 4.5")
    doubled = Decimal(found) * 2
    if not 0 <= doubled <= _CREDITS_MOST:
        raise CellError(f"学分应在 0 至 {_CREDITS_MOST // 2} 之间")
    if doubled % 1:
        raise CellError("学分以 0.5 为单位")
    return int(doubled)


def count(text: str) -> int | None:
    found = cells.plain(text)
    if found and not re.fullmatch(r"[0-9]{1,3}(\.0+)?", found):
        raise CellError("应为 0 至 999 的整数")
    return int(found.partition(".")[0]) if found else None


def yes(text: str) -> bool | None:
    found = cells.plain(text).casefold()
    if found and found not in _YES | _NO:
        raise CellError("应填“是”或“否”")
    return found in _YES if found else None


def is_yes(text: str) -> bool:
    """Blank is no."""
    return bool(yes(text))


def day(text: str) -> str:
    """An ISO date, "" for a blank cell."""
    return cells.day(text).isoformat() if text.strip() else ""


def one_of(choices: Mapping[str, Value]) -> Callable[[str], Value]:
    known = {cells.plain(name): value for name, value in choices.items()}

    def reader(text: str) -> Value:
        found = cells.required(text)
        if found not in known:
            raise CellError(f"应为 {'、'.join(choices)} 之一")
        return known[found]

    return reader


def status(text: str) -> str:
    """How sure a row is: one of the words that pages show, or a remark of one's own, which pages show as 未核实."""
    found = some_words(text)
    return _STATUSES.get(cells.plain(found), found)


def status_cell(found: str) -> str:
    """The cell that `status` reads back."""
    return STATUS_TEXTS.get(found, found)


def credits_cell(found: int | None) -> str:
    return "" if found is None else f"{Decimal(found) / 2:f}"


def yes_cell(found: bool | None) -> str:
    return "" if found is None else "是" if found else "否"


def count_cell(found: int | None) -> str:
    return "" if found is None else str(found)
