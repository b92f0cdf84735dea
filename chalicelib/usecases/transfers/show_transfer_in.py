"""The page of 外省转入: what has arrived, what each course becomes here, and what is to be done next."""

import msgspec

from chalicelib import data
from chalicelib.domain import own_acts, people, progress
from chalicelib.domain import transfer_in_reading as reading
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import Instant
from chalicelib.domain.progress import Possible
from chalicelib.domain.statuses import State, told
from chalicelib.domain.tracks import Mark, track
from chalicelib.domain.transfer_files import KINDS
from chalicelib.domain.transfer_in import KIND, Kept
from chalicelib.domain.transfer_in_courses import Line, basis_of
from chalicelib.domain.transfer_in_forms import Origin
from chalicelib.domain.windows import Windows
from chalicelib.storage import cases, desks
from chalicelib.storage import people as stored_people
from chalicelib.storage import windows as stored_windows
from chalicelib.storage.cases import File
from chalicelib.storage.gather import together
from chalicelib.storage.people import Record
from chalicelib.usecases.applications.show_application import Reason, reasons
from chalicelib.usecases.applications.visits import VisitView, visit_view
from chalicelib.usecases.offices import OFFICES
from chalicelib.usecases.orders.asking import beside
from chalicelib.usecases.reviews.matters import matter_of


class OriginView(msgspec.Struct, frozen=True, kw_only=True):
    """Where from; the ticket there is masked, `day` is ISO."""

    no: str
    day: str
    province: str
    ticket: str
    major: str


class CourseView(Line, frozen=True, kw_only=True):
    """A course as it was sent, what it becomes here or why not; `type_text` is 理论 or 实践."""

    type_text: str


class RefusalView(msgspec.Struct, frozen=True, kw_only=True):
    reasons: tuple[Reason, ...]
    words: str


class ArrivalView(msgspec.Struct, frozen=True, kw_only=True):
    """One transfer in. `basis` names what `lines` say: a confirmation brings it back. `refusal`: of a rejected one."""

    no: No
    ver: int
    title: str
    state: State
    state_text: str
    next_text: str
    submitted_at: Instant
    since: Instant
    origin: OriginView
    lines: tuple[CourseView, ...]
    basis: str
    can: Possible
    track: tuple[Mark, ...]
    visit: VisitView | None
    refusal: RefusalView | None


class TransferInView(msgspec.Struct, frozen=True, kw_only=True):
    """Of one ticket, what was received last first, whenever it left there. `phone`: whom to ring."""

    name: str
    id_masked: str
    ticket: str
    major_name: str
    school_name: str
    phone: str
    arrivals: tuple[ArrivalView, ...]


def show_transfer_in(cid: Cid, epoch: int, ref: int, now: Instant) -> TransferInView:
    """Two calls in one wait, one more for each that was approved. Raises UnknownError for a ticket not one's own."""
    record, files = together(lambda: stored_people.load(cid, epoch=epoch), lambda: cases.load_all(cid, KIND.business))
    ticket, current = people.ticket_of(record.head, ref), stored_windows.load(now)
    own = sorted((file for file in files if file.case.ref == ref), key=lambda file: -file.case.submitted_at)
    return TransferInView(
        name=record.head.name,
        id_masked=record.head.id_masked,
        ticket=people.mask_ticket(ticket.number),
        major_name=ticket.major_name,
        school_name=ticket.school_name,
        phone=desks.load(now).of(ticket.school).phone,
        arrivals=tuple(_arrival(file, record, current, now) for file in own),
    )


def _arrival(file: File, record: Record, current: Windows, now: Instant) -> ArrivalView:
    case, content = file.case, KIND.content_of(file.rounds[-1])
    lines, basis = _judged(file, record, now)
    waits = own_acts.awaits_confirmation(case, basis)
    return ArrivalView(
        no=case.no,
        ver=case.ver,
        title=case.title,
        state=case.state,
        state_text=told(case.state, case.fee, unconfirmed=waits),
        next_text="" if waits else progress.next_text(case, OFFICES, KIND.effect),
        submitted_at=case.submitted_at,
        since=case.since,
        origin=_origin(content.origin),
        lines=tuple(CourseView(**msgspec.structs.asdict(one), type_text=KINDS[one.kind]) for one in lines),
        basis=basis,
        can=msgspec.structs.replace(progress.possible(case, current, now), confirm=waits),
        track=track(case, beside(file, now), KIND.end),
        visit=visit_view(case, current),
        refusal=_refusal(file),
    )


def _judged(file: File, record: Record, now: Instant) -> tuple[tuple[Line, ...], str]:
    """What was entered stays as it was judged then."""
    kept = cases.snapshot(file.case.cid, file.case.no) if file.case.state == State.APPROVED else None
    if kept:
        body = msgspec.json.decode(kept.body, type=Kept)
        return body.lines, body.basis
    found = reading.found_of(KIND.content_of(file.rounds[-1]), matter_of(file, record, now))
    return found.lines, basis_of(found)


def _origin(origin: Origin) -> OriginView:
    return OriginView(
        no=origin.no,
        day=origin.day,
        province=reading.province_of(origin, data),
        ticket=people.mask_ticket(origin.ticket),
        major=origin.title,
    )


def _refusal(file: File) -> RefusalView | None:
    if file.case.state != State.REJECTED:
        return None
    last = max(file.decisions, key=lambda one: one.at)
    return RefusalView(reasons=reasons(last.reasons), words=last.words)
