"""本市转出 over HTTP: what a page sends that has just shown which scores can leave."""

from typing import Any

from tests import transferring
from tests.apiclient import Browser
from tests.security import graduating, world

# FIRST's ticket that nothing else is applied for with.
REF = 3


def item(browser: Browser, ref: int = REF, **changes: Any) -> dict[str, Any]:
    """Everything that can leave is ticked."""
    reply = browser.get(f"/t/{ref}/transfer-out")
    lines = reply.json["lines"] if reply.status == 200 else []
    target = {name: getattr(transferring.TARGET, name) for name in transferring.TARGET.__struct_fields__}
    typed = {
        "target": target,
        "again": target["ticket"],
        "records": [line["record"] for line in lines if not line["reason"]],
        "shown": [one["record"] for line in lines for one in (line, *line["also"])],
    }
    return typed | changes


def form(browser: Browser, ref: int = REF, **changes: Any) -> dict[str, Any]:
    return {"notice_version": world.NOTICE, "item": item(browser, ref, **changes)}


def submit(browser: Browser, ref: int = REF, **changes: Any) -> str:
    body = form(browser, ref, **changes)
    reply = browser.post(f"/t/{ref}/transfer-out", body, idempotency_key=world.a_key())
    assert reply.status == 201, reply.body.decode()
    return str(reply.json["applications"][0]["no"])


def leave(browser: Browser, school: Browser, city: Browser) -> str:
    """From the page to the approval; the city's desk has given its code."""
    no = submit(browser)
    case = f"{world.FIRST.cid}.{no}"
    body = {"item": item(browser), "ver": 1}
    changed = browser.post(f"/t/{REF}/transfer-out/{no}/rounds", body, idempotency_key=world.a_key())
    assert changed.status == 200, changed.body.decode()
    assert graduating.approve(school, case).status == 200
    assert browser.get(f"/applications/{no}").json["visit"]["text"]
    assert browser.get(f"/t/{REF}/transfer-out").json["sent"]["visit"]["text"]
    assert [graduating.approve(desk, case).status for desk in (school, city)] == [200, 200]
    assert browser.get(f"/t/{REF}/transfer-out").json["lines"] == []
    return no
