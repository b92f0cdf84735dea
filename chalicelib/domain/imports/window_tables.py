"""A table of windows: one row for each business, term, and city or school."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final, NamedTuple

from chalicelib.domain.catalogue import has_unwanted
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.imports import cells
from chalicelib.domain.imports.assembly import Findings, column
from chalicelib.domain.imports.cells import CellError
from chalicelib.domain.imports.report import Finding
from chalicelib.domain.imports.rows import Row
from chalicelib.domain.instants import SHANGHAI, Instant, of
from chalicelib.domain.reference import School
from chalicelib.domain.windows import CITY, TITLES, Business, OnSite, Window

COLUMNS: Final = (
    column("business", "业务", "业务名称", required=True),
    column("term", "期次", "学期", required=True),
    column("owner", "主考学校", "学校", "范围"),
    column("opens", "开放时间", "开始时间", required=True),
    column("closes", "截止时间", "结束时间", required=True),
    column("corrects", "补正截止", "补正截止时间", required=True),
    column("notice", "须知版本", "考生须知版本", required=True),
    column("comes", "现场开始", "现场确认开始", "签字开始"),
    column("leaves", "现场截止", "现场确认截止", "签字截止"),
    column("place", "现场地点", "现场确认地点", "签字地点"),
)
_BUSINESSES: Final[Mapping[str, Business]] = (
    {title: one for one, title in TITLES.items()}
    | {one.value: one for one in Business}
    | {"免考": Business.EXEMPTION, "毕业": Business.GRADUATION}
    | {"转出": Business.TRANSFER_OUT, "转入": Business.TRANSFER_IN}
)
_WHOLE_CITY: Final = {"", "全市", "市", "市考办", CITY}
_TERM: Final = re.compile(r"(\d{4})年?(?:H([12])|(上|下)半年)", re.IGNORECASE | re.ASCII)
_MOMENT: Final = re.compile(r"(.+日\s*|\S+[T\s]+)(\d{1,2})[:时点](?:(\d{1,2})分?)?(?::00(?:\.0+)?)?整?", re.ASCII)
_DAY_MINUTES: Final = 24 * 60
_NOTICE: Final = re.compile(r"[0-9A-Za-z._-]{1,20}")
_PLACE_LONGEST: Final = 60
_EXAMPLE: Final = "应写成 2026-12-01 8:30、2026/12/1 08:30 或 2026年12月1日8时30分"


class Sheet(NamedTuple):
    """`rows`: where a window stands in the table, by its id."""

    windows: tuple[Window, ...]
    rows: dict[str, int]
    findings: Findings


def windows_of(rows: Iterable[tuple[int, Sequence[str]]], schools: Mapping[SchoolCode, School]) -> Sheet:
    findings: Findings = []
    found: list[Window] = []
    places: dict[str, int] = {}
    for number, line in rows:
        row = Row(COLUMNS, line)
        window = _window(row, schools)
        if window and (first := places.setdefault(window.id, number)) != number:
            row.findings.append(Finding("整行", f"与第 {first} 行是同一业务、期次和范围"))
        findings += [(number, finding) for finding in row.findings]
        found += [window] if window else []
    return Sheet(tuple(found), places, findings)


def _window(row: Row, schools: Mapping[SchoolCode, School]) -> Window | None:
    """None if a cell cannot be read."""
    read: dict[str, Any] = {
        "business": row.read("business", business),
        "term": row.read("term", term),
        "owner": row.read("owner", lambda text: owner(text, schools)),
        "opens": row.read("opens", moment),
        "closes": row.read("closes", end),
        "corrects": row.read("corrects", end),
        "notice": row.read("notice", notice),
        "on_site": _on_site(row),
    }
    return Window(**read) if row.is_sound else None


def _on_site(row: Row) -> OnSite | None:
    """All three cells or none."""
    if not any(row.says(key) for key in ("comes", "leaves", "place")):
        return None
    comes, leaves, where = row.read("comes", moment), row.read("leaves", end), row.read("place", place)
    return OnSite(opens=comes, closes=leaves, place=where) if comes and leaves and where else None


def place(text: str) -> str:
    found = cells.words(text)
    if len(found) > _PLACE_LONGEST or has_unwanted(found):
        raise CellError(f"地点最多 {_PLACE_LONGEST} 字，不能换行")
    return found


def business(text: str) -> Business:
    found = cells.required(text)
    if found not in _BUSINESSES:
        raise CellError(f"应为 {'、'.join(TITLES.values())} 之一")
    return _BUSINESSES[found]


def term(text: str) -> str:
    """2026H2, or 2026年下半年."""
    found = _TERM.fullmatch(cells.required(text))
    if not found:
        raise CellError("应写成 2026H2 或 2026年下半年")
    return f"{found[1]}H{found[2] or (1 if found[3] == '上' else 2)}"


def owner(text: str, schools: Mapping[SchoolCode, School]) -> SchoolCode:
    found = cells.plain(text)
    if found in _WHOLE_CITY:
        return CITY
    code = next((one.code for one in schools.values() if found in (one.code, one.name)), None)
    if code is None:
        raise CellError("没有这所主考学校；全市的时间请留空或写“全市”")
    return code


def moment(text: str) -> Instant:
    """Shanghai time; a day alone begins at midnight."""
    day, minutes = _parts(text)
    return of(datetime.combine(day, time(0), SHANGHAI) + timedelta(minutes=minutes))


def end(text: str) -> Instant:
    """Midnight is refused: with 12月10日 some mean its first minute and some its last, which is 24:00."""
    if not _parts(text)[1]:
        raise CellError("请写明几点，如 16:00；到当天结束写 24:00")
    return moment(text)


def _parts(text: str) -> tuple[date, int]:
    """The day, and minutes since it began."""
    found = cells.required(text)
    parts = _MOMENT.fullmatch(found)
    if not parts:
        return cells.day(found), 0
    hour, minute = int(parts[2]), int(parts[3] or 0)
    if minute > 59 or hour * 60 + minute > _DAY_MINUTES:
        raise CellError(_EXAMPLE)
    return cells.day(parts[1].rstrip("T \t")), hour * 60 + minute


def notice(text: str) -> str:
    found = cells.required(text)
    if not _NOTICE.fullmatch(found):
        raise CellError("须知版本应为 1 至 20 个字母、数字、点或连字符，如 2026-1")
    return found
