"""The degree audit of the candidate whose case a reviewer looks at, with what the case would add."""

from collections.abc import Collection

import msgspec

from chalicelib.domain import businesses, people, plans, reviews, transcripts
from chalicelib.domain.applications import Case
from chalicelib.domain.audit import Actor
from chalicelib.domain.degrees import questions
from chalicelib.domain.degrees.programs import program
from chalicelib.domain.degrees.questions import Question
from chalicelib.domain.degrees.records import iso_day
from chalicelib.domain.ids import Cid, CourseCode, No
from chalicelib.domain.instants import Instant
from chalicelib.domain.people import Head
from chalicelib.domain.reviews import Scope
from chalicelib.domain.statuses import LIVE
from chalicelib.domain.windows import Business
from chalicelib.storage import cases, library
from chalicelib.storage import people as stored_people
from chalicelib.storage.cases import File
from chalicelib.storage.gather import together
from chalicelib.storage.people import Record
from chalicelib.usecases.degrees.auditing import AuditView, Subject, audit_view


class Pending(msgspec.Struct, frozen=True, kw_only=True):
    """A course that the case would grant, and the audit does not count."""

    code: CourseCode
    name: str
    text: str


class CaseAuditView(AuditView, frozen=True, kw_only=True):
    pending: tuple[Pending, ...]


def show_case_audit(
    case_id: tuple[Cid, No], who: tuple[Scope, Actor], question: Question, now: Instant
) -> CaseAuditView:
    """Raises UnknownError outside the scope, as for a case that does not exist. Two reads in one wait."""
    cid, no = case_id
    file, record = together(lambda: cases.load(cid, no), lambda: stored_people.load(cid))
    reviews.require_visible(file.case, *who)
    ticket = people.ticket_of(record.head, file.case.ref)
    held = frozenset(_held(record.head, file.case))
    subject = Subject(head=record.head, ticket=ticket, transcript=record.transcript, held=held)
    shown = audit_view(subject, question if question != Question() else _own_question(file, now), now)
    return CaseAuditView(**msgspec.structs.asdict(shown), pending=_pending(file.case, record, now))


def _own_question(file: File, now: Instant) -> Question:
    """What the application itself asks of the audit, where the reviewer asks nothing; a gone option is open."""
    kind = businesses.kind_of(file.case.business)
    own = kind.question(kind.content_of(file.rounds[-1]))
    if not own.addon:
        return own
    offered = questions.options(program(library.having(own.plan, now), own.plan, iso_day(now)))
    return own if own.addon in offered.names else msgspec.structs.replace(own, addon="")


def _held(head: Head, case: Case) -> Collection[str]:
    """Where the audit is what the case is decided by, it counts what the case may use."""
    return people.held(head, Business(case.business)) if businesses.kind_of(case.business).basis else ()


def _pending(case: Case, record: Record, now: Instant) -> tuple[Pending, ...]:
    """Of a case that still waits for its decision; what is about to leave is held no more."""
    if case.state not in LIVE:
        return ()
    held = transcripts.passes(people.staying(record.head, record.transcript), now)
    names = plans.code_names(library.having(case.plan_id, now).plan(case.plan_id))
    return tuple(
        Pending(code=code, name=names.get(code, ""), text="正在审核，审核通过后计入")
        for code in case.codes
        if code not in held
    )
