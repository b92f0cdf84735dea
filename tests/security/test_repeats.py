"""A request may arrive twice, late, or under a key used before: one change, one answer, no surprise (rows 45, 46)."""

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.domain.reviews import PASS, REJECT
from tests.apiclient import Browser, Reply
from tests.builders import a_window
from tests.security import faults, world

KEY = "key-of-this-very-request"


def submit(browser: Browser, key: str = KEY, person: world.Person = world.FIRST, **changes: Any) -> Reply:
    return browser.post("/t/1/exemptions", world.form(person, **changes), idempotency_key=key)


def untouched(doing: Callable[[], Reply]) -> Reply:
    before = faults.dump()
    reply = doing()
    assert faults.dump() == before
    return reply


def test_a_key_with_another_body_is_refused(first: Browser) -> None:
    assert submit(first).status == 201
    refused = untouched(lambda: submit(first, note="ein anderes"))
    assert (refused.status, refused.code) == (409, "idempotency")


def test_a_key_serves_one_address(first: Browser) -> None:
    """The hash covers method and path: a withdrawal under the submission's key is not answered by a receipt."""
    no = submit(first).json["applications"][0]["no"]
    withdrawal = untouched(lambda: first.post(f"/applications/{no}/withdrawal", {"ver": 1}, idempotency_key=KEY))
    assert (withdrawal.status, withdrawal.code) == (409, "idempotency")


def test_two_people_may_choose_the_same_key(first: Browser, second: Browser) -> None:
    mine, theirs = submit(first), submit(second, person=world.SECOND)
    assert (mine.status, theirs.status) == (201, 201)
    assert mine.json != theirs.json


def test_a_refusal_uses_no_key_up(first: Browser) -> None:
    refused = untouched(lambda: submit(first, number=""))
    assert (refused.status, refused.code) == (422, "incomplete")
    assert submit(first).status == 201


@pytest.mark.parametrize("key", [None, "", "short", "x" * 65, "with spaces in it ok", "schlüssel-schlüssel", "a" * 15])
def test_without_a_proper_key_nothing_is_done(key: str | None, first: Browser) -> None:
    reply = untouched(
        lambda: first.send("POST", "/t/1/exemptions", world.form(), {"idempotency_key": key and ascii(key)[1:-1]})
    )
    assert (reply.status, reply.code) == (400, "malformed")


def test_a_receipt_is_given_again_after_the_window_closed_and_the_case_moved_on(
    first: Browser, school: Browser, app: Any, clock: Any
) -> None:
    """The browser never heard the answer; an hour or a week later it asks again."""
    receipt = submit(first)
    case = f"{world.FIRST.cid}.{receipt.json['applications'][0]['no']}"
    assert world.decide(school, case, PASS).status == 200
    clock.now = a_window().closes
    later = world.as_candidate(app, world.FIRST, clock())
    again = untouched(lambda: submit(later))
    assert (again.status, again.body) == (201, receipt.body)


def test_a_decision_under_a_used_key_with_another_outcome_is_refused(first: Browser, school: Browser) -> None:
    case = f"{world.FIRST.cid}.{world.submit(first)[0]}"
    assert school.post(f"/review/cases/{case}/lease").status == 200
    passed = world.verdict(school, case, PASS)
    assert world.send_verdict(school, case, passed, KEY).status == 200
    other = passed | {"outcome": REJECT, "reasons": ["EX15"]}
    refused = untouched(lambda: world.send_verdict(school, case, other, KEY))
    assert (refused.status, refused.code) == (409, "idempotency")
    again = untouched(lambda: world.send_verdict(school, case, passed, KEY))
    assert (again.status, again.json["state"]) == (200, "under_review")


def test_an_old_answer_is_no_way_around_an_ended_session(first: Browser, clock: Any) -> None:
    assert submit(first).status == 201
    clock.forward(minutes=20)
    assert submit(first).code == "signed_out"
