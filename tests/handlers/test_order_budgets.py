"""Round trips of each operation with money, asserted with `==`; the channel's own calls are not ours."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from chalicelib.domain.ids import No
from infra.local import simulated
from infra.local.simulated import Simulated
from tests import money
from tests.apiclient import Browser, Reply
from tests.builders import CID, Meter
from tests.handlers.budgets import Budget, kept
from tests.handlers.conftest import Login
from tests.stored import warm
from tests.usecases.orders import connect

SESSION = {"GetItem records": 1}
COUNT = {"UpdateItem sessions": 1}
WRITE = "TransactWriteItems audit records"

# Operation → (DynamoDB calls of the business, security's own calls).
BUDGETS: dict[str, Budget] = {
    # Beside the record the orders: whether what was paid is on its way back.
    "home with a fee due": ({"Query records": 2}, {}),
    "orders": ({"Query records": 1}, SESSION),
    "pay": ({"GetItem records": 1, f"{WRITE} registry": 1, WRITE: 1}, SESSION | COUNT),
    "go on paying": ({"GetItem records": 2}, SESSION | COUNT),
    "pay in another way": (
        # Closing reads the order at each of its two steps, and again before the new one is made.
        {"GetItem records": 4, WRITE: 3, f"{WRITE} registry": 1},
        SESSION | COUNT,
    ),
    "show an order": ({"GetItem records": 1}, SESSION),
    "check an order that nobody paid": ({"GetItem records": 1}, SESSION | COUNT),
    "take a notice": ({"GetItem registry": 1, "GetItem records": 1, "BatchGetItem records": 1, WRITE: 1}, {}),
    "take it again": ({"GetItem registry": 1, "GetItem records": 1, "BatchGetItem records": 1}, {}),
}


@pytest.fixture
def walk(
    candidate: None, browser: Browser, login: Login, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Callable[[], Reply]]:
    channel = Simulated()
    connect(channel, monkeypatch)
    case = money.owe(CID, at=clock())
    money.open_desks()
    assert login(browser).status == 200
    warm(clock())
    made: dict[str, Any] = {}

    def pay(way: str) -> Reply:
        reply = browser.post("/orders", {"case": case, "way": way})
        made.update(reply.json)
        return reply

    def notify() -> Reply:
        channel.pay(No(made["no"]), clock())
        return browser.send("POST", f"/payments/{simulated.NAME}/notify", channel.notice(No(made["no"])))

    return {
        "home with a fee due": lambda: browser.get("/home"),
        "orders": lambda: browser.get("/orders"),
        "pay": lambda: pay("native"),
        "go on paying": lambda: pay("native"),
        "pay in another way": lambda: pay("h5"),
        "show an order": lambda: browser.get(f"/orders/{made['no']}"),
        "check an order that nobody paid": lambda: browser.post(f"/orders/{made['no']}/check"),
        "take a notice": notify,
        "take it again": notify,
    }


def test_every_operation_keeps_exactly_to_its_budget(walk: dict[str, Callable[[], Reply]], meter: Meter) -> None:
    kept(walk, BUDGETS, meter)


def test_a_list_with_many_orders_is_one_call(walk: dict[str, Callable[[], Reply]], meter: Meter) -> None:
    for _ in range(6):
        walk["pay"]()
        walk["pay in another way"]()
    with meter() as calls:
        shown = msgspec.json.decode(walk["orders"]().body)
    assert len(shown["orders"]) == 12
    assert dict(calls) == {"Query": 1, "GetItem": 1}
