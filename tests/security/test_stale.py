"""Lists may be old, decisions never are: whoever acts re-reads the case (row 49), pages that lag are told so."""

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.domain.ids import No
from chalicelib.domain.reviews import PASS, REJECT, RETURN
from chalicelib.storage import cases, leases, queues
from chalicelib.storage.tables import SessionItem
from chalicelib.storage.work import WorkRow
from tests.apiclient import Browser
from tests.security import world

FAULT: dict[str, Any] = {"items": [{"part": 0, "reasons": ["EX14"]}]}


@pytest.fixture
def freeze(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From now on the index says what it says now: an index may lag behind its table."""

    def frozen() -> None:
        real, kept = queues.page, dict[str, tuple[WorkRow, ...]]()
        for key in ("Q#exemption#school#X02", "Q#exemption#city"):
            kept[key] = real(key, 50)
        monkeypatch.setattr(queues, "page", lambda key, _limit=50: kept[key])

    return frozen


@pytest.fixture
def colleague(record: None, app: Any, clock: Any) -> Browser:
    return world.as_staff(app, world.COLLEAGUE, clock())


def case_of(no: str) -> str:
    return f"{world.FIRST.cid}.{no}"


def held() -> list[str]:
    return [item.pk for item in SessionItem.scan() if item.pk.startswith(("LEASE#", "R#"))]


@pytest.mark.parametrize(("outcome", "more"), [(PASS, {}), (RETURN, FAULT), (REJECT, {"reasons": ["EX15"]})])
def test_a_decided_case_is_not_handed_out_again(
    outcome: str, more: dict[str, Any], first: Browser, school: Browser, colleague: Browser, freeze: Callable[[], None]
) -> None:
    done, waiting = world.submit(first, world.FIRST, "00015", "00320")
    freeze()
    assert world.decide(school, case_of(done), outcome, **more).status == 200
    assert world.take(colleague) == case_of(waiting)
    assert colleague.post("/review/queue/next", {"business": world.CASE}).code == "queue_empty"


def test_a_withdrawn_case_is_not_handed_out(first: Browser, school: Browser, freeze: Callable[[], None]) -> None:
    [no] = world.submit(first)
    freeze()
    assert first.post(f"/applications/{no}/withdrawal", {"ver": 1}, idempotency_key=world.a_key()).status == 200
    assert school.post("/review/queue/next", {"business": world.CASE}).code == "queue_empty"
    assert held() == []


def test_a_case_replaced_by_a_new_round_is_handed_out_as_it_is(
    first: Browser, school: Browser, freeze: Callable[[], None]
) -> None:
    [no] = world.submit(first)
    freeze()
    assert world.next_round(first, no, 1, note="第二次").status == 200
    assert world.take(school) == case_of(no)
    assert school.get(f"/review/cases/{case_of(no)}").json["round"] == 2


def test_a_closed_case_can_be_neither_leased_nor_decided(first: Browser, school: Browser, city: Browser) -> None:
    [no] = world.submit(first)
    seen = world.verdict(school, case_of(no), PASS)
    assert world.decide(school, case_of(no), REJECT, reasons=["EX15"]).status == 200
    again = world.send_verdict(school, case_of(no), seen)
    assert (again.status, again.code) == (409, "decided_already")
    late = world.send_verdict(school, case_of(no), world.verdict(school, case_of(no), PASS))
    assert late.status == 409
    assert city.post(f"/review/cases/{case_of(no)}/lease").status == 403
    assert school.post(f"/review/cases/{case_of(no)}/lease").code == "wrong_state"
    assert cases.load(world.FIRST.cid, No(no)).case.ver == 2


def test_nobody_can_keep_a_candidate_from_mending(first: Browser, school: Browser) -> None:
    """A returned case is the candidate's turn: a lease on it would refuse the new round until the deadline."""
    [no] = world.submit(first)
    assert world.decide(school, case_of(no), RETURN, **FAULT).status == 200
    assert school.get(f"/review/cases/{case_of(no)}").json["can"] == {"decide": False, "take": False, "send_back": True}
    assert school.post(f"/review/cases/{case_of(no)}/lease").code == "wrong_state"
    assert world.next_round(first, no, 2).status == 200


def test_a_page_of_an_earlier_round_decides_nothing(first: Browser, school: Browser) -> None:
    """The candidate exchanged the picture after the reviewer looked (row 37)."""
    [no] = world.submit(first)
    seen = world.verdict(school, case_of(no), PASS)
    assert world.next_round(first, no, 1, uploads=[f"{2:032x}"]).status == 200
    assert school.post(f"/review/cases/{case_of(no)}/lease").status == 200
    refused = world.send_verdict(school, case_of(no), seen)
    assert (refused.status, refused.code) == (409, "conflict")
    mixed = world.send_verdict(school, case_of(no), seen | {"ver": 2})
    assert (mixed.status, mixed.code) == (409, "conflict")
    assert cases.load(world.FIRST.cid, No(no)).case.decisions == ()


def test_a_submission_of_older_words_leaves_another_devices_draft(first: Browser, app: Any, clock: Any) -> None:
    """Two devices: what the other one saved since this page was shown was not sent, so that it stays."""
    other = world.as_candidate(app, world.FIRST, clock())

    def save(browser: Browser, step: str, ver: int, words: str) -> int:
        body = {"target": "new", "step": step, "body": {"words": words}, "ver": ver}
        return browser.send("PUT", "/t/1/drafts/exemption", body).status

    assert [save(first, "courses", 0, "shown"), save(first, "u-00015", 0, "shown")] == [200, 200]
    assert save(other, "u-00015", 1, "typed meanwhile") == 200
    form = world.form() | {"drafts": {"courses": 1, "u-00015": 1}}
    assert first.post("/t/1/exemptions", form, idempotency_key=world.a_key()).status == 201
    [left] = other.get("/t/1/drafts/exemption").json["drafts"]
    assert (left["step"], left["ver"], left["body"]) == ("u-00015", 2, {"words": "typed meanwhile"})
    assert save(other, "u-00015", 2, "goes on") == 200


def test_a_mended_round_of_older_words_leaves_another_devices_draft(first: Browser) -> None:
    [no] = world.submit(first)
    step = {"target": no, "step": "u-00015", "body": {}}
    for ver in (0, 1):
        assert first.send("PUT", "/t/1/drafts/exemption", step | {"ver": ver}).status == 200
    item = world.form(note="第二次")["items"][0]
    for ver, seen, left in ((1, 1, 1), (2, 2, 0)):
        sent = {"item": item, "ver": ver, "drafts": {"u-00015": seen}}
        assert first.post(f"/t/1/exemptions/{no}/rounds", sent, idempotency_key=world.a_key()).status == 200
        assert len(first.get("/t/1/drafts/exemption").json["drafts"]) == left


def test_a_renewal_beside_ones_own_decision_leaves_no_lease(
    first: Browser, school: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page renews by its clock: it read the case before the decision and writes after it."""
    [no] = world.submit(first)
    real = leases.take

    def overtaken(wanted: leases.Lease, ver: int) -> leases.Lease:
        monkeypatch.setattr(leases, "take", real)
        assert world.decide(school, case_of(no), PASS).status == 200
        return real(wanted, ver)

    monkeypatch.setattr(leases, "take", overtaken)
    renewal = school.post(f"/review/cases/{case_of(no)}/lease")
    assert (renewal.status, renewal.code) == (409, "conflict")
    assert held() == []
