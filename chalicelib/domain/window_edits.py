"""Whether a change of the windows makes sense, and is felt late enough to be known everywhere (architecture § 5)."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from chalicelib.domain import fees, lapses
from chalicelib.domain.faults import Fault
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import DAY, MINUTE, Instant, day_text, shanghai
from chalicelib.domain.windows import CITY, PAID_FOR, TITLES, Business, Window, Windows, correction_deadline, effective

OPENS, CLOSES, CORRECTS = "开放时间", "截止时间", "补正截止"
COMES, LEAVES = "现场开始", "现场截止"
NOTICE = "须知版本"


class _Places(NamedTuple):
    """Where and in which terms an edit could be felt."""

    business: Business
    schools: Collection[SchoolCode]
    terms: Collection[str]


def merged(before: Windows, rows: Iterable[Window]) -> tuple[Window, ...]:
    """Rows win by id; what they do not name stays."""
    return tuple(({row.id: row for row in before.rows} | {row.id: row for row in rows}).values())


def changed(before: Windows, rows: Iterable[Window]) -> tuple[Window, ...]:
    stands = {row.id: row for row in before.rows}
    return tuple(row for row in rows if stands.get(row.id) != row)


def told(rows: Iterable[Window]) -> str:
    """What changed, for the audit trail and whoever reads it."""
    return "；".join(map(_told, rows))


def _told(row: Window) -> str:
    place = "全市" if row.owner == CITY else row.owner
    times = f"{day_text(row.opens)} 至 {day_text(row.closes)}，补正至 {day_text(row.corrects)}"
    site = row.on_site
    visit = f"，现场 {day_text(site.opens)} 至 {day_text(site.closes)}，{site.place}" if site else ""
    return f"{TITLES[row.business]} {row.term} {place} {times}，须知 {row.notice}{visit}"


def edit_faults(before: Windows, rows: tuple[Window, ...], now: Instant) -> tuple[Fault, ...]:
    """All faults of the changed rows; `about` is a window's id."""
    after = Windows(before.rev, merged(before, rows))
    own = tuple(fault for row in rows for fault in (*row_faults(row, now), *_frame(row, after), *_overlaps(row, after)))
    own += tuple(fault for row in rows for fault in _unmended(row, after))
    return own or (*_too_soon(before, after, rows, now), *_over(before, rows, now))


def unwritten(row: Window) -> Fault:
    """Of a version without a text, which nobody could read: no candidate could go on."""
    return Fault(NOTICE, f"还没有 {row.notice} 版的须知；请先在“考生须知”中发布这一版，或改用已有的版本", row.id)


def row_faults(row: Window, now: Instant) -> Iterator[Fault]:
    """Contradictions within one row."""
    if row.closes <= row.opens:
        yield Fault(CLOSES, "须晚于开放时间", row.id)
    if row.corrects < row.closes:
        yield Fault(CORRECTS, "不能早于截止时间", row.id)
    if row.on_site and row.on_site.closes <= row.on_site.opens:
        yield Fault(LEAVES, "须晚于现场开始", row.id)
    if row.on_site and row.on_site.opens < row.opens:
        yield Fault(COMES, "不能早于开放时间", row.id)
    site = ((COMES, row.on_site.opens), (LEAVES, row.on_site.closes)) if row.on_site else ()
    for field, moment in ((OPENS, row.opens), (CLOSES, row.closes), (CORRECTS, row.corrects), *site):
        if abs(shanghai(moment).year - shanghai(now).year) > 1:
            yield Fault(field, "年份与今年相差过大", row.id)


def _frame(row: Window, after: Windows) -> Iterator[Fault]:
    """A school's window lies inside the city's, and means nothing without it."""
    if row.owner == CITY:
        return
    frame = next((one for one in after.rows if _same_time(one, row) and one.owner == CITY), None)
    if frame is None:
        yield Fault("主考学校", "没有同一业务、同一期次的全市时间", row.id)
    elif row.opens < frame.opens:
        yield Fault(OPENS, f"不能早于全市的 {day_text(frame.opens)}", row.id)
    elif row.closes > frame.closes:
        yield Fault(CLOSES, f"不能晚于全市的 {day_text(frame.closes)}", row.id)
    elif row.corrects > frame.corrects:
        yield Fault(CORRECTS, f"不能晚于全市的 {day_text(frame.corrects)}", row.id)


def _same_time(one: Window, other: Window) -> bool:
    return (one.business, one.term) == (other.business, other.term)


def _overlaps(row: Window, after: Windows) -> Iterator[Fault]:
    """Two terms of one business open at once: nobody could say which one a submission belongs to."""
    for other in after.rows:
        is_another = (other.business, other.owner) == (row.business, row.owner) and other.term != row.term
        if is_another and row.opens < other.closes and other.opens < row.closes:
            yield Fault(OPENS, f"与 {other.term} 的时间重叠", row.id)


def _unmended(row: Window, after: Windows) -> Iterator[Fault]:
    """Whoever does not pay in the time for it goes back, and must still be able to mend."""
    paid_for = PAID_FOR.get(row.business, row.business)
    if paid_for not in PAID_FOR.values():
        return
    for school in _schools(row, after.rows):
        paying = fees.window_of(after, row.term, school)
        ends = correction_deadline(after, f"{paid_for}:{row.term}:{school}", school)
        if paying and ends and ends < paying.closes + lapses.GRACE + lapses.MENDING:
            dates = f"缴费 {day_text(paying.closes)} 截止，补正 {day_text(ends)} 截止"
            least = f"缴费截止后，申请毕业的补正须至少再有 {lapses.MENDING // DAY} 天零 1 小时"
            yield Fault(CLOSES if row.business in PAID_FOR else CORRECTS, f"{dates}；{least}", row.id)
            return


def _schools(row: Window, *stands: Iterable[Window]) -> set[SchoolCode]:
    """Where a row is felt: the city's everywhere."""
    return {row.owner} if row.owner != CITY else {one.owner for rows in stands for one in rows}


def _too_soon(before: Windows, after: Windows, rows: tuple[Window, ...], now: Instant) -> Iterator[Fault]:
    """Nothing may differ within the next minute: containers keep what they read for half of it."""
    first = day_text(Instant(-(-(now + MINUTE) // MINUTE) * MINUTE))
    for row in rows:
        terms = {one.term for one in before.rows if one.business == row.business}
        places = _Places(row.business, _schools(row, before.rows, after.rows), terms)
        if _next_minute(before, places, now) != _next_minute(after, places, now):
            yield Fault(OPENS, f"这一改动会立即生效；最早只能从 {first} 起开放、截止或结束补正", row.id)


def _over(before: Windows, rows: tuple[Window, ...], now: Instant) -> Iterator[Fault]:
    """What has closed stays as it was; a new window that is over already is a wrong year or month."""
    closed = {row.id: row.closes for row in before.rows if row.closes <= now}
    stands = {row.id for row in before.rows} - closed.keys()
    for row in rows:
        if row.closes <= now and row.id not in stands and closed.get(row.id) != row.closes:
            yield Fault(CLOSES, "已经过去", row.id)


def _next_minute(windows: Windows, places: _Places, now: Instant) -> set[tuple[str, ...]]:
    """What is open, and what of a term that cases may have can be mended, from now on for a minute."""
    business, schools, terms = places
    return {
        (school, row.term, what, str(max(start, now)), str(min(end, now + MINUTE)))
        for school in schools
        for row in effective(windows, business, school)
        for what, start, end in (("open", row.opens, row.closes), ("mend", now, row.corrects))
        if max(start, now) < min(end, now + MINUTE) and (what == "open" or row.term in terms)
    }
