"""Which passes count, which one stands for its code, and what becomes of the others."""

import msgspec
import pytest

from chalicelib.domain.degrees.results import Outcome, Use
from chalicelib.domain.ids import CourseCode, TicketRef
from chalicelib.domain.instants import DAY as A_DAY
from chalicelib.domain.instants import later
from chalicelib.domain.plans import Residence
from chalicelib.domain.transcripts import Sheet, Transcript
from tests.domain.degrees.audited import audited, next_exams, uses
from tests.domain.degrees.people import NOW, a_pass, a_sheet_of, granted, passed
from tests.domain.degrees.plans import VERIFIED, A, B, C, D, E, F, a_map, a_plan, a_rule, one


def test_several_passes_of_one_code_are_one() -> None:
    rows = (a_pass(A, 61), a_pass(A, 90))
    sheets = tuple(
        a_sheet_of((row,), session=session) for row, session in zip(rows, ("2024-10", "2025-04"), strict=True)
    )
    audit = audited(a_plan(A, B, compulsory=(one(A), one(B))), Transcript(sheets))
    assert uses(audit) == {f"2025-04/1/T/{A}": Use.USED, f"2024-10/1/T/{A}": Use.SPARE}
    assert audit.records[1].text == "同一课程已计入另一次合格成绩"
    assert audit.totals.credits2 == 8


def test_of_equal_scores_the_earliest_is_shown() -> None:
    sheets = tuple(a_sheet_of((a_pass(A, 70),), session=session) for session in ("2025-04", "2024-10"))
    assert audited(a_plan(A), Transcript(sheets)).records[0].record == f"2024-10/1/T/{A}"


def test_a_record_of_another_application_counts_nowhere() -> None:
    audit = audited(a_plan(A), passed(A), held=frozenset({f"2025-04/1/T/{A}"}))
    assert (uses(audit), audit.verdict.units) == ({f"2025-04/1/T/{A}": Use.HELD}, 1)


def test_a_foreign_course_is_outside_and_a_score_below_sixty_is_no_record() -> None:
    transcript = Transcript((a_sheet_of((a_pass(A, 59), a_pass(CourseCode("99999")))),))
    audit = audited(a_plan(A), transcript)
    assert uses(audit) == {"2025-04/1/T/99999": Use.OUTSIDE}


def test_an_unreleased_score_does_not_exist() -> None:
    sheet = msgspec.structs.replace(a_sheet_of((a_pass(A),)), released=later(NOW, 1))
    assert audited(a_plan(A), Transcript((sheet,))).records == ()


def test_a_correction_replaces_the_row_of_its_session_and_ticket() -> None:
    first, other = a_sheet_of((a_pass(A, 65),)), a_sheet_of((a_pass(A, 60),), session="2024-10")
    correction = a_sheet_of((a_pass(A, 55),), stream="K")
    assert audited(a_plan(A), Transcript((first, correction))).verdict.units == 1
    assert [one.session for one in audited(a_plan(A), Transcript((first, other, correction))).records] == ["2024-10"]
    raised = msgspec.structs.replace(correction, rows=(a_pass(A, 72),))
    assert [one.score for one in audited(a_plan(A), Transcript((first, raised))).records] == [72]
    elsewhere: Sheet = msgspec.structs.replace(correction, ref=TicketRef(2))
    assert audited(a_plan(A), Transcript((first, elsewhere))).verdict.units == 0


def test_a_voided_grant_is_gone_and_a_later_one_waits() -> None:
    voided = msgspec.structs.replace(granted("exempt", A), voided=True)
    assert audited(a_plan(A), Transcript(grants=(voided,))).records == ()
    audit = audited(a_plan(A), Transcript(grants=(granted("exempt", A, later(NOW, A_DAY)),)))
    assert (uses(audit), audit.verdict.units) == ({f"exempt/{A}": Use.NOT_IN_FORCE}, 1)
    assert audit.records[0].text == "自 2026年7月1日 起计入"


def test_a_plan_residence_binds_once_a_transferred_record_is_used() -> None:
    residence = Residence(theory_passes=2, source="s", status=VERIFIED)
    plan = a_plan(A, B, C, residence=residence)
    transferred = tuple(granted("transferred", code) for code in (B, C))
    audit = audited(plan, Transcript(passed(A).sheets, transferred))
    assert [gap.title for gap in audit.gaps] == ["本省（市）考试合格门数"]
    assert audit.residence is not None
    assert (audit.residence.have, audit.residence.binds) == (1, True)
    audit = audited(plan, Transcript(passed(A, E).sheets, transferred))
    assert audit.verdict.outcome == Outcome.COMPLETE


