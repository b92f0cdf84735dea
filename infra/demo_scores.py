"""Invented scores of the demo people: the last session, the one before, and one a year earlier."""

from datetime import datetime

from chalicelib import data
from chalicelib.domain.degrees.demands import credits2_of
from chalicelib.domain.ids import CourseCode, TicketRef
from chalicelib.domain.instants import DAY, Instant, later, shanghai
from chalicelib.domain.plans import THEORY, Plan, code_names
from chalicelib.domain.transcripts import Sheet, SheetRow

# Course code → sittings as (how many sessions ago, or which session; score).
Marks = dict[str, tuple[tuple[int | str, int], ...]]

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
# Chapter 3.4 of the manual, courses and sessions; the scores are blotted out there and invented here.
MANUAL: Marks = {
    "00015": (("2010-12", 61), ("2019-06", 67)),
    "00316": (("2017-12", 71),),
    "00923": (("2013-06", 63),),
    "00034": (("2011-06", 78),),
    "00312": (("2010-12", 66),),
    "00277": (("2010-06", 74),),
    "00315": (("2010-06", 69),),
    "00318": (("2010-06", 72),),
    "00320": (("2009-12", 80),),
    "00319": (("2009-12", 65),),
    "03709": (("2009-06", 62),),
    "01848": (("2009-06", 83),),
    "03708": (("2008-12", 70),),
}
COMPLETE: Marks = PASSED | {"00015": ((1, 64),), "03708": ((3, 73),), "03709": ((1, 68),), "15040": ((0, 81),)}
# All but one course, which an application for graduation explains.
ALMOST: Marks = {code: sittings for code, sittings in COMPLETE.items() if code != "15040"}
# Of a plan with two versions and 换考: all but the foreign language, two electives where one is asked for.
VERSIONS: Marks = {
    "03708": ((3, 66),),
    "03709": ((3, 61),),
    "00315": ((3, 70),),
    "00319": ((2, 74),),
    "00318": ((2, 69),),
    "00320": ((2, 77),),
    "01848": ((2, 81),),
    "00261": ((1, 63),),
    "00321": ((1, 72),),
    "00034": ((1, 75),),
    "00316": ((1, 68),),
    "00144": ((0, 64),),
    "00024": ((0, 60),),
    "55535": ((0, 85),),
}
# Of a plan of the junior-college level: everything, in two sessions.
JUNIOR: Marks = {
    "03706": ((1, 68),),
    "12656": ((1, 72),),
    "04729": ((1, 75),),
    "00107": ((1, 66),),
    "00312": ((1, 81),),
    "00277": ((1, 70),),
    "00292": ((1, 64),),
    "00018": ((1, 77),),
    "00019": ((1, 85),),
    "00040": ((0, 63),),
    "00341": ((0, 71),),
    "03350": ((0, 69),),
    "00147": ((0, 74),),
    "00163": ((0, 60),),
    "00043": ((0, 67),),
    "00182": ((0, 78),),
    "27015": ((0, 82),),
}
# Of 英语（专升本）: half way, one course passed twice, with a thesis, which cannot leave the province.
MOVING: Marks = {
    "00831": ((1, 66),),
    "00830": ((1, 71),),
    "00087": ((1, 75), (0, 79)),
    "03709": ((1, 68),),
    "00603": ((0, 64),),
    "03708": ((0, 80),),
    "10233": ((0, 82),),
}
OTHER: Marks = {"00087": ((1, 64),), "00831": ((0, 70),), "00830": ((0, 52),)}

# Results come out before exemptions can be applied for, twice a year.
_LATEST_OUT, _APART = 9 * DAY, 183 * DAY
_LONG_AGO = Instant(0)


def sessions(today: datetime) -> list[str]:
    """The sessions (April, October) held before this month, the latest first, as `2026-10`."""
    years = range(today.year, today.year - 4, -1)
    return [session for year in years for month in (10, 4) if (session := f"{year}-{month:02}") < f"{today:%Y-%m}"]


def releases(now: Instant) -> dict[str, Instant]:
    """From when each of the sessions is seen."""
    return {session: later(now, -_LATEST_OUT - ago * _APART) for ago, session in enumerate(sessions(shanghai(now)))}


def sheets(marks: Marks, ref: TicketRef, plan_id: str, now: Instant) -> list[Sheet]:
    """One theory sheet per session; those of years ago came out long ago."""
    plan, held, out = data.plans()[plan_id], sessions(shanghai(now)), releases(now)
    taken: dict[str, list[SheetRow]] = {}
    for code, sittings in marks.items():
        for when, score in sittings:
            session = when if isinstance(when, str) else held[when]
            taken.setdefault(session, []).append(_row(plan, CourseCode(code), score))
    return [
        Sheet(session=session, ref=ref, stream="T", released=out.get(session, _LONG_AGO), rows=tuple(found))
        for session, found in sorted(taken.items(), reverse=True)
    ]


def _row(plan: Plan, code: CourseCode, score: int) -> SheetRow:
    kinds = {row.code: row.kind for row in plan.rows}
    return SheetRow(
        code=code,
        name=code_names(plan)[code],
        kind=kinds.get(code, THEORY),
        score=score,
        credits2=credits2_of(plan)[code],
    )
