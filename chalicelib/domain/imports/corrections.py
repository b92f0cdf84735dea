"""Scores that change after people could see them: what differs, and the sheet that says so."""

from collections.abc import Iterable, Sequence

import msgspec

from chalicelib.domain.ids import CourseCode, TicketRef
from chalicelib.domain.instants import Instant
from chalicelib.domain.transcripts import CORRECTION, Sheet, SheetRow, valid


class Correction(msgspec.Struct, frozen=True):
    """What a file says of one ticket and session that is released already."""

    cid: str
    ref: TicketRef
    session: str
    rows: tuple[SheetRow, ...]


def differing(held: Iterable[Sheet], asked: Correction) -> tuple[SheetRow, ...]:
    """Rows with another score than holds, or with none so far. A row that the file leaves out stays as it is."""
    mine = (sheet for sheet in held if (sheet.session, sheet.ref) == (asked.session, asked.ref))
    scores = {row.code: row.score for sheet in valid(mine) for row in sheet.rows}
    return tuple(row for row in asked.rows if row.code not in scores or scores[row.code] != row.score)


def corrected(held: Iterable[Sheet], asked: Correction, rows: Sequence[SheetRow], now: Instant) -> Sheet:
    """The one correction sheet of the ticket and session, with earlier corrections that still hold."""
    key = (asked.session, asked.ref, CORRECTION)
    earlier = (row for sheet in held if (sheet.session, sheet.ref, sheet.stream) == key for row in sheet.rows)
    merged = {row.code: row for row in (*earlier, *rows)}
    ordered = tuple(row for _, row in sorted(merged.items()))
    return Sheet(session=asked.session, ref=asked.ref, stream=CORRECTION, released=now, rows=ordered)


def told(held: Iterable[Sheet], asked: Correction, rows: Sequence[SheetRow]) -> str:
    """For the audit trail: `2026-10 准考证1：00015 65→70`; – for none, 缺考 for absent."""
    mine = (sheet for sheet in held if (sheet.session, sheet.ref) == (asked.session, asked.ref))
    before: dict[CourseCode, int | None] = {row.code: row.score for sheet in valid(mine) for row in sheet.rows}
    steps = (
        f"{row.code} {score_text(before[row.code]) if row.code in before else '–'}→{score_text(row.score)}"
        for row in rows
    )
    return f"{asked.session} 准考证{asked.ref}：{'，'.join(steps)}"


def score_text(score: int | None) -> str:
    """As `told` has it."""
    return "缺考" if score is None else str(score)
