"""Every change of the thread as one request that can be sent as often as one likes: always with the same key."""

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.domain.reviews import PASS
from chalicelib.storage import accounts
from tests.apiclient import Browser, Reply
from tests.security import world

Step = Callable[[], Reply]
STEPS = ("submit", "resubmit", "withdraw", "pass", "approve", "logout")


@pytest.fixture
def step(request: pytest.FixtureRequest, first: Browser, school: Browser, city: Browser, clock: Any) -> Step:
    """One request that changes something, ready to be sent as often as one likes: always with the same key."""
    name, key = request.param, world.a_key()
    if name == "submit":
        return lambda: first.post("/t/1/exemptions", world.form(), idempotency_key=key)
    if name == "logout":
        accounts.create_account(world.FIRST.cid, world.FIRST.id_number, "x" * 10, 1)
        return lambda: first.post("/session/end")
    [no] = world.submit(first)
    case = f"{world.FIRST.cid}.{no}"
    if name == "resubmit":
        return lambda: world.next_round(first, no, 1, key)
    if name == "withdraw":
        return lambda: first.post(f"/applications/{no}/withdrawal", {"ver": 1}, idempotency_key=key)
    if name == "approve":
        assert world.decide(school, case, PASS).status == 200
        clock.forward(minutes=1)
    desk = city if name == "approve" else school
    assert desk.post(f"/review/cases/{case}/lease").status == 200
    body = world.verdict(desk, case, PASS)
    return lambda: world.send_verdict(desk, case, body, key)
