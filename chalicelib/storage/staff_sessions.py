"""Sessions of staff: one item per member, so that a new sign-in ends the older one."""

import hashlib
import re
import secrets

import msgspec
from pynamodb.exceptions import DeleteError, UpdateError

from chalicelib.domain.errors import SignedOutError
from chalicelib.domain.ids import StaffId
from chalicelib.domain.instants import Instant, ttl
from chalicelib.domain.sessions import STAFF
from chalicelib.domain.staff import Staff
from chalicelib.storage import cases
from chalicelib.storage.legs import DELETE, PUT, Leg
from chalicelib.storage.tables import SessionItem

_ID = re.compile(r"[0-9a-f]{32}")
_REFUSED = "ConditionalCheckFailedException"


class StaffSession(msgspec.Struct, frozen=True, kw_only=True):
    """`nonce` outlives a change of token (step-up), so that pages keep their `X-CSRF`."""

    staff: Staff
    issued: Instant
    renewed: Instant
    mfa_at: Instant
    nonce: str


def _partition(staff: StaffId) -> str:
    return f"SS#{staff}"


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


def start(staff: Staff, now: Instant, *more: Leg) -> tuple[str, StaffSession]:
    """Ends any other session of this member; gives the cookie's value, of which only a hash is kept.

    `more` belongs to it: all or none.
    """
    session = StaffSession(staff=staff, issued=now, renewed=now, mfa_at=now, nonce=secrets.token_urlsafe(16))
    return replace(session, None, *more), session


def replace(session: StaffSession, cookie: str | None, *more: Leg) -> str:
    """Writes the session under a new token; given the old cookie, only if that one still counts (SignedOutError).

    A transaction, because botocore gives it a token: the second copy after a lost reply would not find the old cookie.
    """
    token = secrets.token_urlsafe(32)
    condition = SessionItem.hash == _hash(_token(cookie)) if cookie else None
    cases.attempt([*more, Leg(PUT, _item(session, token), condition, lambda _raw: SignedOutError())])
    return f"{session.staff.id}.{token}"


def find(cookie: str) -> StaffSession | None:
    """The session a cookie stands for, whatever its age."""
    staff, _, token = cookie.partition(".")
    if not _ID.fullmatch(staff):
        return None
    try:
        item = SessionItem.get(_partition(StaffId(staff)), "-", consistent_read=True)
    except SessionItem.DoesNotExist:
        return None
    if not secrets.compare_digest(item.hash or "", _hash(token)):
        return None
    return msgspec.json.decode(item.body or "", type=StaffSession)


def touch(session: StaffSession, cookie: str, now: Instant) -> None:
    """A sign of life. A session ended meanwhile stays ended."""
    body = msgspec.json.encode(msgspec.structs.replace(session, renewed=now)).decode()
    item = _item(session, _token(cookie))
    try:
        item.update([SessionItem.body.set(body), SessionItem.ttl.set(_expiry(session))], SessionItem.hash == item.hash)
    except UpdateError as refused:
        if refused.cause_response_code != _REFUSED:
            raise


def end(staff: StaffId, cookie: str | None = None) -> None:
    """Ends the session of that cookie, or whichever there is."""
    condition = SessionItem.hash == _hash(_token(cookie)) if cookie else None
    try:
        SessionItem(_partition(staff), "-").delete(condition=condition)
    except DeleteError as refused:
        if refused.cause_response_code != _REFUSED:
            raise


def ended(staff: StaffId) -> Leg:
    """For the transaction that takes rights away: no request after it has them."""
    return Leg(DELETE, SessionItem(_partition(staff), "-"), None, lambda _raw: SignedOutError())


def _token(cookie: str) -> str:
    return cookie.partition(".")[2]


def _expiry(session: StaffSession) -> int:
    return ttl(Instant(session.issued + STAFF.absolute))


def _item(session: StaffSession, token: str) -> SessionItem:
    body = msgspec.json.encode(session).decode()
    return SessionItem(_partition(session.staff.id), "-", body=body, hash=_hash(token), ttl=_expiry(session))
