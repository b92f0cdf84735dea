"""Beside the matrix: ids that are none, pictures and drafts of others, what is read on the way (rows 21, 22, 26)."""

from typing import Any

import pytest

import app as _every_area  # noqa: F401
from chalicelib.storage import clients
from tests.apiclient import Browser, Reply
from tests.builders import a_number
from tests.security import cells, world
from tests.security.scene import Scene

ABSENT_UPLOAD = "f" * 32
CASES = [name for name in cells.first_ways() if "{case}" in name]
FOREIGN = [name for name in cells.first_ways() if "{no}" in name or "{upload}" in name]


def send(browser: Browser, path: str, body: object) -> Reply:
    return browser.post(path, body, idempotency_key=world.a_key())


@pytest.mark.parametrize("case", ["1", ".", "x.y", "..", f"{'A' * 32}.{a_number(77)}", f"{'e' * 32}.{'0' * 27}"])
@pytest.mark.parametrize("name", CASES)
def test_what_is_no_id_is_unknown(name: str, case: str, scene: Scene) -> None:
    assert cells.put(scene, name, "school", given={"case": case}).reply.code == "unknown"


@pytest.mark.parametrize("name", FOREIGN)
def test_a_foreign_request_reads_no_other_partition(name: str, scene: Scene) -> None:
    """The partition comes from the session: what the address names is only looked for within it."""
    asked: list[bytes] = []

    def note(params: Any, **_: Any) -> None:
        asked.append(params["body"])

    events = clients.connection().client.meta.events
    events.register("before-call.dynamodb", note)
    try:
        assert cells.put(scene, name, "other").reply.status in (404, 422)
    finally:
        events.unregister("before-call.dynamodb", note)
    assert asked
    assert [body for body in asked if world.FIRST.cid.encode() in body] == []


def test_anothers_picture_is_as_good_as_none(first: Browser, second: Browser) -> None:
    anothers = f"{world.FIRST.uploads[0]:032x}"

    def sent(upload: str) -> Reply:
        return send(second, "/t/1/exemptions", world.form(world.SECOND, uploads=[upload]))

    assert cells.told(sent(anothers)) == cells.told(sent(ABSENT_UPLOAD))
    assert sent(anothers).code == "incomplete"
    links = second.post("/uploads/links", {"ids": [anothers, ABSENT_UPLOAD, f"{world.SECOND.uploads[0]:032x}"]})
    assert [link["id"] for link in links.json["links"]] == [f"{world.SECOND.uploads[0]:032x}"]


def test_drafts_of_two_people_never_meet(first: Browser, second: Browser) -> None:
    """A draft stands under the session's person, whatever target and ordinal are named."""
    [no] = world.submit(first)
    step = {"target": no, "step": "u-00015", "body": {"mine": 1}, "ver": 0}
    assert first.send("PUT", "/t/1/drafts/exemption", step).status == 200
    assert second.get("/t/1/drafts/exemption").json == {"drafts": []}
    assert second.post("/t/1/drafts/exemption/discard", {"target": no}).status == 204
    assert len(first.get("/t/1/drafts/exemption").json["drafts"]) == 1


def test_a_home_of_another_ticket_is_none(second: Browser) -> None:
    """The one ticket that an address names outside its path."""
    found = [second.get(f"/home?t={ref}") for ref in ("2", "4", "999", "0", "x")]
    assert {(reply.status, reply.json["message"]) for reply in found} == {(404, "没有找到这个准考证")}
