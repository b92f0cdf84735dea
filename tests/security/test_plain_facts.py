"""Small promises: passwords are not folded, nothing may be cached, crashes say nothing, no test knows a real person."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

import app as every_area
from chalicelib.domain.people import is_resident_number
from chalicelib.handlers import http
from infra.headers import page_policy
from tests.apiclient import Browser
from tests.handlers.conftest import Login, answers, login
from tests.security import world
from tests.security.actors import Candidate, Run

__all__ = ["answers", "login"]

ROOT = Path(__file__).parents[2]
# The examples printed in GB 11643, the standard itself.
PUBLISHED = {"11010519491231002X", "440524188001010014"}
PASSWORD = "Aa-竹外桃花 Straße é"


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        (PASSWORD, 200),
        ("Aa-竹外桃花 Straße e\u0301", 200),
        (PASSWORD.swapcase(), 401),
        (PASSWORD.casefold(), 401),
        (f" {PASSWORD}", 401),
        (f"{PASSWORD} ", 401),
        (PASSWORD.replace("ß", "ss"), 401),
        ("Ａａ-竹外桃花 Straße é", 401),
        ("", 401),
    ],
)
def test_a_password_counts_as_typed(typed: str, status: int, record: None, app: Any, clock: Any, login: Login) -> None:
    """Row 20: in NFC, and not folded, trimmed or widened; only the ID number forgives its x."""
    candidate = Candidate(Run(app, clock, login.answers), world.FIRST, PASSWORD)
    assert candidate.sign_in(password=typed).status == status


def test_the_number_forgives_its_case_and_spaces(record: None, app: Any, clock: Any, login: Login) -> None:
    number = next(number for number in map(world.resident_number, range(1, 40)) if number.endswith("X"))
    person = world.SECOND._replace(id_number=number)
    candidate = Candidate(Run(app, clock, login.answers), person, PASSWORD)
    assert candidate.sign_in(id_number=f" {number[:6]} {number[6:].lower()} ").status == 200


READ = ("/home", "/t/1/scores", "/t/1/exemptions", "/t/1/degree-audit", "/session", "/applications/x", "/readyz")


@pytest.mark.parametrize("path", READ)
def test_one_address_two_people_and_nothing_may_be_kept(path: str, first: Browser, second: Browser) -> None:
    """Row 82: the same address answers each person alone, and forbids every cache to keep it."""
    mine, theirs = first.get(path), second.get(path)
    for reply in (mine, theirs):
        assert reply.headers["Cache-Control"] == "no-store, private"
        assert not {"ETag", "Last-Modified", "Expires", "Access-Control-Allow-Origin"} & set(reply.headers)
    assert world.SECOND.name.encode() not in mine.body
    assert world.FIRST.name.encode() not in theirs.body


@pytest.mark.parametrize(
    "route", [route for route in http.ROUTES if route.guard == http.CANDIDATE], ids=lambda r: r.path
)
def test_a_crash_tells_nobody_anything(route: http.Route, first: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 81: whatever fails below, people get a reference."""

    def broken(*_: object) -> Any:
        raise RuntimeError(f"no rule for {world.FIRST.id_number}")

    monkeypatch.setattr("chalicelib.handlers.guards.candidate_session", broken)
    path = re.sub(r"\{\w+\}", "1", route.path)
    reply = first.send(route.method, path, {} if route.is_mutation else None)
    assert (reply.status, sorted(reply.json)) == (500, ["code", "message", "ref"])
    assert (reply.code, len(reply.json["ref"])) == ("internal", 8)


def test_neither_pages_nor_answers_may_be_framed(first: Browser) -> None:
    """Row 14, with every source of images and uploads that a stage may add."""
    policies = [page_policy(), page_policy(images="https://images.example", uploads="https://uploads.example")]
    for policy in (*policies, str(first.get("/home").headers["Content-Security-Policy"])):
        rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
        assert (rules["default-src"], rules["frame-ancestors"]) == ("'none'", "'none'")


def test_no_route_speaks_to_other_origins() -> None:
    """Rows 13, 14: there is one origin per host; a preflight finds nothing to answer it."""
    entries = [entry for methods in every_area.app.routes.values() for entry in methods.values()]
    assert entries
    assert [entry.uri_pattern for entry in entries if entry.cors or entry.method == "OPTIONS"] == []


def test_no_file_holds_a_number_that_could_be_somebodys() -> None:
    """Row 95: people of tests, seeds and pictures come from region 000000; two are printed in the standard."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    found = set()
    for name in filter(None, listed.stdout.split("\0")):
        text = (ROOT / name).read_bytes().decode("utf-8", "ignore") if (ROOT / name).is_file() else ""
        for number in re.findall(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])", text):
            if is_resident_number(number.upper()) and not number.startswith("000000"):
                found.add((name, number.upper()))
    assert {number for _, number in found} <= PUBLISHED, sorted(found)
    assert {name.partition("/")[0] for name, _ in found} <= {"tests"}
