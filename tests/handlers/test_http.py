"""Every answer of every route: headers, shapes, errors, hosts; the log knows nobody."""

import json
import re
from typing import Any, cast

import msgspec
import pytest
from chalice.app import Blueprint, Chalice

from chalicelib.domain.errors import (
    BusyError,
    DomainError,
    DraftConflictError,
    FieldFault,
    IncompleteError,
    SignedOutError,
)
from chalicelib.domain.ids import Cid
from chalicelib.domain.sessions import Session
from chalicelib.handlers import cookies, http
from chalicelib.handlers.calls import Answer, Call, CandidateCall
from tests.apiclient import Browser

NUMBER = "11010519491231002X"


class Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    marks: tuple[int, ...] = ()


def views(bp: Blueprint) -> None:
    @http.candidate(bp, "POST", "/t/{ref}/notes/{name}", body=Note)
    def note(call: CandidateCall, ref: int, name: str, body: Note) -> dict[str, object]:
        return {"cid": call.cid, "ref": ref, "name": name, "text": body.text, "key": call.idempotency_key}

    @http.candidate(bp, "GET", "/ready-made")
    def ready_made(_call: CandidateCall) -> dict[str, object]:
        return {"rows": [msgspec.Raw(b'{"score":  88}')]}

    @http.candidate(bp, "DELETE", "/notes")
    def forget(_call: CandidateCall) -> None:
        return None

    @http.public(bp, "GET", "/raise/{what}")
    def fail(_call: Call, what: str) -> Answer:
        raise FAULTS[what]

    @http.public(bp, "GET", "/unspeakable")
    def unspeakable(_call: Call) -> object:
        return {"what": object()}

    @http.public(bp, "GET", "/echo", query=("t",))
    def echo(call: Call) -> dict[str, object]:
        return {"query": dict(call.query), "hash": call.request_hash, "bytes": len(call.entropy(10)), "now": call.now}


class _SavedElsewhereError(DraftConflictError):
    details = {"saved_at": 5}  # noqa: RUF012


FAULTS = {
    "incomplete": IncompleteError(fields=[FieldFault("items.0.number", "请填写证书编号")]),
    "busy": BusyError(),
    "conflict": _SavedElsewhereError(),
    "signed-out": SignedOutError(),
    "signal": DomainError(),
    "crash": ValueError(f"no rule for {NUMBER}"),
}


@pytest.fixture
def app(aws: None, clock: Any, monkeypatch: pytest.MonkeyPatch) -> Chalice:
    monkeypatch.setattr(http, "ROUTES", [])
    monkeypatch.setattr("chalicelib.handlers.clock.now", clock)
    made, bp = Chalice("sample", configure_logs=False), Blueprint("sample")
    views(bp)
    made.register_blueprint(bp)
    return made


@pytest.fixture
def signed_in(browser: Browser, clock: Any) -> Browser:
    session = Session(cid=Cid("c" * 32), person="1a", epoch=1, issued=clock(), renewed=clock())
    browser.cookies["__Host-kaoji"] = cookies.session_cookie(session).partition(";")[0].partition("=")[2]
    browser.csrf = cookies.candidate_csrf(session)
    return browser


def test_a_view_gets_its_parameters_and_body(signed_in: Browser) -> None:
    reply = signed_in.post("/t/2/notes/new", {"text": "您好"}, idempotency_key="0123456789abcdef")
    assert reply.status == 200
    assert reply.json == {"cid": "c" * 32, "ref": 2, "name": "new", "text": "您好", "key": "0123456789abcdef"}


def test_ready_json_passes_untouched(signed_in: Browser) -> None:
    assert signed_in.get("/ready-made").body == b'{"rows":[{"score":  88}]}'


def test_nothing_to_say_is_204(signed_in: Browser) -> None:
    reply = signed_in.send("DELETE", "/notes", None)
    assert (reply.status, reply.body) == (204, b"")


@pytest.mark.parametrize("path", ["/ready-made", "/t/1/notes/x", "/raise/crash", "/raise/busy", "/echo"])
def test_every_answer_is_private_and_inert(signed_in: Browser, clock: Any, path: str) -> None:
    headers = (signed_in.post(path, {}) if "notes" in path else signed_in.get(path)).headers
    assert headers["Cache-Control"] == "no-store, private"
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Now"] == str(clock())


def test_signed_in_answers_carry_the_token_and_others_do_not(signed_in: Browser) -> None:
    assert signed_in.get("/ready-made").headers["X-CSRF"] == signed_in.csrf
    assert "X-CSRF" not in signed_in.get("/echo").headers


@pytest.mark.parametrize(
    "body",
    [
        b'{"text":"a","extra":1}',
        b'{"text":"a","cid":"x"}',
        b"{}",
        b"[]",
        b"null",
        b"{",
        b"",
        b'{"text":1}',
        b'{"text":"\xff"}',
        b'{"text":"a","marks":["1"]}',
        b"[" * 60_000,
    ],
    ids=range(11),
)
def test_another_shape_is_malformed(signed_in: Browser, body: bytes) -> None:
    reply = signed_in.send("POST", "/t/1/notes/x", body, {"idempotency_key": "0123456789abcdef"})
    assert (reply.status, reply.code) == (400, "malformed")


