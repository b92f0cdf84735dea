"""The office sets windows and sees beforehand what candidates will see (M6-02, F122, rows 33, 36)."""

from typing import Any

import msgspec
import pytest

from chalicelib.domain.errors import ConflictError, ForbiddenError, IncompleteError, StepUpRequiredError
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import DAY, HOUR, MINUTE, Instant, later, shanghai
from chalicelib.domain.notices import NoticeText
from chalicelib.domain.staff import Staff
from chalicelib.domain.window_forms import WindowForm
from chalicelib.domain.windows import CITY, Business, Phase, Window
from chalicelib.storage import windows
from chalicelib.usecases.office.preview_windows import Preview, Previewed, preview_windows
from chalicelib.usecases.office.publish_notice import publish_notice
from chalicelib.usecases.office.set_windows import WindowEdit, set_windows
from chalicelib.usecases.office.show_windows import OfficeWindows, show_windows
from tests.builders import NOW, SCHOOL, a_window
from tests.security import world
from tests.stored import open_windows

OFFICE = world.OFFICE
OWN_OFFICE = msgspec.structs.replace(OFFICE, scope_kind="school", schools=(SCHOOL,), organisation="复旦大学")


@pytest.fixture(autouse=True)
def _stands(aws: None) -> None:
    open_windows(besides=Business.TRANSFER_IN)


def typed(moment: Instant) -> str:
    return f"{shanghai(moment):%Y-%m-%dT%H:%M}"


def a_form(**changes: Any) -> WindowForm:
    """外省转入, from tomorrow on; nobody has set it yet."""
    form = WindowForm(
        business=Business.TRANSFER_IN,
        term="2026H2",
        owner=CITY,
        opens=typed(later(NOW, DAY)),
        closes=typed(later(NOW, 8 * DAY)),
        corrects=typed(later(NOW, 10 * DAY)),
        notice="2026-1",
        comes="",
        leaves="",
        place="",
    )
    return msgspec.structs.replace(form, **changes)


def as_it_stands(**changes: Any) -> WindowForm:
    row = a_window(**changes)
    times = {name: typed(getattr(row, name)) for name in ("opens", "closes", "corrects")}
    return a_form(business=row.business, term=row.term, owner=row.owner, notice=row.notice, **times)


def set_(*rows: WindowForm, by: Staff = OFFICE, rev: int = 1, now: Instant = NOW) -> OfficeWindows:
    return set_windows(WindowEdit(rows=rows, rev=rev), by, now, now)


def preview(*rows: WindowForm, at: Instant = NOW, school: str = SCHOOL, by: Staff = OFFICE) -> Previewed:
    return preview_windows(Preview(rows=rows, at=typed(at), school=school), by, NOW)


def line(seen: Previewed, business: Business) -> Any:
    return next(one for one in seen.businesses if one.business == business)


def stored(business: Business, owner: str = CITY) -> Window:
    return next(row for row in windows.fresh().rows if (row.business, row.owner) == (business, owner))


def test_a_window_for_tomorrow_is_set_and_told_who_set_it() -> None:
    shown = set_(a_form())
    assert shown.rev == 2
    assert stored(Business.TRANSFER_IN).opens == later(NOW, DAY)
    entry = shown.history[0]
    assert (entry.at, entry.by) == (NOW, OFFICE.name)
    assert entry.text == "外省转入 2026H2 全市 12月2日 10:00 至 12月9日 10:00，补正至 12月11日 10:00，须知 2026-1"


def test_home_is_seen_as_it_will_be_and_nothing_is_written() -> None:
    before = windows.fresh()
    assert line(preview(a_form()), Business.TRANSFER_IN).state == Phase.SOON
    tomorrow = preview(a_form(), at=later(NOW, 2 * DAY))
    assert line(tomorrow, Business.TRANSFER_IN).state == Phase.OPEN
    assert tomorrow.changed == ("transfer_in:2026H2:city",)
    assert line(preview(at=later(NOW, 2 * DAY)), Business.TRANSFER_IN).state == Phase.UNKNOWN
    assert windows.fresh() == before


