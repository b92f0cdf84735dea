"""What a person has passed, one record a sitting or grant, and the choices and facts that come with it."""

from collections.abc import Collection, Iterator
from typing import Final

import msgspec

from chalicelib.domain.ids import CourseCode, TicketRef
from chalicelib.domain.instants import Instant, shanghai
from chalicelib.domain.transcripts import (
    EXAMINED,
    PASS_MARK,
    PREFERENCE,
    SCORE,
    SUPPLEMENTED,
    Grant,
    Sheet,
    SheetRow,
    Transcript,
    valid,
)


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A pass. `session` and `score` of examinations; `day`: of a grant, the ISO date from which it holds.

    `obtained`: the latest ISO date that the certificate behind an exemption can have, where it is on record.
    """

    id: str
    code: CourseCode
    name: str
    source: str
    kind: str = ""
    session: str = ""
    ref: TicketRef
    score: int | None = None
    day: str = ""
    obtained: str = ""

    @property
    def is_here(self) -> bool:
        """Earned by examination in this province."""
        return self.source in EXAMINED


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """What the person decides or knows; whatever is open, the audit chooses best.

    `addon`: the name of the 加考 option (or NO_ADDON). `sets`: per choice the number of the set from 1, 0 is open.
    `facts`: true conditions, in the words of the plan (担任教师工作者). `held`: records that another application holds.
    `certificates`: ISO dates of certificates, by exempted code, where they are known.
    """

    addon: str = ""
    language: bool | None = None
    sets: tuple[int, ...] = ()
    facts: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()
    certificates: dict[CourseCode, str] = {}


OPEN: Final = Choices()
# The case that owes nothing, where a plan does not list it by name.
NO_ADDON: Final = "无需加考"


def records(transcript: Transcript, now: Instant) -> list[Record]:
    """Every pass that may be seen, those that stand for their code first; the order of the input changes nothing.

    A correction (stream K) replaces the row of its session and ticket. Unreleased scores do not exist.
    """
    found = [
        _score(sheet, row)
        for sheet in valid(sheet for sheet in transcript.sheets if sheet.released <= now)
        for row in sheet.rows
        if row.score is not None and row.score >= PASS_MARK
    ]
    found += [_grant(grant) for grant in transcript.grants if not grant.voided]
    return sorted(found, key=_order)


def _order(record: Record) -> tuple[str, int, int, str, str]:
    """The highest score stands for a code, of equal ones the earliest (a setting elsewhere may print another)."""
    return record.code, PREFERENCE[record.source], -(record.score or 0), record.session, record.id


def _score(sheet: Sheet, row: SheetRow) -> Record:
    return Record(
        id=f"{sheet.session}/{sheet.ref}/{sheet.stream}/{row.code}",
        code=row.code,
        name=row.name,
        source=SCORE,
        kind=row.kind,
        session=sheet.session,
        ref=sheet.ref,
        score=row.score,
    )


def _grant(grant: Grant) -> Record:
    return Record(
        id=f"{grant.effect}/{grant.code}",
        code=grant.code,
        name=grant.name,
        source=grant.effect,
        kind=grant.kind,
        session=grant.month if grant.effect == SUPPLEMENTED else "",
        ref=grant.ref,
        score=grant.score,
        day=iso_day(grant.at),
        obtained=f"{grant.obtained}-31" if grant.obtained else "",
    )


def iso_day(instant: Instant) -> str:
    """The date in Shanghai, as maps and grants are dated."""
    return f"{shanghai(instant):%Y-%m-%d}"


def dated(day: str) -> str:
    """An ISO day for people: 2026年6月30日."""
    year, month, last = map(int, day.split("-"))
    return f"{year}年{month}月{last}日"


def usable(found: Collection[Record], choices: Choices, day: str) -> Iterator[Record]:
    """Without what another application holds, and grants that begin later."""
    return (record for record in found if record.id not in choices.held and record.day <= day)
