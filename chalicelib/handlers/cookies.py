"""Cookies: all `__Host-`, HttpOnly, Secure, SameSite=Strict; the candidate's session is the cookie itself."""

import secrets
from collections.abc import Mapping

import msgspec

from chalicelib.domain.instants import DAY, HOUR, SECOND, Instant
from chalicelib.domain.sessions import CANDIDATE, Session, end_of, is_alive
from chalicelib.storage import signing
from chalicelib.storage.staff_sessions import StaffSession

CANDIDATE_COOKIE = "__Host-kaoji"
STAFF_COOKIE = "__Host-kaoji-staff"
PRE_COOKIE = "__Host-kaoji-pre"
DEVICE_COOKIE = "__Host-kaoji-device"

_PURPOSE, _PRE, _DEVICE = "candidate-session", "pre-login", "device"
_BROWSER_LIFE, _DEVICE_LIFE = HOUR, 180 * DAY
_DEVICES_MOST = 4


class Browser(msgspec.Struct, frozen=True):
    """Who asked for a captcha, before anybody is known."""

    id: str
    issued: Instant


class Devices(msgspec.Struct, frozen=True):
    """The accounts that signed in here (their keyed hash) and the name of this device in each one's lane."""

    known: dict[str, str]
    issued: Instant


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


def browser_cookie(browser: str, now: Instant) -> str:
    return made(PRE_COOKIE, signing.sign(_PRE, Browser(browser, now)), seconds=_BROWSER_LIFE // SECOND)


def read_browser(sent: Mapping[str, str], now: Instant) -> str:
    """Empty for a cookie we did not make: the id of a browser is ours to choose."""
    found = signing.read(_PRE, sent.get(PRE_COOKIE, ""), Browser)
    return found.id if found and now < found.issued + _BROWSER_LIFE else ""


def device_cookie(before: Mapping[str, str], person: str, now: Instant) -> str:
    """Keeps this account's name for the device, and the latest others'."""
    known = {account: device for account, device in before.items() if account != person}
    kept = dict(list(known.items())[1 - _DEVICES_MOST :])
    kept[person] = before.get(person) or secrets.token_urlsafe(9)
    return made(DEVICE_COOKIE, signing.sign(_DEVICE, Devices(kept, now)), seconds=_DEVICE_LIFE // SECOND)


def read_devices(sent: Mapping[str, str], now: Instant) -> dict[str, str]:
    found = signing.read(_DEVICE, sent.get(DEVICE_COOKIE, ""), Devices)
    return found.known if found and now < found.issued + _DEVICE_LIFE else {}


def session_headers(session: Session) -> dict[str, str]:
    """What every answer to a candidate's page carries: the token for changes, and when the session ends."""
    return {"X-CSRF": candidate_csrf(session), "X-Until": str(end_of(CANDIDATE, session))}


def candidate_csrf(session: Session) -> str:
    return signing.mac("csrf-candidate", f"{session.cid}|{session.epoch}|{session.issued}")


def staff_csrf(session: StaffSession) -> str:
    return signing.mac("csrf-staff", f"{session.staff.id}|{session.nonce}")
