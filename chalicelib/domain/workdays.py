"""Working days of China: weekdays, but for the State Council's holidays and the weekends worked in their place."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

_DAY = timedelta(days=1)
# A year's notice has moved days of the week before it.
_BEFORE = timedelta(days=7)


class Span(msgspec.Struct, frozen=True, array_like=True):
    """Both days included."""

    first: date
    last: date


class Year(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The arrangement of one year: days off, and weekends that are worked."""

    year: int
    off: tuple[Span, ...]
    worked: tuple[date, ...]
    notice: str
    source: str
    status: str


Calendar = Mapping[int, Year]


class Due(NamedTuple):
    """`certain` unless a day on the way lies in a year whose arrangement is not known."""

    day: date
    certain: bool


def is_workday(day: date, calendar: Calendar) -> bool:
    """A day of an unknown year is judged by its weekday alone."""
    years = [calendar[year] for year in (day.year, day.year + 1) if year in calendar]
    if any(day in year.worked for year in years):
        return True
    if any(span.first <= day <= span.last for year in years for span in year.off):
        return False
    return day.weekday() < 5


def is_known(day: date, calendar: Calendar) -> bool:
    return day.year in calendar and (day + _BEFORE).year in calendar


def after(start: date, count: int, calendar: Calendar) -> Due:
    """The `count`-th working day after `start`, which does not count itself."""
    day, certain = start, True
    while count > 0:
        day += _DAY
        certain = certain and is_known(day, calendar)
        count -= is_workday(day, calendar)
    return Due(day, certain)


def between(start: date, end: date, calendar: Calendar) -> int:
    """Working days after `start` up to `end`; below zero when `end` has passed."""
    if end < start:
        return -between(end, start, calendar)
    return sum(is_workday(start + _DAY * step, calendar) for step in range(1, (end - start).days + 1))
