"""Changes of windows: no contradiction, and nothing that a container could miss."""

from typing import Any

import msgspec
import pytest

from chalicelib.domain.faults import Fault
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import DAY, HOUR, MINUTE, SECOND, later
from chalicelib.domain.window_edits import changed, edit_faults, merged
from chalicelib.domain.windows import CITY, Business, OnSite, Windows
from tests.builders import NOW, SCHOOL, a_window, windows

SOON = "这一改动会立即生效；最早只能从 12月1日 10:01 起开放、截止或结束补正"
NEXT = a_window(term="2027H1", opens=later(NOW, 60 * DAY), closes=later(NOW, 70 * DAY), corrects=later(NOW, 80 * DAY))


def edited(**changes: Any) -> tuple[Fault, ...]:
    """Faults of a change of the standing window."""
    return edit_faults(windows(), (msgspec.structs.replace(a_window(), **changes),), NOW)


@pytest.mark.parametrize(
    ("changes", "field", "what"),
    [
        ({"closes": a_window().opens}, "截止时间", "须晚于开放时间"),
        ({"corrects": later(a_window().closes, -1)}, "补正截止", "不能早于截止时间"),
        ({"on_site": OnSite(opens=NOW, closes=NOW, place="校内")}, "现场截止", "须晚于现场开始"),
        ({"on_site": OnSite(opens=later(NOW, -2 * DAY), closes=NOW, place="校内")}, "现场开始", "不能早于开放时间"),
        ({"opens": later(NOW, -800 * DAY)}, "开放时间", "年份与今年相差过大"),
        ({"corrects": later(NOW, 800 * DAY)}, "补正截止", "年份与今年相差过大"),
        ({"on_site": OnSite(opens=NOW, closes=later(NOW, 800 * DAY), place="校内")}, "现场截止", "年份与今年相差过大"),
    ],
)
def test_a_window_that_contradicts_itself_is_named(changes: dict[str, Any], field: str, what: str) -> None:
    assert edited(**changes) == (Fault(field, what, a_window().id),)


@pytest.mark.parametrize(
    "changes",
    [
        {"closes": later(NOW, 30 * SECOND)},
        {"closes": later(NOW, -HOUR)},
        {"opens": later(NOW, HOUR)},
        {"corrects": later(NOW, 59 * SECOND), "closes": later(NOW, 59 * SECOND)},
    ],
)
def test_nothing_changes_within_the_next_minute(changes: dict[str, Any]) -> None:
    """Containers keep what they read for half a minute: until then two of them would answer differently."""
    assert edited(**changes) == (Fault("开放时间", SOON, a_window().id),)


@pytest.mark.parametrize(
    "changes",
    [
        {"closes": later(NOW, MINUTE)},
        {"closes": later(NOW, 10 * DAY), "corrects": later(NOW, 30 * DAY)},
        {"opens": later(NOW, -2 * DAY)},
        {"notice": "2026-2"},
        {"on_site": OnSite(opens=NOW, closes=later(NOW, DAY), place="校内")},
    ],
)
def test_what_is_felt_a_minute_later_may_change(changes: dict[str, Any]) -> None:
    assert edited(**changes) == ()


def test_after_closing_too_mending_ends_a_minute_ahead_at_the_earliest() -> None:
    closed = a_window(opens=later(NOW, -20 * DAY), closes=later(NOW, -10 * DAY), corrects=later(NOW, DAY))

    def ending(ahead: int) -> tuple[Fault, ...]:
        return edit_faults(windows(closed), (msgspec.structs.replace(closed, corrects=later(NOW, ahead)),), NOW)

    assert ending(MINUTE) == ()
    assert ending(MINUTE - SECOND) == (Fault("开放时间", SOON, closed.id),)


def test_a_new_window_opens_a_minute_ahead_at_the_earliest() -> None:
    def opening(ahead: int) -> tuple[Fault, ...]:
        row = msgspec.structs.replace(NEXT, opens=later(NOW, ahead))
        return edit_faults(Windows(0), (row,), NOW)

    assert opening(MINUTE) == ()
    assert opening(MINUTE - SECOND) == (Fault("开放时间", SOON, NEXT.id),)
    assert opening(-DAY) == (Fault("开放时间", SOON, NEXT.id),)


