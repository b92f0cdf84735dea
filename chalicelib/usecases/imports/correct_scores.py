"""Correct released scores of one person: a correction sheet, the version of the transcript and an event, or nothing."""

from chalicelib.domain.audit import Actor, AuditEvent
from chalicelib.domain.ids import Cid
from chalicelib.domain.imports import corrections
from chalicelib.domain.imports.corrections import Correction
from chalicelib.domain.instants import Instant
from chalicelib.storage import people, transcripts


def correct_scores(asked: Correction, source: str, by: Actor, now: Instant) -> int:
    """How many scores changed; 0 when all of them hold already. `source` is the file's SHA-256.

    Raises ConflictError when the record moved on meanwhile.
    """
    record = people.load(Cid(asked.cid))
    held = record.stored.sheets
    rows = corrections.differing(held, asked)
    if not rows:
        return 0
    event = AuditEvent(
        chain=f"P#{asked.cid}",
        seq=0,
        event="scores_corrected",
        at=now,
        actor=by,
        digest=source,
        detail=corrections.told(held, asked, rows),
    )
    transcripts.correct(record.head, corrections.corrected(held, asked, rows, now), event)
    return len(rows)
