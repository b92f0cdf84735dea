"""The page of 申请毕业: whether one may apply, what is still to do, and how far what was sent has come."""

import msgspec

from chalicelib.domain import filings, graduation_audits, graduation_photos, people, progress
from chalicelib.domain.degrees.questions import AddonChoice
from chalicelib.domain.drafts import NEW
from chalicelib.domain.graduation_forms import Graduation
from chalicelib.domain.graduation_photos import Photo
from chalicelib.domain.graduation_steps import Desk, Outlive, outlive
from chalicelib.domain.graduation_tasks import Task, tasks
from chalicelib.domain.graduations import KIND
from chalicelib.domain.ids import Cid, No, UploadId
from chalicelib.domain.instants import Instant
from chalicelib.domain.people import Head
from chalicelib.domain.progress import Possible
from chalicelib.domain.statuses import FeeState, State, told
from chalicelib.domain.tracks import Mark, track
from chalicelib.domain.windows import Windows
from chalicelib.storage import cases, drafts, photos, presigned
from chalicelib.storage import people as stored_people
from chalicelib.storage import windows as stored_windows
from chalicelib.storage.cases import File
from chalicelib.storage.gather import together
from chalicelib.usecases.applications.visits import VisitView, visit_view
from chalicelib.usecases.applications.window_view import WindowView, window_view
from chalicelib.usecases.graduations.desks import desk_of, window_of
from chalicelib.usecases.orders.asking import beside
from chalicelib.usecases.orders.list_orders import dues_of
from chalicelib.usecases.orders.views import DueView, due_view


class MajorView(msgspec.Struct, frozen=True, kw_only=True):
    """One version of the ticket's major that may be graduated by. `addons`: 加考选项, none where none are asked."""

    plan_id: str
    title: str
    version: str
    status_text: str
    addons: tuple[AddonChoice, ...]


class PhotoView(msgspec.Struct, frozen=True, kw_only=True):
    """Links live for 60 seconds."""

    id: UploadId
    at: Instant
    url: str
    thumb_url: str


class SentView(msgspec.Struct, frozen=True, kw_only=True):
    """The latest application of this ticket and the steps of its way. `due`: what it owes, here or at the school.

    `visit`: when it waits for the signature.
    """

    no: No
    ver: int
    title: str
    round: int
    state: State
    state_text: str
    fee: FeeState
    due: DueView | None
    can: Possible
    track: tuple[Mark, ...]
    visit: VisitView | None


class LimitsView(msgspec.Struct, frozen=True, kw_only=True):
    """What this school asks of texts (printed characters) and of the photograph (pixels, bytes)."""

    evaluation_least: int
    evaluation_most: int
    explanation_least: int
    explanation_most: int
    photo_width: int
    photo_height: int
    photo_least: int
    photo_most: int


class GraduationView(msgspec.Struct, frozen=True, kw_only=True):
    """`target`: whose drafts `tasks` tells of, `new` or the number of the application that is mended.

    `barred`: why this ticket cannot apply, whatever the time, "" where it can.
    `photo_now`: whether a photograph may be uploaded, which mending allows outside of its window too.
    `outlive`: what this round asks of the proof of a diploma.
    """

    window: WindowView
    barred: str
    photo_window: WindowView
    photo_now: bool
    name: str
    id_masked: str
    majors: tuple[MajorView, ...]
    limits: LimitsView
    outlive: Outlive | None
    target: str
    tasks: tuple[Task, ...]
    photo: PhotoView | None
    sent: SentView | None


def show_graduation(cid: Cid, epoch: int, ref: int, now: Instant) -> GraduationView:
    """Four calls in two waits. Raises UnknownError for a ticket not one's own."""
    record, files = together(lambda: stored_people.load(cid, epoch=epoch), lambda: cases.load_all(cid, KIND.business))
    ticket, current = people.ticket_of(record.head, ref), stored_windows.load(now)
    file = next((file for file in reversed(files) if file.case.ref == ref), None)
    mended = file if file and _goes_on(progress.possible(file.case, current, now)) else None
    target = mended.case.no if mended else NEW
    found, photo = together(lambda: drafts.load(cid, KIND.business, ref, target), lambda: photos.load(cid, ref))
    desk = desk_of(record, ticket, current, now, mending=mended.case if mended else None)
    has_photo = bool(photo or (mended and _content(mended).photo))
    return GraduationView(
        window=window_view(window_of(ticket, current, now), KIND.business, record.head, now),
        barred=filings.barred(record.head, ticket.ref, leaves=KIND.leaves),
        photo_window=window_view(
            graduation_photos.window_of(current, ticket.school, now), graduation_photos.BUSINESS, record.head, now
        ),
        photo_now=graduation_photos.is_time(record.head, ticket, current, now),
        name=record.head.name,
        id_masked=record.head.id_masked,
        majors=_majors(desk),
        limits=LimitsView(**{name: getattr(desk.terms, name) for name in LimitsView.__struct_fields__}),
        outlive=outlive(desk.until),
        target=target,
        tasks=tasks(found, desk, has_photo=has_photo, sent=_content(mended) if mended else None),
        photo=_photo(photo),
        sent=_sent(file, record.head, current, now) if file else None,
    )


def _goes_on(can: Possible) -> bool:
    """What is typed next is a further round of it."""
    return can.resubmit or can.edit


def _content(file: File) -> Graduation:
    return KIND.content_of(file.rounds[-1])


def _majors(desk: Desk) -> tuple[MajorView, ...]:
    library = desk.ground.library
    return tuple(
        MajorView(
            plan_id=plan.id,
            title=graduation_audits.title_of(plan),
            version=plan.version,
            status_text=plan.status_text,
            addons=graduation_audits.options_of(plan.id, desk.ground).addons,
        )
        for plan in graduation_audits.offered(library.plan(desk.ticket.plan_id), library).values()
    )


def _photo(photo: Photo | None) -> PhotoView | None:
    if photo is None:
        return None
    [link] = presigned.links([photo.picture])
    return PhotoView(id=link.id, at=photo.at, url=link.url, thumb_url=link.thumb_url)


def _sent(file: File, head: Head, current: Windows, now: Instant) -> SentView:
    case = file.case
    due = next((one for one in dues_of(head, now) if one.no == case.no), None)
    return SentView(
        no=case.no,
        ver=case.ver,
        title=case.title,
        round=case.round,
        state=case.state,
        state_text=told(case.state, case.fee),
        fee=case.fee,
        due=due_view(due) if due else None,
        can=progress.possible(case, current, now),
        track=track(case, beside(file, now), KIND.end),
        visit=visit_view(case, current),
    )
