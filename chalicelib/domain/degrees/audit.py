"""The public functions of the degree audit: exact, deterministic, explained; a failed audit is advice, never a bar."""

from collections.abc import Iterable

from chalicelib.domain.degrees.cases import case_of, verdict_of
from chalicelib.domain.degrees.explain import explain
from chalicelib.domain.degrees.program import Program
from chalicelib.domain.degrees.records import OPEN, Choices, iso_day, records
from chalicelib.domain.degrees.results import DegreeAudit, Verdict
from chalicelib.domain.instants import Instant
from chalicelib.domain.transcripts import Transcript


def judge_degree(program: Program, transcript: Transcript, choices: Choices = OPEN, *, now: Instant) -> Verdict:
    """The short answer, for audits over everybody. Raises MalformedError for choices that the plan does not offer."""
    case = case_of(program, records(transcript, now), choices, iso_day(now), every_mode=False)
    return verdict_of(program, case)


def audit_degree(program: Program, transcript: Transcript, choices: Choices = OPEN, *, now: Instant) -> DegreeAudit:
    """The same with all reasons."""
    return explain(program, case_of(program, records(transcript, now), choices, iso_day(now)))


def nearest_first(audits: Iterable[DegreeAudit]) -> tuple[DegreeAudit, ...]:
    """Of several versions of a plan, or of several plans; of equal ones in the given order."""
    return tuple(sorted(audits, key=_farness))


def _farness(audit: DegreeAudit) -> tuple[bool, int, int]:
    return not audit.chosen.reachable, audit.verdict.units, audit.verdict.exams
