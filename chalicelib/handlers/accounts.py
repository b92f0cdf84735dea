"""Candidates' passwords: first use, forgotten, changed; and what is on record of the use of their data."""

import msgspec
from chalice.app import Blueprint

from chalicelib.domain.instants import Instant
from chalicelib.handlers import cookies, http, sessions
from chalicelib.handlers.calls import Answer, Call, CandidateCall
from chalicelib.handlers.guards import CANDIDATE_HOST
from chalicelib.handlers.sessions import LoginView
from chalicelib.usecases.accounts.activate_account import ActivationForm, activate_account
from chalicelib.usecases.accounts.change_password import PasswordForm, change_password
from chalicelib.usecases.accounts.request_code import CodeRequest, request_code
from chalicelib.usecases.accounts.reset_password import ResetForm, reset_password
from chalicelib.usecases.accounts.show_my_data import MyData, show_my_data

blueprint = Blueprint(__name__)


class CodeView(msgspec.Struct, frozen=True):
    """When a code that was asked for ends; not whether there is one."""

    until: Instant


@http.public(blueprint, "POST", "/session/activation", body=ActivationForm, gives=LoginView, host=CANDIDATE_HOST)
def activate(call: Call, body: ActivationForm) -> Answer:
    return sessions.welcome(call, activate_account(body, sessions.visitor(call), call.now))


@http.public(
    blueprint, "POST", "/session/reset/code", body=CodeRequest, gives=CodeView, status=202, host=CANDIDATE_HOST
)
def ask(call: Call, body: CodeRequest) -> Answer:
    """The code serves this browser alone, known by a cookie of its own as for captchas."""
    found = sessions.visitor(call)
    visitor = msgspec.structs.replace(found, browser=found.browser or call.entropy(16).hex())
    until = request_code(body, visitor, call.entropy(16), call.now)
    return Answer(CodeView(until), cookies=(cookies.browser_cookie(visitor.browser, call.now),))


@http.public(blueprint, "POST", "/session/reset", body=ResetForm, gives=LoginView, host=CANDIDATE_HOST)
def reset(call: Call, body: ResetForm) -> Answer:
    return sessions.welcome(call, reset_password(body, sessions.visitor(call), call.now))


@http.candidate(blueprint, "POST", "/session/password", body=PasswordForm, gives=None)
def change(call: CandidateCall, body: PasswordForm) -> Answer:
    """The session goes on under a new cookie and a new token; all others have ended."""
    session = change_password(call.session, body, call.now)
    return Answer(headers=cookies.session_headers(session), cookies=(cookies.session_cookie(session),))


@http.candidate(blueprint, "GET", "/me/data")
def data(call: CandidateCall) -> MyData:
    return show_my_data(call.session)
