"""Windows: half-open, city ∩ school, dates decide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.errors import WindowClosedError
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import DAY, HOUR, Instant, later
from chalicelib.domain.windows import (
    Business,
    Phase,
    Windows,
    correction_deadline,
    current,
    effective,
    phase,
    require_correctable,
    require_open,
)
from tests.builders import NOW, SCHOOL, a_window, windows


def test_the_first_millisecond_is_in_and_the_closing_one_is_out() -> None:
    window = a_window()
    for at, inside in (
        (window.opens - 1, False),
        (window.opens, True),
        (window.closes - 1, True),
        (window.closes, False),
    ):
        assert (phase(window, Instant(at)) == Phase.OPEN) is inside


@given(st.integers(-50, 50))
def test_no_submission_within_50_ms_of_the_close_slips_through(offset: int) -> None:
    """Threat row 32: the instant stamped at the start decides, to the millisecond."""
    at = Instant(a_window().closes + offset)
    if offset < 0:
        assert require_open(windows(), Business.EXEMPTION, SCHOOL, at)
    else:
        with pytest.raises(WindowClosedError):
            require_open(windows(), Business.EXEMPTION, SCHOOL, at)


def test_a_school_can_only_narrow_the_citys_frame() -> None:
    own = a_window(owner=SCHOOL, opens=later(NOW, -3 * DAY), closes=later(NOW, HOUR), corrects=later(NOW, 30 * DAY))
    (shared,) = effective(windows(a_window(), own), Business.EXEMPTION, SCHOOL)
    assert (shared.opens, shared.closes, shared.corrects) == (a_window().opens, own.closes, a_window().corrects)


def test_another_schools_window_changes_nothing() -> None:
    other = a_window(owner=SchoolCode("X09"), closes=NOW)
    (shared,) = effective(windows(a_window(), other), Business.EXEMPTION, SCHOOL)
    assert shared == a_window()


def test_a_school_outside_the_frame_has_no_window() -> None:
    own = a_window(owner=SCHOOL, opens=later(NOW, 20 * DAY), closes=later(NOW, 21 * DAY))
    assert effective(windows(a_window(), own), Business.EXEMPTION, SCHOOL) == ()


def test_without_the_citys_frame_nothing_opens() -> None:
    assert effective(windows(a_window(owner=SCHOOL)), Business.EXEMPTION, SCHOOL) == ()


def test_people_see_the_open_window_then_the_next_then_the_last() -> None:
    soon = a_window(term="2027H1", opens=later(NOW, 180 * DAY), closes=later(NOW, 187 * DAY))
    rows = effective(windows(a_window(), soon), Business.EXEMPTION, SCHOOL)
    assert current(rows, NOW) == a_window()
    assert current(rows, later(NOW, 7 * DAY)) == soon
    assert current(rows, later(NOW, 200 * DAY)) == soon
    assert current((), NOW) is None


def test_the_refusal_names_the_dates() -> None:
    with pytest.raises(WindowClosedError, match="12月7日 10:00 截止"):
        require_open(windows(), Business.EXEMPTION, SCHOOL, later(NOW, 7 * DAY))
    with pytest.raises(WindowClosedError, match="11月30日 10:00 开放"):
        require_open(windows(), Business.EXEMPTION, SCHOOL, later(NOW, -2 * DAY))
    with pytest.raises(WindowClosedError, match="待公布"):
        require_open(Windows(0), Business.EXEMPTION, SCHOOL, NOW)


def test_mending_lasts_until_the_correction_deadline_of_todays_windows() -> None:
    moved = windows(a_window(corrects=later(NOW, 20 * DAY)))
    assert correction_deadline(moved, a_window().id, SCHOOL) == later(NOW, 20 * DAY)
    assert require_correctable(moved, a_window().id, SCHOOL, later(NOW, 20 * DAY - 1))
    with pytest.raises(WindowClosedError, match="补正已于"):
        require_correctable(moved, a_window().id, SCHOOL, later(NOW, 20 * DAY))
