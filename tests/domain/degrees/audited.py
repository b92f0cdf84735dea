"""Helpers of the tests of single constructs."""

from typing import Any

from chalicelib.domain.degrees.compile import compile_plan
from chalicelib.domain.degrees.records import Choices
from chalicelib.domain.degrees.results import DegreeAudit, Use
from chalicelib.domain.plans import Plan
from chalicelib.domain.substitutions import SubstitutionMap
from chalicelib.domain.transcripts import Transcript
from tests.domain.degrees.checking import check

DAY = "2026-06-30"


def audited(plan: Plan, transcript: Transcript, *maps: SubstitutionMap, **choices: Any) -> DegreeAudit:
    """Audits, and holds the explanation against itself."""
    return check(compile_plan(plan, maps, day=DAY), transcript, Choices(**choices))


def uses(audit: DegreeAudit) -> dict[str, Use]:
    return {record.record: record.use for record in audit.records}


def next_exams(audit: DegreeAudit) -> list[str]:
    return [exam.code for gap in audit.gaps for exam in gap.next]
