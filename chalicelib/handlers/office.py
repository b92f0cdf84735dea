"""The office's desk: windows, people, lists that leave as files, colleagues, and what two persons decide."""

from chalice.app import Blueprint

from chalicelib.domain import ids
from chalicelib.domain.exports import Order
from chalicelib.domain.notices import NoticeText
from chalicelib.handlers import http
from chalicelib.handlers.calls import StaffCall
from chalicelib.usecases.office.export_cases import Exported, Exporter, export_cases, fetch_export
from chalicelib.usecases.office.find_people import Results, Search, find_people
from chalicelib.usecases.office.import_file import FileOrder, Imported, Importer, import_file
from chalicelib.usecases.office.preview_windows import Preview, Previewed, preview_windows
from chalicelib.usecases.office.publish_notice import NoticesView, publish_notice, show_notices
from chalicelib.usecases.office.set_windows import WindowEdit, set_windows
from chalicelib.usecases.office.settle_ask import Settled, Settlement, settle_ask
from chalicelib.usecases.office.show_asks import Asks, show_asks
from chalicelib.usecases.office.show_windows import OfficeWindows, show_windows
from chalicelib.usecases.staff.ask_for_staff import (
    Administrator,
    Asked,
    Newcomer,
    Post,
    ask_link,
    ask_newcomer,
    ask_post,
)
from chalicelib.usecases.staff.dismiss_staff import dismiss_staff
from chalicelib.usecases.staff.list_staff import Colleague, Colleagues, list_staff

blueprint = Blueprint(__name__)


@http.staff(blueprint, "GET", "/office/windows")
def windows(call: StaffCall) -> OfficeWindows:
    return show_windows(call.staff, call.now)


@http.staff(blueprint, "POST", "/office/windows/preview", body=Preview)
def preview(call: StaffCall, body: Preview) -> Previewed:
    return preview_windows(body, call.staff, call.now)


@http.staff(blueprint, "POST", "/office/windows", body=WindowEdit)
def set_(call: StaffCall, body: WindowEdit) -> OfficeWindows:
    return set_windows(body, call.staff, call.mfa_at, call.now)


@http.staff(blueprint, "GET", "/office/notices")
def notices(call: StaffCall) -> NoticesView:
    return show_notices(call.staff)


@http.staff(blueprint, "POST", "/office/notices", body=NoticeText)
def publish(call: StaffCall, body: NoticeText) -> NoticesView:
    return publish_notice(body, call.staff, call.mfa_at, call.now)


@http.staff(blueprint, "POST", "/office/search", body=Search)
def search(call: StaffCall, body: Search) -> Results:
    return find_people(body, call.staff, call.now)


@http.staff(blueprint, "POST", "/office/exports", body=Order)
def export(call: StaffCall, body: Order) -> Exported:
    return export_cases(body, Exporter(call.staff, call.mfa_at), call.entropy, call.now)


@http.staff(blueprint, "GET", "/office/asks")
def asks(call: StaffCall) -> Asks:
    return show_asks(call.staff, call.now)


@http.staff(blueprint, "POST", "/office/asks/{ask}", body=Settlement)
def settle(call: StaffCall, ask: str, body: Settlement) -> Settled:
    return settle_ask(ids.parse_no(ask), call.staff, call.mfa_at, call.now, granted=body.granted)


@http.staff(blueprint, "POST", "/office/asks/{ask}/file")
def fetch(call: StaffCall, ask: str) -> Exported:
    return fetch_export(ids.parse_no(ask), Exporter(call.staff, call.mfa_at), call.now)


@http.staff(blueprint, "GET", "/office/staff")
def colleagues(call: StaffCall) -> Colleagues:
    return list_staff(call.staff, call.now)


@http.staff(blueprint, "POST", "/office/staff", body=Newcomer)
def add(call: StaffCall, body: Newcomer) -> Asked:
    return ask_newcomer(body, _administrator(call), call.entropy, call.now)


@http.staff(blueprint, "POST", "/office/staff/{staff}/post", body=Post)
def move(call: StaffCall, staff: str, body: Post) -> Asked:
    return ask_post(staff, body, _administrator(call), call.entropy, call.now)


@http.staff(blueprint, "POST", "/office/staff/{staff}/link")
def link(call: StaffCall, staff: str) -> Asked:
    return ask_link(staff, _administrator(call), call.entropy, call.now)


@http.staff(blueprint, "POST", "/office/staff/{staff}/dismissal")
def dismiss(call: StaffCall, staff: str) -> Colleague:
    return dismiss_staff(staff, _administrator(call), call.now)


def _administrator(call: StaffCall) -> Administrator:
    return Administrator(call.staff, call.mfa_at)


@http.staff(blueprint, "POST", "/office/imports", body=FileOrder, most=1_400_000)
def bring_in(call: StaffCall, body: FileOrder) -> Imported:
    return import_file(body, Importer(call.staff, call.mfa_at), call.entropy, call.now)
