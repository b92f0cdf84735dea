"""外省转入 over HTTP: what the office received for FIRST's second ticket, and what is asked about it."""

from typing import Any

from chalicelib.domain.instants import Instant
from chalicelib.storage.tickets import Holder
from chalicelib.usecases.imports.receive_transfers import Found, receive_transfer
from tests.apiclient import Browser
from tests.arriving import an_arrival
from tests.security import graduating, world

REF = 2


def receive(now: Instant) -> None:
    """As the import does that has found whose ticket it is."""
    ticket, person = world.FIRST.tickets[REF - 1], world.FIRST
    arrival = an_arrival("00320", "00277", "00009", ticket=ticket.number, id_number=person.id_number)
    holder = Holder(person.cid, ticket.ref, world.session_of(person, now).person)
    assert receive_transfer(Found(arrival, holder, is_new=True), now)


def shown(browser: Browser, ref: int = REF) -> dict[str, Any]:
    """The latest; an empty one for whoever has none."""
    reply = browser.get(f"/t/{ref}/transfer-in")
    found = reply.json["arrivals"] if reply.status == 200 else []
    return dict(found[0]) if found else {"no": "0" * 26, "ver": 2, "basis": "0" * 64}


def agreement(browser: Browser, ref: int = REF) -> dict[str, Any]:
    latest = shown(browser, ref)
    return {"ver": latest["ver"], "basis": latest["basis"]}


def confirm(browser: Browser, no: str) -> None:
    path = f"/t/{REF}/transfer-in/{no}/confirmation"
    reply = browser.post(path, agreement(browser), idempotency_key=world.a_key())
    assert reply.status == 200, reply.body.decode()


def receive_and_pass(browser: Browser, school: Browser, now: Instant) -> str:
    """Waits for the candidate."""
    receive(now)
    no = str(shown(browser)["no"])
    assert graduating.approve(school, f"{world.FIRST.cid}.{no}").status == 200
    return no


def come(browser: Browser, school: Browser, now: Instant) -> None:
    """From the file to the record; the school's desk has given its code."""
    no = receive_and_pass(browser, school, now)
    assert browser.get(f"/t/{REF}/transfer-in/{no}/calendar").status == 200
    assert browser.get(f"/applications/{no}").json["visit"]["opens"]
    confirm(browser, no)
    assert graduating.approve(school, f"{world.FIRST.cid}.{no}").status == 200
    assert shown(browser)["state"] == "approved"
