"""Sessions count on their own host, for their own person, until they end; addresses cannot be forged (9-11, 24, 30)."""

import re
from collections.abc import Callable
from typing import Any

import pytest

import app as _every_area  # noqa: F401
from chalicelib.domain.sessions import Session
from chalicelib.handlers import cookies, http
from chalicelib.storage import accounts, signing
from chalicelib.storage.tables import SessionItem
from tests.apiclient import Browser, Reply
from tests.security import world

CONSOLE = [route for route in http.ROUTES if route.guard == http.STAFF]
CANDIDATES = [route for route in http.ROUTES if route.guard == http.CANDIDATE]
# Ending a session twice is no secret.
BLIND = {"POST /session/end"}
DRAFT = {"target": "new", "step": "courses", "body": {}, "ver": 0}
BODIES: dict[str, object] = {
    "PUT /t/{ref}/drafts/{business}": DRAFT,
    "POST /t/{ref}/drafts/{business}/discard": {"target": "new"},
    "POST /uploads": {"files": [{"content_type": "image/jpeg", "bytes": 9}]},
    "POST /uploads/{upload}/complete": {"token": "x"},
    "POST /uploads/links": {"ids": [f"{1:032x}"]},
    "POST /t/{ref}/exemptions": world.form(),
    "POST /t/{ref}/exemptions/{no}/rounds": {"item": world.form()["items"][0], "ver": 1},
    "POST /t/{ref}/supplements": {"notice_version": world.NOTICE, "item": world.supplement()},
    "POST /t/{ref}/supplements/{no}/rounds": {"item": world.supplement(), "ver": 1},
    "POST /applications/{no}/withdrawal": {"ver": 1},
    "POST /messages/read": {"up_to": f"{1:013}.1"},
    "POST /channels": {"sms": False, "email": False},
    "POST /reminders": {"business": "photo", "on": True},
    "POST /session/password": {"current": "x" * 10, "password": "白日放歌须纵酒 2026"},
}


def name(route: http.Route) -> str:
    return f"{route.method} {route.path}"


def ask(browser: Browser, route: http.Route) -> Reply:
    given = {"ref": "1", "business": "exemption", "no": "0" * 26, "upload": "0" * 32, "case": f"{'0' * 32}.{'0' * 26}"}
    path = re.sub(r"\{(\w+)\}", lambda found: given[found[1]], route.path)
    body = BODIES.get(name(route), {}) if route.is_mutation else None
    return browser.send(route.method, path, body, {"idempotency_key": world.a_key()})


@pytest.mark.parametrize("route", CONSOLE, ids=name)
def test_a_candidates_session_opens_nothing_at_the_console(route: http.Route, first: Browser) -> None:
    """Under its own name, and under the name of staff's cookie."""
    first.host = "console"
    assert ask(first, route).code == "signed_out"
    first.cookies[cookies.STAFF_COOKIE] = first.cookies[cookies.CANDIDATE_COOKIE]
    assert ask(first, route).code == "signed_out"


@pytest.mark.parametrize("route", CANDIDATES, ids=name)
def test_staffs_session_opens_nothing_for_candidates(route: http.Route, school: Browser) -> None:
    school.host = "candidate"
    assert ask(school, route).code == "signed_out"
    school.cookies[cookies.CANDIDATE_COOKIE] = school.cookies[cookies.STAFF_COOKIE]
    assert ask(school, route).code == "signed_out"


def test_an_ended_session_opens_nothing_any_more(first: Browser) -> None:
    """Every route asks the record: with what it reads anyway, or by one call of security's own."""
    accounts.create_account(world.FIRST.cid, world.FIRST.id_number, "x" * 10, 1)
    kept, token = dict(first.cookies), first.csrf
    assert first.post("/session/end").status == 204
    deaf = set()
    for route in CANDIDATES:
        first.cookies, first.csrf = dict(kept), token
        if ask(first, route).status != 401:
            deaf.add(name(route))
    assert deaf == BLIND


def test_a_token_of_another_session_is_a_foreign_page(first: Browser, second: Browser) -> None:
    first.csrf = second.csrf
    assert first.post("/t/1/exemptions", world.form(), idempotency_key=world.a_key()).code == "foreign_request"


Forge = Callable[[Session], str]
FORGED: dict[str, Forge] = {
    "another purpose": lambda session: signing.sign("pre-login", session),
    "no signature": lambda session: signing.sign("candidate-session", session).rpartition(".")[0],
    "an empty signature": lambda session: signing.sign("candidate-session", session).rpartition(".")[0] + ".",
    "another's payload": lambda session: ".".join(
        [
            signing.sign("candidate-session", session).rpartition(".")[0],
            signing.sign("candidate-session", world.session_of(world.SECOND, session.issued)).rpartition(".")[2],
        ]
    ),
}


@pytest.mark.parametrize("forged", FORGED)
def test_a_session_we_did_not_sign_is_none(forged: str, first: Browser, clock: Any) -> None:
    first.cookies[cookies.CANDIDATE_COOKIE] = FORGED[forged](world.session_of(world.FIRST, clock()))
    assert first.get("/home").code == "signed_out"


def test_of_two_cookies_of_one_name_the_first_counts_and_a_strangers_is_worth_nothing(
    first: Browser, second: Browser
) -> None:
    """A sibling host cannot set a `__Host-` cookie; were it to, it could at most sign somebody out."""
    mine, other = (one.cookies[cookies.CANDIDATE_COOKIE] for one in (first, second))
    sent = "; ".join(f"{cookies.CANDIDATE_COOKIE}={value}" for value in (mine, other))
    assert first.send("GET", "/home", None, {"cookie": sent}).json["name"] == world.FIRST.name
    assert first.send("GET", "/home", None, {"cookie": "; ".join(["__host-kaoji=x", sent])}).status == 200


@pytest.mark.parametrize("hops", ["1.2.3.4", "1.2.3.4, 5.6.7.8", "::1", "198.51.100.7, 198.51.100.7", "x" * 5_000])
@pytest.mark.parametrize("more", ["x-real-ip", "forwarded", "true-client-ip", "cf-connecting-ip", "x-client-ip"])
def test_no_header_of_a_browser_moves_a_counter(hops: str, more: str, app: Any) -> None:
    """Row 30: without proof of our edge the peer counts, whatever is claimed."""
    claimed: dict[str, str | None] = {"x-forwarded-for": hops, more: hops, "x-kaoji-edge": "guess"}
    assert Browser(app).send("POST", "/session/captcha", {}, claimed).status == 201
    counted = {item.pk.split("#")[2] for item in SessionItem.scan() if item.pk.startswith("CNT#")}
    assert counted == {"127.0.0.1"}


@pytest.mark.parametrize("own", [{"x-kaoji-host": "console"}, {"x-kaoji-host": "any"}, {"x-kaoji-host": ""}])
def test_a_browser_that_names_its_host_itself_finds_nothing_behind_an_edge(
    own: dict[str, str | None], edge: str, app: Any
) -> None:
    assert Browser(app).send("GET", "/home", None, own).code == "unknown"
    assert Browser(app).send("GET", "/review/session", None, own).code == "unknown"
