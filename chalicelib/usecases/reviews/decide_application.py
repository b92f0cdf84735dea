"""Decide one case at one stage: two calls, three for an approval (the city's in two waits: its pass is always one)."""

from typing import Any

import msgspec

from chalicelib import data
from chalicelib.domain import businesses, checks, filings, own_acts, reviews, staff, verdicts, windows
from chalicelib.domain.applications import Act, Case, Operation
from chalicelib.domain.audit import Actor
from chalicelib.domain.decisions import Decision, ItemVerdict
from chalicelib.domain.errors import IncompleteError, MalformedError, StaleGroundsError, WrongStateError
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import Instant
from chalicelib.domain.kinds import Kind, Matter
from chalicelib.domain.reviews import PASS, RETURN, Ruling, Scope
from chalicelib.domain.stages import CITY
from chalicelib.domain.statuses import TEXTS
from chalicelib.domain.subjects import Snapshot
from chalicelib.domain.transcripts import Grant
from chalicelib.storage import cases, operations, people
from chalicelib.storage import windows as stored_windows
from chalicelib.storage.cases import File
from chalicelib.storage.gather import together
from chalicelib.storage.people import Record
from chalicelib.usecases.offices import OFFICES
from chalicelib.usecases.orders.asking import Asked, asked
from chalicelib.usecases.reviews.matters import matter_of


class Verdict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The body of the request: which version was seen, and what is decided about it.

    `basis`: of the record and rules that were seen, where a pass stands on them. `tasks`: what was checked, by its key.
    """

    ver: int
    digest: str
    outcome: str
    items: tuple[ItemVerdict, ...] = ()
    reasons: tuple[str, ...] = ()
    words: str = ""
    basis: str = ""
    tasks: dict[str, str] = {}


class Decided(msgspec.Struct, frozen=True):
    state: str
    state_text: str


class Reviewer(msgspec.Struct, frozen=True):
    """Who decides, within which scope, and when the last one-time code was given."""

    actor: Actor
    scope: Scope
    mfa_at: Instant


def decide_application(case_id: tuple[Cid, No], form: Verdict, by: Reviewer, op: Operation) -> bytes:
    """The new state as JSON; a repeated request gets the same answer without deciding again."""
    return operations.once(op, lambda: _decided(case_id, form, by, op))


def _decided(case_id: tuple[Cid, No], form: Verdict, by: Reviewer, op: Operation) -> bytes:
    file, record = _load(*case_id, both=form.outcome == PASS and by.scope.stage == CITY)
    case, kind = file.case, businesses.kind_of(file.case.business)
    reviews.require_decidable(case, by.scope, by.actor, ver=form.ver, digest=form.digest)
    if form.outcome == PASS:
        reviews.require_confirmed(case)
    approval = reviews.is_approval(case, form.outcome)
    if approval:
        staff.require_recent_code(by.mfa_at, op.at)
    if approval or kind.basis:
        record = record or people.load(case.cid)
    matter = matter_of(file, record, op.at) if record else None
    if form.outcome == PASS:
        _require_still_confirmed(kind, matter, by, op)
    _require_grounds(kind, matter, form)
    fee = asked(case, op.at) if form.outcome == PASS else Asked()
    ruling = Ruling(
        due=_due(case, op.at) if form.outcome == RETURN else None,
        kept=_kept(file, form) if form.outcome == RETURN else (),
        grants=_grants(kind, matter) if approval and matter else (),
        snapshot=_snapshot(kind, matter) if approval and matter else None,
        passed="。".join(filter(None, (OFFICES.passed(case.stages, case.stage, kind.effect), fee.text))),
        fee=fee.fee,
    )
    change = reviews.decided(case, _decision(file, form, op.at), by.actor, ruling)
    answer = msgspec.json.encode(Decided(change.after.state, TEXTS[change.after.state]))
    return cases.commit(
        Act(
            operation=msgspec.structs.replace(op, answer=answer),
            changes=(change,),
            cid=case.cid,
            head=record.head if record else None,
            leaseholder=by.actor.id,
        )
    )


def _load(cid: Cid, no: No, *, both: bool) -> tuple[File, Record | None]:
    """Only an approval needs the record, to run the rules again and to compare its version."""
    if both:
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
        tasks=form.tasks,
    )
    kind, latest = businesses.kind_of(file.case.business), file.rounds[-1]
    parts = kind.parts(kind.content_of(latest), data)
    known = {reason.code for reason in data.rejection_reasons().values() if reason.business == kind.business}
    faults = verdicts.decision_faults(decision, len(parts), known)
    if faults:
        raise IncompleteError(fields=faults)
    return decision


def _due(case: Case, now: Instant) -> Instant | None:
    """The end of mending, which a return must leave before it."""
    due = windows.correction_deadline(stored_windows.load(now), case.window, case.school)
    reviews.require_returnable(case, due, now)
    return due


def _kept(file: File, form: Verdict) -> tuple[str, ...]:
    """What the candidate may not touch while mending the rest."""
    kind = businesses.kind_of(file.case.business)
    return filings.kept(kind, kind.content_of(file.rounds[-1]), {item.part for item in form.items})


def _require_still_confirmed(kind: Kind[Any, Any], matter: Matter | None, by: Reviewer, op: Operation) -> None:
    """Where something else was confirmed, the candidate is asked once more, and the case given up until then."""
    if kind.basis is None or matter is None:
        return
    case = matter.case
    if own_acts.is_outdated(case, kind.basis(kind.content_of(matter.round), matter)):
        change = own_acts.asked_again(case, by.actor, op.at)
        operation = msgspec.structs.replace(op, key="")
        cases.commit(Act(operation=operation, changes=(change,), cid=case.cid, leaseholder=by.actor.id))
        raise WrongStateError(own_acts.ASKED_AGAIN)


def _require_grounds(kind: Kind[Any, Any], matter: Matter | None, form: Verdict) -> None:
    """Where the server judges the tasks: raises IncompleteError for what is not checked or forbids the pass.

    And StaleGroundsError unless the reviewer saw the very record and rules that hold now.
    """
    if kind.basis is None or matter is None:
        if form.tasks or form.basis:
            raise MalformedError
        return
    content = kind.content_of(matter.round)
    if form.outcome == PASS and form.basis != kind.basis(content, matter):
        raise StaleGroundsError
    faults = checks.task_faults(kind.checks(content, matter), form.tasks, passing=form.outcome == PASS)
    if faults:
        raise IncompleteError("请先完成标出的核对项目", faults)


def _grants(kind: Kind[Any, Any], matter: Matter) -> tuple[Grant, ...]:
    """The rules run again on a consistent read."""
    return kind.grants(kind.content_of(matter.round), matter)


def _snapshot(kind: Kind[Any, Any], matter: Matter) -> Snapshot | None:
    return kind.snapshot(kind.content_of(matter.round), matter) if kind.snapshot else None
