"""A forgotten password comes back by the desk or by the reset mobile, and strangers learn nothing (rows 2, 15, 16)."""

import re
from typing import Any

import msgspec
import pytest

from chalicelib.domain import tries as rules
from chalicelib.storage import keys, people
from chalicelib.storage.tables import SessionItem
from tests.apiclient import Browser, Reply
from tests.handlers.conftest import ID_NUMBER, Login
from tests.handlers.identity import CID, MOBILE, NUMBER, OWN, Newcomer, messages, someone

__all__ = ["messages", "someone"]

NEW = "白日放歌须纵酒 2026"
NOBODY = "000000199001010077"
Sent = list[tuple[str, str]]


class Forgetful:
    """Asks for codes and resets, with a captcha wherever one is wanted."""

    def __init__(self, login: Login) -> None:
        self.login = login

    def gate(self, browser: Browser) -> dict[str, str]:
        form = self.login.form(browser)
        return {name: form[name] for name in ("captcha_id", "captcha")}

    def ask(self, browser: Browser, number: str = NUMBER, **changes: str) -> Reply:
        return browser.post("/session/reset/code", {"id_number": number} | self.gate(browser) | changes)

    def reset(self, browser: Browser, way: str, code: str, **changes: str) -> Reply:
        form = {"id_number": NUMBER, "way": way, "code": code, "password": NEW}
        return browser.post("/session/reset", form | (self.gate(browser) if way == "office" else {}) | changes)


@pytest.fixture
def forgetful(login: Login) -> Forgetful:
    return Forgetful(login)


@pytest.fixture
def known(someone: Newcomer) -> Newcomer:
    """Activated, with a reset mobile."""
    someone.name_mobile()
    assert someone.activate("code", someone.code()).status == 200
    return someone


def code_in(messages: Sent) -> str:
    found = re.findall(r"\b\d{6}\b", messages[-1][1])
    assert len(found) == 1
    return str(found[0])


def test_a_code_by_message_resets_and_ends_every_device(
    known: Newcomer, forgetful: Forgetful, app: Any, messages: Sent
) -> None:
    browser = Browser(app)
    asked = forgetful.ask(browser)
    assert (asked.status, messages[-1][0]) == (202, MOBILE)
    reply = forgetful.reset(browser, "sms", code_in(messages))
    assert reply.status == 200
    assert browser.get("/home").status == 200
    assert known.browser.get("/home").code == "signed_out"
    assert people.load(CID).head.epoch == known.account().epoch == 3
    assert known.login(Browser(app), id_number=NUMBER, password=OWN).code == "login_failed"
    assert known.login(Browser(app), id_number=NUMBER, password=NEW).status == 200
    assert known.events()[-1] == "password_reset"
    assert "已重置密码" in messages[-1][1]


def test_a_code_of_the_desk_resets_once(known: Newcomer, forgetful: Forgetful, app: Any) -> None:
    code = known.code()
    assert forgetful.reset(Browser(app), "office", code).status == 200
    again = forgetful.reset(Browser(app), "office", code, password=OWN)
    assert (again.status, again.code) == (401, "code_wrong")


def test_a_code_of_the_desk_serves_who_never_activated(someone: Newcomer, forgetful: Forgetful, app: Any) -> None:
    assert forgetful.reset(Browser(app), "office", someone.code()).status == 200
    assert someone.account().activated


def test_with_a_code_of_the_desk_a_captcha_is_wanted(known: Newcomer, forgetful: Forgetful, app: Any) -> None:
    code = known.code()
    assert forgetful.reset(Browser(app), "office", code, captcha="x").code == "captcha_wrong"
    assert forgetful.ask(Browser(app), captcha="x").code == "captcha_wrong"
    work = known.login.work(Browser(app), "reset", NUMBER)
    assert forgetful.reset(Browser(app), "office", code, work=work).status == 200


def bare(reply: Reply) -> tuple[int, list[str], list[str]]:
    return reply.status, sorted(reply.json), sorted(reply.headers)


