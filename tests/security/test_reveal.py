"""Full numbers are opened for the holder of the case alone, and not before the look is on record (rows 23, 29, 41)."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from chalicelib.domain.reviews import PASS
from chalicelib.domain.staff import Staff
from chalicelib.storage import cases
from chalicelib.storage.sightings import Sighting
from chalicelib.storage.tables import AuditItem
from tests.apiclient import Browser, Reply
from tests.security import faults, world

FIRST = world.FIRST
WHAT = {"id_number": FIRST.id_number, "ticket_number": FIRST.tickets[0].number}


@pytest.fixture
def case(first: Browser, school: Browser) -> str:
    """A case that the school's desk holds."""
    made = f"{FIRST.cid}.{world.submit(first)[0]}"
    assert school.post(f"/review/cases/{made}/lease").status == 200
    return made


def look(console: Browser, case: str) -> Reply:
    return console.post(f"/review/cases/{case}/reveal")


def seen() -> list[Sighting]:
    return [msgspec.json.decode(item.body or "", type=Sighting) for item in AuditItem.query(f"SEEN#{FIRST.cid}")]


def test_the_holder_sees_and_is_seen(case: str, school: Browser, clock: Any) -> None:
    assert look(school, case).json == WHAT
    clock.forward(seconds=1)
    assert look(school, case).json == WHAT
    assert [(one.actor.id, one.no) for one in seen()] == [(world.SCHOOL_DESK.id, case.partition(".")[2])] * 2


@pytest.mark.parametrize("member", [world.COLLEAGUE, world.OTHER_SCHOOL, world.CITY_DESK, world.OPERATOR])
def test_nobody_else_sees(member: Staff, case: str, app: Any, clock: Any) -> None:
    reply = look(world.as_staff(app, member, clock()), case)
    assert reply.status in (403, 404, 409)
    assert FIRST.id_number.encode() not in reply.body
    assert seen() == []


def test_the_look_ends_with_the_lease_and_with_the_decision(case: str, school: Browser, clock: Any) -> None:
    passed = world.verdict(school, case, PASS)
    for minutes in (14, 14, 2):
        clock.forward(minutes=minutes)
        assert school.get("/review/session").status == 200
    assert look(school, case).code == "leased"
    assert school.post(f"/review/cases/{case}/lease").status == 200
    assert world.send_verdict(school, case, passed).status == 200
    assert look(school, case).status == 404
    assert seen() == []


def test_without_its_entry_nothing_is_shown(case: str, school: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _seconds: None)
    with faults.injected(faults.refused("InternalServerError", 500), "PutItem"):
        refused = look(school, case)
    assert (refused.status, refused.code) == (503, "busy")
    assert seen() == []


def test_a_double_click_and_a_lost_reply_are_one_look_each(case: str, school: Browser, clock: Any) -> None:
    assert (look(school, case).json, look(school, case).json) == (WHAT, WHAT)
    clock.forward(seconds=1)
    with faults.injected(faults.lost_reply, "PutItem", times=1):
        assert look(school, case).json == WHAT
    assert len(seen()) == 2


@pytest.mark.parametrize("asks", ["withdrawal", "rounds"])
def test_a_candidate_who_is_overtaken_is_not_told_by_whom(
    asks: str, case: str, first: Browser, school: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The decision commits between the candidate's reading and writing; staff are told the name, candidates never."""
    real: Callable[[Any], bytes] = cases.commit

    def overtaken(act: Any) -> bytes:
        monkeypatch.setattr(cases, "commit", real)
        assert world.decide(school, case, PASS).status == 200
        return real(act)

    monkeypatch.setattr(cases, "commit", overtaken)
    no = case.partition(".")[2]
    if asks == "rounds":
        refused = world.next_round(first, no, 1)
    else:
        refused = first.post(f"/applications/{no}/withdrawal", {"ver": 1}, idempotency_key=world.a_key())
    assert (refused.status, refused.code) == (409, "conflict")
    assert world.SCHOOL_DESK.name not in refused.json["message"]
