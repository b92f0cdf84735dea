"""What a first pass asks for beside itself: the fee of the table, where and while it can be paid here."""

from typing import NamedTuple

from chalicelib import data
from chalicelib.domain import fees, lapses
from chalicelib.domain.applications import Case
from chalicelib.domain.fees import Desk
from chalicelib.domain.instants import Instant, shanghai
from chalicelib.storage import desks, payments, windows


class Asked(NamedTuple):
    """`here`: it is owed on this platform. `text`: where it is not, the school and its telephone."""

    here: bool = False
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
        return Asked(here=True)
    return Asked(text=fees.at_school_text(fee, case, desk))
