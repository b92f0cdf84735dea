"""Decide one case at one stage: two calls at the school, three in two waits for the final approval."""

import msgspec

from chalicelib import data
from chalicelib.domain import exemption_rules, exemptions, plans, reviews, transcripts, windows
from chalicelib.domain.applications import CITY, Act, Case, Decision, ItemVerdict, Operation
from chalicelib.domain.audit import Actor
from chalicelib.domain.degrees.programs import program
from chalicelib.domain.degrees.records import iso_day
from chalicelib.domain.errors import ConflictError, IncompleteError
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import Instant
from chalicelib.domain.plans import Unit
from chalicelib.domain.reviews import PASS, RETURN, Ruling, Scope
from chalicelib.domain.statuses import TEXTS
from chalicelib.domain.transcripts import Grant
from chalicelib.storage import cases, library, operations, people
from chalicelib.storage import windows as stored_windows
from chalicelib.storage.cases import File
from chalicelib.storage.gather import together
from chalicelib.storage.people import Record


class Verdict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The body of the request: which version was seen, and what is decided about it."""

    ver: int
    digest: str
    outcome: str
    items: tuple[ItemVerdict, ...] = ()
    reasons: tuple[str, ...] = ()
    words: str = ""


class Decided(msgspec.Struct, frozen=True):
    state: str
    state_text: str


class Reviewer(msgspec.Struct, frozen=True):
    """Who decides, within which scope."""

    actor: Actor
    scope: Scope


def decide_application(case_id: tuple[Cid, No], form: Verdict, by: Reviewer, op: Operation) -> bytes:
    """The new state as JSON; a repeated request gets the same answer without deciding again."""
    return operations.once(op, lambda: _decided(case_id, form, by, op))


def _decided(case_id: tuple[Cid, No], form: Verdict, by: Reviewer, op: Operation) -> bytes:
    cid, no = case_id
    final = form.outcome == PASS and by.scope.stage == CITY
    file, record = _load(cid, no, final=final)
    reviews.require_decidable(file.case, by.scope, by.actor, ver=form.ver, digest=form.digest)
    decision = _decision(file, form, op.at)
    ruling = Ruling(
        due=_due(file.case, op.at) if form.outcome == RETURN else None,
        grants=_grants(file, record, op.at) if record else (),
    )
    change = reviews.decided(file.case, decision, by.actor, ruling)
    answer = msgspec.json.encode(Decided(change.after.state, TEXTS[change.after.state]))
    return cases.commit(
        Act(
            operation=msgspec.structs.replace(op, answer=answer),
            changes=(change,),
            cid=cid,
            head=record.head if record else None,
            leaseholder=by.actor.id,
        )
    )


def _load(cid: Cid, no: No, *, final: bool) -> tuple[File, Record | None]:
    """Only an approval needs the record, to run the rules again and to compare its version."""
    if final:
        return together(lambda: cases.load(cid, no), lambda: people.load(cid))
    return cases.load(cid, no), None


def _decision(file: File, form: Verdict, now: Instant) -> Decision:
    decision = Decision(
        no=file.case.no,
        round=file.case.round,
        stage=file.case.stage,
        outcome=form.outcome,
        at=now,
        items=form.items,
        reasons=form.reasons,
        words=form.words,
    )
    faults = reviews.decision_faults(decision, len(file.rounds[-1].credentials), data.rejection_reasons())
    if faults:
        raise IncompleteError(fields=faults)
    return decision


def _due(case: Case, now: Instant) -> Instant | None:
    """The end of mending, which a return must leave before it."""
    due = windows.correction_deadline(stored_windows.load(now), case.window, case.school)
    reviews.require_returnable(case, due, now)
    return due


def _grants(file: File, record: Record, now: Instant) -> tuple[Grant, ...]:
    """The rules run again on a consistent read: still six passes, still not passed otherwise."""
    case, shelf = file.case, library.having(file.case.plan_id, now)
    plan = shelf.plan(case.plan_id)
    unit = plans.unit_named(plan, case.unit)
    if unit is None:
        raise ConflictError("该课程已不在考生的专业计划中，请退回考生")
    least = exemption_rules.required_passes(data.exemption_rules(), plan.province)
    exemptions.require_grantable(program(shelf, plan.id, iso_day(now)), unit, record.transcript, now, least)
    held = {grant.code for grant in transcripts.standing(record.grants)}
    named = dict(zip(unit.codes, plans.names_of(plan, unit), strict=True))
    names = {code: (named[code], plans.credits2_of(plan, Unit(((code,),)))) for code in case.codes if code not in held}
    return reviews.granted(case, names, now, file.rounds[-1].rule)
