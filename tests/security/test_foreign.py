"""Another person's number answers like a number nobody has: equal to the byte but for `ref` (rows 21, 22, 23, 26)."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

import app as _every_area  # noqa: F401
from chalicelib.handlers import http
from chalicelib.storage import clients
from tests.apiclient import Browser, Reply
from tests.builders import a_number
from tests.security import world

ABSENT_NO = a_number(77)
ABSENT_UPLOAD = "f" * 32
STRANGER = "e" * 32
MOVING = {"x-now", "date", "content-length"}


class Ids(NamedTuple):
    """Ids of FIRST that exist, and SECOND's own slip for an upload."""

    no: str
    upload: str
    case: str
    token: str


Ask = Callable[[Browser, str, Ids], Reply]

# Route → how to ask it for an id, the existing id that is not one's own, and one that nobody has.
CANDIDATES: dict[tuple[str, str], tuple[Ask, Callable[[Ids], str], str]] = {
    ("GET", "/applications/{no}"): (lambda b, no, _: b.get(f"/applications/{no}"), lambda ids: ids.no, ABSENT_NO),
    ("POST", "/t/{ref}/exemptions/{no}/rounds"): (
        lambda b, no, _: world.next_round(b, no, 1),
        lambda ids: ids.no,
        ABSENT_NO,
    ),
    ("POST", "/t/{ref}/supplements/{no}/rounds"): (
        lambda b, no, _: send(b, f"/t/1/supplements/{no}/rounds", {"item": world.supplement(uploads=()), "ver": 1}),
        lambda ids: ids.no,
        ABSENT_NO,
    ),
    ("POST", "/applications/{no}/withdrawal"): (
        lambda b, no, _: send(b, f"/applications/{no}/withdrawal", {"ver": 1}),
        lambda ids: ids.no,
        ABSENT_NO,
    ),
    ("POST", "/uploads/{upload}/complete"): (
        lambda b, upload, ids: b.post(f"/uploads/{upload}/complete", {"token": ids.token}),
        lambda ids: ids.upload,
        ABSENT_UPLOAD,
    ),
}
CASES: dict[tuple[str, str], Ask] = {
    ("GET", "/review/cases/{case}"): lambda b, case, _: b.get(f"/review/cases/{case}"),
    ("GET", "/review/cases/{case}/degree-audit"): lambda b, case, _: b.get(f"/review/cases/{case}/degree-audit"),
    ("POST", "/review/cases/{case}/lease"): lambda b, case, _: b.post(f"/review/cases/{case}/lease"),
    ("POST", "/review/cases/{case}/reveal"): lambda b, case, _: b.post(f"/review/cases/{case}/reveal"),
    ("POST", "/review/cases/{case}/release"): lambda b, case, _: b.post(f"/review/cases/{case}/release"),
    ("POST", "/review/cases/{case}/decision"): lambda b, case, _: send(
        b, f"/review/cases/{case}/decision", {"ver": 1, "digest": "0" * 64, "outcome": "pass"}
    ),
}
# The ordinal of a ticket is counted within the session's own person: it cannot name another's.
OWN = {route for route in http.ROUTES if "{ref}" in route.path and "{no}" not in route.path}


def send(browser: Browser, path: str, body: object) -> Reply:
    return browser.post(path, body, idempotency_key=world.a_key())


def told(reply: Reply) -> tuple[int, bytes, dict[str, Any]]:
    """Everything a browser could tell two answers apart by."""
    headers = {name: value for name, value in reply.headers.items() if name.lower() not in MOVING}
    return reply.status, re.sub(rb'"ref":"\w{8}"', b"", reply.body), headers


@pytest.fixture
def ids(first: Browser, second: Browser) -> Ids:
    [no] = world.submit(first)
    [form] = second.post("/uploads", {"files": [{"content_type": "image/jpeg", "bytes": 9}]}).json["uploads"]
    return Ids(no, f"{world.FIRST.uploads[0]:032x}", f"{world.FIRST.cid}.{no}", form["token"])


def test_every_route_that_takes_an_id_is_here() -> None:
    named = {(route.method, route.path) for route in http.ROUTES if "{" in route.path and route not in OWN}
    assert named == {*CANDIDATES, *CASES}


