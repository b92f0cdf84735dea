"""Two candidates and the desks that judge them, each at a browser that is signed in already."""

import itertools
from typing import Any, NamedTuple

import msgspec
from stdnum.iso7064 import mod_11_2

from chalicelib.domain.ids import Cid, SchoolCode, StaffId
from chalicelib.domain.instants import HOUR, Instant, later
from chalicelib.domain.people import Ticket, mask_id_number
from chalicelib.domain.sessions import Session
from chalicelib.domain.staff import Role, Staff
from chalicelib.handlers import cookies
from chalicelib.storage import keys, people, staff_sessions
from tests.apiclient import Browser, Reply
from tests.builders import a_head, a_sheet, a_supplement, a_ticket
from tests.stored import PASSED, put_portrait, put_uploads

CASE = "exemption"
NOTICE = "2026-1"
_keys = itertools.count(1)


def resident_number(order: int) -> str:
    """A true checksum in region 000000, which no register has (threat row 95)."""
    body = f"00000019900101{order:03}"
    return body + mod_11_2.calc_check_digit(body)


class Person(NamedTuple):
    cid: Cid
    name: str
    id_number: str
    tickets: tuple[Ticket, ...]
    uploads: tuple[int, ...]
    portrait: int = 0


FIRST = Person(
    Cid("a" * 32),
    "甲子丑·演示",
    resident_number(1),
    (
        a_ticket(number="990101000001"),
        a_ticket(ref=2, number="990101000002"),
        a_ticket(ref=3, number="990101000005"),
    ),
    (1, 2, 3),
    4,
)
SECOND = Person(
    Cid("b" * 32),
    "乙寅卯·演示",
    resident_number(2),
    (a_ticket(number="990202000003"), a_ticket(ref=3, number="990202000006")),
    (11, 12, 13),
    14,
)


def _staff(order: int, scope: str, *schools: str, organisation: str, **more: Any) -> Staff:
    member: dict[str, Any] = {
        "id": StaffId(f"{order:032x}"),
        "account": f"desk-{order}",
        "name": f"审核{order}·演示",
        "role": Role.REVIEWER,
        "scope_kind": scope,
        "schools": tuple(map(SchoolCode, schools)),
        "organisation": organisation,
        "person": f"1{order:064x}",
    }
    return Staff(**member | more)


SCHOOL_DESK = _staff(1, "school", "X02", organisation="复旦大学")
COLLEAGUE = _staff(2, "school", "X02", organisation="复旦大学")
OTHER_SCHOOL = _staff(3, "school", "X04", organisation="上海外国语大学")
CITY_DESK = _staff(4, "city", organisation="市考办")
CITY_COLLEAGUE = _staff(5, "city", organisation="市考办")
CASHIER = _staff(8, "city", organisation="市考办", role=Role.SUPERVISOR)
OFFICE = _staff(7, "city", organisation="市考办", role=Role.OFFICE)
OPERATOR = _staff(6, "city", organisation="市考办", role=Role.OPERATOR)


def enter(person: Person) -> None:
    """On the record, with six passes and uploads, and two passes of a third ticket that serve nothing else; without a
    login, whose hash costs time.
    """
    masked = mask_id_number(person.id_number)
    head = a_head(cid=person.cid, name=person.name, id_masked=masked, tickets=person.tickets)
    people.create(head, person.id_number)
    people.put_sheet(person.cid, a_sheet(codes=PASSED))
    if any(ticket.ref == 3 for ticket in person.tickets):
        people.put_sheet(person.cid, a_sheet("2025-04", ("00041", "00054"), ref=3))
    put_uploads(*person.uploads, cid=person.cid)
    if person.portrait:
        put_portrait(person.portrait, person.cid)


def session_of(person: Person, now: Instant, epoch: int = 1) -> Session:
    return Session(cid=person.cid, person=keys.person(person.id_number), epoch=epoch, issued=now, renewed=now)


def _value(cookie: str) -> str:
    return cookie.partition(";")[0].partition("=")[2]


def as_candidate(app: Any, person: Person, now: Instant, epoch: int = 1) -> Browser:
    browser, session = Browser(app), session_of(person, now, epoch)
    browser.cookies[cookies.CANDIDATE_COOKIE] = _value(cookies.session_cookie(session))
    browser.csrf = cookies.candidate_csrf(session)
    return browser


def as_staff(app: Any, member: Staff, now: Instant) -> Browser:
    console = Browser(app, host="console")
    console.cookies[cookies.STAFF_COOKIE], session = staff_sessions.start(member, now)
    console.csrf = cookies.staff_csrf(session)
    return console


def a_key() -> str:
    return f"key-{next(_keys):016}"


def credential(person: Person = FIRST, **changes: Any) -> dict[str, Any]:
    typed = {
        "type": "cet_certificate",
        "level": "英语四级",
        "number": "201706113100245",
        "year": "2017",
        "month": "6",
        "province": "31",
        "note": "",
        "uploads": [f"{person.uploads[0]:032x}"],
    }
    return typed | changes


def form(person: Person = FIRST, *units: str, **changes: Any) -> dict[str, Any]:
    items = [{"unit": unit, "credentials": [credential(person, **changes)]} for unit in units or ("00015",)]
    return {"notice_version": NOTICE, "items": items}


def supplement(kind: str = "score", **changes: Any) -> dict[str, Any]:
    """Of FIRST, whose pictures are numbered like the builders'."""
    built: dict[str, Any] = msgspec.to_builtins(a_supplement(kind, **changes))
    return built


def next_round(browser: Browser, no: str, ver: int, key: str = "", **changes: Any) -> Reply:
    """Beside the standing round of English."""
    body = {"item": {"unit": "00015", "credentials": [credential(**changes)]}, "ver": ver}
    return browser.post(f"/t/1/exemptions/{no}/rounds", body, idempotency_key=key or a_key())


def submit(browser: Browser, person: Person = FIRST, *units: str, **changes: Any) -> list[str]:
    """The numbers of the applications."""
    reply = browser.post("/t/1/exemptions", form(person, *units, **changes), idempotency_key=a_key())
    assert reply.status == 201, reply.body.decode()
    return [one["no"] for one in reply.json["applications"]]


def take(console: Browser) -> str:
    reply = console.post("/review/queue/next", {"business": CASE})
    assert reply.status == 200, reply.body.decode()
    return str(reply.json["id"])


def verdict(console: Browser, case: str, outcome: str, **more: Any) -> dict[str, Any]:
    seen = console.get(f"/review/cases/{case}").json
    return {"ver": seen["ver"], "digest": seen["digest"], "outcome": outcome} | more


def decide(console: Browser, case: str, outcome: str, **more: Any) -> Reply:
    """Takes the case, looks at it, decides."""
    assert console.post(f"/review/cases/{case}/lease").status == 200
    return send_verdict(console, case, verdict(console, case, outcome, **more))


def send_verdict(console: Browser, case: str, body: dict[str, Any], key: str = "") -> Reply:
    return console.post(f"/review/cases/{case}/decision", body, idempotency_key=key or a_key())


def long_ago(now: Instant) -> Instant:
    return later(now, -HOUR)
