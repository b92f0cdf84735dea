"""Sign a member of staff out."""

from chalicelib.storage import staff_sessions
from chalicelib.storage.staff_sessions import StaffSession


def sign_out(session: StaffSession, cookie: str) -> None:
    staff_sessions.end(session.staff.id, cookie)