@pytest.mark.parametrize("route", CANDIDATES, ids=" ".join)
def test_a_candidate_cannot_tell_foreign_from_absent(route: tuple[str, str], second: Browser, ids: Ids) -> None:
    ask, foreign, absent = CANDIDATES[route]
    refused = ask(second, foreign(ids), ids)
    assert refused.status in (404, 422)
    assert told(refused) == told(ask(second, absent, ids))


@pytest.mark.parametrize("route", CASES, ids=" ".join)
def test_a_school_cannot_tell_anothers_case_from_none(route: tuple[str, str], other_school: Browser, ids: Ids) -> None:
    ask = CASES[route]
    foreign = told(ask(other_school, ids.case, ids))
    for absent in (f"{world.FIRST.cid}.{ABSENT_NO}", f"{STRANGER}.{ids.no}", f"{world.SECOND.cid}.{ids.no}"):
        assert told(ask(other_school, absent, ids)) == foreign
    assert foreign[0] == (204 if route[1].endswith("release") else 404)


@pytest.mark.parametrize("case", ["1", ".", "x.y", "..", f"{'A' * 32}.{ABSENT_NO}", f"{STRANGER}.{'0' * 27}"])
@pytest.mark.parametrize("route", CASES, ids=" ".join)
def test_what_is_no_id_is_unknown(route: tuple[str, str], case: str, school: Browser, ids: Ids) -> None:
    assert CASES[route](school, case, ids).code == "unknown"


def test_anothers_picture_is_as_good_as_none(second: Browser, ids: Ids) -> None:
    def sent(upload: str) -> Reply:
        return send(second, "/t/1/exemptions", world.form(world.SECOND, uploads=[upload]))

    assert told(sent(ids.upload)) == told(sent(ABSENT_UPLOAD))
    assert sent(ids.upload).code == "incomplete"
    links = second.post("/uploads/links", {"ids": [ids.upload, ABSENT_UPLOAD, f"{world.SECOND.uploads[0]:032x}"]})
    assert [link["id"] for link in links.json["links"]] == [f"{world.SECOND.uploads[0]:032x}"]


@pytest.mark.parametrize("ref", ["2", "3", "999", "0"])
def test_a_ticket_that_is_not_ones_own_is_no_ticket(ref: str, second: Browser) -> None:
    """FIRST has a second ticket, SECOND has not."""
    asked = [
        second.get(f"/t/{ref}/scores"),
        second.get(f"/t/{ref}/exemptions"),
        second.get(f"/t/{ref}/degree-audit"),
        second.get(f"/home?t={ref}"),
        send(second, f"/t/{ref}/exemptions", world.form(world.SECOND)),
    ]
    assert {(reply.status, reply.json["message"]) for reply in asked} == {(404, "没有找到这个准考证")}


def test_drafts_of_two_people_never_meet(first: Browser, second: Browser, ids: Ids) -> None:
    """A draft stands under the session's person, whatever target and ordinal are named."""
    step = {"target": ids.no, "step": "u-00015", "body": {"mine": 1}, "ver": 0}
    assert first.send("PUT", "/t/1/drafts/exemption", step).status == 200
    assert second.get("/t/1/drafts/exemption").json == {"drafts": []}
    assert second.post("/t/1/drafts/exemption/discard", {"target": ids.no}).status == 204
    assert len(first.get("/t/1/drafts/exemption").json["drafts"]) == 1


def test_a_foreign_request_reads_no_other_partition(second: Browser, ids: Ids) -> None:
    """The partition comes from the session: what the address names is only looked for within it."""
    asked: list[bytes] = []

    def note(params: Any, **_: Any) -> None:
        asked.append(params["body"])

    events = clients.connection().client.meta.events
    events.register("before-call.dynamodb", note)
    try:
        for ask, foreign, _ in CANDIDATES.values():
            ask(second, foreign(ids), ids)
    finally:
        events.unregister("before-call.dynamodb", note)
    assert len(asked) > len(CANDIDATES)
    assert [body for body in asked if world.FIRST.cid.encode() in body] == []
