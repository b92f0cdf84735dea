"""A session is what we signed, under its own name, and no header of a browser counts for more (rows 9, 10, 30)."""

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.domain.sessions import Session
from chalicelib.handlers import cookies
from chalicelib.storage import signing
from chalicelib.storage.tables import SessionItem
from tests.apiclient import Browser
from tests.security import world

Forge = Callable[[Session], str]
FORGED: dict[str, Forge] = {
    "another purpose": lambda session: signing.sign("pre-login", session),
    "no signature": lambda session: signing.sign("candidate-session", session).rpartition(".")[0],
    "an empty signature": lambda session: signing.sign("candidate-session", session).rpartition(".")[0] + ".",
    "another's payload": lambda session: ".".join(
        [
            signing.sign("candidate-session", session).rpartition(".")[0],
            signing.sign("candidate-session", world.session_of(world.SECOND, session.issued)).rpartition(".")[2],
        ]
    ),
}


@pytest.mark.parametrize("forged", FORGED)
def test_a_session_we_did_not_sign_is_none(forged: str, first: Browser, clock: Any) -> None:
    first.cookies[cookies.CANDIDATE_COOKIE] = FORGED[forged](world.session_of(world.FIRST, clock()))
    assert first.get("/home").code == "signed_out"


def test_of_two_cookies_of_one_name_the_first_counts_and_a_strangers_is_worth_nothing(
    first: Browser, second: Browser
) -> None:
    """A sibling host cannot set a `__Host-` cookie; were it to, it could at most sign somebody out."""
    mine, other = (one.cookies[cookies.CANDIDATE_COOKIE] for one in (first, second))
    sent = "; ".join(f"{cookies.CANDIDATE_COOKIE}={value}" for value in (mine, other))
    assert first.send("GET", "/home", None, {"cookie": sent}).json["name"] == world.FIRST.name
    assert first.send("GET", "/home", None, {"cookie": "; ".join(["__host-kaoji=x", sent])}).status == 200


@pytest.mark.parametrize("hops", ["1.2.3.4", "1.2.3.4, 5.6.7.8", "::1", "198.51.100.7, 198.51.100.7", "x" * 5_000])
@pytest.mark.parametrize("more", ["x-real-ip", "forwarded", "true-client-ip", "cf-connecting-ip", "x-client-ip"])
def test_no_header_of_a_browser_moves_a_counter(hops: str, more: str, app: Any) -> None:
    """Row 30: without proof of our edge the peer counts, whatever is claimed."""
    claimed: dict[str, str | None] = {"x-forwarded-for": hops, more: hops, "x-kaoji-edge": "guess"}
    assert Browser(app).send("POST", "/session/captcha", {}, claimed).status == 201
    counted = {item.pk.split("#")[2] for item in SessionItem.scan() if item.pk.startswith("CNT#")}
    assert counted == {"127.0.0.1"}


@pytest.mark.parametrize("own", [{"x-kaoji-host": "console"}, {"x-kaoji-host": "any"}, {"x-kaoji-host": ""}])
def test_a_browser_that_names_its_host_itself_finds_nothing_behind_an_edge(
    own: dict[str, str | None], edge: str, app: Any
) -> None:
    assert Browser(app).send("GET", "/home", None, own).code == "unknown"
    assert Browser(app).send("GET", "/review/session", None, own).code == "unknown"
