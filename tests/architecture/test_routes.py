"""Every route is declared in the one guarded way; reading changes nothing; events stand alone."""

import importlib
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import chalicelib.handlers
from app import app
from chalicelib.domain import order_moves
from chalicelib.domain.audit import CLOCK
from chalicelib.domain.instants import DAY, Instant, later
from chalicelib.domain.order_moves import Plan
from chalicelib.domain.orders import Way
from chalicelib.domain.sessions import Session
from chalicelib.handlers import clock as real_clock
from chalicelib.handlers import cookies, http
from chalicelib.handlers.http import CANDIDATE, CHANNEL, PUBLIC, STAFF, Route
from chalicelib.storage import keys, orders, people, staff_sessions
from infra import demo_arrivals, seeds
from infra.demo_accounts import CLERK
from infra.demo_people import PEOPLE, Person
from infra.demo_stories import Teller
from infra.environment import LOCAL_KEYS, variables
from tests import money
from tests.apiclient import Browser
from tests.builders import CID, a_number, a_sheet
from tests.conftest import PLACE, Meter, empty, metered
from tests.infra.check.broken_graduations import GRADUATE, graduated

ROOT = Path(__file__).parents[2]
DEBTOR, MENDER, COMER = "zhangsan", "wangwu", "sunba"
READING = {"GetItem", "BatchGetItem", "Query"}
PLAN = Plan(no=a_number(70), provider="simulated", way=Way.NATIVE)
GETS = [route for route in http.ROUTES if route.method == "GET"]


def test_every_route_is_declared_through_the_guards() -> None:
    declared = {(route.method, route.path) for route in http.ROUTES}
    assert {(method, path) for path, methods in app.routes.items() for method in methods} == declared


def test_every_blueprint_is_registered() -> None:
    modules = [module.name for module in pkgutil.iter_modules(chalicelib.handlers.__path__)]
    areas = {name for name in modules if hasattr(importlib.import_module(f"chalicelib.handlers.{name}"), "blueprint")}
    assert areas == {area.__name__.rpartition(".")[2] for area in importlib.import_module("app").AREAS}


def test_every_route_says_who_may_call_it() -> None:
    assert {route.guard for route in http.ROUTES} == {CANDIDATE, STAFF, PUBLIC, CHANNEL}


def test_no_errors_are_told_to_strangers() -> None:
    assert app.debug is False


def test_scheduled_functions_have_names_of_their_own() -> None:
    names = [source.name for source in app.event_sources]
    assert len(set(names)) == len(names) > 0


@pytest.mark.parametrize("module", sorted({source.handler_string.rpartition(".")[0] for source in app.event_sources}))
def test_event_module_loads_alone_in_a_fresh_interpreter(module: str) -> None:
    """Lambda loads it without app.py; a payment channel's library comes with the first payment, if ever."""
    loads_without(module, "app", "requests", "wechatpayv3")


def test_the_api_starts_without_libraries_that_few_requests_need() -> None:
    loads_without("app", "PIL", "argon2", "captcha", "openpyxl", "segno", "wechatpayv3")


def loads_without(module: str, *rare: str) -> None:
    check = f"import sys, {module}; sys.exit(' '.join({set(rare)}.intersection(sys.modules)) or 0)"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", check],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]} | variables(PLACE) | LOCAL_KEYS,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def now(_backend: None) -> Iterator[Instant]:
    """The demo people, as they stand now; one of them has graduated, for another something has arrived."""
    moment = real_clock.now()
    empty()
    seeds.plant(moment)
    graduated(moment)
    demo_arrivals.receive_and_pass(Teller(moment, serial=900), _known(COMER))
    cid = seeds.cid_of(_known(DEBTOR))
    due = money.a_due(cid=cid, no=money.owe(cid, at=moment), deadline=later(moment, DAY))
    orders.commit(order_moves.created(due, PLAN, CLOCK, moment))
    yield moment
    empty()


@pytest.mark.parametrize("route", GETS, ids=lambda route: f"{route.method} {route.path}")
def test_reading_writes_nothing(route: Route, now: Instant) -> None:
    browser = _browser(route, now)
    with metered() as calls:
        answer = browser.get(_path(route))
    assert answer.status == 200, answer.body
    assert set(calls) <= READING
    assert not {name for name in calls.s3 if name.startswith(("Put", "Delete", "Copy"))}


def _browser(route: Route, now: Instant) -> Browser:
    browser = Browser(app, host="console" if route.host == "console" else "candidate")
    if route.guard == CANDIDATE:
        person = _person(route)
        hashed = keys.person(person.id_number)
        session = Session(cid=seeds.cid_of(person), person=hashed, epoch=1, issued=now, renewed=now)
        browser.cookies = _cookie(cookies.session_cookie(session))
    elif route.guard == STAFF:
        account = CLERK if route.path.startswith("/office/") else "fudan1"
        cookie, _ = staff_sessions.start(seeds.official(account), now)
        browser.cookies = _cookie(cookies.made(cookies.STAFF_COOKIE, cookie))
    return browser


def _cookie(header: str) -> dict[str, str]:
    name, _, rest = header.partition("=")
    return {name: rest.partition(";")[0]}


def _person(route: Route) -> Person:
    """Whoever has what the address names."""
    if route.path.endswith("/calendar"):
        return _known(COMER)
    if "{order}" in route.path:
        return _known(DEBTOR)
    return _known(GRADUATE if "register" in route.path else MENDER)


def _known(key: str) -> Person:
    return next(one for one in PEOPLE if one.key == key)


def _path(route: Route) -> str:
    """Every parameter stands for something that is there."""
    cid = seeds.cid_of(_person(route))
    [no] = people.load(cid).head.lines
    known: dict[str, Any] = {"ref": 1, "no": no, "business": "exemption", "case": f"{cid}.{no}", "order": PLAN.no}
    return route.path.format(**known)


def test_the_meter_would_notice(meter: Meter) -> None:
    """A test that cannot fail is a defect."""
    with meter() as calls:
        people.put_sheet(CID, a_sheet())
    assert not set(calls) <= READING
