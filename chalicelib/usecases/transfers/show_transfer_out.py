"""The page of 本市转出: whether one may apply, which scores can leave and why others cannot, how far it has come."""

import msgspec

from chalicelib import data
from chalicelib.domain import filings, people, progress, transfer_out_scores, windows
from chalicelib.domain.drafts import NEW
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import Instant
from chalicelib.domain.kinds import Ground
from chalicelib.domain.progress import Possible
from chalicelib.domain.statuses import State, told
from chalicelib.domain.tracks import Mark, track
from chalicelib.domain.transfer_out import KIND
from chalicelib.domain.transfer_out_forms import majors
from chalicelib.domain.transfer_out_scores import Line
from chalicelib.domain.windows import Windows
from chalicelib.storage import cases, desks
from chalicelib.storage import people as stored_people
from chalicelib.storage import windows as stored_windows
from chalicelib.storage.cases import File
from chalicelib.storage.gather import together
from chalicelib.usecases.applications.standings import ground_of
from chalicelib.usecases.applications.visits import VisitView, visit_view
from chalicelib.usecases.applications.window_view import WindowView, window_view
from chalicelib.usecases.orders.asking import beside


class MajorView(msgspec.Struct, frozen=True, kw_only=True):
    """A major that can be named, by its national code and the code of 学历层次."""

    level: str
    code: str
    name: str


class SentView(msgspec.Struct, frozen=True, kw_only=True):
    """The latest application of this ticket and the steps of its way. `visit`: when it waits for the signature."""

    no: No
    ver: int
    title: str
    round: int
    state: State
    state_text: str
    can: Possible
    track: tuple[Mark, ...]
    visit: VisitView | None


class TransferOutView(msgspec.Struct, frozen=True, kw_only=True):
    """`barred`: why nothing can leave, or this ticket cannot apply now; "" where it can. `phone`: whom to ring.

    `target`: whose drafts go on, `new` or the number of the application that is mended. `provinces`: where one can go.
    """

    window: WindowView
    name: str
    id_masked: str
    ticket: str
    school_name: str
    phone: str
    barred: str
    lines: tuple[Line, ...]
    provinces: tuple[str, ...]
    majors: tuple[MajorView, ...]
    target: str
    sent: SentView | None


def show_transfer_out(cid: Cid, epoch: int, ref: int, now: Instant) -> TransferOutView:
    """Two calls in one wait. Raises UnknownError for a ticket not one's own."""
    record, files = together(lambda: stored_people.load(cid, epoch=epoch), lambda: cases.load_all(cid, KIND.business))
    ticket, current = people.ticket_of(record.head, ref), stored_windows.load(now)
    file = next((file for file in reversed(files) if file.case.ref == ref), None)
    ground = ground_of(record, ticket, now)
    found = transfer_out_scores.judged(ground, ticket, data)
    window = windows.current(windows.effective(current, KIND.business, ticket.school), now)
    return TransferOutView(
        window=window_view(window, KIND.business, record.head, now),
        name=record.head.name,
        id_masked=record.head.id_masked,
        ticket=people.mask_ticket(ticket.number),
        school_name=ticket.school_name,
        phone=desks.load(now).of(ticket.school).phone,
        barred=filings.barred(record.head, ticket.ref, leaves=True) or found.barred,
        lines=found.lines,
        provinces=_provinces(ground.library.plan(ticket.plan_id).province),
        majors=_majors(ground),
        target=_target(file, current, now),
        sent=_sent(file, current, now) if file else None,
    )


def _provinces(own: str) -> tuple[str, ...]:
    """Codes of all but one's own, and where there is nothing to transfer to."""
    elsewhere = {one.code for one in data.transfer_rules().elsewhere}
    return tuple(
        code for code, one in data.provinces().items() if code not in elsewhere and not one.name.startswith(own)
    )


def _majors(ground: Ground) -> tuple[MajorView, ...]:
    known = majors(ground.library)
    return tuple(
        MajorView(level=level, code=code, name=name) for level, listed in known.items() for code, name in listed.items()
    )


def _target(file: File | None, current: Windows, now: Instant) -> str:
    """What is typed next is a further round of a standing application, or a new one."""
    if file is None:
        return NEW
    can = progress.possible(file.case, current, now)
    return file.case.no if can.edit or can.resubmit else NEW


def _sent(file: File, current: Windows, now: Instant) -> SentView:
    case = file.case
    return SentView(
        no=case.no,
        ver=case.ver,
        title=case.title,
        round=case.round,
        state=case.state,
        state_text=told(case.state, case.fee),
        can=progress.possible(case, current, now),
        track=track(case, beside(file, now), KIND.end),
        visit=visit_view(case, current),
    )
