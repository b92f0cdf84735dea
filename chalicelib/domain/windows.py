"""When a business can be done: dates decide, half-open, city frame ∩ school window (architecture § 5)."""

from enum import StrEnum

import msgspec

from chalicelib.domain.errors import WindowClosedError
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import Instant, day_text

CITY = SchoolCode("city")


class Business(StrEnum):
    EXEMPTION = "exemption"
    PHOTO = "photo"
    GRADUATION = "graduation"
    FEE = "fee"
    TRANSFER_OUT = "transfer_out"
    TRANSFER_IN = "transfer_in"
    SUPPLEMENT = "supplement"


TITLES = {
    Business.EXEMPTION: "申请免考",
    Business.PHOTO: "上传毕业照片",
    Business.GRADUATION: "申请毕业",
    Business.FEE: "支付毕业审定费",
    Business.TRANSFER_OUT: "本市转出",
    Business.TRANSFER_IN: "外省转入",
    Business.SUPPLEMENT: "成绩补登",
}


# The time for paying → what is paid for.
PAID_FOR = {Business.FEE: Business.GRADUATION}


class OnSite(msgspec.Struct, frozen=True, kw_only=True):
    """When and where candidates of a term come to the school, to sign or to confirm."""

    opens: Instant
    closes: Instant
    place: str


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """One row of `CONF/windows`. `opens ≤ t < closes`; `corrects` ends the mending of returned cases.

    `on_site`: of the owner; a school's own before the city's.
    """

    business: Business
    term: str
    owner: SchoolCode
    opens: Instant
    closes: Instant
    corrects: Instant
    notice: str
    demo: bool = False
    on_site: OnSite | None = None

    @property
    def id(self) -> str:
        return f"{self.business}:{self.term}:{self.owner}"


class Windows(msgspec.Struct, frozen=True):
    """The whole document with its revision."""

    rev: int
    rows: tuple[Window, ...] = ()


class Phase(StrEnum):
    SOON = "soon"
    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


def effective(windows: Windows, business: Business, school: SchoolCode) -> tuple[Window, ...]:
    """City ∩ school, by term, earliest first; a school without a row of its own follows the city's frame."""
    rows = [row for row in windows.rows if row.business == business]
    own = {row.term: row for row in rows if row.owner == school}
    frames = (row for row in rows if row.owner == CITY)
    shared = (_intersection(frame, own.get(frame.term, frame)) for frame in frames)
    return tuple(sorted((row for row in shared if row.opens < row.closes), key=lambda row: row.opens))


def _intersection(frame: Window, own: Window) -> Window:
    return msgspec.structs.replace(
        own,
        opens=max(frame.opens, own.opens),
        closes=min(frame.closes, own.closes),
        corrects=min(frame.corrects, own.corrects),
        on_site=own.on_site or frame.on_site,
    )


def is_open(window: Window, now: Instant) -> bool:
    return window.opens <= now < window.closes


def phase(window: Window | None, now: Instant) -> Phase:
    if window is None:
        return Phase.UNKNOWN
    if is_open(window, now):
        return Phase.OPEN
    return Phase.SOON if now < window.opens else Phase.CLOSED


def current(rows: tuple[Window, ...], now: Instant) -> Window | None:
    """The window that matters to people now: the open one, else the next, else the last."""
    ahead = [row for row in rows if now < row.closes]
    return ahead[0] if ahead else rows[-1] if rows else None


def require_open(windows: Windows, business: Business, school: SchoolCode, now: Instant) -> Window:
    """Raises WindowClosedError, naming the dates, unless the business can be done at `now`."""
    rows = effective(windows, business, school)
    for row in rows:
        if is_open(row, now):
            return row
    raise WindowClosedError(closed_text(current(rows, now), business, now))


def name_of(business: str, title: str) -> str:
    """An application as people tell it from their others: the business in the manual's label, and what it is about."""
    return f"{TITLES[Business(business)]} {title}"


def closed_text(window: Window | None, business: Business, now: Instant) -> str:
    title = TITLES[business]
    if window is None:
        return f"{title}的办理时间待公布，已填写的内容已保留"
    if now < window.opens:
        return f"{title}将于 {day_text(window.opens)} 开放，已填写的内容已保留"
    return f"{title}已于 {day_text(window.closes)} 截止，已填写的内容已保留"


def find(windows: Windows, window_id: str, school: SchoolCode) -> Window | None:
    """The window a case was submitted under, as the office has set it by now."""
    business, term, _ = window_id.split(":")
    for row in effective(windows, Business(business), school):
        if row.term == term:
            return row
    return None


def on_site(windows: Windows, window_id: str, school: SchoolCode) -> OnSite | None:
    """Of a case, as the office has set it by now; None while it is not announced."""
    window = find(windows, window_id, school)
    return window.on_site if window else None


def correction_deadline(windows: Windows, window_id: str, school: SchoolCode) -> Instant | None:
    """The end of mending of a case, recomputed from today's windows; None while its window is not announced."""
    window = find(windows, window_id, school)
    return window.corrects if window else None


def require_correctable(windows: Windows, window_id: str, school: SchoolCode, now: Instant) -> Window:
    """The window of a returned case; raises WindowClosedError once its correction deadline has passed."""
    window = find(windows, window_id, school)
    if window is None or now >= window.corrects:
        until = f"已于 {day_text(window.corrects)} 截止" if window else "已截止"
        raise WindowClosedError(f"补正{until}，已填写的内容已保留")
    return window
