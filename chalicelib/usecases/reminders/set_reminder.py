"""Switch the reminder of one business on or off."""

from chalicelib.domain import reminders
from chalicelib.domain.instants import Instant
from chalicelib.domain.sessions import Session
from chalicelib.storage import people
from chalicelib.storage import reminders as stored_reminders
from chalicelib.storage.reminders import Wish


def set_reminder(session: Session, business: str, *, on: bool, now: Instant) -> None:
    """Asked twice it is set once. Raises UnknownError for a business that nobody has."""
    wanted = reminders.require_business(business)
    head = people.load_head(session.cid, epoch=session.epoch)
    stored_reminders.switch(head, wanted, Wish(on, session.person), now)
