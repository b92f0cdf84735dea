"""Exactly these fields leave and enter the server, per route: what is added to a stored value stays inside (25, 29)."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.domain.ids import No
from chalicelib.handlers import http
from chalicelib.storage import cases, keys, uploads
from tests.apiclient import Browser
from tests.builders import an_upload_id
from tests.handlers.conftest import answers
from tests.security import faults, world
from tests.security.actors import Run
from tests.security.first_use import first_use
from tests.security.goldens import GOLDEN
from tests.security.thread import whole

__all__ = ["answers"]

_ID = re.compile(r"[0-9a-f]{32}|\d{1,3}|\d{5}")
Tree = dict[str, Any]


def tree(value: Any, into: Tree) -> Tree:
    """All keys at all depths; members of a list together, ids as keys as `*`."""
    for one in value if isinstance(value, list) else [value]:
        for key, inside in one.items() if isinstance(one, dict) else ():
            tree(inside, into.setdefault("*" if _ID.fullmatch(key) else key, {}))
    return into


def written(found: Tree) -> str:
    inner = ",".join(key + written(found[key]) for key in sorted(found))
    return f"{{{inner}}}" if inner else ""


def route_of(method: str, path: str) -> str:
    for route in http.ROUTES:
        pattern = re.sub(r"\{\w+\}", "[^/]+", route.path) + r"(\?.*)?"
        if route.method == method and re.fullmatch(pattern, path):
            return f"{method} {route.path}"
    raise LookupError(path)


@pytest.fixture
def run(record: None, app: Any, clock: Any, answers: list[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """SECOND sent the same certificate before."""
    world.submit(world.as_candidate(app, world.SECOND, clock()), world.SECOND)
    made = Run(app, clock, answers)
    made.watch(monkeypatch)
    whole(made)
    first_use(made)
    return made


def test_every_answer_has_exactly_the_agreed_fields(run: Run) -> None:
    found: dict[str, Tree] = {}
    refusals: Tree = {}
    for one in run.exchanges:
        is_json = one.reply.headers["Content-Type"].startswith("application/json")
        body = one.reply.json if one.reply.body and is_json else {}
        tree(body, found.setdefault(route_of(one.method, one.path), {}) if one.reply.status < 400 else refusals)
    assert {name: written(fields) for name, fields in found.items()} == {
        name: re.sub(r"\s", "", fields) for name, fields in GOLDEN.items()
    }
    assert written(refusals) == "{code,fields{field,message},message,ref,slip,ways}"


def test_no_side_hears_what_the_other_must_not_know(run: Run) -> None:
    """By value, in every answer of the run, errors included."""
    person, other = world.FIRST, world.SECOND
    hidden = [keys.person(one.id_number) for one in (person, other)]
    picture = next(iter(uploads.load(person.cid, [an_upload_id(1)]).values()))
    from_all = [*hidden, person.id_number, other.id_number, picture.sha256, "$argon2"]
    from_candidates = [person.cid, other.cid, other.name, world.SCHOOL_DESK.name, world.CITY_DESK.name, *digests(run)]
    from_staff = [ticket.number for one in (person, other) for ticket in one.tickets] + [other.name]
    for one in run.exchanges:
        if one.path.endswith(("/reveal", "/registers")):  # what they are for, and on record
            continue
        text = one.reply.body.decode()
        secret = from_all + (from_candidates if one.host == "candidate" else from_staff)
        assert [value for value in secret if value in text] == [], one.path


def cases_shown(run: Run) -> list[Any]:
    shown = [one for one in run.exchanges if route_of(one.method, one.path) == "GET /review/cases/{case}"]
    return [one.reply.json for one in shown]


def digests(run: Run) -> Iterator[str]:
    return (shown["digest"] for shown in cases_shown(run))


def test_a_shared_certificate_is_a_flag_for_the_reviewer_and_no_refusal(run: Run) -> None:
    """Row 62."""
    flag = {"kind": "number", "text": "同一大学外语四、六级合格证书（CET4、CET6 等）编号另有 1 人使用"}
    assert flag in cases_shown(run)[0]["duplicates"]


OWNED = {"state": "approved", "stage": "city", "cid": "b" * 32, "ver": 9, "school": "X09", "person": "x", "no": "1"}


@pytest.mark.parametrize("key", OWNED)
def test_what_the_server_owns_cannot_be_sent(key: str, first: Browser) -> None:
    """At every depth of a submission: refused, and nothing changes."""
    before, extra = faults.dump(), {key: OWNED[key]}
    form, item, credential = world.form(), world.form()["items"][0], world.credential()
    for body in (
        form | extra,
        form | {"items": [item | extra]},
        form | {"items": [item | {"credentials": [credential | extra]}]},
    ):
        reply = first.post("/t/1/exemptions", body, idempotency_key=world.a_key())
        assert (reply.status, reply.code) == (400, "malformed")
    assert faults.dump() == before


def test_a_case_says_of_itself_what_the_record_says(first: Browser) -> None:
    """School, plan, person and window come from the record, whatever was typed."""
    [no] = world.submit(first)
    case = cases.load(world.FIRST.cid, No(no)).case
    ticket = world.FIRST.tickets[0]
    assert (case.cid, case.school, case.plan_id) == (world.FIRST.cid, ticket.school, ticket.plan_id)
    assert (case.person, case.window) == (keys.person(world.FIRST.id_number), "exemption:2026H2:city")
    assert (case.state, case.stage, case.ver, case.decisions) == ("submitted", "school", 1, ())
