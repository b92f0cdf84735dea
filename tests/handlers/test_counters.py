"""Guessing is counted before it is heard; a known device is not locked out by strangers."""

from typing import Any

import pytest

from chalicelib.domain import tries as rules
from chalicelib.domain.errors import TooManyError
from chalicelib.storage import gather, passwords, tries
from chalicelib.storage.tables import SessionItem
from chalicelib.storage.tries import Source
from tests.apiclient import Browser, Reply
from tests.handlers.conftest import Login

pytestmark = pytest.mark.usefixtures("candidate")


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every password that was looked at; only the right one matches."""
    seen: list[str] = []

    def matches(_stored: str | None, given: str) -> bool:
        seen.append(given)
        return not given.startswith("wrong")

    monkeypatch.setattr(passwords, "matches", matches)
    return seen


def guess(browser: Browser, login: Login, clock: Any, count: int) -> list[Reply]:
    """So many wrong tries, waiting as asked below a minute."""
    replies = []
    for _ in range(count):
        replies.append(login(browser, password="wrong"))
        clock.forward(seconds=31)
    return replies


def test_ten_wrong_tries_lock_the_lane_and_say_how_long(
    browser: Browser, login: Login, clock: Any, hashes: list[str]
) -> None:
    guess(browser, login, clock, 10)
    refused = login(browser)
    assert (refused.status, refused.code, len(hashes)) == (429, "too_many", 10)
    assert "15 分钟" in refused.json["message"]
    assert refused.headers["Retry-After"] == str(15 * 60 - 31)
    clock.forward(minutes=15)
    assert login(browser).status == 200


def test_locks_double(browser: Browser, login: Login, clock: Any, hashes: list[str]) -> None:
    guess(browser, login, clock, 10)
    for minutes in (30, 60, 120):
        clock.forward(minutes=minutes // 2)
        assert login(browser, password="wrong").status == 401
        assert f"{minutes} 分钟" in login(browser).json["message"]
    assert len(hashes) == 13


def test_an_unknown_account_locks_just_the_same(browser: Browser, login: Login, clock: Any, hashes: list[str]) -> None:
    for _ in range(10):
        login(browser, id_number="440524188001010014", password="wrong")
        clock.forward(seconds=31)
    assert login(browser, id_number="440524188001010014").status == 429


def test_success_forgives(browser: Browser, login: Login, clock: Any, hashes: list[str]) -> None:
    guess(browser, login, clock, 9)
    assert login(browser).status == 200
    assert [item.pk for item in SessionItem.scan() if item.pk.startswith("TRY#")] == []
    assert {item.n for item in SessionItem.scan() if item.pk.startswith("CNT#ipday")} == {9}


def test_a_known_device_keeps_its_lane(app: Any, browser: Browser, login: Login, clock: Any, hashes: list[str]) -> None:
    assert login(browser).status == 200
    guess(Browser(app), login, clock, 10)
    assert login(Browser(app)).status == 429
    assert login(browser).status == 200
    guess(browser, login, clock, 10)
    assert login(browser).status == 429


def test_a_device_cookie_is_known_to_its_own_account_only(
    app: Any, browser: Browser, login: Login, hashes: list[str]
) -> None:
    login(browser)
    login(browser, id_number="440524188001010014", password="wrong")
    lanes = [item.pk for item in SessionItem.scan() if item.pk.startswith("TRY#")]
    assert lanes
    assert not [lane for lane in lanes if "#device#" in lane]


def test_strangers_everywhere_share_thirty_tries_an_hour(clock: Any, aws: None) -> None:
    for place in range(30):
        tries.reserve(Source(account="1a", address=f"198.51.{place}.1"), clock())
    with pytest.raises(TooManyError, match="60 分钟"):
        tries.reserve(Source(account="1a", address="198.51.100.1"), clock())
    tries.reserve(Source(account="1a", address="", device="known"), clock())


def test_one_address_fails_thirty_times_in_ten_minutes(clock: Any, aws: None) -> None:
    for account in range(30):
        tries.reserve(Source(account=f"1{account}", address="198.51.100.1"), clock())
    with pytest.raises(TooManyError):
        tries.reserve(Source(account="1z", address="198.51.100.1"), clock())
    assert not [item for item in SessionItem.scan() if item.pk.startswith("TRY#1z")]
    tries.reserve(Source(account="1z", address="198.51.100.2"), clock())
    tries.reserve(Source(account="1y", address="198.51.100.1"), clock.forward(minutes=10))


def test_one_network_fails_two_hundred_times_in_ten_minutes(clock: Any, aws: None) -> None:
    for _ in range(rules.NETWORK_CAP.most):
        tries.count(rules.NETWORK_CAP, "198.51.100.0", clock())
    with pytest.raises(TooManyError):
        tries.reserve(Source(account="1z", address="198.51.100.9"), clock())


def test_of_guesses_at_one_moment_one_is_heard(clock: Any, aws: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both read before either writes."""
    source = Source(account="1a", address="", device="d")
    tries.reserve(source, clock())
    monkeypatch.setattr(gather, "items", lambda _keys: {})
    with pytest.raises(TooManyError, match="另一次登录"):
        tries.reserve(source, clock())


def test_captchas_are_drawn_sixty_times_a_minute(browser: Browser, clock: Any) -> None:
    for _ in range(60):
        assert browser.post("/session/captcha").status == 201
    assert browser.post("/session/captcha").code == "too_many"
    clock.forward(minutes=1)
    assert browser.post("/session/captcha").status == 201


@pytest.mark.parametrize(
    ("hops", "counted"),
    [
        ("203.0.113.7, 130.176.0.1", "203.0.113.7"),
        ("1.2.3.4, 5.6.7.8, 203.0.113.7, 130.176.0.1", "203.0.113.7"),
        ("nonsense, 130.176.0.1", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
def test_behind_the_edge_only_its_own_hop_counts(browser: Browser, edge: str, hops: str, counted: str) -> None:
    browser.send("POST", "/session/captcha", {}, {"x-forwarded-for": hops, "x-kaoji-edge": edge})
    assert [item.pk.split("#")[2] for item in SessionItem.scan() if item.pk.startswith("CNT#")] == [counted]


def test_without_an_edge_a_forged_address_moves_no_counter(browser: Browser) -> None:
    browser.send("POST", "/session/captcha", {}, {"x-forwarded-for": "1.2.3.4, 5.6.7.8"})
    assert [item.pk.split("#")[2] for item in SessionItem.scan() if item.pk.startswith("CNT#")] == ["127.0.0.1"]


@pytest.mark.parametrize("secret", ["", "guess", None])
def test_a_request_beside_the_edge_finds_nothing(browser: Browser, edge: str, secret: str | None) -> None:
    sent = {"x-forwarded-for": "1.2.3.4, 5.6.7.8", "x-kaoji-edge": secret}
    assert browser.send("POST", "/session/captcha", {}, sent).status == 404
    assert not list(SessionItem.scan())
