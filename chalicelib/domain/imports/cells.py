"""Single cells as people and spreadsheets leave them: cleaned, repaired where only one reading is possible, or refused.

Each reader gives the value, or raises CellError with one sentence that names the limit.
"""

import re
from datetime import date

from chalicelib.domain.widths import half_width

# Excel's ways to keep a number as text: ="00015" and '00015.
_WRAPPED = re.compile(r"=\"(.*)\"|'(.*)")
_WHOLE = re.compile(r"([0-9]{1,9})(?:\.0{1,9})?")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_DATE = re.compile(
    r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|\.(\d{1,2})\.|年(\d{1,2})月)(\d{1,2})日?|(\d{4})(\d\d)(\d\d)", re.ASCII
)
_MIDNIGHT = re.compile(r"[ T]00:00(:00(\.0+)?)?", re.ASCII)
# Two digits where nothing stands between, or a point: a table program makes 2026.1 of 2026.10.
_MONTH = re.compile(r"(\d{4})(?:[-/年](\d{1,2})|\.?(\d\d))月?", re.ASCII)
# What a table program makes of 2026-10.
_FIRST_OF_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})[-/]0?1(?: 00:00:00)?", re.ASCII)
# Joiners, marks of direction and of byte order, as they come along when text is copied.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_YEARS = range(1900, 2101)
_ABSENT = frozenset({"缺考", "缺", "旷考", "absent"})
SCORE_MOST = 100
CODE_LENGTH = 5


class CellError(ValueError):
    """The sentence is for people and holds no value."""


def plain(text: str) -> str:
    """Without outer white space and what nobody sees, in half-width characters, unwrapped from Excel's quoting."""
    found = text.strip()
    if not found.isascii():
        found = _INVISIBLE.sub("", half_width(found)).strip()
    return _unwrapped(found)


def _unwrapped(found: str) -> str:
    if found[:1] in ("=", "'") and (wrapped := _WRAPPED.fullmatch(found)):
        return (wrapped[1] if wrapped[1] is not None else wrapped[2]).strip()
    return found


def required(text: str) -> str:
    found = plain(text)
    if not found:
        raise CellError("不能为空")
    return found


def words(text: str) -> str:
    """For people to read as it was written: full-width brackets stay what they are, Excel's quoting does not."""
    found = _unwrapped(_INVISIBLE.sub("", text).strip())
    if not found:
        raise CellError("不能为空")
    return found


def number_text(text: str) -> str:
    """A long number kept as text. A table program that took it for a quantity has lost its last digits."""
    found = required(text)
    if _SCIENTIFIC.fullmatch(found):
        raise CellError("被表格软件改成了科学计数法，末几位已丢失，请把该列设为文本后重新导出")
    return found


def course_code(text: str) -> str:
    """Five digits. 15 and 15.0 are what a table program makes of 00015."""
    found = number_text(text)
    whole = _WHOLE.fullmatch(found)
    if not whole or len(whole[1]) > CODE_LENGTH:
        raise CellError("课程代码应为 5 位数字")
    return whole[1].zfill(CODE_LENGTH)


def score(text: str) -> int | None:
    """0 to 100, whole; None for somebody who was absent."""
    found = required(text)
    if found.casefold() in _ABSENT:
        return None
    whole = _WHOLE.fullmatch(found)
    if not whole or int(whole[1]) > SCORE_MOST:
        raise CellError(f"成绩应为 0 至 {SCORE_MOST} 的整数，或“缺考”")
    return int(whole[1])


def day(text: str) -> date:
    """2026-10-24, 2026/10/24, 2026.10.24, 2026年10月24日 or 20261024."""
    found = _MIDNIGHT.sub("", required(text))
    parts = _DATE.fullmatch(found)
    if parts:
        year, month, last = (int(part) for part in parts.groups() if part)
        if year not in _YEARS:
            raise CellError(f"年份应在 {_YEARS[0]} 至 {_YEARS[-1]} 之间")
        try:
            return date(year, month, last)
        except ValueError:
            raise CellError("没有这一天") from None
    raise CellError("日期应写成 2026-10-24、2026/10/24、2026.10.24、2026年10月24日或 20261024")


def session(text: str) -> str:
    """An examination session as `2026-10`."""
    found = required(text)
    parts = _MONTH.fullmatch(found) or _FIRST_OF_MONTH.fullmatch(found)
    if parts:
        year, month = (int(part) for part in parts.groups() if part)
        if 1 <= month <= 12 and 1981 <= year <= 2100:
            return f"{year}-{month:02}"
    raise CellError("考期应写成 2026-10、2026/10、2026.10、2026年10月或 202610")
