"""What a first pass asks for beside itself: the fee of the table, where the school takes it here."""

from typing import NamedTuple

from chalicelib import data
from chalicelib.domain import fees
from chalicelib.domain.applications import Case
from chalicelib.domain.instants import Instant, shanghai
from chalicelib.storage import desks, payments


class Asked(NamedTuple):
    """`here`: it is owed on this platform. `text`: where it is not, the school and its telephone."""

    here: bool = False
    text: str = ""


def asked(case: Case, now: Instant) -> Asked:
    """By the table, the desks and the channel of this moment; configuration is read only where there is a fee."""
    fee = fees.asked(data.fees(), case, shanghai(now).date())
    if fee is None:
        return Asked()
    desk = desks.load(now).of(case.school)
    if desk.online and payments.ways():
        return Asked(here=True)
    return Asked(text=fees.at_school_text(fee, case.school_name, desk))
