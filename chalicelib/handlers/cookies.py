"""Cookies: all `__Host-`, HttpOnly, Secure, SameSite=Strict; the candidate's session is the cookie itself."""

import msgspec

from chalicelib.domain.instants import Instant
from chalicelib.domain.sessions import CANDIDATE, Session, is_alive
from chalicelib.storage import signing
from chalicelib.storage.staff_sessions import StaffSession

CANDIDATE_COOKIE = "__Host-kaoji"
STAFF_COOKIE = "__Host-kaoji-staff"
PRE_COOKIE = "__Host-kaoji-pre"
DEVICE_COOKIE = "__Host-kaoji-device"

_PURPOSE = "candidate-session"


def parsed(header: str) -> dict[str, str]:
    """The first of each name counts."""
    found: dict[str, str] = {}
    for part in header.split(";"):
        name, _, value = part.strip().partition("=")
        found.setdefault(name, value)
    return found


def made(name: str, value: str, *, seconds: int | None = None) -> str:
    """Without `seconds` it ends with the browser."""
    lasting = "" if seconds is None else f"; Max-Age={seconds}"
    return f"{name}={value}; Path=/; Secure; HttpOnly; SameSite=Strict{lasting}"


def cleared(name: str) -> str:
    return made(name, "", seconds=0)


def session_cookie(session: Session) -> str:
    return made(CANDIDATE_COOKIE, signing.sign(_PURPOSE, session))


def read_session(value: str, now: Instant) -> Session | None:
    session = signing.read(_PURPOSE, value, Session)
    return session if session and is_alive(CANDIDATE, session, now) else None


def renewed(session: Session, now: Instant) -> Session:
    return msgspec.structs.replace(session, renewed=now)


def candidate_csrf(session: Session) -> str:
    return signing.mac("csrf-candidate", f"{session.cid}|{session.epoch}|{session.issued}")


def staff_csrf(session: StaffSession) -> str:
    return signing.mac("csrf-staff", f"{session.staff.id}|{session.nonce}")
