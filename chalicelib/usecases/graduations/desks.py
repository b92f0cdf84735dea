"""What the steps of 申请毕业 are judged with, outside of a submission."""

from chalicelib import data
from chalicelib.domain import windows
from chalicelib.domain.applications import Case
from chalicelib.domain.graduation_steps import Desk
from chalicelib.domain.graduation_terms import Terms, terms_of
from chalicelib.domain.graduations import KIND
from chalicelib.domain.instants import Instant
from chalicelib.domain.people import Ticket
from chalicelib.domain.statuses import State
from chalicelib.domain.windows import Window, Windows
from chalicelib.storage.people import Record
from chalicelib.usecases.applications.standings import ground_of


def desk_of(record: Record, ticket: Ticket, current: Windows, now: Instant, mending: Case | None = None) -> Desk:
    """What is returned is mended within its own window, as its submission is admitted."""
    if mending and mending.state == State.RETURNED:
        until = windows.correction_deadline(current, mending.window, mending.school)
    else:
        window = window_of(ticket, current, now)
        until = window.corrects if window else None
    return Desk(
        ground=ground_of(record, ticket, now),
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
