"""The window of a business as its list page gets it."""

import msgspec

from chalicelib.domain import windows
from chalicelib.domain.instants import Instant
from chalicelib.domain.people import Head
from chalicelib.domain.windows import Business, Phase, Window


class WindowView(msgspec.Struct, frozen=True, kw_only=True):
    """`text` says why the business cannot be done now, "" while it can; `remind`: the person asked to be told of it."""

    state: Phase
    opens: Instant | None
    closes: Instant | None
    correction_deadline: Instant | None
    notice_version: str
    text: str
    demo: bool
    remind: bool


def window_view(window: Window | None, business: Business, head: Head, now: Instant) -> WindowView:
    state = windows.phase(window, now)
    return WindowView(
        state=state,
        opens=window.opens if window else None,
        closes=window.closes if window else None,
        correction_deadline=window.corrects if window else None,
        notice_version=window.notice if window else "",
        text="" if state == Phase.OPEN else windows.closed_text(window, business, now).split("，")[0],
        demo=bool(window and window.demo),
        remind=business in head.reminders,
    )
