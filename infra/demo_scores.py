"""Invented scores of the demo people: the last session, the one before, and one a year earlier."""

from datetime import datetime

from chalicelib import data
from chalicelib.domain.ids import CourseCode, TicketRef
from chalicelib.domain.instants import DAY, Instant, later, shanghai
from chalicelib.domain.transcripts import Sheet, SheetRow

# Course code → sittings as (how many sessions ago, score).
Marks = dict[str, tuple[tuple[int, int], ...]]

SEVEN: Marks = {
    "00034": ((3, 72),),
    "00318": ((3, 65),),
    "00320": ((3, 54), (1, 71)),
    "00315": ((1, 61),),
    "00319": ((1, 66),),
    "01848": ((0, 78),),
    "00316": ((0, 63),),
    "00923": ((0, 47),),
}
PASSED: Marks = {
    "00034": ((3, 85),),
    "00318": ((3, 79),),
    "00320": ((3, 68),),
    "00315": ((1, 74),),
    "00319": ((1, 82),),
    "01848": ((1, 90),),
    "00316": ((0, 77),),
    "00923": ((0, 66),),
}
FEW: Marks = {
    "00034": ((3, 61),),
    "00318": ((1, 60),),
    "00320": ((1, 44), (0, 59)),
    "00315": ((0, 67),),
    "00319": ((0, 63),),
}
OTHER: Marks = {"00087": ((1, 64),), "00831": ((0, 70),), "00830": ((0, 52),)}

# Results come out before exemptions can be applied for, twice a year.
_LATEST_OUT, _APART = 9 * DAY, 183 * DAY


def sessions(today: datetime) -> list[str]:
    """The sessions (April, October) held before this month, the latest first, as `2026-10`."""
    years = range(today.year, today.year - 4, -1)
    return [session for year in years for month in (10, 4) if (session := f"{year}-{month:02}") < f"{today:%Y-%m}"]


def sheets(marks: Marks, ref: TicketRef, plan_id: str, now: Instant) -> list[Sheet]:
    """One theory sheet per session."""
    rows = {row.code: row for row in data.plans()[plan_id].rows}
    held = sessions(shanghai(now))
    taken: dict[int, list[SheetRow]] = {}
    for code, sittings in marks.items():
        row = rows[CourseCode(code)]
        for ago, score in sittings:
            made = SheetRow(code=row.code, name=row.name, kind=row.kind, score=score, credits2=row.credits2)
            taken.setdefault(ago, []).append(made)
    return [
        Sheet(
            session=held[ago], ref=ref, stream="T", released=later(now, -_LATEST_OUT - ago * _APART), rows=tuple(found)
        )
        for ago, found in sorted(taken.items())
    ]