COMING = {"comes": typed(later(NOW, 2 * DAY)), "leaves": typed(later(NOW, 3 * DAY)), "place": "教学楼 101 室（西门）"}


def test_the_time_and_place_on_site_are_set_and_seen_until_they_are_over() -> None:
    """A row is set whole: whoever empties the three fields takes it back."""
    row, over = a_form(**COMING), later(NOW, 3 * DAY)
    [visit] = preview(row).visits
    assert (visit.title, visit.term, visit.on_site.place) == ("外省转入", "2026H2", COMING["place"])
    assert preview(row, at=over).visits == ()
    shown = next(one for one in set_(row).rows if one.business == Business.TRANSFER_IN)
    assert shown.on_site == stored(Business.TRANSFER_IN).on_site == visit.on_site
    assert (
        show_windows(OFFICE, NOW)
        .history[0]
        .text.endswith("，现场 12月3日 10:00 至 12月4日 10:00，教学楼 101 室（西门）")
    )
    set_(a_form(), rev=2)
    assert stored(Business.TRANSFER_IN).on_site is None


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"comes": "", "place": "　"}, ["comes", "place"]),
        ({"leaves": "2026-12-03", "place": "甲" * 61}, ["leaves", "place"]),
        ({"leaves": COMING["comes"]}, ["leaves"]),
        ({"comes": typed(NOW)}, ["comes"]),
    ],
)
def test_a_time_on_site_is_whole_and_makes_sense(changes: dict[str, str], faults: list[str]) -> None:
    with pytest.raises(IncompleteError) as refused:
        set_(a_form(**COMING | changes))
    assert [fault.field for fault in refused.value.fields] == [f"rows.0.{name}" for name in faults]


def test_a_school_lies_inside_the_frame_and_its_candidates_see_it() -> None:
    own = a_form(owner=SCHOOL, closes=typed(later(NOW, 3 * DAY)), corrects=typed(later(NOW, 4 * DAY)))
    after = later(NOW, 5 * DAY)
    assert line(preview(a_form(), own, at=after), Business.TRANSFER_IN).state == Phase.CLOSED
    assert line(preview(a_form(), own, at=after, school="X04"), Business.TRANSFER_IN).state == Phase.OPEN
    with pytest.raises(IncompleteError) as refused:
        set_(a_form(), a_form(owner=SCHOOL, closes=typed(later(NOW, 9 * DAY))))
    assert [fault.field for fault in refused.value.fields] == ["rows.1.closes"]


def test_to_close_at_once_means_the_next_whole_minute() -> None:
    """Row 33: containers keep what they read for half a minute."""
    with pytest.raises(IncompleteError) as refused:
        set_(as_it_stands(closes=NOW))
    assert [fault.field for fault in refused.value.fields] == ["rows.0.opens"]
    assert "最早只能从 12月1日 10:01 起" in refused.value.fields[0].message
    set_(as_it_stands(closes=later(NOW, MINUTE)))
    assert stored(Business.EXEMPTION).closes == later(NOW, MINUTE)


def test_every_fault_is_named_at_its_field_and_nothing_is_written() -> None:
    bad = a_form(business="免考试", term="明年", owner="X99", opens="明天", closes="2026-12-10", notice="版本 一")
    with pytest.raises(IncompleteError) as refused:
        set_(bad, a_form(closes=a_form().opens))
    assert {fault.field for fault in refused.value.fields} == {
        f"rows.0.{name}" for name in ("business", "term", "owner", "opens", "closes", "notice")
    }
    assert "须写明日期和时间" in next(one.message for one in refused.value.fields if one.field == "rows.0.closes")
    assert windows.fresh().rev == 1


