"""Sign a candidate out, on every device."""

from chalicelib.domain.sessions import Session
from chalicelib.storage import accounts


def sign_out(session: Session) -> None:
    accounts.end_sessions(session)
