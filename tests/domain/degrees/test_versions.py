"""Two versions at once: whoever is complete on the old plan has of the new one what its map says, and no more."""

import pytest

from chalicelib import data
from chalicelib.domain.degrees.audit import audit_degree, nearest_first
from chalicelib.domain.degrees.records import OPEN, Choices
from chalicelib.domain.degrees.results import DegreeAudit, RecordResult, Use
from chalicelib.domain.ids import CourseCode
from tests.domain.degrees import real
from tests.domain.degrees.checking import check
from tests.domain.degrees.people import NOW

# Read off the collected tables by hand: what the new plan still asks for after the cheapest old path, with and
# without a foreign language. 15040 always: nothing stands for it.
MISSING = {
    "JS-020301K": ("15040", "15040"),
    "JS-020401": ("15040", "15040"),
    "JS-030101K": ("15040 00247", "15040 00247"),
    "JS-040106": ("15040", "15040"),
    "JS-050101": ("15040 00536", "15040"),  # 00536 stands beside 00321, which the frugal leave out
    "JS-050201": ("15040",),
    "JS-050301": ("15040 00648 08257 14013", "15040 13000"),  # nothing stands for 13000 without a language
    "JS-080901": ("15040", "15040"),
    "JS-101101": ("15040", "15040"),
    "JS-120102": ("15040", "15040"),
    "JS-120103": ("15040", "15040"),
    "JS-120201K": ("15040 10617", "15040 10617"),
    "JS-120202": ("15040", "15040"),
    "JS-120203K": ("15040 14033", "15040 14033"),
    "JS-120206": ("15040 14106", "15040 14106"),
    "JS-120402": ("15040 04863", "15040 04863"),
    "JS-530601": ("15040 00041 13675 13676 13125 13415",),
    "JS-590206": ("15040 01679",),
}
THESIS_CHANGES = {
    *("JS-020301K", "JS-030101K", "JS-080901", "JS-101101", "JS-120102", "JS-120201K", "JS-120203K", "JS-120402"),
}


def missing(audit: DegreeAudit) -> set[str]:
    return {exam.code for gap in audit.gaps for exam in gap.next}


def audited(plan_id: str, codes: tuple[CourseCode, ...], choices: Choices = OPEN, day: str = real.DAY) -> DegreeAudit:
    """Codes of the other version of the plan."""
    other = plan_id.replace("2024", "2021") if "2024" in plan_id else plan_id.replace("2021", "2024")
    return check(real.program(plan_id, day), real.transcript(other, codes), choices)


def record(audit: DegreeAudit, code: str) -> RecordResult:
    return next(one for one in audit.records if one.code == code)


@pytest.mark.parametrize("major", real.JIANGSU)
def test_a_complete_old_transcript_has_of_the_new_plan_what_the_map_says(major: str) -> None:
    for (_, codes), expected in zip(real.paths(data.plans()[f"{major}-2021"]), MISSING[major], strict=True):
        assert missing(audited(f"{major}-2024", codes)) == set(expected.split())


@pytest.mark.parametrize("major", real.JIANGSU)
def test_a_thesis_under_another_code_counts_as_inferred(major: str) -> None:
    _, codes = next(real.paths(data.plans()[f"{major}-2021"]))
    audit = audited(f"{major}-2024", codes)
    assert audit.verdict.inferred is (major in THESIS_CHANGES)
    cited = {one.citation.kind for one in audit.records if one.citation and one.citation.inferred}
    assert cited == ({"thesis"} if major in THESIS_CHANGES else set())
    if major in THESIS_CHANGES:
        assert audit.text.endswith("（含推定的替代关系）")


@pytest.mark.parametrize("major", real.JIANGSU)
def test_new_courses_count_on_the_old_plan_but_for_the_political_ones(major: str) -> None:
    """横向替代 goes both ways; the political rows are layout, and the case table has no way back."""
    rules = [rule for rule in data.substitution_maps()[f"{major}-2024-2021"].rules if rule.kind == "row"]
    for _, codes in real.paths(data.plans()[f"{major}-2024"]):
        left = missing(audited(f"{major}-2021", codes))
        assert left & {"03708", "03709", "03706", "12656"}
        passed = [rule for rule in rules if any(set(taken) <= set(codes) for taken in rule.takes[0])]
        assert len(passed) > len(rules) / 2
        assert all(any(left.isdisjoint(given) for given in rule.gives) for rule in passed)


