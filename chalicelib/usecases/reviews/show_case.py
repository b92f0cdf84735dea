"""One case as a reviewer sees it: what was sent, what the machine checked, who else sent the same."""

from typing import Any

import msgspec

from chalicelib import data
from chalicelib.domain import businesses, checks, people, promises, reviews, windows
from chalicelib.domain.applications import Case
from chalicelib.domain.audit import Actor
from chalicelib.domain.checks import Check
from chalicelib.domain.credentials import Picture
from chalicelib.domain.degrees.program import Program
from chalicelib.domain.exemption_units import theory_passes
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import Instant
from chalicelib.domain.kinds import Kind, Matter, grant_check
from chalicelib.domain.promises import Deadline
from chalicelib.domain.reviews import Scope
from chalicelib.domain.statuses import FeeState, State
from chalicelib.domain.subjects import Snapshot
from chalicelib.storage import cases, duplicates, leases, presigned, submissions
from chalicelib.storage import people as stored_people
from chalicelib.storage import windows as stored_windows
from chalicelib.storage.cases import File
from chalicelib.storage.gather import together
from chalicelib.storage.leases import Lease
from chalicelib.storage.people import Record
from chalicelib.storage.presigned import Link
from chalicelib.usecases.applications.show_application import FileView, Reason, view
from chalicelib.usecases.offices import OFFICES
from chalicelib.usecases.orders.asking import asked
from chalicelib.usecases.reviews.handling import Handling, handled
from chalicelib.usecases.reviews.matters import matter_of


class CandidateView(msgspec.Struct, frozen=True, kw_only=True):
    """As much of the person as a reviewer needs to compare with the pictures."""

    name: str
    id_masked: str
    ticket_masked: str
    major_name: str
    level: str
    school_name: str
    theory_passes: int


class LeaseView(msgspec.Struct, frozen=True, kw_only=True):
    holder_name: str
    mine: bool
    until: Instant


class PictureView(msgspec.Struct, frozen=True, kw_only=True):
    """Links live for 60 seconds."""

    url: str
    thumb_url: str
    width: int
    height: int
    hints: tuple[str, ...]


class Duplicate(msgspec.Struct, frozen=True):
    kind: str
    text: str


class Allowed(msgspec.Struct, frozen=True):
    """`send_back`: whether a return would leave the candidate something to mend, and time for it."""

    decide: bool
    take: bool
    send_back: bool


class Answer(msgspec.Struct, frozen=True):
    value: str
    text: str


class CheckView(Check, frozen=True, kw_only=True):
    """`answers`: what its task can be answered with; the first of them lets a pass through."""

    answers: tuple[Answer, ...]


class GroundsView(msgspec.Struct, frozen=True, kw_only=True):
    """What an approval stands on, in the business's own shape: as it would be kept now, or as it was kept at `at`."""

    at: Instant | None
    plan_rev: int
    digest: str
    body: msgspec.Raw


class CaseView(FileView, frozen=True, kw_only=True):
    """What the candidate sees of the case, and the reviewer's side of it.

    `basis` names the record and rules that were shown, where a pass stands on them: the decision brings it back.
    `barred`: why somebody else of this desk must decide it, else empty.
    `due` is until when the office means to decide; `mending` until when a return lets mend, or why none can be made.
    """

    id: str
    digest: str
    candidate: CandidateView
    fee: FeeState
    checks: tuple[CheckView, ...]
    duplicates: tuple[Duplicate, ...]
    lease: LeaseView | None
    pictures: dict[str, PictureView]
    reasons: tuple[Reason, ...]
    basis: str
    grounds: GroundsView | None
    handled: tuple[Handling, ...]
    can: Allowed
    barred: str
    next_stage_text: str
    due: Deadline
    mending: str


