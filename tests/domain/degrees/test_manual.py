"""The manual's own candidate: the scores of chapter 3.4 under the 加考 options of 3.2.3. See docs/degree-audit.md."""

import pytest

from chalicelib.domain.degrees.audit import audit_degree
from chalicelib.domain.degrees.records import Choices
from chalicelib.domain.degrees.results import DegreeAudit, Outcome, Use
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.instants import Instant
from chalicelib.domain.transcripts import Transcript
from tests.domain.degrees import real
from tests.domain.degrees.people import a_pass, a_sheet_of

PLAN = "SH-120402-observed-2020"
# 序号 1 to 14 of the page 本市转出; the scores are blotted out there, so each is a plain pass here.
SCORES = (
    *(("00015", "2019-06"), ("00316", "2017-12"), ("00923", "2013-06"), ("00034", "2011-06"), ("00312", "2010-12")),
    *(("00015", "2010-12"), ("00277", "2010-06"), ("00315", "2010-06"), ("00318", "2010-06"), ("00320", "2009-12")),
    *(("00319", "2009-12"), ("03709", "2009-06"), ("01848", "2009-06"), ("03708", "2008-12")),
)
# Option → what is still missing, in 2020 when the manual was written. 3.2.3 asks for a word on just this one:
# “1.非政治类专科毕业未通过行政法学说明”.
OPTIONS = {
    "政治类专科毕业已通过行政法学": (),
    "政治类专科毕业未通过行政法学": ("00261",),
    "非政治类专科毕业已通过行政法学": (),
    "非政治类专科毕业未通过行政法学": ("00261",),
}
IN_2020, IN_2025 = Instant(1_590_000_000_000), Instant(1_748_000_000_000)


def audited(option: str, now: Instant) -> DegreeAudit:
    sheets = [a_sheet_of((a_pass(CourseCode(code)),), session=session) for code, session in SCORES]
    day = "2020-06-30" if now == IN_2020 else "2025-06-30"
    return audit_degree(real.program(PLAN, day), Transcript(tuple(sheets)), Choices(addon=option), now=now)


@pytest.mark.parametrize("option", OPTIONS)
def test_in_2020_only_the_add_on_of_the_case_may_be_missing(option: str) -> None:
    audit = audited(option, IN_2020)
    assert tuple(gap.unit for gap in audit.gaps) == OPTIONS[option]
    assert audit.verdict.outcome == (Outcome.INCOMPLETE if OPTIONS[option] else Outcome.COMPLETE)
    assert {one.text.partition("：")[0] for one in audit.distances} == set(OPTIONS)


@pytest.mark.parametrize("option", OPTIONS)
def test_from_2025_the_national_course_is_missing_too(option: str) -> None:
    assert {gap.unit for gap in audited(option, IN_2025).gaps} == {"15040", *OPTIONS[option]}


def test_the_language_that_was_passed_twice_counts_once() -> None:
    audit = audited("政治类专科毕业已通过行政法学", IN_2020)
    english = {one.session: one.use for one in audit.records if one.code == "00015"}
    assert english == {"2010-12": Use.USED, "2019-06": Use.SPARE}
    assert len(audit.records) == 14


def test_the_courses_of_the_other_case_are_usable_but_not_needed() -> None:
    uses = {one.code: one.use for one in audited("政治类专科毕业已通过行政法学", IN_2020).records}
    assert (uses["00277"], uses["00312"]) == (Use.SPARE, Use.SPARE)
    uses = {one.code: one.use for one in audited("非政治类专科毕业已通过行政法学", IN_2020).records}
    assert (uses["00277"], uses["00312"]) == (Use.USED, Use.USED)


def test_credits_that_nobody_knows_are_named_and_no_official_total_is() -> None:
    audit = audited("政治类专科毕业已通过行政法学", IN_2020)
    assert audit.totals.text == "已计 54 学分（00923 学分未知，未计入）；来源没有写明总学分"
    assert audit.status_text == "推定，未核实"
    assert "加考选项“政治类专科毕业已通过行政法学”：推定，未核实" not in audit.remarks
