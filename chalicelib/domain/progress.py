"""How a case stands, told to people: what may be done with it now, and until when."""

import msgspec

from chalicelib.domain.applications import ROUNDS_MOST, Case
from chalicelib.domain.instants import Instant
from chalicelib.domain.own_acts import WITHHELD
from chalicelib.domain.stages import Offices
from chalicelib.domain.statuses import FeeState, State
from chalicelib.domain.windows import Business, Windows, correction_deadline, effective, is_open


class Possible(msgspec.Struct, frozen=True, kw_only=True):
    """What the candidate may do with a case now (a reviewer who has it open may still refuse an edit)."""

    edit: bool
    withdraw: bool
    resubmit: bool
    confirm: bool = False


def deadline(case: Case, windows: Windows) -> Instant | None:
    """Until when a returned case can be mended; None in any other state, or while no window is announced."""
    if case.state != State.RETURNED:
        return None
    return correction_deadline(windows, case.window, case.school)


def possible(case: Case, windows: Windows, now: Instant) -> Possible:
    if not case.is_own:
        return Possible(edit=False, withdraw=False, resubmit=False, confirm=case.is_unconfirmed)
    open_term, until = open_window_term(case, windows, now), deadline(case, windows)
    again = case.round < ROUNDS_MOST
    mending = until is not None and now < until
    rejected = case.state == State.REJECTED and open_term == case.term
    return Possible(
        edit=again and case.state == State.SUBMITTED and open_term is not None,
        withdraw=case.state == State.SUBMITTED and case.fee != FeeState.PAID,
        resubmit=again and (mending or rejected),
    )


def open_window_term(case: Case, windows: Windows, now: Instant) -> str | None:
    for window in effective(windows, Business(case.business), case.school):
        if is_open(window, now):
            return window.term
    return None


def next_text(case: Case, offices: Offices, effect: str) -> str:
    """What follows from the state, where nothing is asked of the candidate; "" where something is."""
    if case.fee == FeeState.DUE or case.is_unconfirmed:
        return ""
    if case.state in (State.SUBMITTED, State.UNDER_REVIEW):
        awaited = offices.awaited(case.stage)
        is_withheld = case.state == State.SUBMITTED and case.fee == FeeState.PAID
        return f"{awaited}。{WITHHELD}" if is_withheld else awaited
    return {
        State.APPROVED: effect,
        State.WITHDRAWN: "您已撤回，可以重新申请",
        State.EXPIRED: "补正期限已过，可在下次开放时重新申请",
        State.CANCELLED: "申请已终止，如有疑问请联系主考学校",
    }.get(case.state, "")
