"""What is promised to candidates and what reviewers have left (F82, F95)."""

from datetime import date

import msgspec
import pytest

from chalicelib.domain import promises
from chalicelib.domain.instants import DAY, Instant, later
from chalicelib.domain.promises import Allowance, Book
from chalicelib.domain.statuses import State
from tests.builders import NOW, a_line

SCHOOL, CITY = ("exemption", "school"), ("exemption", "city")


def an_allowance(stage: str, days: int, since: str = "2026-01-01") -> Allowance:
    return Allowance(business="exemption", stage=stage, days=days, since=date.fromisoformat(since), status="")


BOOK = Book((an_allowance("school", 10), an_allowance("city", 5), an_allowance("school", 4, "2026-12-02")), {})


def test_a_promise_covers_every_stage_that_is_still_to_come() -> None:
    """2026-12-01 is a Tuesday; the days of this year are not announced here, and said so."""
    assert promises.promised(BOOK, SCHOOL, NOW, NOW) == "预计 15 个工作日内，约 12月22日前"
    assert promises.promised(BOOK, CITY, NOW, NOW) == "预计 5 个工作日内，约 12月8日前"


def test_what_came_before_a_change_keeps_its_promise() -> None:
    assert promises.promised(BOOK, SCHOOL, later(NOW, DAY), later(NOW, DAY)).startswith("预计 9 个工作日")
    assert promises.promised(BOOK, SCHOOL, NOW, later(NOW, DAY)).startswith("预计 15 个工作日")


@pytest.mark.parametrize("place", [("exemption", "nobody"), ("transfer_in", "school")])
def test_where_nothing_is_promised_nothing_is_said(place: tuple[str, str]) -> None:
    assert promises.promised(BOOK, place, NOW, NOW) == ""
    assert promises.deadline(BOOK, place, NOW, NOW).text == ""
    assert promises.promised(BOOK, SCHOOL, Instant(NOW - 400 * DAY), NOW) == ""


def test_another_year_is_named() -> None:
    assert promises.promised(BOOK, CITY, later(NOW, 29 * DAY), NOW) == "预计 5 个工作日内，约 2027年1月6日前"


def test_the_last_day_is_kept_and_the_day_after_is_late() -> None:
    assert promises.promised(BOOK, CITY, NOW, later(NOW, 7 * DAY)).startswith("预计")
    late = promises.promised(BOOK, CITY, NOW, later(NOW, 8 * DAY))
    assert late == "原计划 约 12月8日前办结，已超过预计时间，正在加紧办理"


@pytest.mark.parametrize(
    ("days", "text", "urgency"),
    [
        (0, "剩余 5 个工作日", ""),
        (2, "剩余 3 个工作日", "warn"),
        (7, "今天到期", "warn"),
        (8, "已超期 1 个工作日", "bad"),
        (13, "已超期 4 个工作日", "bad"),
    ],
)
def test_a_deadline_says_how_much_is_left(days: int, text: str, urgency: str) -> None:
    found = promises.deadline(BOOK, CITY, NOW, later(NOW, days * DAY))
    assert (found.text, found.urgency) == (text, urgency)


@pytest.mark.parametrize("state", State)
def test_only_what_waits_for_an_office_is_promised(state: State) -> None:
    line = msgspec.structs.replace(a_line(state), at=NOW)
    promised = promises.promise(BOOK, line, NOW)
    assert bool(promised) == (state in (State.SUBMITTED, State.UNDER_REVIEW))
