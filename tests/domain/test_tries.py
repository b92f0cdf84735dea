"""Counting tries: delays, locks, caps, and whom they bind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.instants import DAY, HOUR, MINUTE, SECOND, Instant, later
from chalicelib.domain.tries import LockedOutError, Tries, household, in_lane, network, on_account, pause
from tests.builders import NOW


def after(count: int, now: Instant = NOW) -> tuple[Tries, Instant]:
    """So many wrong tries, each as soon as it is allowed."""
    tries = Tries()
    for _ in range(count):
        now = max(now, tries.until)
        tries = in_lane(tries, now)
    return tries, now


@pytest.mark.parametrize(
    ("count", "wait"),
    [
        (1, 0),
        (4, 0),
        (5, 2 * SECOND),
        (6, 4 * SECOND),
        (8, 16 * SECOND),
        (9, 30 * SECOND),
        (10, 15 * MINUTE),
        (11, 30 * MINUTE),
        (12, HOUR),
        (16, 16 * HOUR),
        (17, DAY),
        (60, DAY),
    ],
)
def test_each_further_try_waits_longer(count: int, wait: int) -> None:
    assert pause(count) == wait
    tries, now = after(count)
    assert tries.until - now == wait


def test_a_paused_lane_hears_nobody_and_says_how_long() -> None:
    tries, now = after(10)
    with pytest.raises(LockedOutError, match="15 分钟") as refused:
        in_lane(tries, now)
    assert refused.value.retry_after == 15 * 60
    with pytest.raises(LockedOutError, match="2 秒"):
        in_lane(*after(5))


def test_four_slips_are_forgotten_after_a_quarter_of_an_hour() -> None:
    tries, _ = after(4)
    assert in_lane(tries, later(NOW, 15 * MINUTE)).count == 1
    assert in_lane(tries, later(NOW, 15 * MINUTE - 1)).count == 5


def test_a_locked_lane_stays_on_its_rung() -> None:
    tries, _ = after(10)
    assert pause(in_lane(tries, later(NOW, 20 * DAY)).count) == 30 * MINUTE


def test_strangers_get_thirty_tries_an_hour_together() -> None:
    tries = Tries()
    for _ in range(30):
        tries = on_account(tries, NOW)
    with pytest.raises(LockedOutError, match="60 分钟"):
        on_account(tries, NOW)
    assert on_account(tries, later(NOW, HOUR)).count == 1


def test_a_hundred_in_a_row_send_strangers_to_the_desk() -> None:
    tries = Tries()
    for hour in range(100):
        tries = on_account(tries, later(NOW, hour * HOUR))
    with pytest.raises(LockedOutError, match="携带证件") as refused:
        on_account(tries, later(NOW, 300 * DAY))
    assert refused.value.retry_after == 0


@given(st.lists(st.integers(0, 3 * HOUR), max_size=60))
def test_no_rhythm_beats_the_lane(gaps: list[int]) -> None:
    """Whatever the pace: never more than five tries without a wait in a quarter of an hour."""
    now, tries, heard = NOW, Tries(), list[Instant]()
    for gap in gaps:
        now = later(now, gap)
        try:
            tries = in_lane(tries, now)
        except LockedOutError:
            continue
        heard.append(now)
        assert sum(1 for at in heard if now - at < 2 * SECOND) <= 5 + 4  # the end of one window and a new one


@pytest.mark.parametrize(
    ("address", "home", "near"),
    [
        ("203.0.113.7", "203.0.113.7", "203.0.113.0"),
        ("2001:db8:1:2:3::9", "2001:db8:1:2::", "2001:db8:1::"),
        ("", "", ""),
        ("unknown", "unknown", "unknown"),
    ],
)
def test_neighbours_share_a_network(address: str, home: str, near: str) -> None:
    assert (household(address), network(address)) == (home, near)
