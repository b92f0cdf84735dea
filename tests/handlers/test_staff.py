"""Staff sign in, stay signed in, and give fresh codes."""

from typing import Any

import pyotp
import pytest
from chalice.app import Blueprint, Chalice

from chalicelib.domain.audit import OPERATOR
from chalicelib.domain.errors import UnknownError
from chalicelib.domain.ids import StaffId
from chalicelib.domain.staff import require_recent_code
from chalicelib.handlers import http
from chalicelib.handlers.calls import StaffCall
from chalicelib.storage import staff, staff_sessions
from chalicelib.storage.tables import RegistryItem, SessionItem
from tests.apiclient import Browser, Reply
from tests.handlers.conftest import Member

COOKIE = "__Host-kaoji-staff"


def bare(reply: Reply) -> tuple[int, Any]:
    return reply.status, {**reply.json, "ref": ""}


def test_signing_in_says_who_and_for_which_schools(console: Browser, member: Member) -> None:
    reply = member.sign_in(console, account=" FD-Reviewer ")
    scope = {"kind": "school", "schools": ["X02"], "text": "复旦大学"}
    assert reply.json == {"name": "演示初审", "role": "reviewer", "scope": scope}
    again = console.get("/review/session")
    assert again.json == reply.json
    assert again.headers["X-CSRF"] == reply.headers["X-CSRF"]


def test_wrong_account_password_and_code_are_one_answer(console: Browser, member: Member) -> None:
    wrong = [
        member.sign_in(console, account="nobody"),
        member.sign_in(console, password="wrong"),
        member.sign_in(console, code="000000"),
    ]
    assert {(reply.status, reply.code) for reply in wrong} == {(401, "login_failed")}
    assert bare(wrong[0]) == bare(wrong[1]) == bare(wrong[2])
    assert COOKIE not in console.cookies


def test_a_code_works_once(console: Browser, member: Member) -> None:
    code = member.code()
    assert member.sign_in(console, code=code).status == 200
    assert member.sign_in(console, code=code).status == 401
    assert console.post("/review/session/step-up", {"code": code}).status == 422


