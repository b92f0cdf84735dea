"""Transcripts of people who passed given codes."""

from collections.abc import Iterable, Mapping

from chalicelib.domain.ids import CourseCode, No, TicketRef
from chalicelib.domain.instants import Instant
from chalicelib.domain.transcripts import Grant, Sheet, SheetRow, Transcript

NOW = Instant(1_782_792_000_000)  # 2026-06-30 12:00 in Shanghai
SESSION = "2025-04"


def passed(*codes: CourseCode | str, session: str = SESSION) -> Transcript:
    """All by examination, theory."""
    rows = tuple(a_pass(CourseCode(code)) for code in codes)
    return Transcript((a_sheet_of(rows, session=session),))


def a_pass(code: CourseCode, score: int = 70, kind: str = "theory") -> SheetRow:
    return SheetRow(code=code, name=f"课程{code}", kind=kind, score=score, credits2=None)


def a_sheet_of(rows: Iterable[SheetRow], *, session: str = SESSION, stream: str = "T") -> Sheet:
    return Sheet(session=session, ref=TicketRef(1), stream=stream, released=Instant(0), rows=tuple(rows))


def granted(effect: str, code: CourseCode, at: Instant = NOW) -> Grant:
    return Grant(effect=effect, code=code, name=f"课程{code}", credits2=None, at=at, no=No("0" * 26), ref=TicketRef(1))


def transcript_of(passes: Mapping[CourseCode, Iterable[str]], kinds: Mapping[CourseCode, str]) -> Transcript:
    """Scores on one sheet, everything else as a grant."""
    rows = [a_pass(code, kind=kinds.get(code, "theory")) for code, sources in passes.items() if "score" in sources]
    grants = [granted(source, code) for code, sources in passes.items() for source in sources if source != "score"]
    return Transcript((a_sheet_of(rows),), tuple(grants))