def test_on_the_old_plan_new_courses_count_until_the_transition_ends() -> None:
    _, codes = next(real.paths(data.plans()["JS-020301K-2024"]))
    before = audited("JS-020301K-2021", codes, day="2026-06-30")
    after = audited("JS-020301K-2021", codes, day="2026-07-01")
    assert (before.verdict.units, after.verdict.units) == (2, 13)
    assert record(after, "14658").use == Use.NOT_IN_FORCE
    assert record(after, "14658").text.endswith("（自 2024年7月1日 起至 2026年6月30日 止有效）")
    assert (before.ended, after.ended) == ("", "2026-06-30")
    assert after.remarks[-1] == "按本版计划毕业的过渡期已于 2026年6月30日 结束"


def test_any_two_political_rows_leave_only_15040() -> None:
    plan = "JS-020301K-2024"
    for passed, left in (
        (("03708", "03709"), {"15040"}),
        (("99041", "28001"), {"15040"}),
        (("00004", "99022"), {"15040", "15043"}),  # two codes of one row
        (("99043",), {"15040", "15043"}),
        (("03708",), {"15040", "15044"}),
        (("03708", "15044"), {"15040"}),
    ):
        audit = audited(plan, tuple(CourseCode(code) for code in passed))
        assert missing(audit) & {"15040", "15043", "15044"} == left


def test_public_administration_reads_its_electives_by_how_many_were_passed() -> None:
    """任意1门（考外语者）→ 03954; 任意2门 → 13000或14970; 任意3门 → 13000或14970以及03954."""
    plan, language = "JS-120402-2024", ("00015",)
    pool = ("00144", "00024", "00322", "00323")
    for passed, met in (
        (pool[:1], set()),
        ((*language, *pool[:1]), {"13000", "03954"}),
        (pool[:2], {"13000"}),
        (pool[:3], {"13000", "03954"}),
        (("27016",), {"13000"}),
    ):
        audit = audited(plan, tuple(CourseCode(code) for code in passed))
        assert {"13000", "03954"} - missing(audit) == met


def test_any_two_of_three_stand_for_two_courses() -> None:
    # 27015 could also stand for 01679: the two together do so, because that leaves fewer credits.
    for passed, met in (
        (("00043", "00182"), {"00163", "14355"}),
        (("00182",), {"14355"}),
        (("00043", "27015"), {"14355", "01679"}),
    ):
        audit = audited("JS-590206-2024", tuple(CourseCode(code) for code in passed))
        assert {"00163", "14355", "01679"} - missing(audit) == met


def test_theory_alone_is_half_a_unit_unless_its_practice_is_waived() -> None:
    """02331 leads to 13003 and waives 13004; 04737 has its own practice and needs it."""
    audit = audited("JS-080901-2024", (CourseCode("02331"), CourseCode("04737"), CourseCode("02326")))
    assert not missing(audit) & {"13003", "13004", "13180"}
    assert missing(audit) >= {"13013", "13014"}
    unit = next(one for section in audit.sections for one in section.units if one.unit == "13003")
    assert [(proof.code, proof.waived) for proof in unit.proofs] == [("13003", False), ("13004", True)]
    assert unit.credits2 == 12


def test_credits_count_as_the_target_rows() -> None:
    """替代课程学分按所选毕业计划中的课程计: 27086 had 5 credits, its new unit has 4 + 1; 27090 5, now 5."""
    audit = audited("JS-020301K-2024", (CourseCode("00015"),))
    assert audit.totals.credits2 == 14


def test_a_course_without_a_row_counts_for_the_total_only() -> None:
    audit = audited("JS-020401-2024", (CourseCode("05844"),))
    one = record(audit, "05844")
    assert (one.use, audit.totals.credits2) == (Use.SPARE, 0)
    assert "15040" in missing(audit)


def test_the_nearest_version_comes_first() -> None:
    plans = ("JS-020301K-2021", "JS-020301K-2024")
    _, codes = next(real.paths(data.plans()["JS-020301K-2024"]))
    passed = real.transcript(plans[1], codes)
    audits = nearest_first(audit_degree(real.program(plan_id), passed, now=NOW) for plan_id in plans)
    assert [(one.verdict.plan, one.verdict.units) for one in audits] == [(plans[1], 0), (plans[0], 2)]
