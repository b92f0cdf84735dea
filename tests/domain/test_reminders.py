"""What a window gives reason to say, and when (F16)."""

import msgspec
import pytest

from chalicelib.domain import reminders
from chalicelib.domain.errors import UnknownError
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import DAY, Instant, later
from chalicelib.domain.reminders import Occasion
from chalicelib.domain.statuses import State
from chalicelib.domain.windows import Business
from tests.builders import NOW, SCHOOL, a_head, a_line, a_number, a_window, windows

WINDOW = a_window()
SPANS = [
    (Occasion.OPENS, WINDOW.opens, WINDOW.closes),
    (Occasion.CLOSES, later(WINDOW.closes, -3 * DAY), WINDOW.closes),
    (Occasion.CORRECTS, later(WINDOW.corrects, -3 * DAY), WINDOW.corrects),
]


def occasions(now: int) -> list[Occasion]:
    return [cue.occasion for cue in reminders.due(windows(), [SCHOOL], Instant(now))]


@pytest.mark.parametrize(("occasion", "start", "end"), SPANS)
def test_an_occasion_begins_and_ends_to_the_millisecond(occasion: Occasion, start: Instant, end: Instant) -> None:
    moments = (start - 1, start, end - 1, end)
    assert [occasion in occasions(now) for now in moments] == [False, True, True, False]


def test_a_window_shorter_than_three_days_says_nothing_before_it_opens() -> None:
    short = a_window(opens=later(NOW, DAY), closes=later(NOW, 2 * DAY), corrects=later(NOW, 2 * DAY))
    assert reminders.due(windows(short), [SCHOOL], NOW) == ()


def test_a_school_hears_of_its_own_dates_under_one_name() -> None:
    """What was told by the city's dates is not told again when the school sets its own."""
    own = a_window(owner=SCHOOL, opens=later(NOW, DAY))
    first, *_ = reminders.due(windows(), [SCHOOL], NOW)
    second, *_ = reminders.due(windows(WINDOW, own), [SCHOOL], later(NOW, DAY))
    assert (first.id, second.window.opens) == (second.id, own.opens)
    assert reminders.due(windows(WINDOW, own), [SCHOOL], NOW) == ()


@pytest.mark.parametrize(
    ("now", "title", "text"),
    [
        (NOW, "申请免考：开始办理", "办理时间 11月30日 10:00 至 12月7日 10:00。"),
        (later(NOW, 5 * DAY), "申请免考：12月7日 10:00 截止", "草稿"),
        (later(NOW, 12 * DAY), "申请免考：补正 12月14日 10:00 截止", "补正"),
    ],
)
def test_a_message_names_the_business_and_its_dates(now: Instant, title: str, text: str) -> None:
    cue = reminders.due(windows(), [SCHOOL], now)[-1]
    message = reminders.message(cue, now)
    assert (message.title, message.at, message.business) == (title, now, "exemption")
    assert text in message.text


def test_only_a_returned_case_of_that_term_and_school_asks_for_mending() -> None:
    """Of two tickets one school's date would be told of the other's case, and its own, told once, never."""
    cue = reminders.due(windows(), [SCHOOL], later(NOW, 12 * DAY))[-1]
    earlier = msgspec.structs.replace(a_line(State.RETURNED), window="exemption:2026H1:city")
    other = msgspec.structs.replace(a_line(State.RETURNED), school=SchoolCode("X03"))
    lines = {"none": None, "waiting": a_line(), "earlier": earlier, "other": other, "returned": a_line(State.RETURNED)}
    heads = {name: a_head(lines={a_number(1): line} if line else {}) for name, line in lines.items()}
    assert [name for name, head in heads.items() if reminders.has_returned(head, cue)] == ["returned"]


def test_a_business_that_nobody_has_is_unknown() -> None:
    assert reminders.require_business("photo") == Business.PHOTO
    with pytest.raises(UnknownError):
        reminders.require_business("REM#")
