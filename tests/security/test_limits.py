"""What is too big, too often or misshapen is refused in words, never a crash (rows 25, 27, 31, 48, 52, 86)."""

import json
import random
from typing import Any

import pytest

from chalicelib import observability
from chalicelib.domain import catalogue
from chalicelib.domain.applications import ROUNDS_MOST, Act
from chalicelib.domain.errors import ConflictError, LiveApplicationError
from chalicelib.domain.ids import CourseCode, new_no
from chalicelib.storage import cases, drafts, leases, legs, people
from chalicelib.storage.tables import RecordItem
from tests.apiclient import Browser, Reply
from tests.builders import CID, NOW, a_head, a_number, a_submission, an_act, an_operation
from tests.security import faults, world


def rounds(browser: Browser, no: str, ver: int) -> Reply:
    return world.next_round(browser, no, ver, note=f"第 {ver + 1} 次")


def test_a_case_takes_ten_rounds(first: Browser) -> None:
    [no] = world.submit(first)
    assert [rounds(first, no, ver).status for ver in range(1, ROUNDS_MOST)] == [200] * 9
    before = faults.dump()
    refused = rounds(first, no, ROUNDS_MOST)
    assert (refused.status, refused.code) == (409, "wrong_state")
    assert "最多提交 10 次" in refused.json["message"]
    assert faults.dump() == before


def test_two_tickets_make_no_second_application_of_one_course(first: Browser) -> None:
    world.submit(first)
    before = faults.dump()
    refused = first.post("/t/2/exemptions", world.form(), idempotency_key=world.a_key())
    assert (refused.status, refused.code) == (409, "live_application")
    assert faults.dump() == before


def test_the_lock_holds_where_the_head_was_read_too_early(aws: None) -> None:
    """Both forms see a head without lines; the lock of the course code decides, in the transaction."""
    people.create(a_head(), "000000199001010011")
    cases.commit(an_act(a_submission(1)))
    stale = an_act(a_submission(2), operation=an_operation("key-0000000000000002"), head=None, own=False)
    with pytest.raises(LiveApplicationError):
        cases.commit(stale)


def largest() -> Act:
    """Eight courses, twelve certificates, every step of the draft."""
    codes = [CourseCode(f"{number:05}") for number in range(1, catalogue.COURSES_MOST + 1)]
    changes = [a_submission(number, unit=code, codes=(code,)) for number, code in enumerate(codes, 1)]
    steps = ("courses", *(f"u-{code}" for code in codes))
    used_up = dict.fromkeys((f"D#exemption#1#new#{step}" for step in steps), 1)
    certificates = tuple(f"cet_certificate#{number:065}" for number in range(catalogue.CERTIFICATES_MOST))
    return an_act(*changes, drafts=used_up, certificates=certificates)


def test_the_largest_submission_is_one_transaction(aws: None) -> None:
    people.create(a_head(), "000000199001010011")
    act = largest()
    for key in act.drafts:
        RecordItem(people.partition(CID), key, ver=1).save()
    assert len(legs.legs(act)) <= cases.ITEMS_MOST
    assert cases.commit(act) == act.operation.answer
    assert len(people.load(CID).head.lines) == catalogue.COURSES_MOST
    assert drafts.load(CID, "exemption", 1) == ()


HUGE = 10**40
UPLOADS = [f"{number:032x}" for number in range(200)]
SHAPES: dict[str, tuple[str, str, Any, int]] = {
    "a version beyond numbers": ("PUT", "/t/1/drafts/exemption", {"ver": HUGE}, 400),
    "a negative version": ("PUT", "/t/1/drafts/exemption", {"ver": -1}, 400),
    "half a character in a draft": ("PUT", "/t/1/drafts/exemption", {"body": "\ud800"}, 400),
    "a target of any length": ("PUT", "/t/1/drafts/exemption", {"target": "x" * 3_000}, 400),
    "nothing to discard": ("POST", "/t/1/drafts/exemption/discard", {"target": ""}, 400),
    "a discard of any length": ("POST", "/t/1/drafts/exemption/discard", {"target": "x" * 3_000}, 400),
    "links without end": ("POST", "/uploads/links", {"ids": UPLOADS}, 400),
    "a link of any length": ("POST", "/uploads/links", {"ids": ["x" * 3_000]}, 200),
    "a file of any size": ("POST", "/uploads", {"files": [{"content_type": "image/jpeg", "bytes": HUGE}]}, 422),
    "pictures without end": ("POST", "/t/1/exemptions", world.form(uploads=UPLOADS), 422),
    "a picture of any length": ("POST", "/t/1/exemptions", world.form(uploads=["x" * 3_000]), 422),
    "half a character": ("POST", "/t/1/exemptions", world.form(note="\ud800"), 400),
    "a turned text": ("POST", "/t/1/exemptions", world.form(note="abc\u202edcba"), 422),
    "a line in a number": ("POST", "/t/1/exemptions", world.form(number="2017\x0006"), 422),
    "no course": ("POST", "/t/1/exemptions", world.form() | {"items": []}, 422),
    "one course 150 times": ("POST", "/t/1/exemptions", world.form() | {"items": world.form()["items"] * 150}, 422),
    "a course of any length": ("POST", "/t/1/exemptions", world.form(world.FIRST, "x" * 9_000), 404),
    "a number that was never given": ("POST", f"/applications/{a_number(9)}/withdrawal", {"ver": HUGE}, 404),
}
STEP = {"target": "new", "step": "courses", "body": {}, "ver": 0}


