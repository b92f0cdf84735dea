"""The initial password opens the activation and nothing else; success ends it (M1-02, threat row 3)."""

from typing import Any

import msgspec
import pytest

from chalicelib.domain.activation import Fact
from chalicelib.domain.codes import OFFICE
from chalicelib.domain.instants import DAY
from chalicelib.storage import keys, passwords, people
from chalicelib.storage.tables import RegistryItem, SessionItem
from tests.apiclient import Browser
from tests.handlers.conftest import Login
from tests.handlers.identity import CID, MOBILE, NUMBER, OWN, TICKET, Newcomer, allow, messages, someone

__all__ = ["messages", "someone"]


def test_the_first_login_says_what_may_be_given_and_starts_no_session(someone: Newcomer) -> None:
    reply = someone.begin()
    assert (reply.status, reply.code, reply.json["ways"]) == (403, "activation_required", ["code"])
    assert "__Host-kaoji" not in someone.browser.cookies
    assert someone.browser.get("/home").status == 401


def test_a_printed_code_and_an_own_password_end_the_initial_one(someone: Newcomer, login: Login, app: Any) -> None:
    reply = someone.activate("code", someone.code())
    assert (reply.status, reply.json["name"]) == (200, "己寅卯·演示")
    assert someone.browser.get("/home").status == 200
    assert someone.begin(Browser(app)).code == "login_failed"
    assert login(Browser(app), id_number=NUMBER, password=OWN).status == 200
    assert someone.events() == ["code_issued", "activated"]
    assert people.load(CID).head.epoch == someone.account().epoch == 2


def test_a_code_counts_however_it_is_typed(someone: Newcomer) -> None:
    assert someone.activate("code", f" {someone.code().replace('-', ' ').lower()} ").status == 200


def test_a_code_serves_once_and_the_younger_one_only(someone: Newcomer) -> None:
    first, second = someone.code(), someone.code()
    assert someone.activate("code", first).code == "code_wrong"
    slip = someone.begin().json["slip"]
    assert someone.activate("code", second, slip=slip).status == 200
    assert someone.activate("code", second, slip=slip).code == "signed_out"
    assert [item.pk for item in SessionItem.scan() if item.pk.startswith("CODE#")] == []


def test_a_code_ends_at_its_instant(someone: Newcomer, clock: Any) -> None:
    code = someone.code(life=60_000)
    slip = someone.begin().json["slip"]
    clock.forward(seconds=60)
    reply = someone.activate("code", code, slip=slip)
    assert (reply.status, reply.code) == (401, "code_wrong")
    assert "已过期" in reply.json["message"]


def test_a_code_dies_of_twenty_tries(someone: Newcomer, clock: Any) -> None:
    code = someone.code(life=60 * DAY)
    for _ in range(OFFICE.most):
        assert someone.activate("code", "AAAA-AAAA-AAAA").code == "code_wrong"
        clock.forward(days=1)
    assert someone.activate("code", code).code == "code_wrong"


def test_one_login_does_not_spend_the_tries_of_a_printed_code(someone: Newcomer, clock: Any) -> None:
    """Whoever knows the ID number gets as far as here with one captcha."""
    code, slip = someone.code(life=60 * DAY), someone.begin().json["slip"]
    heard = [someone.activate("code", "AAAA-AAAA-AAAA", slip=slip).code for _ in range(OFFICE.most)]
    assert (heard.count("code_wrong"), heard[-1]) == (5, "too_many")
    clock.forward(minutes=10)
    assert someone.activate("code", code).status == 200


def test_the_way_in_lasts_ten_minutes(someone: Newcomer, clock: Any) -> None:
    code, slip = someone.code(), someone.begin().json["slip"]
    clock.forward(minutes=10)
    assert someone.activate("code", code, slip=slip).code == "signed_out"


@pytest.mark.parametrize("changes", [{"slip": "1.e30.x"}, {"id_number": "000000199001010077"}])
def test_the_way_in_is_ours_and_of_this_person(changes: dict[str, str], someone: Newcomer) -> None:
    reply = someone.activate("code", someone.code(), **changes)
    assert (reply.status, reply.code) == (401, "signed_out")


