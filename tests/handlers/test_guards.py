"""Every route there is: who may call it, from which page, with which shape."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

import app as _every_area  # noqa: F401
from chalicelib.handlers import http
from chalicelib.handlers.http import Route
from tests.apiclient import Browser
from tests.handlers.conftest import Login

ROUTES = list(http.ROUTES)
MUTATIONS = [route for route in ROUTES if route.is_mutation]
PUBLIC = {
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/version"),
    ("GET", "/majors"),
    ("POST", "/session/captcha"),
    ("POST", "/session/work"),
    ("POST", "/session/activation"),
    ("POST", "/session/reset/code"),
    ("POST", "/session/reset"),
    ("POST", "/session"),
    ("POST", "/review/session"),
    ("POST", "/review/enrolment"),
    ("POST", "/review/enrolment/confirm"),
}


def name(route: Route) -> str:
    return f"{route.method} {route.path}"


def address(route: Route) -> str:
    return re.sub(r"\{\w+\}", "1", route.path)


@pytest.fixture
def visitor(route: Route, app: Any, request: pytest.FixtureRequest) -> Browser:
    """Signed in as far as the route asks."""
    browser = Browser(app, host=route.host)
    if route.guard == http.CANDIDATE:
        request.getfixturevalue("candidate")
        request.getfixturevalue("login")(browser)
    if route.guard == http.STAFF:
        request.getfixturevalue("member").sign_in(browser)
    return browser


def test_only_the_listed_routes_are_public() -> None:
    assert {(route.method, route.path) for route in ROUTES if route.guard == http.PUBLIC} == PUBLIC


def test_console_routes_are_staff_routes() -> None:
    astray = [name(route) for route in ROUTES if route.path.startswith("/review") != (route.host == "console")]
    assert astray == []


FOREIGN: list[dict[str, str | None]] = [
    {"content_type": "text/plain"},
    {"content_type": None},
    {"sec_fetch_site": "cross-site"},
    {"sec_fetch_site": "same-site"},
    {"sec_fetch_site": "none"},
    {"sec_fetch_site": None, "origin": "https://evil.example"},
    {"sec_fetch_site": None, "origin": None},
    {"sec_fetch_site": None, "origin": "null"},
    {"x_csrf": None},
    {"x_csrf": "1AAAA"},
]


@pytest.mark.parametrize("route", MUTATIONS, ids=name)
def test_no_foreign_page_can_change_anything(route: Route, visitor: Browser) -> None:
    needed = FOREIGN if route.guard != http.PUBLIC else FOREIGN[:-2]
    replies = [visitor.send(route.method, address(route), {"x": 1}, dict(changed)) for changed in needed]
    assert [(reply.status, reply.code) for reply in replies] == [(403, "foreign_request")] * len(needed)
    own = visitor.send(route.method, address(route), {"x": 1}, {"sec_fetch_site": None})
    assert (own.status, own.code) == (400, "malformed")


@pytest.mark.parametrize("route", [route for route in ROUTES if route.guard != http.PUBLIC], ids=name)
def test_nobody_gets_in_without_a_session(route: Route, app: Any) -> None:
    reply = Browser(app, host=route.host).send(route.method, address(route), {})
    assert (reply.status, reply.code) == (401, "signed_out")


@pytest.mark.parametrize("route", [route for route in ROUTES if route.host != "any"], ids=name)
def test_the_other_host_knows_no_such_route(route: Route, app: Any) -> None:
    other = "console" if route.host == "candidate" else "candidate"
    reply = Browser(app, host=other).send(route.method, address(route), {})
    assert (reply.status, reply.code) == (404, "unknown")


def structs(shape: Any) -> Iterator[msgspec.inspect.StructType]:
    """The struct and every struct inside it."""
    if isinstance(shape, msgspec.inspect.StructType):
        yield shape
        for field in shape.fields:
            yield from structs(field.type)
    for part in ("item_type", "value_type"):
        if hasattr(shape, part):
            yield from structs(getattr(shape, part))
    for part in ("item_types", "types"):
        for one in getattr(shape, part, ()):
            yield from structs(one)


@pytest.mark.parametrize("route", MUTATIONS, ids=name)
def test_unknown_keys_are_refused_at_every_depth(route: Route) -> None:
    found = list(structs(msgspec.inspect.type_info(route.body)))
    assert found
    assert [shape.cls.__name__ for shape in found if not shape.forbid_unknown_fields] == []


def test_health_needs_no_edge_and_no_tables(app: Any, login: Login) -> None:
    anybody = Browser(app, host="")
    assert anybody.get("/healthz").json == {"state": "ok"}
    assert anybody.get("/version").json["stage"] == "test"
    assert anybody.get("/readyz").json == {"checks": {"tables": True, "secrets": True}}
