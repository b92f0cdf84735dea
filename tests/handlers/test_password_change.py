"""A new password while signed in: the current one is asked for, this device goes on, all others end (row 11)."""

from typing import Any

import pytest

from tests.apiclient import Browser
from tests.handlers.conftest import PASSWORD, Login

pytestmark = pytest.mark.usefixtures("candidate")

NEW = "白日放歌须纵酒 2026"


def test_a_new_password_keeps_this_device_and_ends_the_others(app: Any, login: Login) -> None:
    mine, other = Browser(app), Browser(app)
    login(mine), login(other)
    assert mine.post("/session/password", {"current": PASSWORD, "password": NEW}).status == 204
    assert mine.get("/home").status == 200
    assert mine.post("/uploads/links", {"ids": []}).status == 200
    assert other.get("/home").code == "signed_out"
    assert login(Browser(app)).code == "login_failed"
    assert login(Browser(app), password=NEW).status == 200


def test_the_current_one_is_asked_for(browser: Browser, login: Login) -> None:
    login(browser)
    reply = browser.post("/session/password", {"current": "wrong", "password": NEW})
    assert (reply.status, reply.json["fields"]) == (422, [{"field": "current", "message": "当前密码不正确"}])


def test_a_session_left_open_is_no_place_to_guess(browser: Browser, login: Login, clock: Any) -> None:
    login(browser)
    answers = []
    for _ in range(12):
        clock.forward(seconds=31)
        answers.append(browser.post("/session/password", {"current": "wrong", "password": NEW}).status)
    assert answers == [422] * 10 + [429] * 2


def test_a_change_sent_twice_happens_once(browser: Browser, login: Login) -> None:
    """The second copy comes with the session that the first one ended."""
    login(browser)
    form, old = {"current": PASSWORD, "password": NEW}, (dict(browser.cookies), browser.csrf)
    assert browser.post("/session/password", form).status == 204
    browser.cookies, browser.csrf = old
    again = browser.post("/session/password", form)
    assert (again.status, again.code) == (401, "signed_out")


def test_the_person_and_the_numbers_are_no_password(browser: Browser, login: Login) -> None:
    login(browser)
    for weak in ("short", "password2026", "xx000000000001"):
        reply = browser.post("/session/password", {"current": PASSWORD, "password": weak})
        assert (reply.status, reply.json["fields"][0]["field"]) == (422, "password")
