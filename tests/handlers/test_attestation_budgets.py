"""Round trips of a 查验码, asserted with `==`."""

from collections.abc import Callable
from typing import Any

import pytest

from tests import attesting
from tests.apiclient import Browser, Reply
from tests.builders import Meter
from tests.handlers.conftest import Login

WRITE = "TransactWriteItems audit records registry"
STANDING = {"BatchGetItem records": 1}
# What the address asks, and of it what is wrong: what is right gives that try back.
COUNTED = {"UpdateItem sessions": 2}

# Operation → (DynamoDB calls of the business, security's own calls).
BUDGETS: dict[str, tuple[dict[str, int], dict[str, int]]] = {
    "show before it is made": (STANDING, {}),
    "make": (STANDING | {"Query audit": 1, WRITE: 1}, {"UpdateItem sessions": 1}),
    "make it again": (STANDING, {}),
    "show": (STANDING, {}),
    "check": ({"GetItem registry": 1, "UpdateItem records": 1} | STANDING, {"UpdateItem sessions": 3}),
    "check what nobody has": ({"GetItem registry": 1}, COUNTED),
    "check what is no code": ({}, COUNTED),
    "revoke": (STANDING | {"Query audit": 1, "TransactWriteItems audit records": 1}, {}),
    "revoke it again": (STANDING, {}),
    "check what was revoked": ({"GetItem registry": 1} | STANDING, {"UpdateItem sessions": 3}),
}


@pytest.fixture
def walk(candidate: None, browser: Browser, login: Login, clock: Any, app: Any) -> dict[str, Callable[[], Reply]]:
    path = f"/applications/{attesting.approve(at=clock())}/attestation"
    assert login(browser).status == 200
    stranger, made = Browser(app), dict[str, Any]()

    def make() -> Reply:
        reply = browser.post(path, {"months": 3, "ver": 0})
        made.update(reply.json)
        return reply

    return {
        "show before it is made": lambda: browser.get(path),
        "make": make,
        "make it again": make,
        "show": lambda: browser.get(path),
        "check": lambda: stranger.post("/verify", {"code": made["code"]}),
        "check what nobody has": lambda: stranger.post("/verify", {"code": "K7M2-PQ4X-9WTA-3BCD"}),
        "check what is no code": lambda: stranger.post("/verify", {"code": "K7M2"}),
        "revoke": lambda: browser.post(f"{path}/revocation", {"ver": 1}),
        "revoke it again": lambda: browser.post(f"{path}/revocation", {"ver": 1}),
        "check what was revoked": lambda: stranger.post("/verify", {"code": made["code"]}),
    }


def test_every_operation_keeps_exactly_to_its_budget(walk: dict[str, Callable[[], Reply]], meter: Meter) -> None:
    for operation, call in walk.items():
        with meter() as calls:
            reply = call()
        assert reply.status == (404 if "nobody" in operation or "no code" in operation else 200), operation
        business, security = BUDGETS[operation]
        counted = {name: calls.names.count(name) for name in calls.names}  # type: ignore[attr-defined]
        assert counted == business | security, operation
    assert set(walk) == set(BUDGETS)
