"""How a case stands, told to people: what may be done with it now, and until when."""

import msgspec

from chalicelib.domain.applications import Case
from chalicelib.domain.instants import Instant
from chalicelib.domain.statuses import State
from chalicelib.domain.windows import Business, Windows, correction_deadline, effective, is_open


class Possible(msgspec.Struct, frozen=True, kw_only=True):
    """What the candidate may do with a case now (a reviewer who has it open may still refuse an edit)."""

    edit: bool
    withdraw: bool
    resubmit: bool


def deadline(case: Case, windows: Windows) -> Instant | None:
    """Until when a returned case can be mended; None in any other state."""
    if case.state != State.RETURNED:
        return None
    return correction_deadline(windows, case.window, case.school)


def possible(case: Case, windows: Windows, now: Instant) -> Possible:
    open_term = open_window_term(case, windows, now)
    mending = deadline(case, windows)
    return Possible(
        edit=case.state == State.SUBMITTED and open_term is not None,
        withdraw=case.state == State.SUBMITTED,
        resubmit=(mending is not None and now < mending) or (case.state == State.REJECTED and open_term == case.term),
    )


def open_window_term(case: Case, windows: Windows, now: Instant) -> str | None:
    for window in effective(windows, Business(case.business), case.school):
        if is_open(window, now):
            return window.term
    return None
