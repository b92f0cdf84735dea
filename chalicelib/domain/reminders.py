"""开放时提醒我: what a window gives reason to say, to whom, and until when (F16)."""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from chalicelib.domain.applications import Message
from chalicelib.domain.errors import UnknownError
from chalicelib.domain.ids import No, SchoolCode
from chalicelib.domain.instants import DAY, Instant, day_text, later
from chalicelib.domain.people import Head
from chalicelib.domain.statuses import State
from chalicelib.domain.windows import TITLES, Business, Window, Windows, effective

AHEAD = 3 * DAY


class Occasion(StrEnum):
    """`closes` concerns those with a draft, `corrects` those with a returned case."""

    OPENS = "opens"
    CLOSES = "closes"
    CORRECTS = "corrects"


class Cue(msgspec.Struct, frozen=True, kw_only=True):
    """One occasion of one window, for those of one school who asked to be reminded."""

    occasion: Occasion
    window: Window
    school: SchoolCode

    @property
    def id(self) -> str:
        """Told once to each person, whatever becomes of the dates and of who sets them."""
        return f"{self.window.business}:{self.window.term}:{self.occasion}"


def due(windows: Windows, schools: Iterable[SchoolCode], now: Instant) -> tuple[Cue, ...]:
    """Everything whose moment has come and is not over."""
    return tuple(
        Cue(occasion=occasion, window=window, school=school)
        for school in schools
        for business in Business
        for window in effective(windows, business, school)
        for occasion, (start, end) in _spans(window).items()
        if start <= now < end
    )


def _spans(window: Window) -> dict[Occasion, tuple[Instant, Instant]]:
    return {
        Occasion.OPENS: (window.opens, window.closes),
        Occasion.CLOSES: (max(window.opens, later(window.closes, -AHEAD)), window.closes),
        Occasion.CORRECTS: (max(window.opens, later(window.corrects, -AHEAD)), window.corrects),
    }


def message(cue: Cue, now: Instant) -> Message:
    window, title = cue.window, TITLES[cue.window.business]
    head, text = {
        Occasion.OPENS: ("开始办理", f"办理时间 {day_text(window.opens)} 至 {day_text(window.closes)}。"),
        Occasion.CLOSES: (
            f"{day_text(window.closes)} 截止",
            "您有一份尚未提交的草稿，请在截止前提交；截止后草稿会保留，但不能提交。",
        ),
        Occasion.CORRECTS: (
            f"补正 {day_text(window.corrects)} 截止",
            "您有申请需要补正，请在截止前修改并重新提交；过期后本次申请结束。",
        ),
    }[cue.occasion]
    return Message(at=now, no=No(""), title=f"{title}：{head}", text=text, business=window.business)


def has_returned(head: Head, cue: Cue) -> bool:
    """Whether a case of this business, term and school waits to be mended: another school's may end on another day."""
    returned = (one for one in head.lines.values() if (one.state, one.school) == (State.RETURNED, cue.school))
    return any(line.window.split(":")[:2] == [cue.window.business, cue.window.term] for line in returned)


def require_business(text: str) -> Business:
    """Raises UnknownError for a business that nobody has."""
    if text not in set(Business):
        raise UnknownError
    return Business(text)
