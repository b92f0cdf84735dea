"""What the steps of 申请毕业 are judged with, outside of a submission."""

import msgspec

from chalicelib import data
from chalicelib.domain import windows
from chalicelib.domain.applications import Case
from chalicelib.domain.graduation_steps import Desk
from chalicelib.domain.graduation_terms import Terms, terms_of
from chalicelib.domain.graduations import KIND
from chalicelib.domain.instants import Instant
from chalicelib.domain.library import Library
from chalicelib.domain.people import Head, Ticket
from chalicelib.domain.statuses import State
from chalicelib.domain.transcripts import Transcript
from chalicelib.domain.windows import Window, Windows
from chalicelib.storage import library
from chalicelib.storage.people import Record


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The record and the rules of this moment."""

    head: Head
    library: Library
    transcript: Transcript
    now: Instant


def desk_of(record: Record, ticket: Ticket, current: Windows, now: Instant, mending: Case | None = None) -> Desk:
    """What is returned is mended within its own window, as its submission is admitted."""
    if mending and mending.state == State.RETURNED:
        until = windows.correction_deadline(current, mending.window, ticket.school)
    else:
        window = window_of(ticket, current, now)
        until = window.corrects if window else None
    shelf = library.having(ticket.plan_id, now)
    return Desk(
        ground=Reading(head=record.head, library=shelf, transcript=record.transcript, now=now),
        ticket=ticket,
        terms=terms_for(ticket, now),
        books=data,
        until=until,
    )


def window_of(ticket: Ticket, current: Windows, now: Instant) -> Window | None:
    """The window of 申请毕业 that matters now."""
    return windows.current(windows.effective(current, KIND.business, ticket.school), now)


def terms_for(ticket: Ticket, now: Instant) -> Terms:
    return terms_of(data.graduation_terms(), ticket.school, now)
