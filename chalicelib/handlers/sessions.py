"""Candidates sign in and out."""

import base64
import secrets

import msgspec
from chalice.app import Blueprint

from chalicelib.domain.instants import Instant, later
from chalicelib.domain.sessions import CANDIDATE, TicketLine, end_of
from chalicelib.handlers import cookies, http
from chalicelib.handlers.calls import Answer, Call, CandidateCall
from chalicelib.handlers.guards import CANDIDATE_HOST
from chalicelib.storage import people
from chalicelib.usecases.sessions.ask_work import Work, WorkForm, ask_work
from chalicelib.usecases.sessions.draw_captcha import draw_captcha
from chalicelib.usecases.sessions.sign_in import LoginForm, SignedIn, Visitor, sign_in
from chalicelib.usecases.sessions.sign_out import sign_out

blueprint = Blueprint(__name__)

_FORGET = '"cache", "storage"'


class CaptchaView(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    picture: str
    expires: Instant


class LoginView(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    tickets: tuple[TicketLine, ...]


class SessionView(msgspec.Struct, frozen=True, kw_only=True):
    """When the session ends without a further request, and when in any case."""

    idle_until: Instant
    until: Instant


@http.public(blueprint, "POST", "/session/captcha", gives=CaptchaView, status=201, host=CANDIDATE_HOST)
def draw(call: Call) -> Answer:
    """One try in two minutes, bound to this browser by a cookie of its own."""
    browser = cookies.read_browser(call.cookies, call.now) or secrets.token_urlsafe(16)
    drawn = draw_captcha(browser, call.address, call.now)
    picture = base64.b64encode(drawn.picture).decode()
    view = CaptchaView(id=drawn.id, picture=picture, expires=drawn.expires)
    return Answer(view, cookies=(cookies.browser_cookie(browser, call.now),))


@http.public(blueprint, "POST", "/session/work", body=WorkForm, host=CANDIDATE_HOST)
def set_work(call: Call, body: WorkForm) -> Work:
    """For those who cannot read pictures; solved by the page, spent once."""
    return ask_work(body, call.now)


@http.public(blueprint, "POST", "/session", body=LoginForm, gives=LoginView, host=CANDIDATE_HOST)
def begin(call: Call, body: LoginForm) -> Answer:
    return welcome(call, sign_in(body, visitor(call), call.now))


def visitor(call: Call) -> Visitor:
    devices = cookies.read_devices(call.cookies, call.now)
    return Visitor(address=call.address, browser=cookies.read_browser(call.cookies, call.now), devices=devices)


def welcome(call: Call, signed: SignedIn) -> Answer:
    """Whoever just showed who he is: a session, and a device that is known from now on."""
    devices = cookies.read_devices(call.cookies, call.now)
    return Answer(
        LoginView(name=signed.account.name, tickets=signed.account.tickets),
        headers=cookies.session_headers(signed.session),
        cookies=(
            cookies.session_cookie(signed.session),
            cookies.device_cookie(devices, signed.session.person, call.now),
        ),
    )


@http.candidate(blueprint, "GET", "/session")
def look(call: CandidateCall) -> SessionView:
    """Asking is a sign of life: the page extends a session with it, unless it was ended elsewhere."""
    people.load_head(call.cid, epoch=call.epoch)
    session = call.session
    return SessionView(idle_until=end_of(CANDIDATE, session), until=later(session.issued, CANDIDATE.absolute))


@http.candidate(blueprint, "POST", "/session/end", gives=None)
def end(call: CandidateCall) -> Answer:
    """All devices of this person end; what the pages kept on this one is wiped."""
    sign_out(call.session)
    cleared = (cookies.cleared(cookies.CANDIDATE_COOKIE),)
    return Answer(headers={"Clear-Site-Data": _FORGET}, cookies=cleared)