@pytest.mark.parametrize("name", SHAPES)
def test_what_no_page_sends_is_refused_in_words(name: str, first: Browser) -> None:
    method, path, body, status = SHAPES[name]
    sent = STEP | body if method == "PUT" else body
    before = faults.dump()
    reply = first.send(method, path, json.dumps(sent).encode(), {"idempotency_key": world.a_key()})
    assert reply.status == status, reply.body.decode()
    assert faults.dump() == before


QUERIES = {
    "10,000 what-ifs": ("what_if=" + ",".join(f"P-{number}" for number in range(10_000)), {"what_if"}),
    "one what-if 10,000 times": ("what_if=" + "JS-120402-2021," * 10_000, set()),
    "commas without end": ("what_if=" + "," * 50_000, set()),
    "a plan of any length": ("plan=" + "x" * 50_000, {"plan"}),
    "another major's plan": ("plan=JS-120402-2021", {"plan"}),
    "a path": ("plan=..%2f..%2fplans.json", {"plan"}),
    "a line and a NUL": ("plan=a%0d%0ab%00", {"plan"}),
    "half a character": ("addon=%ED%A0%80", {"addon"}),
    "markup": ("addon=%3Cscript%3E", {"addon"}),
    "a digit of another script": ("set=%EF%BC%91", {"set"}),
    "a number beyond numbers": ("set=" + "9" * 6_000, {"set"}),
    "all at once": ("plan=x&what_if=y", {"plan", "what_if"}),
    "every choice at once": ("addon=x&language=1&set=-1", {"addon", "language", "set"}),
    "what nobody asks": ("__class__=x&ref=2&cid=y&now=0", set()),
}


@pytest.mark.parametrize("name", QUERIES)
def test_an_audit_answers_any_question_or_names_the_field(name: str, first: Browser) -> None:
    query, fields = QUERIES[name]
    reply = first.get(f"/t/1/degree-audit?{query}")
    assert reply.status == (422 if fields else 200), reply.body.decode()[:500]
    assert {fault["field"] for fault in reply.json.get("fields", ())} == fields
    assert len(reply.body) < (2_000 if fields else 200_000)


def test_each_id_takes_its_randomness_from_the_system(first: Browser) -> None:
    """Numbers that a seed foretells would repeat."""
    seen = []
    for number in range(8):
        random.seed(1)
        seen += world.submit(first, world.FIRST, "00015")
        first.post(f"/applications/{seen[-1]}/withdrawal", {"ver": 1}, idempotency_key=world.a_key())
        files = {"files": [{"content_type": "image/png", "bytes": 1}] * (number % 3 + 1)}
        seen += [form["id"] for form in first.post("/uploads", files).json["uploads"]]
        seen.append(first.post("/session/captcha").json["id"])
    assert len(set(seen)) == len(seen) > 24
    assert {len(one) for one in seen} == {26, 32}


@pytest.mark.parametrize("bit", [0, 41, 79])
def test_all_eighty_random_bits_stand_in_a_number(bit: int) -> None:
    assert new_no(NOW, (1 << bit).to_bytes(10)) != new_no(NOW, bytes(10))


@pytest.mark.parametrize(
    "evil", ["\r\n{}", "\n2026 INFO forged", "\u2028", "\u202egnp", "\x1b[2J", "\x00", '"}', "\ud800"]
)
def test_a_field_cannot_forge_a_line(evil: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Row 86: one line, ASCII only, read back as it was said."""
    observability.configure()
    handler: Any = observability.LOGGER.handlers[0]
    record = observability.LOGGER.makeRecord("kaoji", 20, "", 0, "said", (), None, extra={"fields": {"what": evil}})
    line = handler.format(record)
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line)["what"] == evil


def test_an_address_leaves_its_pattern_in_the_log(first: Browser, capsys: pytest.CaptureFixture[str]) -> None:
    first.send("GET", "/applications/%0d%0aforged?x=%0aforged", None, {"idempotency_key": "forged"})
    first.send("GET", "/home?t=forged", None, {"cookie": "forged", "x-forwarded-for": "forged"})
    assert "forged" not in capsys.readouterr().out


def test_a_lease_of_a_case_that_is_no_more_is_refused(aws: None) -> None:
    wanted = leases.Lease(no=a_number(5), cid=CID, holder="s", holder_name="演示", since=NOW, until=NOW)
    with pytest.raises(ConflictError):
        leases.take(wanted, 1)
