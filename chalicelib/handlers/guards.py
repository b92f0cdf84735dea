"""What a request must satisfy before a view sees it: host, own page, size, session, CSRF token."""

import ipaddress
from collections.abc import Mapping
from typing import Any

import msgspec

from chalicelib.domain.errors import ForeignRequestError, MalformedError, SignedOutError, UnknownError
from chalicelib.domain.instants import Instant
from chalicelib.domain.sessions import CANDIDATE, STAFF, Session, is_alive, is_stale
from chalicelib.handlers import cookies
from chalicelib.settings import SETTINGS
from chalicelib.storage import keys, signing, staff_sessions
from chalicelib.storage.staff_sessions import StaffSession

BODY_MOST = 65_536
CANDIDATE_HOST, CONSOLE_HOST, ANY_HOST = "candidate", "console", "any"
READS = frozenset({"GET", "HEAD"})

_ORIGINS = {CANDIDATE_HOST: SETTINGS.candidate_origin, CONSOLE_HOST: SETTINGS.console_origin}

Headers = Mapping[str, str]


class Empty(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of a mutation that says everything by its address: `{}` or nothing."""


def require_host(host: str, headers: Headers) -> None:
    """A console route does not exist on the candidate host and the reverse.

    `X-Kaoji-Host` is `candidate` or `console` and comes from the edge, never from the browser: CloudFront's origin
    headers replace what a viewer sent, the local server does the same. Where the stage has an edge secret, a request
    without it did not come through the edge and finds nothing.
    """
    if host == ANY_HOST:
        return
    if headers.get("x-kaoji-host") != host or not _through_edge(headers):
        raise UnknownError


def _through_edge(headers: Headers) -> bool:
    secret = keys.edge_secret()
    return secret is None or signing.same(secret, headers.get("x-kaoji-edge", ""))


def address(headers: Headers, peer: str) -> str:
    """The viewer's address. Browsers may write any `X-Forwarded-For`; CloudFront appends the viewer and API Gateway
    appends CloudFront, so the last entry but one is true if, and only if, the request proved to come by the edge.
    """
    hops = [hop.strip() for hop in headers.get("x-forwarded-for", "").split(",") if hop.strip()]
    if keys.edge_secret() is None or not _through_edge(headers) or not hops:
        return peer
    try:
        return str(ipaddress.ip_address(hops[-2 if len(hops) > 1 else -1]))
    except ValueError:
        return peer


def require_own_page(host: str, headers: Headers) -> None:
    """A mutation comes as JSON from a page of this very origin; browsers without Fetch Metadata send `Origin`."""
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise ForeignRequestError
    site = headers.get("sec-fetch-site")
    own = site == "same-origin" if site is not None else headers.get("origin") == _ORIGINS.get(host)
    if not own:
        raise ForeignRequestError


def require_csrf(expected: str, headers: Headers) -> None:
    if not signing.same(expected, headers.get("x-csrf", "")):
        raise ForeignRequestError


def raw_body(request: Any, most: int = BODY_MOST) -> bytes:
    try:
        raw = bytes(request.raw_body)
    except ValueError as broken:
        raise MalformedError from broken
    if len(raw) > most:
        raise MalformedError("提交的内容过大，请减少后重试")
    return raw


def decoded(raw: bytes, shape: type[msgspec.Struct]) -> msgspec.Struct:
    """Judges shape only; unknown keys are refused, whatever they are called. What stays raw must be text as well."""
    try:
        raw.decode()
        return msgspec.json.decode(raw or b"{}", type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as wrong:
        raise MalformedError from wrong


def candidate_session(sent: Mapping[str, str], now: Instant) -> tuple[Session, tuple[str, ...]]:
    """The living session, with the renewed cookie when it is due."""
    session = cookies.read_session(sent.get(cookies.CANDIDATE_COOKIE, ""), now)
    if session is None:
        raise SignedOutError
    if not is_stale(CANDIDATE, session, now):
        return session, ()
    session = cookies.renewed(session, now)
    return session, (cookies.session_cookie(session),)


def staff_session(sent: Mapping[str, str], now: Instant) -> tuple[StaffSession, str]:
    """The living session and the cookie that named it: one read, and a write when a minute has passed."""
    cookie = sent.get(cookies.STAFF_COOKIE, "")
    session = staff_sessions.find(cookie) if cookie else None
    if session is None or not is_alive(STAFF, session, now):
        raise SignedOutError
    if is_stale(STAFF, session, now):
        staff_sessions.touch(session, cookie, now)
    return session, cookie