def show_case(cid: Cid, no: No, scope: Scope, by: Actor, now: Instant) -> CaseView:
    """Raises UnknownError outside the scope, as for a case that does not exist."""
    file, record = together(lambda: cases.load(cid, no), lambda: stored_people.load(cid))
    reviews.require_visible(file.case, scope, by)
    kind = businesses.kind_of(file.case.business)
    (lease, kept), found = together(
        lambda: (leases.find(no, now), _kept(kind, file.case)), lambda: _duplicates(kind, file)
    )
    matter = matter_of(file, record, now)
    mine = lease is not None and lease.holder == by.id
    current, barred = stored_windows.load(now), reviews.barred(file.case, scope, by)
    turn = reviews.awaits(scope, file.case) and not barred
    ends = windows.correction_deadline(current, file.case.window, file.case.school)
    send_back, mending = reviews.returning(file.case, ends, now)
    return CaseView(
        **msgspec.structs.asdict(view(file, current)),
        id=f"{cid}.{no}",
        digest=file.case.digest,
        candidate=_candidate(record, file.case, matter.program, now),
        fee=file.case.fee,
        checks=_checks(kind, matter),
        duplicates=found,
        lease=_lease(lease, by),
        pictures=_pictures(file),
        reasons=_reasons(file.case),
        basis=kind.basis(kind.content_of(matter.round), matter) if kind.basis else "",
        grounds=_grounds(kind, matter, kept),
        handled=handled(kind, file, matter),
        can=Allowed(decide=turn and mine, take=turn and lease is None, send_back=send_back),
        barred=barred,
        next_stage_text=_after_a_pass(kind, file.case, now),
        due=promises.deadline(data.promises(), (file.case.business, file.case.stage), file.case.since, now),
        mending=mending,
    )


def _after_a_pass(kind: Kind[Any, Any], case: Case, now: Instant) -> str:
    fee = asked(case, now)
    told = OFFICES.passed(case.stages, case.stage, kind.effect)
    return "；".join(filter(None, (told, "考生须先在本平台缴费" if fee.fee == FeeState.DUE else fee.text)))


def _kept(kind: Kind[Any, Any], case: Case) -> Snapshot | None:
    """One read, of an approval whose business keeps its grounds."""
    return cases.snapshot(case.cid, case.no) if kind.snapshot and case.state == State.APPROVED else None


def _checks(kind: Kind[Any, Any], matter: Matter) -> tuple[CheckView, ...]:
    content = kind.content_of(matter.round)
    found = (
        *kind.checks(content, matter),
        *grant_check(kind, content, matter),
        *checks.plan_check(matter.round.plan_rev, matter.plan_rev),
    )
    return tuple(CheckView(**msgspec.structs.asdict(one), answers=_choices(one)) for one in found)


def _choices(check: Check) -> tuple[Answer, ...]:
    return tuple(Answer(*one) for one in checks.ANSWERS[check.task].items()) if check.task else ()


def _grounds(kind: Kind[Any, Any], matter: Matter, kept: Snapshot | None) -> GroundsView | None:
    if kind.snapshot is None:
        return None
    shown = kept or kind.snapshot(kind.content_of(matter.round), matter)
    return GroundsView(at=kept.at if kept else None, plan_rev=shown.plan_rev, digest=shown.digest, body=shown.body)


def _candidate(record: Record, case: Case, program: Program, now: Instant) -> CandidateView:
    ticket = people.ticket_of(record.head, case.ref)
    return CandidateView(
        name=record.head.name,
        id_masked=record.head.id_masked,
        ticket_masked=case.ticket_masked,
        major_name=ticket.major_name,
        level=ticket.level,
        school_name=ticket.school_name,
        theory_passes=theory_passes(program, record.head, record.transcript, now),
    )


def _duplicates(kind: Kind[Any, Any], file: File) -> tuple[Duplicate, ...]:
    case, latest = file.case, file.rounds[-1]
    found = []
    for sent in kind.certificates(kind.content_of(latest), data):
        count = duplicates.by_number(submissions.certificate(sent), case.cid)
        if count:
            found.append(Duplicate("number", f"同一{sent.name}编号另有 {count} 人使用"))
    count = duplicates.by_pixels((picture.pixels for picture in latest.pictures), case.cid)
    if count:
        found.append(Duplicate("picture", f"相同图片另有 {count} 人使用"))
    return tuple(found)


def _lease(lease: Lease | None, by: Actor) -> LeaseView | None:
    if lease is None:
        return None
    return LeaseView(holder_name=lease.holder_name, mine=lease.holder == by.id, until=lease.until)


def _pictures(file: File) -> dict[str, PictureView]:
    """All pictures of all rounds: earlier ones stay readable beside the new."""
    pictures = {one.id: one for round_ in file.rounds for one in round_.pictures}
    links = presigned.links(pictures.values())
    return {link.id: _picture(pictures[link.id], link) for link in links}


def _picture(picture: Picture, link: Link) -> PictureView:
    return PictureView(
        url=link.url, thumb_url=link.thumb_url, width=picture.width, height=picture.height, hints=picture.hints
    )


def _reasons(case: Case) -> tuple[Reason, ...]:
    known = data.rejection_reasons().values()
    return tuple(Reason(one.code, one.text) for one in known if one.business == case.business)