def test_of_two_sign_ins_with_one_code_one_wins(
    console: Browser, member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both read the register before either writes."""
    stale = staff.find(member.account)
    form = {"account": member.account, "password": member.password, "code": member.code()}
    assert console.post("/review/session", form).status == 200
    monkeypatch.setattr(staff, "find", lambda _: stale)
    assert console.post("/review/session", form).status == 401


@pytest.mark.parametrize(("drift", "status"), [(-60, 401), (-30, 200), (0, 200), (30, 200), (60, 401)])
def test_a_telephone_may_be_half_a_minute_off(console: Browser, member: Member, drift: int, status: int) -> None:
    member.clock.forward(minutes=5)
    code = pyotp.TOTP(member.secret).at(member.clock() // 1000 + drift)
    assert member.sign_in(console, code=code).status == status


def test_ten_wrong_tries_lock_staff_too(console: Browser, member: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chalicelib.storage.passwords.matches", lambda *_: False)
    for _ in range(10):
        assert member.sign_in(console).status == 401
    assert member.sign_in(console).code == "too_many"


def test_a_new_sign_in_ends_the_session_elsewhere(app: Any, console: Browser, member: Member) -> None:
    member.sign_in(console)
    elsewhere = Browser(app, host="console")
    member.sign_in(elsewhere)
    assert (console.get("/review/session").status, elsewhere.get("/review/session").status) == (401, 200)


def test_fifteen_idle_minutes_end_a_session(console: Browser, member: Member, clock: Any) -> None:
    member.sign_in(console)
    for _ in range(3):
        clock.forward(minutes=14)
        assert console.get("/review/session").status == 200
    clock.forward(minutes=15)
    assert console.get("/review/session").status == 401


def test_eight_hours_end_a_busy_session(console: Browser, member: Member, clock: Any) -> None:
    member.sign_in(console)
    for _ in range(47):
        clock.forward(minutes=10)
        assert console.get("/review/session").status == 200
    clock.forward(minutes=10)
    assert console.get("/review/session").status == 401


def test_signing_out_ends_the_session(console: Browser, member: Member) -> None:
    member.sign_in(console)
    cookie = console.cookies[COOKIE]
    assert console.post("/review/session/end").status == 204
    console.cookies[COOKIE] = cookie
    assert console.get("/review/session").status == 401


def test_the_table_keeps_hashes_of_tokens_only(console: Browser, member: Member) -> None:
    member.sign_in(console)
    token = console.cookies[COOKIE].partition(".")[2]
    dump = repr([item.serialize() for model in (SessionItem, RegistryItem) for item in model.scan()])
    assert token not in dump
    assert member.secret not in dump
    assert member.password not in dump
    assert member.token not in dump
    assert "440524188001010014" not in dump


@pytest.mark.parametrize("cookie", ["x", "x.y", "0" * 32 + ".", "0" * 32 + ".guess", "../" * 1000, "汉.字"])
def test_a_made_up_cookie_is_nobody(console: Browser, member: Member, cookie: str) -> None:
    member.sign_in(console)
    console.cookies[COOKIE] = cookie
    assert console.get("/review/session").status == 401


def test_a_fresh_code_changes_the_token_and_keeps_the_page(console: Browser, member: Member) -> None:
    member.sign_in(console)
    before, csrf = console.cookies[COOKIE], console.csrf
    assert console.post("/review/session/step-up", {"code": member.code()}).status == 204
    after = console.cookies[COOKIE]
    assert (after != before, console.csrf) == (True, csrf)
    assert console.get("/review/session").status == 200
    console.cookies[COOKIE] = before
    assert console.get("/review/session").status == 401


def test_a_wrong_fresh_code_marks_the_field(console: Browser, member: Member) -> None:
    member.sign_in(console)
    reply = console.post("/review/session/step-up", {"code": "000000"})
    assert (reply.status, reply.json["fields"][0]["field"]) == (422, "code")
    for _ in range(9):
        member.clock.forward(seconds=31)
        console.post("/review/session/step-up", {"code": "000000"})
    assert console.post("/review/session/step-up", {"code": member.code()}).code == "too_many"


def test_five_minutes_after_a_code_another_is_asked_for(
    app: Any, console: Browser, member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "ROUTES", [])
    made, bp = Chalice("sample", configure_logs=False), Blueprint("sample")

    @http.staff(bp, "GET", "/review/final")
    def final(call: StaffCall) -> dict[str, object]:
        require_recent_code(call.mfa_at, call.now)
        return {"by": call.staff.name, "actor": call.actor.kind}

    made.register_blueprint(bp)
    member.sign_in(console)
    page = Browser(made, host="console")
    page.cookies = console.cookies
    assert page.get("/review/final").json == {"by": "演示初审", "actor": "staff"}
    member.clock.forward(minutes=5)
    assert (page.get("/review/final").status, page.get("/review/final").code) == (403, "step_up_required")


def known(member: Member) -> staff.Member:
    found = staff.find(member.account)
    assert found
    return found


def test_a_new_link_ends_what_was(app: Any, console: Browser, member: Member, clock: Any) -> None:
    member.sign_in(console)
    member.token = staff.renew_link(known(member), OPERATOR, clock())
    assert console.get("/review/session").status == 401
    assert member.sign_in(console).status == 401
    member.open(console)
    assert member.confirm(console).status == 204
    assert member.sign_in(console).status == 200


def test_who_is_dismissed_is_out_at_once(console: Browser, member: Member, clock: Any) -> None:
    member.sign_in(console)
    staff.dismiss(known(member), OPERATOR, clock())
    assert console.get("/review/session").status == member.sign_in(console).status == 401
    with pytest.raises(UnknownError):
        staff.known(StaffId("f" * 32))


def test_a_request_costs_one_read_and_a_write_a_minute(console: Browser, member: Member, meter: Any) -> None:
    member.sign_in(console)
    with meter() as calls:
        console.get("/review/session")
    assert calls.names == ["GetItem sessions"]
    member.clock.forward(seconds=61)
    with meter() as calls:
        console.get("/review/session"), console.get("/review/session")
    assert calls == {"GetItem": 2, "UpdateItem": 1}


def test_a_session_ended_meanwhile_is_not_revived(console: Browser, member: Member, clock: Any) -> None:
    member.sign_in(console)
    cookie = console.cookies[COOKIE]
    session = staff_sessions.find(cookie)
    assert session
    staff_sessions.end(session.staff.id)
    staff_sessions.touch(session, cookie, clock())
    assert staff_sessions.find(cookie) is None
    with pytest.raises(Exception, match="登录已过期"):
        staff_sessions.replace(session, cookie)
