"""What an audit page shows, for the candidate and for the reviewer alike."""

import msgspec

from chalicelib import data
from chalicelib.domain.degrees import questions
from chalicelib.domain.degrees.audit import audit_degree, nearest_first
from chalicelib.domain.degrees.programs import program
from chalicelib.domain.degrees.questions import Chosen, Options, Question
from chalicelib.domain.degrees.records import Choices, iso_day
from chalicelib.domain.degrees.results import DegreeAudit, Outcome
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.instants import Instant
from chalicelib.domain.library import Library, course_names
from chalicelib.domain.people import Head, Ticket, leaving
from chalicelib.domain.plans import Plan
from chalicelib.domain.transcripts import Transcript
from chalicelib.storage import library


class PlanRow(msgspec.Struct, frozen=True, kw_only=True):
    """One version of the major. `current`: the one audited; `own`: the ticket's; `ended`: as of the audit."""

    plan_id: str
    version: str
    major_code: str
    major_name: str
    level: str
    status_text: str
    units: int
    exams: int
    outcome: Outcome
    reachable: bool
    ended: str
    current: bool
    own: bool


class AuditView(msgspec.Struct, frozen=True, kw_only=True):
    """`plans`: the nearest version first, each under as much of `chosen` as it offers. `what_ifs`: all choices open.

    `names`: of the courses that the rules in sight take, because the plan itself does not name them.
    """

    plans: tuple[PlanRow, ...]
    audit: DegreeAudit
    options: Options
    chosen: Chosen
    what_ifs: tuple[DegreeAudit, ...]
    names: dict[CourseCode, str]


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """Whose transcript is audited, under which ticket, without the records that something else `held`."""

    head: Head
    ticket: Ticket
    transcript: Transcript
    held: frozenset[str] = frozenset()


def audit_view(subject: Subject, question: Question, now: Instant) -> AuditView:
    """Raises IncompleteError for a plan or choice that is not offered, UnknownError where the ticket has no plan."""
    shelf, day = library.having(subject.ticket.plan_id, now), iso_day(now)
    plans, own = shelf.plans, shelf.plan(subject.ticket.plan_id)
    asked = questions.asked(question, own, plans)
    wanted = program(shelf, asked.plan.id, day)
    offered = questions.options(wanted)
    chosen = questions.chosen(question, offered)
    known = open_choices(subject.head)
    known = msgspec.structs.replace(known, held=known.held | subject.held)

    def audited(plan: Plan, choices: Choices) -> DegreeAudit:
        return audit_degree(program(shelf, plan.id, day), subject.transcript, choices, now=now)

    versions = [
        audited(plan, questions.narrowed(known, chosen, program(shelf, plan.id, day)))
        for plan in questions.versions(own, plans)
    ]
    shown = next(one for one in versions if one.verdict.plan == asked.plan.id)
    what_ifs = tuple(audited(plan, known) for plan in asked.what_ifs)
    return AuditView(
        plans=tuple(_row(plans[one.verdict.plan], one, asked.plan, own) for one in nearest_first(versions)),
        audit=shown,
        options=offered,
        chosen=chosen,
        what_ifs=what_ifs,
        names=_taken((shown, *what_ifs), shelf),
    )


def _taken(audits: tuple[DegreeAudit, ...], shelf: Library) -> dict[CourseCode, str]:
    ways = (way for audit in audits for gap in audit.gaps for way in gap.ways)
    codes = {code for way in ways for slot in way.slots for together in slot for code in together}
    known, listed = course_names(shelf), data.courses()
    named = {code: listed[code].name if code in listed else known.get(code) for code in sorted(codes)}
    return {code: name for code, name in named.items() if name}


def open_choices(head: Head) -> Choices:
    """What is known of the person; whatever is open the audit decides. What is about to leave counts no more."""
    return Choices(facts=frozenset(head.facts), held=leaving(head))


def _row(plan: Plan, audit: DegreeAudit, current: Plan, own: Plan) -> PlanRow:
    return PlanRow(
        plan_id=plan.id,
        version=plan.version,
        major_code=plan.major_code,
        major_name=plan.major_name,
        level=plan.level,
        status_text=plan.status_text,
        units=audit.verdict.units,
        exams=audit.verdict.exams,
        outcome=audit.verdict.outcome,
        reachable=audit.chosen.reachable,
        ended=audit.ended,
        current=plan.id == current.id,
        own=plan.id == own.id,
    )
