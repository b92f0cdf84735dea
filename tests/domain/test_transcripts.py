"""What counts as held."""

from typing import Any

import msgspec

from chalicelib.domain.ids import CourseCode, TicketRef
from chalicelib.domain.instants import DAY, Instant, later
from chalicelib.domain.transcripts import EXEMPT, Grant, Sheet, Transcript, passes, released, theory_passes
from tests.builders import NOW, a_number, a_sheet

CODES = frozenset(CourseCode(code) for code in ("00034", "00315", "00018"))


def scored(score: int | None, kind: str = "theory", **changes: Any) -> Sheet:
    (row,) = a_sheet(codes=("00034",)).rows
    return a_sheet(rows=(msgspec.structs.replace(row, score=score, kind=kind),), **changes)


def a_grant(**changes: Any) -> Grant:
    grant = Grant(
        effect=EXEMPT,
        code=CourseCode("00015"),
        name="英语(二)",
        credits2=28,
        at=NOW,
        no=a_number(1),
        ref=TicketRef(1),
    )
    return msgspec.structs.replace(grant, **changes)


def test_sixty_passes_and_fifty_nine_does_not() -> None:
    """scores.json: 百分制，60分及以上合格."""
    assert passes(Transcript((scored(60),)), NOW)
    assert not passes(Transcript((scored(59),)), NOW)
    assert not passes(Transcript((scored(None),)), NOW)


def test_a_sheet_counts_from_the_instant_of_its_release() -> None:
    sheet = scored(80, released=later(NOW, DAY))
    assert passes(Transcript((sheet,)), Instant(NOW + DAY - 1)) == {}
    assert set(passes(Transcript((sheet,)), later(NOW, DAY))) == {"00034"}
    assert released(Transcript((sheet,)), NOW) == ()


def test_two_passes_of_one_code_are_one() -> None:
    transcript = Transcript((scored(61, session="2025-04"), scored(90, session="2026-10")))
    assert theory_passes(transcript, CODES, NOW) == 1


def test_the_six_count_theory_by_examination_within_the_plan() -> None:
    sheets = (a_sheet(codes=("00034", "00315", "99999")), scored(80, kind="practice"))
    grants = (a_grant(code=CourseCode("00018")),)
    assert theory_passes(Transcript(sheets, grants), CODES, NOW) == 2


def test_a_grant_is_held_until_it_is_voided() -> None:
    assert set(passes(Transcript(grants=(a_grant(),)), NOW)) == {"00015"}
    assert passes(Transcript(grants=(a_grant(voided=True),)), NOW) == {}


def test_the_newest_session_comes_first() -> None:
    sheets = (a_sheet("2025-04"), a_sheet("2026-10"), a_sheet("2026-04"))
    assert [sheet.session for sheet in released(Transcript(sheets), NOW)] == ["2026-10", "2026-04", "2025-04"]


def test_a_correction_replaces_its_rows_and_leaves_the_others() -> None:
    old, correction = a_sheet(codes=("00034", "00318")), scored(40, stream="K")
    shown = released(Transcript((old, correction)), NOW)
    assert [(sheet.stream, [row.code for row in sheet.rows]) for sheet in shown] == [("T", ["00318"]), ("K", ["00034"])]
    assert passes(Transcript((old, correction)), NOW).keys() == {"00318"}


def test_a_correction_of_another_ticket_or_in_the_future_corrects_nothing() -> None:
    for correction in (scored(40, stream="K", ref=TicketRef(2)), scored(40, stream="K", released=later(NOW, DAY))):
        assert passes(Transcript((scored(80), correction)), NOW).keys() == {"00034"}
