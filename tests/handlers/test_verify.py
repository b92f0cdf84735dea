"""The check of a 查验码 over HTTP: one answer for whatever is no code, a wait for whoever goes on guessing."""

from typing import Any

import pytest

from chalicelib.domain.tries import CHECK_WRONG_CAP
from tests import attesting
from tests.apiclient import Browser
from tests.handlers.conftest import Login
from tests.security.cells import told

pytestmark = pytest.mark.usefixtures("candidate")

NOBODYS = "K7M2-PQ4X-9WTA-3BCD"
NO_CODES = ["", "K7M2", NOBODYS, "查验码", "\u202eK7M2", "x" * 50_000, "1 OR 1=1", "null\x00"]


def test_whatever_is_no_code_is_one_answer(browser: Browser) -> None:
    answers = [told(browser.post("/verify", {"code": typed})) for typed in NO_CODES]
    assert answers == [answers[0]] * len(NO_CODES)
    assert answers[0][0] == 404


def test_a_code_of_somebody_signed_in_is_checked_without_the_session(app: Any, browser: Browser, login: Login) -> None:
    """The answer tells nobody who asks: with a session, without one, and with one that has ended."""
    no = attesting.approve()
    assert login(browser).status == 200
    code = browser.post(f"/applications/{no}/attestation", {"months": 1, "ver": 0}).json["code"]
    with_session = told(browser.post("/verify", {"code": code}))
    assert browser.post("/session/end").status == 204
    stranger = Browser(app)
    assert (
        told(browser.post("/verify", {"code": code})) == told(stranger.post("/verify", {"code": code})) == with_session
    )


def test_whoever_goes_on_guessing_waits_and_hears_how_long(browser: Browser) -> None:
    for _ in range(CHECK_WRONG_CAP.most):
        assert browser.post("/verify", {"code": NOBODYS}).status == 404
    refused = browser.post("/verify", {"code": NOBODYS})
    assert (refused.status, refused.code) == (429, "too_many")
    assert 0 < int(refused.headers["Retry-After"]) <= 600
    assert "分钟后再试" in refused.json["message"]
