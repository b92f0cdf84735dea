"""Round trips of each operation of 考籍转移, asserted with `==`."""

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.domain.ids import TicketRef
from chalicelib.storage.tickets import Holder
from chalicelib.usecases.imports.receive_transfers import Found, receive_transfer
from tests.apiclient import Browser, Reply
from tests.arriving import an_arrival
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
ARRIVING: dict[str, Budget] = {
    "receive": ({"Query records": 2, "TransactWriteItems audit records registry": 1}, {}),
    "transfer in": ({"Query records": 2}, {}),
    "pass a transfer in": (
        {"Query records": 2, "TransactWriteItems audit records sessions": 1},
        {"GetItem sessions": 1},
    ),
    "confirm": ({"Query records": 2, "TransactWriteItems audit records sessions": 1}, {}),
    "calendar": ({"Query records": 2}, {}),
    "sign": (
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


@pytest.fixture
def coming(candidate: None, browser: Browser, login: Login, member: Member, app: Any) -> dict[str, Callable[[], Any]]:
    """The desk takes and looks outside of what is counted."""
    open_windows()
    assert login(browser).status == 200
    console = Browser(app, host="console")
    assert member.sign_in(console).status == 200
    warm(member.clock())
    made: dict[str, Any] = {"found": Found(an_arrival(), Holder(CID, TicketRef(1), "person-1"), is_new=True)}

    def receive() -> Reply:
        assert receive_transfer(made["found"], member.clock())
        return Reply(200, b"", {})

    def show() -> Reply:
        reply = browser.get("/t/1/transfer-in")
        made["shown"] = reply.json["arrivals"][0]
        return reply

    def confirm() -> Reply:
        body = {name: made["shown"][name] for name in ("ver", "basis")}
        path = f"/t/1/transfer-in/{made['shown']['no']}/confirmation"
        return browser.post(path, body, idempotency_key="key-transfer-in-yes")

    decide, ready = _deciding(console, made)
    return {
        "receive": receive,
        "transfer in": show,
        "pass a transfer in": decide,
        "confirm": confirm,
        "calendar": lambda: browser.get(f"/t/1/transfer-in/{made['shown']['no']}/calendar"),
        "sign": decide,
        "before": ready,
        "again": show,
    }


def _deciding(console: Browser, made: dict[str, Any]) -> tuple[Callable[[], Reply], Callable[[], None]]:
    def ready() -> None:
        case = f"{CID}.{made['shown']['no']}"
        assert console.post(f"/review/cases/{case}/lease").status == 200
        made["case"], made["verdict"] = case, graduating.verdict(console, case)

    def decide() -> Reply:
        path = f"/review/cases/{made['case']}/decision"
        return console.post(path, made["verdict"], idempotency_key=f"key-transfer-in-{made['verdict']['ver']:05}")

    return decide, ready


def test_what_arrives_keeps_to_its_budget(coming: dict[str, Callable[[], Any]], meter: Meter) -> None:
    before, again = coming.pop("before"), coming.pop("again")
    needs = {"pass a transfer in": (before,), "confirm": (again,), "sign": (before,)}
    for operation, call in coming.items():
        for need in needs.get(operation, ()):
            need()
        kept({operation: call}, {operation: ARRIVING[operation]}, meter)
    assert coming.keys() == ARRIVING.keys()


def test_every_operation_keeps_exactly_to_its_budget(walk: dict[str, Callable[[], Reply]], meter: Meter) -> None:
    kept(walk, BUDGETS, meter)
