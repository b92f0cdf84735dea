"""Scores and granted records of a person: sheets, grants, and what they add up to."""

from collections.abc import Collection, Iterable

import msgspec

from chalicelib.domain.ids import CourseCode, No, TicketRef
from chalicelib.domain.instants import Instant

# A course as one ticket has it.
Course = tuple[TicketRef, CourseCode]
PASS_MARK = 60
THEORY_STREAM, PRACTICE_STREAM, CORRECTION = "T", "P", "K"
# `released` of a sheet that waits for its session's own instant (domain/releases.py): the largest number that JSON
# and every browser read exactly.
PENDING = Instant(2**53 - 1)
EXEMPT, TRANSFERRED, SUPPLEMENTED = "exempt", "transferred", "supplemented"
SCORE = "score"
# Which of several passes of one code stands for it: an examination of one's own before anything granted.
PREFERENCE = {SCORE: 0, SUPPLEMENTED: 1, TRANSFERRED: 2, EXEMPT: 3}
# Passed by examination in this province.
EXAMINED = frozenset({SCORE, SUPPLEMENTED})


class SheetRow(msgspec.Struct, frozen=True, kw_only=True):
    """One score. `credits2` counts half credits (null: the catalogue knows none); `score` 0-100, null if absent."""

    code: CourseCode
    name: str
    kind: str
    score: int | None
    credits2: int | None


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """All rows of one ticket, session (`2026-10`) and stream (T theory, P practice, K correction).

    Stored as the JSON that the browser gets, so that a score request decodes nothing.
    """

    session: str
    ref: TicketRef
    stream: str
    released: Instant
    rows: tuple[SheetRow, ...]


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """A record given by a decision; its key (effect, code) is its uniqueness; voided, never deleted.

    Of a supplemented record: `kind` and `score` of the examination, `month` (YYYY-MM) in which it was passed, or the
    exemption or transfer was granted, and `obtained`, the certificate's own month.
    """

    effect: str
    code: CourseCode
    name: str
    credits2: int | None
    at: Instant
    no: No
    ref: TicketRef
    rule: str = ""
    kind: str = ""
    score: int | None = None
    month: str = ""
    obtained: str = ""
    voided: bool = False


class Transcript(msgspec.Struct, frozen=True):
    """Everything a person holds, over all tickets."""

    sheets: tuple[Sheet, ...] = ()
    grants: tuple[Grant, ...] = ()


class Pass(msgspec.Struct, frozen=True, kw_only=True):
    """A passed course: several passes of one code are one code."""

    code: CourseCode
    kind: str
    source: str
    session: str = ""


def released(transcript: Transcript, now: Instant) -> tuple[Sheet, ...]:
    """Visible sheets without what was corrected, newest session first."""
    shown = valid(sheet for sheet in transcript.sheets if sheet.released <= now)
    return tuple(sorted(shown, key=lambda sheet: (sheet.session, sheet.stream, sheet.ref), reverse=True))


def valid(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """Without the rows that a correction of the same session and ticket replaces."""
    given = tuple(sheets)
    corrections = [sheet for sheet in given if sheet.stream == CORRECTION]
    if not corrections:
        return given
    gone: dict[tuple[str, TicketRef], set[CourseCode]] = {}
    for sheet in corrections:
        gone.setdefault((sheet.session, sheet.ref), set()).update(row.code for row in sheet.rows)
    kept = (
        sheet if sheet.stream == CORRECTION else _rows_but(sheet, gone.get((sheet.session, sheet.ref), ()))
        for sheet in given
    )
    return tuple(sheet for sheet in kept if sheet.rows)


def _rows_but(sheet: Sheet, gone: Collection[CourseCode]) -> Sheet:
    rows = tuple(row for row in sheet.rows if row.code not in gone)
    return sheet if len(rows) == len(sheet.rows) else msgspec.structs.replace(sheet, rows=rows)


def without(transcript: Transcript, courses: Collection[Course]) -> Transcript:
    """Without whatever is passed, or comes on record later, of these courses; what is voided counts nowhere anyway."""
    if not courses:
        return transcript
    grants = tuple(one for one in transcript.grants if one.voided or (one.ref, one.code) not in courses)
    sheets = (_rows_but(sheet, {code for ref, code in courses if ref == sheet.ref}) for sheet in transcript.sheets)
    return Transcript(tuple(sheet for sheet in sheets if sheet.rows), grants)


def ids_of(record: str) -> tuple[str, ...]:
    """What a record may be called: a score that is corrected is the same pass under another id."""
    if record.count("/") < 2:
        return (record,)
    session, ref, _stream, code = record.split("/")
    return record, f"{session}/{ref}/{CORRECTION}/{code}"


def passes(transcript: Transcript, now: Instant) -> dict[CourseCode, Pass]:
    """Every code held: by a released score of at least 60 or by a standing grant."""
    held: dict[CourseCode, Pass] = {}
    for sheet in released(transcript, now):
        for row in sheet.rows:
            if row.score is not None and row.score >= PASS_MARK:
                held.setdefault(row.code, Pass(code=row.code, kind=row.kind, source=SCORE, session=sheet.session))
    for grant in sorted(standing(transcript.grants), key=lambda grant: PREFERENCE[grant.effect]):
        held.setdefault(grant.code, Pass(code=grant.code, kind=grant.kind or "theory", source=grant.effect))
    return held


def standing(grants: Iterable[Grant]) -> tuple[Grant, ...]:
    return tuple(grant for grant in grants if not grant.voided)


def theory_passes(transcript: Transcript, codes: frozenset[CourseCode], now: Instant) -> int:
    """Theory courses of the plan passed by examination here, whenever the score came on record.

    The six of 沪自考委办〔2022〕1号 are 理论课程合格成绩: no exemption and no transfer is one.
    """
    held = passes(transcript, now).values()
    return sum(1 for one in held if one.source in EXAMINED and one.kind == "theory" and one.code in codes)
