"""The list of 成绩补登 of one ticket: everything registered so far, and whether one may register now."""

import msgspec

from chalicelib import data
from chalicelib.domain import filings, people, progress, supplements, windows
from chalicelib.domain.ids import Cid, CourseCode, No
from chalicelib.domain.instants import Instant
from chalicelib.domain.plans import Plan
from chalicelib.domain.progress import Possible
from chalicelib.domain.statuses import TEXTS, State
from chalicelib.domain.supplement_forms import DATES, Supplement, label_of
from chalicelib.domain.windows import Business, Windows
from chalicelib.storage import cases, library
from chalicelib.storage import people as stored_people
from chalicelib.storage import windows as stored_windows
from chalicelib.storage.cases import File
from chalicelib.storage.gather import together
from chalicelib.usecases.applications.window_view import WindowView, window_view


class SupplementRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the manual's list. The month and what it is called follow the kind."""

    no: No
    ver: int
    at: Instant
    title: str
    type_text: str
    score: str
    credits2: int | None
    month: str
    month_label: str
    state: State
    state_text: str
    can: Possible


class SupplementsView(msgspec.Struct, frozen=True, kw_only=True):
    """`barred`: why nothing can be registered with this ticket, whatever the time, "" where it can."""

    window: WindowView
    barred: str
    rows: tuple[SupplementRow, ...]


def list_supplements(cid: Cid, epoch: int, ref: int, now: Instant) -> SupplementsView:
    """Two calls in one wait. Newest first; what was taken back is not shown."""
    head, files = together(
        lambda: stored_people.load_head(cid, epoch=epoch), lambda: cases.load_all(cid, Business.SUPPLEMENT)
    )
    ticket = people.ticket_of(head, ref)
    plan, current = library.having(ticket.plan_id, now).plan(ticket.plan_id), stored_windows.load(now)
    window = windows.current(windows.effective(current, Business.SUPPLEMENT, ticket.school), now)
    shown = [file for file in files if file.case.ref == ref and file.case.state != State.WITHDRAWN]
    shown.sort(key=lambda file: file.case.no, reverse=True)
    return SupplementsView(
        window=window_view(window, Business.SUPPLEMENT, head, now),
        barred=filings.barred(head, ticket.ref, leaves=supplements.KIND.leaves),
        rows=tuple(_row(file, plan, current, now) for file in shown),
    )


def _row(file: File, plan: Plan, current: Windows, now: Instant) -> SupplementRow:
    case, content = file.case, supplements.KIND.content_of(file.rounds[-1])
    return SupplementRow(
        no=case.no,
        ver=case.ver,
        at=case.submitted_at,
        title=case.title,
        type_text=supplements.type_text(content, data),
        score=content.score,
        credits2=_credits2(content, plan),
        month=getattr(content, DATES[content.kind]),
        month_label=label_of(content.kind, DATES[content.kind]),
        state=case.state,
        state_text=TEXTS[case.state],
        can=progress.possible(case, current, now),
    )


def _credits2(content: Supplement, plan: Plan) -> int | None:
    return supplements.credits2_of(plan, CourseCode(content.course), data)
