"""Round trips of each operation of 考籍转移, asserted with `==`."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.apiclient import Browser, Reply
from tests.builders import CID, Meter, a_sheet
from tests.handlers.budgets import Budget, kept
from tests.handlers.conftest import Login, Member
from tests.security import graduating, transferring
from tests.stored import PASSED, open_windows, warm

# Operation → (DynamoDB calls of the business, security's own calls).
BUDGETS: dict[str, Budget] = {
    "transfer out": ({"Query records": 2}, {}),
    "submit a transfer out": (
        {"Query records": 1, "BatchGetItem records": 1, "TransactWriteItems audit records registry sessions": 1},
        {},
    ),
    "change a transfer out": (
        {"Query records": 1, "BatchGetItem records": 1, "TransactWriteItems audit records sessions": 1},
        {},
    ),
    "take next and look at it": (
        {"Query records": 3, "GetItem sessions": 1, "TransactWriteItems records sessions": 1},
        {"GetItem sessions": 2},
    ),
    "pass a transfer out": (
        {"Query records": 2, "TransactWriteItems audit records sessions": 1},
        {"GetItem sessions": 1},
    ),
}


@pytest.fixture
def walk(candidate: None, browser: Browser, login: Login, member: Member, app: Any) -> dict[str, Callable[[], Reply]]:
    from chalicelib.storage import people

    people.put_sheet(CID, a_sheet(codes=PASSED))
    open_windows()
    assert login(browser).status == 200
    console = Browser(app, host="console")
    assert member.sign_in(console).status == 200
    warm(member.clock())
    form = transferring.form(browser, ref=1)
    made: dict[str, Any] = {}

    def submit() -> Reply:
        reply = browser.post("/t/1/transfer-out", form, idempotency_key="key-transfer-00000")
        made["no"] = reply.json["applications"][0]["no"]
        return reply

    def change() -> Reply:
        body = {"item": form["item"], "ver": 1}
        return browser.post(f"/t/1/transfer-out/{made['no']}/rounds", body, idempotency_key="key-transfer-11111")

    def take() -> Reply:
        reply = console.post("/review/queue/next", {"business": "transfer_out"})
        made["verdict"] = graduating.verdict(console, reply.json["id"])
        return reply

    def decide() -> Reply:
        path = f"/review/cases/{CID}.{made['no']}/decision"
        return console.post(path, made["verdict"], idempotency_key="key-transfer-22222")

    return {
        "transfer out": lambda: browser.get("/t/1/transfer-out"),
        "submit a transfer out": submit,
        "change a transfer out": change,
        "take next and look at it": take,
        "pass a transfer out": decide,
    }


def test_every_operation_keeps_exactly_to_its_budget(walk: dict[str, Callable[[], Reply]], meter: Meter) -> None:
    kept(walk, BUDGETS, meter)
