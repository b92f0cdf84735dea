"""Scores line by line, as they stand on the transcript: those that an audit uses, or any."""

from typing import Final, NamedTuple

import msgspec

from chalicelib.domain.degrees.records import Record
from chalicelib.domain.degrees.results import DegreeAudit, RecordResult, Use
from chalicelib.domain.ids import TicketRef
from chalicelib.domain.instants import shanghai
from chalicelib.domain.transcripts import EXEMPT, SCORE, SUPPLEMENTED, TRANSFERRED, Grant, Transcript

_SOURCES: Final = {EXEMPT: "免考", TRANSFERRED: "转入", SUPPLEMENTED: "补登"}
_KINDS: Final = {"theory": "理论", "practice": "实践", "thesis": "实践"}


class ScoreRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of 登记成绩. `credits2` in half credits; `session`: the month of the examination, or the one in which an
    exemption or transfer was granted (manual 4.2.1, 办理免考时间); `remark`: by which rule it serves.
    """

    record: str
    code: str
    name: str
    type_text: str
    source: str
    score: int | None
    credits2: int | None
    session: str
    remark: str
    ref: TicketRef


class Fact(NamedTuple):
    """What the transcript says of one record; `credits2` in half credits, None where unknown; `month` as `2026-10`."""

    kind: str
    source: str
    score: int | None
    credits2: int | None
    month: str


def facts_of(transcript: Transcript) -> dict[str, Fact]:
    """By the id that audits give a record; what was voided is no record."""
    sat = {
        f"{sheet.session}/{sheet.ref}/{sheet.stream}/{row.code}": Fact(
            row.kind, SCORE, row.score, row.credits2, sheet.session
        )
        for sheet in transcript.sheets
        for row in sheet.rows
    }
    granted = {
        f"{one.effect}/{one.code}": Fact(one.kind or "theory", one.effect, one.score, one.credits2, _granted_in(one))
        for one in transcript.grants
        if not one.voided
    }
    return sat | granted


def _granted_in(grant: Grant) -> str:
    """As the supplement told it, else the month of the approval."""
    return grant.month or f"{shanghai(grant.at):%Y-%m}"


def row_of(one: Record, fact: Fact) -> ScoreRow:
    """Whatever it may serve."""
    return _row(one, one.id, fact, "")


def rows_of(audit: DegreeAudit, transcript: Transcript) -> tuple[ScoreRow, ...]:
    """The records used, in the order of passing."""
    known = facts_of(transcript)
    used = [one for one in audit.records if one.use == Use.USED]
    rows = (_row(one, one.record, known[one.record], one.citation.text if one.citation else "") for one in used)
    return tuple(sorted(rows, key=lambda row: (row.session, row.record)))


def _row(one: Record | RecordResult, record: str, fact: Fact, remark: str) -> ScoreRow:
    return ScoreRow(
        record=record,
        code=one.code,
        name=one.name,
        type_text=_SOURCES.get(one.source) or _KINDS.get(fact.kind, "理论"),
        source=one.source,
        score=one.score,
        credits2=fact.credits2,
        session=fact.month,
        remark=remark,
        ref=one.ref,
    )