@pytest.mark.parametrize("weak", ["short", NUMBER[-6:] * 2, f"x{NUMBER[6:14]}yz", "password2026", f"abc{TICKET}"])
def test_a_weak_password_is_refused_and_uses_nothing_up(weak: str, someone: Newcomer) -> None:
    code, slip = someone.code(), someone.begin().json["slip"]
    reply = someone.activate("code", code, slip=slip, password=weak)
    assert (reply.status, reply.json["fields"][0]["field"]) == (422, "password")
    assert someone.activate("code", code, slip=slip).status == 200


def test_facts_count_where_the_office_allows_them(someone: Newcomer) -> None:
    assert someone.activate("ticket", TICKET).code == "forbidden"
    allow(Fact.TICKET)
    assert someone.begin().json["ways"] == ["code", "ticket"]
    allow(office="X02")
    assert someone.activate("ticket", TICKET).code == "forbidden"
    allow(Fact.TICKET, Fact.MOBILE, office="X02")
    assert someone.begin().json["ways"] == ["code", "ticket"], "no mobile is known"
    assert someone.activate("ticket", TICKET).status == 200
    history = [item.sk for item in RegistryItem.query("CONF") if item.sk.startswith("activation")]
    assert history == ["activation", "activation#000001", "activation#000002", "activation#000003"]


def test_three_guesses_at_a_fact_are_all_there_ever_are(someone: Newcomer, clock: Any) -> None:
    allow(Fact.TICKET, Fact.MOBILE)
    someone.name_mobile()
    first = someone.activate("mobile", "0000")
    assert (first.status, first.code) == (401, "fact_wrong")
    assert "还可以再试 2 次" in first.json["message"]
    someone.activate("ticket", "1")
    last = someone.activate("mobile", "0001")
    assert (last.status, last.code) == (403, "guesses_spent")
    clock.forward(days=400)
    assert someone.activate("mobile", MOBILE[-4:]).code == "guesses_spent"
    assert someone.activate("code", someone.code()).status == 200


def test_the_owner_of_a_known_mobile_hears_of_it(someone: Newcomer, messages: list[tuple[str, str]]) -> None:
    allow(Fact.MOBILE)
    someone.name_mobile()
    assert someone.activate("mobile", MOBILE[-4:]).status == 200
    assert [(number, "已激活并设置密码" in text) for number, text in messages] == [(MOBILE, True)]


def test_success_gives_the_tries_back(someone: Newcomer) -> None:
    for _ in range(4):
        someone.begin()
    assert someone.activate("code", someone.code()).status == 200
    assert [item.pk for item in SessionItem.scan() if item.pk.startswith("TRY#")] == []


def test_neither_code_nor_mobile_stands_in_a_table(someone: Newcomer) -> None:
    code = someone.code()
    someone.name_mobile()
    texts = [repr(item.attribute_values) for table in (SessionItem, RegistryItem) for item in table.scan()]
    texts.append(repr(msgspec.to_builtins(someone.account())))
    assert not [text for text in texts if code in text or code.replace("-", "") in text or MOBILE in text]


def test_activation_costs_one_hash_and_one_transaction(
    someone: Newcomer, meter: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, slip = someone.code(), someone.begin().json["slip"]
    monkeypatch.setattr(passwords, "matches", lambda *_: pytest.fail("nothing is compared here"))
    with meter() as calls:
        assert someone.activate("code", code, slip=slip).status == 200
    assert calls == {
        "GetItem": 2,
        "Query": 1,
        "UpdateItem": 10,
        "BatchGetItem": 1,
        "TransactWriteItems": 2,
        "BatchWriteItem": 2,
    }


def test_the_chain_holds(someone: Newcomer) -> None:
    from chalicelib.domain.audit import AuditEvent, first_fault
    from chalicelib.storage.tables import AuditItem

    someone.name_mobile()
    someone.activate("code", someone.code())
    events = [msgspec.json.decode(item.body or "", type=AuditEvent) for item in AuditItem.query(f"P#{CID}")]
    assert [event.event for event in events] == ["mobile_set", "code_issued", "activated"]
    assert first_fault(events) is None
    assert someone.account().ver == 3
    assert events[1].actor.organisation == "市考办"
    assert keys.person(NUMBER) == events[2].actor.person
