"""What must hold of every audit, whatever the plan and the person: shared by the small plans and the real ones."""

from collections import Counter

from chalicelib.domain.degrees import weights
from chalicelib.domain.degrees.audit import audit_degree, judge_degree
from chalicelib.domain.degrees.cases import case_of
from chalicelib.domain.degrees.demands import Mode
from chalicelib.domain.degrees.program import Program
from chalicelib.domain.degrees.records import Choices, iso_day, records
from chalicelib.domain.degrees.results import DegreeAudit, Outcome, UnitState, Use
from chalicelib.domain.degrees.weights import Cost
from chalicelib.domain.transcripts import Transcript
from tests.domain.degrees.people import NOW, transcript_of


def costs(program: Program, transcript: Transcript, choices: Choices) -> dict[Mode, Cost]:
    """Of the cheapest completion of every mode."""
    case = case_of(program, records(transcript, NOW), choices, iso_day(NOW))
    return {program.modes[one.place].mode: weights.read(one.cost) for one in case.solutions}


def check(program: Program, transcript: Transcript, choices: Choices) -> DegreeAudit:
    """Audits, and holds the explanation against itself."""
    audit = audit_degree(program, transcript, choices, now=NOW)
    assert judge_degree(program, transcript, choices, now=NOW) == audit.verdict
    _check_records(audit)
    _check_gaps(audit)
    _check_credits(program, audit)
    return audit


def _check_records(audit: DegreeAudit) -> None:
    """Every record once; whatever proves a unit is marked as used, by the rule that the proof cites."""
    units = [unit for section in audit.sections for unit in section.units]
    proofs = [proof for unit in units for proof in unit.proofs]
    assert all(count == 1 for count in Counter(proof.code for proof in proofs).values())
    rules: dict[str, set[str]] = {}
    for proof in proofs:
        for record in proof.records:
            rules.setdefault(record, set()).add(proof.citation.rule if proof.citation else "")
    assert all(len(found) == 1 for found in rules.values())
    used = {one.record for one in audit.records if one.use == Use.USED and one.unit}
    assert used == rules.keys()
    assert len({one.record for one in audit.records}) == len(audit.records)


def _check_gaps(audit: DegreeAudit) -> None:
    """The gaps add up to the verdict, and their exams to what the chosen mode still asks for."""
    exams = [exam for gap in audit.gaps for exam in gap.next]
    assert sum(gap.units for gap in audit.gaps) == audit.verdict.units == audit.chosen.units
    assert len(exams) == len({exam.code for exam in exams}) == audit.verdict.exams
    assert sum(exam.credits2 or 0 for exam in exams) == audit.verdict.credits2
    missing = [exam for section in audit.sections for unit in section.units for exam in unit.missing]
    assert sorted(exam.code for exam in missing) == sorted(exam.code for exam in exams)
    assert (audit.verdict.outcome == Outcome.INCOMPLETE) == bool(audit.gaps)


def _check_credits(program: Program, audit: DegreeAudit) -> None:
    """Credits are those of the rows that were met, whatever was sat for them."""
    met = [(section, unit) for section in audit.sections for unit in section.units if unit.state == UnitState.MET]
    own = [unit.credits2 or 0 for section, unit in met if section.place not in ("addon", "national")]
    beside = [unit.credits2 or 0 for section, unit in met if section.place in ("addon", "national")]
    assert sum(own) <= audit.totals.credits2
    assert sum(beside) == audit.totals.beside2
    total = program.plan.total
    if audit.verdict.outcome == Outcome.COMPLETE and total.enforced:
        assert audit.totals.credits2 >= (total.credits2 or 0)


def after_next_exams(program: Program, audit: DegreeAudit, transcript: Transcript, choices: Choices) -> DegreeAudit:
    """Whoever passes the proposed exams has met what an exam can meet."""
    kinds = {row.code: row.kind for row in program.plan.rows}
    exams = {exam.code: ("score",) for gap in audit.gaps for exam in gap.next}
    more = transcript_of(exams, kinds)
    return audit_degree(program, Transcript(transcript.sheets + more.sheets, transcript.grants), choices, now=NOW)
