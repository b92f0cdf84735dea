"""An appointment as a calendar file: what a calendar reads, whatever the words are."""

from chalicelib.domain.calendars import Appointment, calendar
from chalicelib.domain.ids import No
from chalicelib.domain.instants import HOUR, later
from tests.builders import NOW, a_number


def a_file(**changes: str) -> str:
    words = {"title": "到校签字", "place": "教务处", "text": "请带身份证"} | changes
    one = Appointment(no=No(a_number(1)), ver=3, opens=NOW, closes=later(NOW, HOUR), **words)
    return calendar(one, NOW)


def test_an_event_has_its_times_in_utc_and_a_name_of_its_own() -> None:
    """M3.3-02."""
    lines = a_file().split("\r\n")
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
    assert {"DTSTART:20261201T020000Z", "DTEND:20261201T030000Z", f"UID:{a_number(1)}@kaoji", "SEQUENCE:3"} <= set(
        lines
    )


def test_words_break_out_of_nothing_and_no_line_is_too_long() -> None:
    text = "一二三四五六七八九十" * 20 + "\nEND:VEVENT;,\\"
    made = a_file(text=text, place="a" * 200)
    assert made.count("\r\nEND:VEVENT\r\n") == 1
    assert max(len(line.encode()) for line in made.split("\r\n")) <= 75
    unfolded = made.replace("\r\n ", "")
    assert "DESCRIPTION:" + "一二三四五六七八九十" * 20 + "\\nEND:VEVENT\\;\\,\\\\\r\n" in unfolded
