"""Switch the reminder of one business on or off."""

from chalicelib.domain import reminders
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import Instant
from chalicelib.storage import people
from chalicelib.storage import reminders as stored_reminders


def set_reminder(cid: Cid, epoch: int, business: str, *, on: bool, now: Instant) -> None:
    """Asked twice it is set once. Raises UnknownError for a business that nobody has."""
    wanted = reminders.require_business(business)
    head = people.load_head(cid, epoch=epoch)
    stored_reminders.switch(head, wanted, on=on, now=now)
