"""From when the scores of an examination session are seen: `CONF/sessions`, decided by dates like a window.

Until then a session is loading: its sheets may be written blind, as often as needed, and nobody sees them.
"""

from collections.abc import Iterable

import msgspec

from chalicelib.domain.errors import ConflictError
from chalicelib.domain.instants import DAY, MINUTE, Instant, day_text, later

_LONGEST_WAIT = 366 * DAY


class Releases(msgspec.Struct, frozen=True):
    """The whole document with its revision; `at` has the sessions (`2026-10`) with their instants."""

    rev: int
    at: dict[str, Instant] = {}


def is_loading(releases: Releases, session: str, now: Instant, margin: int = 0) -> bool:
    """`margin` in milliseconds: whoever writes blind stops so long before the release."""
    released = releases.at.get(session)
    return released is None or later(now, margin) < released


def require_ahead(when: Instant, now: Instant) -> None:
    """At least a minute, because containers keep the document for half of that; nobody means to wait for years.

    Raises ConflictError.
    """
    if when < later(now, MINUTE):
        raise ConflictError("公布时间最早为一分钟以后")
    if when > later(now, _LONGEST_WAIT):
        raise ConflictError("公布时间最晚为一年以后，请核对年份")


def planned(releases: Releases, sessions: Iterable[str], when: Instant, now: Instant) -> dict[str, Instant]:
    """The document with `sessions` released at `when`.

    Raises ConflictError for a session that people see already, or too soon, and for a bad instant.
    """
    asked = sorted(sessions)
    require_ahead(when, now)
    for session in asked:
        if not is_loading(releases, session, now, margin=MINUTE):
            raise ConflictError(f"{session} 的成绩已于 {day_text(releases.at[session])} 公布或即将公布，不能再改时间")
    return releases.at | dict.fromkeys(asked, when)
