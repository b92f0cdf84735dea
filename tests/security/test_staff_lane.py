"""Strangers who know a reviewer's account cannot shut the reviewer out on the last day (row 6, for staff)."""

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.domain import tries
from chalicelib.storage.staff import hash_of
from chalicelib.storage.tables import SessionItem
from chalicelib.storage.tries import Source, reserve
from tests.apiclient import Browser
from tests.handlers.conftest import Member, console, member, newcomer

__all__ = ["console", "member", "newcomer"]


@pytest.fixture
def siege(app: Any, clock: Any) -> Callable[[], None]:
    """A hundred wrong passwords from many networks, as fast as they are heard."""

    def guess() -> None:
        for number in range(tries.IN_A_ROW_MOST):
            reserve(Source(account=hash_of(Member.account), address=f"198.51.{number}.1"), clock())
            clock.forward(minutes=3)

    return guess


def test_a_browser_used_before_signs_in_through_any_siege(
    app: Any, console: Browser, member: Member, siege: Callable[[], None]
) -> None:
    assert member.sign_in(console).status == 200
    siege()
    stranger = member.sign_in(Browser(app, host="console"))
    assert (stranger.status, stranger.code) == (429, "too_many")
    assert member.sign_in(console).status == 200


def test_the_browser_of_the_enrolment_is_known_from_the_start(
    console: Browser, newcomer: Member, siege: Callable[[], None]
) -> None:
    """A new link is also the way back for somebody whose every browser is a stranger."""
    siege()
    newcomer.open(console)
    assert newcomer.confirm(console).status == 204
    assert newcomer.sign_in(console).status == 200


def test_a_known_browser_guesses_no_longer_than_others(console: Browser, member: Member) -> None:
    assert member.sign_in(console).status == 200
    wrong = {"account": Member.account, "password": "falsch falsch falsch", "code": "000000"}
    statuses = []
    for _ in range(11):
        statuses.append(console.post("/review/session", wrong).status)
        member.clock.forward(seconds=31)
    assert statuses == [401] * 10 + [429]


def test_a_browser_is_known_to_its_own_members_only(member: Member, console: Browser) -> None:
    assert member.sign_in(console).status == 200
    assert console.post("/review/session", {"account": "somebody", "password": "x", "code": "1"}).status == 401
    lanes = [item.pk for item in SessionItem.scan() if item.pk.startswith(f"TRY#{hash_of('somebody')}")]
    assert len(lanes) == 2
    assert not [lane for lane in lanes if "#device#" in lane]
