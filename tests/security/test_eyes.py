"""Two humans of two organisations make a record, on what is true at that instant (rows 17, 28, 39, 42, 43)."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from chalicelib.domain.ids import No
from chalicelib.domain.reviews import PASS, REJECT, RETURN
from chalicelib.domain.staff import Role, Staff
from chalicelib.storage import cases, keys, people
from chalicelib.storage.tables import RecordItem
from tests.apiclient import Browser, Reply
from tests.builders import a_sheet
from tests.security import world

CID = world.FIRST.cid
FAULT: dict[str, Any] = {"items": [{"part": 0, "reasons": ["EX14"]}]}


@pytest.fixture
def passed(first: Browser, school: Browser, clock: Any) -> str:
    """The school has passed it a minute ago; the city is to decide."""
    case = f"{CID}.{world.submit(first)[0]}"
    assert world.decide(school, case, PASS).status == 200
    clock.forward(minutes=1)
    return case


@pytest.fixture
def at_desk(record: None, app: Any, clock: Any) -> Callable[..., Browser]:
    """A member of staff with some facts changed, signed in."""

    def sit(member: Staff, **changes: Any) -> Browser:
        return world.as_staff(app, msgspec.structs.replace(member, **changes), clock())

    return sit


def grants() -> list[str]:
    return [grant.code for grant in people.load(CID).grants]


def test_school_and_city_make_a_record(passed: str, city: Browser) -> None:
    assert world.decide(city, passed, PASS).json["state"] == "approved"
    assert grants() == ["00015"]


@pytest.mark.parametrize("outcome", [(PASS, {}), (RETURN, FAULT), (REJECT, {"reasons": ["EX15"]})])
@pytest.mark.parametrize("same", ["organisation", "person"])
def test_the_city_must_be_another_human_of_another_organisation(
    same: str, outcome: tuple[str, dict[str, Any]], passed: str, at_desk: Callable[..., Browser]
) -> None:
    desk = at_desk(world.CITY_DESK, **{same: getattr(world.SCHOOL_DESK, same)})
    decision = world.verdict(desk, passed, outcome[0], **outcome[1])
    for refused in (desk.post(f"/review/cases/{passed}/lease"), world.send_verdict(desk, passed, decision)):
        assert (refused.status, refused.json["message"]) == (403, "初审与终审须由不同单位的不同人员完成")
    assert desk.post("/review/queue/next", {"business": world.CASE}).code == "queue_empty"
    assert grants() == []


@pytest.mark.parametrize("member", [world.SCHOOL_DESK, world.CITY_DESK], ids=["school", "city"])
def test_nobody_sees_takes_or_decides_his_own_case(
    member: Staff, first: Browser, school: Browser, at_desk: Callable[..., Browser]
) -> None:
    """The human is known by the ID number's keyed hash, whichever account he uses."""
    case = f"{CID}.{world.submit(first)[0]}"
    if member.scope_kind == "city":
        assert world.decide(school, case, PASS).status == 200
    seen = world.verdict(school, case, PASS)
    oneself = at_desk(member, person=keys.person(world.FIRST.id_number))
    tried = [
        oneself.get(f"/review/cases/{case}"),
        oneself.post(f"/review/cases/{case}/lease"),
        world.send_verdict(oneself, case, seen),
    ]
    assert [reply.status for reply in tried] == [404, 404, 404]
    assert oneself.post("/review/queue/next", {"business": world.CASE}).code == "queue_empty"


def test_ones_own_case_does_not_hide_the_next(first: Browser, second: Browser, at_desk: Callable[..., Browser]) -> None:
    world.submit(first)
    [no] = world.submit(second, world.SECOND, number="201706113100246")
    oneself = at_desk(world.SCHOOL_DESK, person=keys.person(world.FIRST.id_number))
    assert world.take(oneself) == f"{world.SECOND.cid}.{no}"


@pytest.mark.parametrize("role", [Role.OFFICE, Role.OPERATOR])
def test_who_does_not_review_decides_nothing(role: Role, passed: str, at_desk: Callable[..., Browser]) -> None:
    desk = at_desk(world.CITY_DESK, role=role)
    asked = [desk.get("/review/queue"), desk.get("/review/mine"), desk.get(f"/review/cases/{passed}")]
    asked += [desk.post(f"/review/cases/{passed}/{what}") for what in ("lease", "release")]
    asked += [desk.post("/review/queue/next", {"business": world.CASE})]
    asked += [world.send_verdict(desk, passed, {"ver": 2, "digest": "0" * 64, "outcome": PASS})]
    assert [(reply.status, reply.code) for reply in asked] == [(403, "forbidden")] * len(asked)


def test_a_final_approval_asks_for_a_fresh_code(passed: str, city: Browser, clock: Any) -> None:
    clock.forward(minutes=5)
    refused = world.decide(city, passed, PASS)
    assert (refused.status, refused.code) == (403, "step_up_required")
    assert grants() == []
    assert world.decide(city, passed, RETURN, **FAULT).status == 200


def between(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Something happens after the approval has read the record and before it writes."""
    real = cases.commit

    def commit(act: Any) -> bytes:
        happens()
        return real(act)

    monkeypatch.setattr(cases, "commit", commit)


def approve(city: Browser, case: str) -> Reply:
    return world.decide(city, case, PASS)


@pytest.mark.parametrize("version", [RecordItem.rver, RecordItem.ver], ids=["transcript", "ticket"])
def test_a_record_changed_meanwhile_stops_the_approval(
    version: Any, passed: str, city: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a correction of the transcript, or an import that moves the ticket to another plan."""
    head = RecordItem(people.partition(CID), people.HEAD)
    between(monkeypatch, lambda: head.update([version.set(9)]))
    refused = approve(city, passed)
    assert (refused.status, refused.code) == (409, "conflict")
    assert grants() == []
    assert cases.load(CID, No(passed.partition(".")[2])).case.state == "under_review"


def test_the_rules_run_again_on_todays_record(passed: str, city: Browser, clock: Any) -> None:
    """The course was passed by examination between submission and approval."""
    people.put_sheet(CID, a_sheet(session="2026-11", codes=("00015",)))
    refused = approve(city, passed)
    assert (refused.status, refused.code) == (422, "incomplete")
    assert grants() == []


def test_a_record_is_given_once_whatever_the_rules_overlook(
    passed: str, city: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The grant's key is its uniqueness: put-if-absent, in the approval's own transaction."""
    given = RecordItem(people.partition(CID), f"{people.GRANT}exempt#00015", body="{}")
    between(monkeypatch, given.save)
    refused = approve(city, passed)
    assert (refused.status, refused.json["message"]) == (409, "该课程已经登记过")
    assert RecordItem.get(given.pk, given.sk).body == "{}"
