"""Working days by the State Council's notices, exact at year ends, and honest about years without one (F82)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib import data
from chalicelib.domain import workdays

CALENDAR = data.promises().calendar
KNOWN = st.dates(date(2025, 1, 1), date(2026, 12, 1))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-10-08", True),  # the Thursday after the National Day
        ("2026-10-07", False),
        ("2026-10-10", True),  # a Saturday worked
        ("2026-10-11", False),
        ("2026-02-14", True),
        ("2026-02-16", False),  # a Monday of the Spring Festival
        ("2027-01-01", True),  # not announced yet: a Friday
    ],
)
def test_a_day_is_judged_by_the_notice_then_by_its_weekday(day: str, works: bool) -> None:
    assert workdays.is_workday(date.fromisoformat(day), CALENDAR) is works


@pytest.mark.parametrize(
    ("start", "count", "day", "certain"),
    [
        ("2026-12-01", 15, "2026-12-22", True),
        ("2026-09-30", 3, "2026-10-10", True),
        ("2026-02-13", 2, "2026-02-24", True),
        ("2025-12-31", 1, "2026-01-04", True),  # a Sunday worked, in the year after
        ("2026-12-23", 1, "2026-12-24", True),
        ("2026-12-24", 1, "2026-12-25", False),  # next year's notice may move it
        ("2026-12-14", 15, "2027-01-04", False),
        ("2026-10-03", 0, "2026-10-03", True),
    ],
)
def test_days_are_counted_from_the_day_after(start: str, count: int, day: str, certain: bool) -> None:
    assert workdays.after(date.fromisoformat(start), count, CALENDAR) == (date.fromisoformat(day), certain)


@given(KNOWN, st.integers(1, 60))
def test_counting_back_gives_what_was_counted(start: date, count: int) -> None:
    due = workdays.after(start, count, CALENDAR).day
    assert workdays.is_workday(due, CALENDAR)
    assert workdays.between(start, due, CALENDAR) == count
    assert workdays.between(due, start, CALENDAR) == -count


def test_every_notice_moves_weekends_only_into_work_and_names_its_source() -> None:
    for year in CALENDAR.values():
        assert all(day.weekday() >= 5 for day in year.worked)
        assert all(span.first <= span.last for span in year.off)
        assert not any(span.first <= day <= span.last for span in year.off for day in year.worked)
        assert (year.status, str(year.year) in year.notice) == ("verified in source", True)
