"""No line of the log carries a number, a name, a password or a token, whatever happens."""

import io
import logging
from typing import Any

import pytest

from chalicelib import observability
from tests.apiclient import Browser
from tests.handlers.conftest import ID_NUMBER, PASSWORD, Login, Member


@pytest.fixture
def written(app: Any) -> io.StringIO:
    """What the log's own handler writes."""
    observability.configure()
    out = io.StringIO()
    handler = observability.LOGGER.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(out)
    return out


@pytest.mark.usefixtures("candidate")
def test_a_candidates_secrets_stay_out_of_the_log(
    browser: Browser, login: Login, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    login(browser)
    login(browser, password="wrong-" + PASSWORD)
    session = browser.cookies["__Host-kaoji"]
    nothing: dict[str, str] = {}
    monkeypatch.setattr("chalicelib.storage.accounts.find", lambda person: nothing[f"{ID_NUMBER} {person}"])
    assert login(browser).status == 500
    log = written.getvalue()
    assert log.count("crashed") == 1
    secrets = (ID_NUMBER, ID_NUMBER[6:14], PASSWORD, session, browser.csrf, "演示甲", login.answers[-1])
    assert [one for one in secrets if one in log] == []


def test_a_members_secrets_stay_out_of_the_log(console: Browser, member: Member, written: io.StringIO) -> None:
    member.sign_in(console)
    console.post("/review/enrolment", {"token": member.token})
    log = written.getvalue()
    assert log.count('"request"') == 2
    cookie = console.cookies["__Host-kaoji-staff"]
    secrets = (member.account, member.password, member.secret, member.token, cookie, console.csrf, "演示初审")
    assert [one for one in secrets if one in log] == []