def test_a_transferred_record_is_left_alone_where_sitting_here_is_nearer() -> None:
    residence = Residence(theory_passes=4, source="s", status=VERIFIED)
    plan = a_plan(A, B, residence=residence)
    audit = audited(plan, Transcript(passed(A).sheets, (granted("transferred", B),)))
    assert (audit.verdict.units, next_exams(audit)) == (1, [B])
    assert audit.records[1].text.startswith("使用转入成绩须先在本省（市）")


@pytest.mark.parametrize("source", ["exempt", "transferred"])
def test_a_granted_record_may_be_left_unused_where_sitting_for_it_is_nearer(source: str) -> None:
    """Two passes are owed here: the exams of one unit bring both, unless half of it may not be sat for."""
    residence = Residence(theory_passes=2, source="s", status=VERIFIED)
    plan = a_plan(A, B, C, residence=residence, compulsory=(one(A, B), one(C)))
    before = audited(plan, Transcript(grants=(granted("transferred", C),)))
    after = audited(plan, Transcript(grants=(granted("transferred", C), granted(source, A))))
    for audit in (before, after):
        assert (audit.verdict.units, next_exams(audit)) == (1, [A, B])
    spare = next(one for one in after.records if one.code == A)
    assert (spare.use, spare.text) == (Use.SPARE, "不计入本省（市）合格门数，参加本课程考试更近，目前不使用")


def test_a_granted_record_that_a_rule_uses_up_is_not_sat_for() -> None:
    """One code, one use: B cannot stand for C and be sat for in its own unit as well."""
    residence = Residence(theory_passes=2, source="s", status=VERIFIED)
    plan = a_plan(A, B, C, D, residence=residence, compulsory=(one(A, B), one(C), one(D)))
    transcript = Transcript(passed(D).sheets, (granted("transferred", B),))
    audit = audited(plan, transcript, a_map(a_rule(B, gives=(C,))))
    assert (audit.verdict.units, next_exams(audit)) == (2, [A, C])


def test_what_was_sat_for_before_2002_counts_as_passed_here() -> None:
    plan = a_plan(A, B, residence=Residence(theory_passes=1, source="s", status=VERIFIED))
    grants = (granted("supplemented", A), granted("transferred", B))
    assert audited(plan, Transcript(grants=grants)).verdict.outcome == Outcome.COMPLETE


def test_an_exemption_by_a_young_certificate_does_not_go_through_a_dated_rule() -> None:
    rules = a_map(a_rule(E, gives=(A,), exempt_before="2026-01-01", reading="须早于2026年"))
    young = Transcript(grants=(granted("exempt", E),))
    audit = audited(a_plan(A), young, rules)
    assert (audit.records[0].use, audit.records[0].text) == (Use.NOT_IN_FORCE, "须早于2026年")
    assert audited(a_plan(A), young, rules, certificates={E: "2025-12-31"}).verdict.units == 0
    assert audited(a_plan(A), passed(E), rules).verdict.units == 0


def test_half_of_what_a_rule_takes_says_what_is_wanting() -> None:
    rules = a_map(a_rule(E, F, gives=(A,), text="两门一起替代"))
    audit = audited(a_plan(A), passed(E), rules)
    assert (audit.records[0].use, audit.records[0].text) == (Use.SPARE, "条件尚未满足：两门一起替代")
    assert audit.records[0].citation is not None
    audit = audited(a_plan(A), passed(A, E, F), rules)
    assert [one.text for one in audit.records] == ["已用于本计划", *["可用于本计划，目前不需要"] * 2]


def test_an_old_certificate_that_is_not_needed_is_merely_spare() -> None:
    rules = a_map(a_rule(E, gives=(A,), exempt_before="2026-01-01", reading="须早于2026年"))
    transcript = Transcript(passed(A).sheets, (granted("exempt", E),))
    assert audited(a_plan(A), transcript, rules).records[1].use == Use.NOT_IN_FORCE
    assert audited(a_plan(A), transcript, rules, certificates={E: "2025-12-31"}).records[1].use == Use.SPARE
