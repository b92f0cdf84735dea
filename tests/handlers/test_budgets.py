"""Round trips of each operation over HTTP, asserted with `==` (architecture § 3); `make bench` prints them.

Security's own calls are counted apart: sessions, quotas, and the look whether a session was ended elsewhere.
"""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from tests.apiclient import Browser, Reply
from tests.builders import CID, Meter, a_message_id, a_sheet, a_supplement
from tests.handlers.budgets import kept
from tests.handlers.conftest import Login, Member
from tests.security import graduating
from tests.stored import PASSED, open_windows, put_portrait, put_uploads, warm

CREDENTIAL = {
    "type": "cet_certificate",
    "level": "英语四级",
    "number": "201706113100245",
    "year": "2017",
    "month": "6",
    "province": "31",
    "uploads": [f"{1:032x}"],
}

WHAT_IFS = "SH-050201-2022,JS-120402-2024,JS-080901-2021"

# Operation → (DynamoDB calls of the business, security's own calls).
BUDGETS = {
    "home": ({"Query records": 1}, {}),
    "scores": ({"Query records": 1}, {}),
    "exemption list": ({"Query records": 1}, {}),
    "certificates sent before": ({"Query records": 1}, {"GetItem records": 1}),
    "degree audit with 3 what-ifs": ({"Query records": 1}, {}),
    "majors": ({}, {}),
    "load drafts": ({"Query records": 1}, {"GetItem records": 1}),
    "my data": ({"Query audit": 2}, {"GetItem records": 1}),
    "messages": ({"Query records": 1}, {"GetItem records": 1}),
    "mark messages as read": ({"Query records": 1, "UpdateItem records": 1}, {"GetItem records": 1}),
    "save a draft step": ({"UpdateItem records": 1}, {"GetItem records": 1}),
    "set a reminder": ({"TransactWriteItems records registry": 1}, {"GetItem records": 1}),
    "channels": ({"GetItem records": 1}, {}),
    "choose channels": ({"GetItem records": 1, "Query audit": 1, "TransactWriteItems audit records": 1}, {}),
    "presign 6 uploads": ({}, {"GetItem records": 1, "UpdateItem sessions": 1}),
    "submit 2 courses": (
        {"Query records": 1, "BatchGetItem records": 1, "TransactWriteItems audit records registry sessions": 1},
        {},
    ),
    "supplement list": ({"Query records": 1}, {"GetItem records": 1}),
    "submit a supplement": (
        {"Query records": 1, "BatchGetItem records": 1, "TransactWriteItems audit records registry sessions": 1},
        {},
    ),
    "graduation": ({"Query records": 3, "GetItem records": 1}, {}),
    "graduation record": ({"Query records": 1}, {}),
    "submit a graduation": (
        {"Query records": 1, "BatchGetItem records": 1, "TransactWriteItems audit records registry sessions": 1},
        {},
    ),
    "address of the register": ({}, {}),
    "register": ({"Query records": 2, "GetItem records": 1}, {}),
    "register of a case": ({"Query records": 2, "GetItem records": 1}, {"GetItem sessions": 1}),
    "offer a photograph": ({}, {"GetItem records": 1, "UpdateItem sessions": 1}),
    "show an application": ({"Query records": 2}, {}),
    "resubmit": (
        {"Query records": 1, "BatchGetItem records": 1, "TransactWriteItems audit records registry sessions": 1},
        {},
    ),
    "withdraw": (
        {"Query records": 1, "BatchGetItem records": 1, "TransactWriteItems audit records sessions": 1},
        {},
    ),
    "queue": ({"Query records": 1, "GetItem registry": 1, "BatchGetItem sessions": 1}, {"GetItem sessions": 1}),
    "take next": ({"Query records": 1, "TransactWriteItems records sessions": 1}, {"GetItem sessions": 1}),
    "show a case": (
        {"Query records": 2, "GetItem sessions": 1, "Query registry": 2},
        {"GetItem sessions": 1},
    ),
    "degree audit of a case": ({"Query records": 2}, {"GetItem sessions": 1}),
    "take next and look at it": (
        {
            "Query records": 3,
            "Query registry": 5,
            "GetItem sessions": 1,
            "TransactWriteItems records sessions": 1,
        },
        {"GetItem sessions": 2},
    ),
    "print the registers of one who signs": (
        {"Query records": 3, "GetItem records": 2, "PutItem audit": 1},
        {"GetItem sessions": 1},
    ),
    "pass a graduation": (
        {"Query records": 2, "TransactWriteItems audit records sessions": 1},
        {"GetItem sessions": 1},
    ),
    "decide": (
        {"Query records": 1, "TransactWriteItems audit records sessions": 1},
        {"GetItem sessions": 1},
    ),
    # The lane of tries is taken before and given back after; the code is used up with the session that it opens.
    "sign in at the console": (
        {"GetItem registry": 1, "TransactWriteItems registry sessions": 1},
        {"BatchGetItem sessions": 1, "TransactWriteItems sessions": 1, "BatchWriteItem sessions": 1},
    ),
    "give a fresh code": (
        {"GetItem registry": 1, "TransactWriteItems registry sessions": 1},
        {
            "GetItem sessions": 1,
            "BatchGetItem sessions": 1,
            "TransactWriteItems sessions": 1,
            "BatchWriteItem sessions": 1,
        },
    ),
}


