"""The fee beside the stages: what a first pass asks for, where and while it can be paid here; how the way tells it."""

from typing import NamedTuple

from chalicelib import data
from chalicelib.domain import fees, lapses
from chalicelib.domain.applications import Case
from chalicelib.domain.fees import Desk
from chalicelib.domain.instants import Instant, shanghai
from chalicelib.domain.statuses import LIVE, FeeState
from chalicelib.domain.tracks import Beside
from chalicelib.storage import desks, payments, windows
from chalicelib.storage.cases import File
from chalicelib.usecases.offices import OFFICES


class Asked(NamedTuple):
    """`fee`: `due` on this platform, `at_school`, or nothing. `text`: of the school's, and its telephone."""

    fee: FeeState = FeeState.NONE
    text: str = ""


def takes_here(desk: Desk) -> bool:
    """Whether a school's fee can be paid here: the school wants it so, and the stage has a channel."""
    return desk.online and bool(payments.ways())


def asked(case: Case, now: Instant) -> Asked:
    """By the table, desks, channel and windows of this moment; configuration is read only where there is a fee."""
    fee = fees.asked(data.fees(), case, shanghai(now).date())
    if fee is None:
        return Asked()
    desk = desks.load(now).of(case.school)
    if takes_here(desk) and lapses.leaves_time(windows.load(now), case.term, case.school, now):
        return Asked(FeeState.DUE)
    return Asked(FeeState.AT_SCHOOL, fees.at_school_text(fee, case, desk))


def beside(file: File, now: Instant) -> Beside:
    """What the way of an application shows beside the case; configuration is read only where a fee may be asked."""
    case, told = file.case, ""
    fee = fees.fee_of(data.fees(), case.business, shanghai(now).date())
    if fee and fees.is_at_school(case):
        told = fees.at_school_text(fee, case, desks.load(now).of(case.school))
    asks = case.state in LIVE and asked(case, now).fee == FeeState.DUE
    return Beside(OFFICES.city, file.rounds[-1].at, asks, told)