def test_one_window_written_twice_is_refused() -> None:
    with pytest.raises(IncompleteError) as refused:
        set_(a_form(), a_form(notice="2026-2"))
    assert [fault.field for fault in refused.value.fields] == ["rows.1.term"]


def test_a_window_names_a_notice_that_has_a_text() -> None:
    """Whoever could not read it could not go on: refused before it is set, and once it is published it is set."""
    new = as_it_stands(notice="2026-2")
    for doing in (lambda: set_(new), lambda: preview_windows(Preview(rows=(new,), at="", school=""), OFFICE, NOW)):
        with pytest.raises(IncompleteError) as refused:
            doing()
        fault = refused.value.fields[0]
        assert (fault.field, fault.message.partition("；")[0]) == ("rows.0.notice", "须知版本：还没有 2026-2 版的须知")
    text = NoticeText(business=Business.EXEMPTION, version="2026-2", title="考生须知", paragraphs=("请如实填写。",))
    publish_notice(text, OFFICE, NOW, NOW)
    set_(new)
    assert stored(Business.EXEMPTION).notice == "2026-2"


def test_a_preview_asks_for_a_school_and_a_time() -> None:
    with pytest.raises(IncompleteError) as refused:
        preview_windows(Preview(at="后天", school="city"), OFFICE, NOW)
    assert [fault.field for fault in refused.value.fields] == ["school", "at"]


def test_sent_again_it_is_set_once() -> None:
    assert set_(a_form()).rev == 2
    assert set_(a_form(), rev=1).rev == 2


def test_whoever_saw_an_earlier_revision_looks_again() -> None:
    set_(a_form())
    with pytest.raises(ConflictError, match="刚刚有人修改了办理时间"):
        set_(a_form(notice="2026-2"), rev=1)


def test_what_is_marked_as_a_demonstration_stays_so() -> None:
    set_(as_it_stands(closes=later(NOW, 2 * DAY)), a_form())
    assert (stored(Business.EXEMPTION).demo, stored(Business.TRANSFER_IN).demo) == (True, False)


def test_a_school_sets_its_own_times_and_no_others() -> None:
    set_(as_it_stands(owner=SCHOOL, closes=later(NOW, 2 * DAY)), by=OWN_OFFICE)
    assert stored(Business.EXEMPTION, SCHOOL).closes == later(NOW, 2 * DAY)
    for owner in (CITY, "X04"):
        with pytest.raises(ForbiddenError):
            set_(as_it_stands(owner=SchoolCode(owner)), by=OWN_OFFICE, rev=2)
    shown = show_windows(OWN_OFFICE, NOW)
    assert [one.code for one in shown.owners] == [SCHOOL]
    assert {row.owner for row in shown.rows if row.can_edit} == {SCHOOL}


@pytest.mark.parametrize("member", [world.SCHOOL_DESK, world.CITY_DESK, world.CASHIER, world.OPERATOR])
def test_who_is_not_of_the_office_sets_and_sees_nothing(member: Staff) -> None:
    for asking in (lambda: show_windows(member, NOW), lambda: set_(a_form(), by=member), lambda: preview(by=member)):
        with pytest.raises(ForbiddenError):
            asking()


def test_a_fresh_code_is_asked() -> None:
    with pytest.raises(StepUpRequiredError):
        set_windows(WindowEdit(rows=(a_form(),), rev=1), OFFICE, later(NOW, -HOUR), NOW)


def test_the_list_goes_by_business_then_time_the_frame_before_its_schools() -> None:
    shown = set_(as_it_stands(owner=SCHOOL, closes=later(NOW, 2 * DAY)), a_form())
    assert [(row.business, row.owner) for row in shown.rows][:2] == [
        (Business.EXEMPTION, CITY),
        (Business.EXEMPTION, SCHOOL),
    ]
    assert (shown.owners[0].code, shown.owners[0].name) == (CITY, "全市")