def test_strangers_hear_the_same_of_everybody(
    known: Newcomer, candidate: None, forgetful: Forgetful, app: Any, messages: Sent, meter: Any
) -> None:
    """A number with a mobile, one without, one without an account: same words, same calls, at both steps."""
    del messages[:]
    asked, tried, costs = [], [], []
    for number in (NUMBER, ID_NUMBER, NOBODY):
        browser = Browser(app)
        gate = forgetful.gate(browser)
        with meter() as calls:
            asked.append(browser.post("/session/reset/code", {"id_number": number} | gate))
            tried.append(forgetful.reset(browser, "sms", "x", id_number=number))
        costs.append(list(calls.names))
    assert [bare(reply) for reply in asked] == [bare(asked[0])] * 3
    assert [reply.json["until"] for reply in asked] == [asked[0].json["until"]] * 3
    assert [(bare(reply), reply.json["message"]) for reply in tried] == [(bare(tried[0]), tried[0].json["message"])] * 3
    assert costs == [costs[0]] * 3
    assert len(messages) == 1
    del messages[:]
    strangers = [forgetful.reset(Browser(app), "office", "x", id_number=number) for number in (NUMBER, NOBODY)]
    assert bare(strangers[0]) == bare(strangers[1])


def test_a_code_by_message_serves_the_browser_that_asked(
    known: Newcomer, forgetful: Forgetful, app: Any, messages: Sent, clock: Any
) -> None:
    browser, other = Browser(app), Browser(app)
    forgetful.ask(browser)
    other.post("/session/captcha")
    for _ in range(6):
        clock.forward(seconds=31)
        assert forgetful.reset(other, "sms", code_in(messages)).code == "code_wrong"
    clock.forward(seconds=31)
    assert forgetful.reset(browser, "sms", code_in(messages)).status == 200


def test_five_wrong_tries_end_a_code_by_message(
    known: Newcomer, forgetful: Forgetful, app: Any, messages: Sent, clock: Any
) -> None:
    browser = Browser(app)
    forgetful.ask(browser)
    for _ in range(5):
        clock.forward(seconds=3)
        assert forgetful.reset(browser, "sms", "x").code == "code_wrong"
    clock.forward(minutes=1)
    assert forgetful.reset(browser, "sms", code_in(messages)).code == "code_wrong"


def test_a_code_by_message_lives_ten_minutes(
    known: Newcomer, forgetful: Forgetful, app: Any, messages: Sent, clock: Any
) -> None:
    browser = Browser(app)
    until = forgetful.ask(browser).json["until"]
    assert until - clock() == 600_000
    clock.forward(minutes=10)
    assert forgetful.reset(browser, "sms", code_in(messages)).code == "code_wrong"


def test_messages_are_one_a_minute_and_five_a_day(
    known: Newcomer, forgetful: Forgetful, app: Any, messages: Sent, clock: Any
) -> None:
    del messages[:]
    for _ in range(5):
        assert forgetful.ask(Browser(app)).status == 202
        refused = forgetful.ask(Browser(app))
        assert (refused.status, refused.code) == (429, "too_many")
        clock.forward(minutes=1)
    assert forgetful.ask(Browser(app)).status == 429
    assert len(messages) == 5
    clock.forward(days=1)
    assert forgetful.ask(Browser(app)).status == 202


def test_whoever_is_locked_out_of_the_login_gets_in_by_a_reset(
    known: Newcomer, forgetful: Forgetful, app: Any, clock: Any
) -> None:
    browser = Browser(app)
    for _ in range(10):
        clock.forward(minutes=1)
        known.login(browser, id_number=NUMBER, password="wrong")
    locked = known.login(browser, id_number=NUMBER, password=OWN)
    assert (locked.status, locked.code) == (429, "too_many")
    assert re.search(r"请 \d+ 分钟后再试", locked.json["message"])
    assert forgetful.reset(browser, "office", known.code()).status == 200
    assert known.login(browser, id_number=NUMBER, password=NEW).status == 200


def test_the_desk_helps_where_strangers_spent_every_try(known: Newcomer, forgetful: Forgetful, app: Any) -> None:
    """The cap of 100 in a row says to come to the desk: its code must then open the way."""
    spent = msgspec.json.encode(rules.Tries(row=rules.IN_A_ROW_MOST)).decode()
    for way in rules.WAYS:
        SessionItem(f"TRY#{way}{keys.person(NUMBER)}", "-", body=spent).save()
    refused = forgetful.reset(Browser(app), "office", "AAAA-AAAA-AAAA")
    assert (refused.status, "主考学校" in refused.json["message"]) == (429, True)
    assert forgetful.reset(Browser(app), "office", known.code()).status == 200
    assert known.login(Browser(app), id_number=NUMBER, password=NEW).status == 200
