"""The office's desk: windows and what candidates would see of them, people and their applications."""

from chalice.app import Blueprint

from chalicelib.handlers import http
from chalicelib.handlers.calls import StaffCall
from chalicelib.usecases.office.find_people import Results, Search, find_people
from chalicelib.usecases.office.preview_windows import Preview, Previewed, preview_windows
from chalicelib.usecases.office.set_windows import WindowEdit, set_windows
from chalicelib.usecases.office.show_windows import OfficeWindows, show_windows

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


@http.staff(blueprint, "POST", "/office/search", body=Search)
def search(call: StaffCall, body: Search) -> Results:
    return find_people(body, call.staff, call.now)