def test_a_route_without_a_body_takes_none(signed_in: Browser) -> None:
    assert signed_in.send("DELETE", "/notes", b"{}").status == 204
    assert signed_in.send("DELETE", "/notes", b'{"all":true}').code == "malformed"


def test_64_kib_is_the_most(signed_in: Browser) -> None:
    most = json.dumps({"text": "x" * (65_536 - 12)}).encode()
    assert len(most) == 65_536
    key = {"idempotency_key": "0123456789abcdef"}
    assert signed_in.send("POST", "/t/1/notes/x", most, key).status == 200
    over = signed_in.send("POST", "/t/1/notes/x", most + b" ", key)
    assert (over.status, over.code) == (400, "malformed")


@pytest.mark.parametrize("key", [None, "", "short", "x" * 65, "with spaces in it", "'; drop table--xx"])
def test_an_operation_needs_its_key(signed_in: Browser, key: str | None) -> None:
    assert signed_in.post("/t/1/notes/x", {"text": "a"}, idempotency_key=key).code == "malformed"


@pytest.mark.parametrize("ref", ["x", "-1", "1.0", "٣", "1e3", "0001", "%31"])
def test_an_ordinal_that_is_no_number_is_an_unknown_ticket(signed_in: Browser, ref: str) -> None:
    assert signed_in.post(f"/t/{ref}/notes/x", {"text": "a"}).status == 404


def test_the_hash_of_a_request_covers_method_path_and_body(browser: Browser) -> None:
    first, again = browser.get("/echo?t=1").json, browser.get("/echo?t=2").json
    assert first["hash"] == again["hash"]
    assert browser.send("GET", "/echo", b"{}").json["hash"] != first["hash"]
    assert first["query"] == {"t": "1"}


def test_the_hour_is_stamped_once(browser: Browser, clock: Any) -> None:
    reply = browser.get("/echo")
    assert str(reply.json["now"]) == reply.headers["X-Now"] == str(clock())


def test_faults_of_fields_are_all_told(browser: Browser) -> None:
    reply = browser.get("/raise/incomplete")
    assert reply.status == 422
    assert reply.json["fields"] == [{"field": "items.0.number", "message": "请填写证书编号"}]
    assert re.fullmatch("[2-9A-HJKMNP-Z]{8}", reply.json["ref"])


def test_details_join_the_refusal(browser: Browser) -> None:
    assert browser.get("/raise/conflict").json["saved_at"] == 5


def test_busy_says_when_to_come_back(browser: Browser) -> None:
    reply = browser.get("/raise/busy")
    assert (reply.status, reply.headers["Retry-After"]) == (503, "2")


@pytest.mark.parametrize("path", ["/raise/crash", "/raise/signal", "/unspeakable"])
def test_a_crash_tells_people_a_reference_and_nothing_else(browser: Browser, path: str) -> None:
    reply = browser.get(path)
    assert reply.status == 500
    expected = {"code": "internal", "message": "系统出现问题，已填写的内容不会丢失", "ref": reply.json["ref"]}
    assert reply.json == expected


def test_the_log_finds_the_crash_by_its_reference(browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "kaoji")
    reply = browser.get("/raise/crash")
    fields = [cast("Any", record).fields for record in caplog.records]
    assert [one["ref"] for one in fields] == [reply.json["ref"]] * 2
    assert fields[0]["request_id"]
    assert fields[1] | {"ms": 0, "ref": ""} == {
        "method": "GET", "route": "/raise/{what}", "status": 500, "code": "internal", "ref": "", "ms": 0
    }  # fmt: skip


@pytest.mark.parametrize("host", ["console", "", "candidate,console", None])
def test_a_candidate_route_exists_on_the_candidate_host_only(signed_in: Browser, host: str | None) -> None:
    assert signed_in.get("/ready-made", x_kaoji_host=host).status == 404
    assert signed_in.get("/echo", x_kaoji_host=host).status == 200


@pytest.mark.parametrize(
    "cookie", ["", "__Host-kaoji=", "__Host-kaoji=1.e30.x", "__Host-kaoji=x; __Host-kaoji=y", ";=;"]
)
def test_no_session_is_told_apart_from_no_route(browser: Browser, cookie: str) -> None:
    reply = browser.get("/ready-made", cookie=cookie)
    assert (reply.status, reply.code) == (401, "signed_out")
    assert "X-CSRF" not in reply.headers


def test_a_view_may_end_a_session_that_looked_alive(signed_in: Browser, clock: Any) -> None:
    clock.forward(minutes=2)
    assert "Set-Cookie" not in signed_in.get("/raise/signed-out").headers


def test_routes_are_registered_for_all_to_see(app: Chalice) -> None:
    assert [(route.method, route.path, route.guard, route.host) for route in http.ROUTES] == [
        ("POST", "/t/{ref}/notes/{name}", "candidate", "candidate"),
        ("GET", "/ready-made", "candidate", "candidate"),
        ("DELETE", "/notes", "candidate", "candidate"),
        ("GET", "/raise/{what}", "public", "any"),
        ("GET", "/unspeakable", "public", "any"),
        ("GET", "/echo", "public", "any"),
    ]