@pytest.fixture
def walk(candidate: None, browser: Browser, login: Login, member: Member, app: Any) -> dict[str, Callable[[], Reply]]:
    """Every operation of the thread in its order, each ready to be called."""
    from chalicelib.storage import people

    people.put_sheet(CID, a_sheet(codes=PASSED))
    put_uploads(1, 2)
    put_portrait(4)
    open_windows()
    assert login(browser).status == 200
    console = Browser(app, host="console")
    assert member.sign_in(console).status == 200
    warm(member.clock())
    graduation = _graduates(browser, graduating.form(browser)) | _passing(console)
    signing_in = {
        "sign in at the console": lambda: member.sign_in(console),
        "give a fresh code": lambda: console.post("/review/session/step-up", {"code": member.code()}),
    }
    return _candidates(browser) | _reviewers(console) | graduation | signing_in


def _candidates(browser: Browser) -> dict[str, Callable[[], Reply]]:
    sent: dict[str, str] = {}
    items = [{"unit": unit, "credentials": [CREDENTIAL]} for unit in ("00015", "00320")]
    step = {"target": "new", "step": "courses", "body": {"units": ["00015"]}, "ver": 0}
    supplement = {"notice_version": "2026-1", "item": msgspec.to_builtins(a_supplement())}
    files = [{"content_type": "image/jpeg", "bytes": 500_000}] * 6

    def submit() -> Reply:
        form = {"notice_version": "2026-1", "items": items}
        reply = browser.post("/t/1/exemptions", form, idempotency_key="key-submit-00000000")
        sent.update({one["unit"]: one["no"] for one in reply.json["applications"]})
        return reply

    def change(path: str, unit: str, form: dict[str, object]) -> Reply:
        return browser.post(path.format(sent[unit]), form, idempotency_key=f"key-change-{unit}")

    return {
        "home": lambda: browser.get("/home"),
        "scores": lambda: browser.get("/t/1/scores"),
        "exemption list": lambda: browser.get("/t/1/exemptions"),
        "certificates sent before": lambda: browser.get("/exemptions/wallet"),
        "degree audit with 3 what-ifs": lambda: browser.get(f"/t/1/degree-audit?what_if={WHAT_IFS}"),
        "majors": lambda: browser.get("/majors"),
        "save a draft step": lambda: browser.send("PUT", "/t/1/drafts/exemption", step),
        "load drafts": lambda: browser.get("/t/1/drafts/exemption"),
        "my data": lambda: browser.get("/me/data"),
        "messages": lambda: browser.get("/messages"),
        "channels": lambda: browser.get("/channels"),
        "choose channels": lambda: browser.post("/channels", {"sms": False, "email": True, "address": "a@example.cn"}),
        "set a reminder": lambda: browser.post("/reminders", {"business": "photo", "on": True}),
        "mark messages as read": lambda: browser.post("/messages/read", {"up_to": a_message_id()}),
        "presign 6 uploads": lambda: browser.post("/uploads", {"files": files}),
        "submit 2 courses": submit,
        "submit a supplement": lambda: browser.post("/t/1/supplements", supplement, idempotency_key="key-supplement-0"),
        "supplement list": lambda: browser.get("/t/1/supplements"),
        "show an application": lambda: browser.get(f"/applications/{sent['00015']}"),
        "resubmit": lambda: change("/t/1/exemptions/{}/rounds", "00015", {"item": items[0], "ver": 1}),
        "withdraw": lambda: change("/applications/{}/withdrawal", "00320", {"ver": 1}),
    }


def _reviewers(console: Browser) -> dict[str, Callable[[], Reply]]:
    seen: dict[str, Any] = {}

    def take() -> Reply:
        reply = console.post("/review/queue/next", {"business": "exemption"})
        seen["id"] = reply.json["id"]
        return reply

    def show() -> Reply:
        reply = console.get(f"/review/cases/{seen['id']}")
        seen.update(reply.json)
        return reply

    def decide() -> Reply:
        form = {"ver": seen["ver"], "digest": seen["digest"], "outcome": "pass"}
        return console.post(f"/review/cases/{seen['id']}/decision", form, idempotency_key="key-decide-00000000")

    return {
        "queue": lambda: console.get("/review/queue?business=exemption"),
        "take next": take,
        "show a case": show,
        "degree audit of a case": lambda: console.get(f"/review/cases/{seen['id']}/degree-audit?what_if={WHAT_IFS}"),
        "decide": decide,
    }


def _graduates(browser: Browser, form: Any) -> dict[str, Callable[[], Reply]]:
    sent: dict[str, str] = {}

    def submit() -> Reply:
        reply = browser.post("/t/1/graduation", form, idempotency_key="key-graduate-00000")
        sent["no"] = reply.json["applications"][0]["no"]
        return reply

    return {
        "graduation": lambda: browser.get("/t/1/graduation"),
        "graduation record": lambda: browser.get("/t/1/graduation/record"),
        "offer a photograph": lambda: browser.post("/t/1/photo", graduating.offer()),
        "submit a graduation": submit,
        "address of the register": lambda: browser.get("/graduation/address"),
        "register": lambda: browser.get(f"/t/1/graduation/{sent['no']}/register"),
    }


def _passing(console: Browser) -> dict[str, Callable[[], Reply]]:
    """Of a business whose passes stand on the record."""
    seen: dict[str, Any] = {}

    def take() -> Reply:
        reply = console.post("/review/queue/next", {"business": "graduation"})
        seen.update(case=reply.json["id"], form=graduating.verdict(console, reply.json["id"]))
        return reply

    def decide() -> Reply:
        path = f"/review/cases/{seen['case']}/decision"
        return console.post(path, seen["form"], idempotency_key="key-decide-11111111")

    return {
        "take next and look at it": take,
        "register of a case": lambda: console.get(f"/review/cases/{seen['case']}/register"),
        "pass a graduation": decide,
        "print the registers of one who signs": lambda: console.post("/review/registers", {"of": "signing"}),
    }


def test_every_operation_keeps_exactly_to_its_budget(walk: dict[str, Callable[[], Reply]], meter: Meter) -> None:
    kept(walk, BUDGETS, meter)