def test_a_business_is_announced_ahead_in_a_term_that_others_have_already() -> None:
    """Nobody can have a case of it to mend."""
    row = msgspec.structs.replace(NEXT, business=Business.TRANSFER_IN, term=a_window().term)
    assert edit_faults(windows(), (row,), NOW) == ()


def test_what_is_over_is_neither_invented_nor_changed() -> None:
    past = a_window(term="2026H1", opens=later(NOW, -90 * DAY), closes=later(NOW, -80 * DAY), corrects=NOW)
    earlier = msgspec.structs.replace(past, closes=later(NOW, -81 * DAY))
    over = (Fault("截止时间", "已经过去", past.id),)
    assert edit_faults(Windows(0), (past,), NOW) == over
    assert edit_faults(windows(past), (earlier,), NOW) == over
    assert edit_faults(windows(past), (msgspec.structs.replace(past, notice="2026-2"),), NOW) == ()


def test_two_terms_of_one_business_do_not_overlap() -> None:
    row = msgspec.structs.replace(NEXT, opens=later(NOW, DAY))
    assert edit_faults(windows(), (row,), NOW) == (Fault("开放时间", "与 2026H2 的时间重叠", row.id),)
    assert edit_faults(windows(), (NEXT,), NOW) == ()


def test_a_school_needs_a_frame_and_stays_inside() -> None:
    def faults(**changes: Any) -> tuple[tuple[str, str], ...]:
        row = msgspec.structs.replace(NEXT, owner=SCHOOL, **changes)
        return tuple((fault.field, fault.what[:7]) for fault in edit_faults(windows(NEXT), (row,), NOW))

    assert faults() == ()
    assert faults(term="2027H2") == (("主考学校", "没有同一业务、"),)
    assert faults(opens=later(NEXT.opens, -1)) == (("开放时间", "不能早于全市的"),)
    assert faults(closes=later(NEXT.closes, 1)) == (("截止时间", "不能晚于全市的"),)
    assert faults(corrects=later(NEXT.corrects, 1)) == (("补正截止", "不能晚于全市的"),)


def test_a_school_that_would_close_at_once_is_named() -> None:
    row = a_window(owner=SchoolCode("X03"), opens=later(NOW, HOUR))
    assert edit_faults(windows(), (row,), NOW) == (Fault("开放时间", SOON, row.id),)


def test_rows_win_by_id_and_the_others_stay() -> None:
    moved = a_window(closes=later(NOW, 8 * DAY))
    assert merged(windows(a_window(), NEXT), (moved,)) == (moved, NEXT)
    assert changed(windows(a_window(), NEXT), (moved, NEXT)) == (moved,)


PAYING = a_window(business=Business.FEE)
ENDS = later(PAYING.closes, 3 * DAY + HOUR)


@pytest.mark.parametrize("owner", [CITY, SCHOOL])
def test_the_time_for_paying_ends_early_enough_to_mend_afterwards(owner: SchoolCode) -> None:
    """Both ways round: whoever did not pay goes back an hour later."""
    graduating = a_window(business=Business.GRADUATION, corrects=ENDS)
    frames = windows(PAYING, graduating)
    long = msgspec.structs.replace(PAYING, closes=later(PAYING.closes, MINUTE))
    short = msgspec.structs.replace(graduating, owner=owner, corrects=later(ENDS, -MINUTE))
    text = "须至少再有 3 天零 1 小时"
    assert edit_faults(frames, (msgspec.structs.replace(PAYING, notice="2026-2"),), NOW) == ()
    [fault] = edit_faults(frames, (long,), NOW)
    assert (fault.field, text in fault.what) == ("截止时间", True)
    [fault] = edit_faults(frames, (short,), NOW)
    assert (fault.field, text in fault.what) == ("补正截止", True)
