"""The degree audit behind an application for graduation: which records it uses, what is missing, what was judged."""

import hashlib
from typing import NamedTuple

import msgspec

from chalicelib.domain import people, snapshots
from chalicelib.domain.degrees import questions
from chalicelib.domain.degrees.audit import audit_degree
from chalicelib.domain.degrees.program import Program
from chalicelib.domain.degrees.programs import program
from chalicelib.domain.degrees.questions import Chosen, Options
from chalicelib.domain.degrees.records import Choices, iso_day
from chalicelib.domain.degrees.results import DegreeAudit, Use
from chalicelib.domain.errors import FieldFault
from chalicelib.domain.graduation_forms import Graduation, Scores, Seen
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.kinds import Ground, Matter
from chalicelib.domain.library import Library
from chalicelib.domain.plans import DEGREE, Plan
from chalicelib.domain.score_rows import ScoreRow, rows_of
from chalicelib.domain.subjects import Snapshot
from chalicelib.domain.windows import Business


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """One item that the audit lacks and the candidate explains; `key` names it in every later round."""

    key: str
    title: str
    text: str


class Judged(NamedTuple):
    program: Program
    plan_rev: int
    options: Options
    audit: DegreeAudit
    missing: tuple[Missing, ...]
    rows: tuple[ScoreRow, ...]

    @property
    def plan(self) -> Plan:
        return self.program.plan

    @property
    def records(self) -> tuple[str, ...]:
        return tuple(row.record for row in self.rows)

    @property
    def seen(self) -> Seen:
        return Seen(plan_rev=self.plan_rev, records=self.records)

    @property
    def asks_diploma(self) -> bool:
        """Undergraduate majors only (manual 3.2.5)."""
        return self.plan.tier == DEGREE


def offered(own: Plan, library: Library) -> dict[str, Plan]:
    """The versions of one's major that one may graduate by, one's own first."""
    return {plan.id: plan for plan in questions.versions(own, library.plans)}


def title_of(plan: Plan) -> str:
    return f"{plan.major_name}（{plan.level}）"


def options_of(plan_id: str, ground: Ground) -> Options:
    return questions.options(program(ground.library, plan_id, iso_day(ground.now)))


def option_gone(scores: Scores, options: Options) -> str:
    """What a reviewer is told of a choice that the plan, revised since it was sent, no longer offers."""
    return "" if scores.addon in options.names else "加考选项已不在专业考试计划中，请退回考生"


def judged(scores: Scores, ground: Ground) -> Judged:
    """By the plan and option chosen, without the records that other businesses hold."""
    compiled = program(ground.library, scores.plan, iso_day(ground.now))
    audit = _audited(compiled, scores, ground, frozenset(people.held(ground.head, Business.GRADUATION)))
    return Judged(
        program=compiled,
        plan_rev=ground.library.rev_of(scores.plan),
        options=questions.options(compiled),
        audit=audit,
        missing=tuple({one.key: one for one in _missing(audit)}.values()),
        rows=rows_of(audit, ground.transcript),
    )


def _audited(compiled: Program, scores: Scores, ground: Ground, held: frozenset[str]) -> DegreeAudit:
    known = Choices(facts=frozenset(ground.head.facts), held=held)
    choices = questions.narrowed(known, Chosen(addon=scores.addon, language=None, set=None), compiled)
    return audit_degree(compiled, ground.transcript, choices, now=ground.now)


def _missing(audit: DegreeAudit) -> list[Missing]:
    return [Missing(key=gap.unit or gap.title, title=gap.title, text=gap.text) for gap in audit.gaps]


def held_faults(found: Judged, scores: Scores, ground: Ground, field: str) -> list[FieldFault]:
    """Records that would serve, were they not held by an application of another business: each by name."""
    held = people.held(ground.head, Business.GRADUATION)
    if not any(one.use == Use.HELD for one in found.audit.records):
        return []
    free = _audited(found.program, scores, ground, frozenset())
    return [
        FieldFault(field, f"{one.name}（{one.code}）的成绩正用于“{held[one.record]}”，不能同时用于申请毕业")
        for one in free.records
        if one.use == Use.USED and one.record in held
    ]


def seen_faults(found: Judged, seen: Seen, field: str) -> list[FieldFault]:
    """What changed since the page was shown: the plan's content, or the records the audit uses, by name."""
    if seen.plan_rev != found.plan_rev:
        return [FieldFault(field, "专业考试计划在您填写期间有更新，请重新核对“登记成绩”")]
    gone = [record for record in seen.records if record not in {one.record for one in found.audit.records}]
    if gone:
        names = "、".join(_name(record, found) for record in gone)
        return [FieldFault(field, f"{names}的成绩已不在您的成绩记录中，请重新核对“登记成绩”，如有疑问请联系主考学校")]
    if set(seen.records) != set(found.records):
        return [FieldFault(field, "您的成绩记录刚刚有更新，请重新核对“登记成绩”")]
    return []


def _name(record: str, found: Judged) -> str:
    code = CourseCode(record.rpartition("/")[2])
    return f"{found.program.guide.names.get(code, '课程')}（{code}）"


def gone_text(before: tuple[str, ...], found: Judged) -> str:
    """Records that an application stood on and that are no longer on the transcript, by name."""
    standing = {one.record for one in found.audit.records}
    return "、".join(_name(record, found) for record in before if record not in standing)


def basis_of(found: Judged) -> str:
    """A digest of everything that a pass stands on besides what was sent."""
    told = (found.plan.id, found.plan_rev, found.audit.verdict, found.rows, found.missing)
    return hashlib.sha256(msgspec.json.encode(told, order="deterministic")).hexdigest()


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """The body of a snapshot: what was judged, as it was."""

    scores: Scores
    audit: DegreeAudit
    rows: tuple[ScoreRow, ...]
    missing: tuple[Missing, ...]
    basis: str


def snapshot(content: Graduation, matter: Matter) -> Snapshot:
    """Raises as `snapshots.taken`."""
    found = judged(content.scores, matter)
    basis = basis_of(found)
    kept = Kept(scores=content.scores, audit=found.audit, rows=found.rows, missing=found.missing, basis=basis)
    return snapshots.taken(matter, kept, plan_id=found.plan.id, plan_rev=found.plan_rev)
