"""申请毕业 over HTTP: what a page sends that has just shown the scores, and the photograph before."""

from typing import Any

import msgspec

from chalicelib.settings import SETTINGS
from chalicelib.storage import clients
from tests import corpus, graduating
from tests.apiclient import Browser, Reply
from tests.security import world

WORDS = "该课程成绩正在登记，请以主考学校记录为准。"
CHOSEN = {"plan": graduating.PLAN, "addon": graduating.ADDON}


def offer() -> dict[str, Any]:
    return {"content_type": "image/jpeg", "bytes": len(corpus.portrait())}


def photograph(browser: Browser, ref: int = 1) -> tuple[str, str]:
    """Sent to the bucket: the upload and its slip."""
    form = browser.post(f"/t/{ref}/photo", offer()).json
    clients.s3().put_object(Bucket=SETTINGS.uploads, Key=form["fields"]["key"], Body=corpus.portrait())
    return form["id"], form["token"]


def record(browser: Browser, ref: int = 1) -> Any:
    reply = browser.get(f"/t/{ref}/graduation/record?plan={CHOSEN['plan']}&addon={CHOSEN['addon']}")
    return reply.json if reply.status == 200 else {"missing": [], "seen": {}}


def item(browser: Browser, person: world.Person = world.FIRST, ref: int = 1, **changes: Any) -> dict[str, Any]:
    """Every step filled, each missing course explained."""
    shown, uploads = record(browser, ref), [f"{one:032x}" for one in person.uploads]
    diploma = msgspec.structs.replace(graduating.DIPLOMA, uploads=tuple(uploads[:1]), proof_uploads=tuple(uploads[1:2]))
    typed = {
        "person": graduating.PERSON,
        "scores": CHOSEN,
        "explanations": [{"key": one["key"], "words": WORDS} for one in shown["missing"]],
        "evaluation": graduating.EVALUATION,
        "diploma": diploma,
        "photo": f"{person.portrait:032x}",
        "seen": shown["seen"],
    }
    built: dict[str, Any] = msgspec.to_builtins(typed | changes)
    return built


def form(browser: Browser, person: world.Person = world.FIRST, ref: int = 1, **changes: Any) -> dict[str, Any]:
    return {"notice_version": world.NOTICE, "item": item(browser, person, ref, **changes)}


def submit(browser: Browser, **changes: Any) -> str:
    reply = browser.post("/t/1/graduation", form(browser, **changes), idempotency_key=world.a_key())
    assert reply.status == 201, reply.body.decode()
    return str(reply.json["applications"][0]["no"])


def approve(console: Browser, case: str) -> Reply:
    """Takes it, looks, finds everything in order, and passes it on."""
    assert console.post(f"/review/cases/{case}/lease").status == 200
    return world.send_verdict(console, case, verdict(console, case))


def verdict(console: Browser, case: str) -> dict[str, Any]:
    """Of somebody who looked and found everything in order."""
    seen = console.get(f"/review/cases/{case}").json
    tasks = {one["key"]: "same" if one["task"] == "verify" else "ok" for one in seen["checks"] if one["task"]}
    return {"ver": seen["ver"], "digest": seen["digest"], "outcome": "pass", "basis": seen["basis"], "tasks": tasks}


def read_register(browser: Browser, console: Browser, no: str) -> None:
    """Candidate and reviewer read the same; the page's address is everybody's."""
    assert browser.get("/graduation/address").json["address"].endswith("/graduation/register/")
    own = browser.get(f"/t/1/graduation/{no}/register").json
    shown = console.get(f"/review/cases/{world.FIRST.cid}.{no}/register").json
    assert own.pop("photo_url").partition("?")[0] == shown.pop("photo_url").partition("?")[0]
    assert own == shown


def print_registers(console: Browser) -> None:
    """Of whose degree was given this term."""
    [printed] = console.post("/review/registers", {"of": "approved", "term": "2026H2"}).json["registers"]
    assert printed["id_number"] == world.FIRST.id_number
