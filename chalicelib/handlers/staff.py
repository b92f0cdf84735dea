"""Staff: enrolment, signing in and out, fresh codes. All on the console host."""

import base64

import msgspec
from chalice.app import Blueprint

from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.staff import Role, Staff, scope_text
from chalicelib.handlers import cookies, http
from chalicelib.handlers.calls import Answer, Call, StaffCall
from chalicelib.handlers.guards import CONSOLE_HOST
from chalicelib.storage import staff as register
from chalicelib.usecases.sessions.sign_in import Visitor
from chalicelib.usecases.staff.confirm_enrolment import Confirmation, confirm_enrolment
from chalicelib.usecases.staff.open_enrolment import open_enrolment
from chalicelib.usecases.staff.sign_in import StaffLoginForm, sign_in
from chalicelib.usecases.staff.sign_out import sign_out
from chalicelib.usecases.staff.step_up import CodeForm, step_up

blueprint = Blueprint(__name__)


class ScopeView(msgspec.Struct, frozen=True, kw_only=True):
    kind: str
    schools: tuple[SchoolCode, ...]
    text: str


class StaffView(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    role: Role
    scope: ScopeView


class EnrolmentView(msgspec.Struct, frozen=True, kw_only=True):
    account: str
    name: str
    secret: str
    otpauth: str
    qr: str


class TokenForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    token: str


def staff_view(staff: Staff) -> StaffView:
    scope = ScopeView(kind=staff.scope_kind, schools=staff.schools, text=scope_text(staff))
    return StaffView(name=staff.name, role=staff.role, scope=scope)


@http.public(blueprint, "POST", "/review/session", body=StaffLoginForm, gives=StaffView, host=CONSOLE_HOST)
def begin(call: Call, body: StaffLoginForm) -> Answer:
    devices = cookies.read_devices(call.cookies, call.now)
    cookie, session = sign_in(body, Visitor(address=call.address, browser="", devices=devices), call.now)
    known = cookies.device_cookie(devices, register.hash_of(session.staff.account), call.now)
    return Answer(
        staff_view(session.staff),
        headers={"X-CSRF": cookies.staff_csrf(session)},
        cookies=(cookies.made(cookies.STAFF_COOKIE, cookie), known),
    )


@http.staff(blueprint, "GET", "/review/session")
def look(call: StaffCall) -> StaffView:
    return staff_view(call.staff)


@http.staff(blueprint, "POST", "/review/session/end", gives=None)
def end(call: StaffCall) -> Answer:
    sign_out(call.session, call.cookie)
    headers = {"Clear-Site-Data": '"cache", "storage"'}
    return Answer(headers=headers, cookies=(cookies.cleared(cookies.STAFF_COOKIE),))


@http.staff(blueprint, "POST", "/review/session/step-up", body=CodeForm, gives=None)
def fresh_code(call: StaffCall, body: CodeForm) -> Answer:
    cookie = step_up(call.session, call.cookie, body.code, call.now)
    return Answer(cookies=(cookies.made(cookies.STAFF_COOKIE, cookie),))


@http.public(blueprint, "POST", "/review/enrolment", body=TokenForm, host=CONSOLE_HOST)
def enrol(call: Call, body: TokenForm) -> EnrolmentView:
    opened = open_enrolment(body.token, call.now)
    return EnrolmentView(
        account=opened.account,
        name=opened.name,
        secret=opened.secret,
        otpauth=opened.otpauth,
        qr=base64.b64encode(opened.qr).decode(),
    )


@http.public(blueprint, "POST", "/review/enrolment/confirm", body=Confirmation, gives=None, host=CONSOLE_HOST)
def confirm(call: Call, body: Confirmation) -> Answer:
    account = confirm_enrolment(body, call.now)
    devices = cookies.read_devices(call.cookies, call.now)
    return Answer(cookies=(cookies.device_cookie(devices, account, call.now),))
