"""Staff are put on the register and enrol by a link."""

import base64
from typing import Any

import msgspec
import pytest

from chalicelib.domain.errors import ConflictError, IncompleteError
from chalicelib.domain.staff import Role
from chalicelib.usecases.staff.add_staff import NewStaff, add_staff
from tests.apiclient import Browser
from tests.handlers.conftest import Member


def a_new(**changes: Any) -> NewStaff:
    new = NewStaff(
        account="sh-office",
        name="演示终审",
        id_number="11010519491231002X",
        role=Role.OFFICE,
        scope_kind="city",
        organisation="city",
    )
    return msgspec.structs.replace(new, **changes)


def test_an_enrolment_shows_a_secret_and_its_picture(console: Browser, newcomer: Member) -> None:
    shown = newcomer.open(console).json
    assert (shown["account"], shown["name"]) == (newcomer.account, "演示初审")
    assert shown["otpauth"].startswith("otpauth://totp/")
    assert shown["secret"] in shown["otpauth"]
    assert base64.b64decode(shown["qr"]).startswith(b"\x89PNG")


def test_an_enrolment_link_works_once(console: Browser, newcomer: Member) -> None:
    newcomer.open(console)
    assert newcomer.confirm(console).status == 204
    assert (newcomer.open(console).status, newcomer.confirm(console).status) == (404, 404)


def test_an_enrolment_link_lives_a_day(console: Browser, newcomer: Member, clock: Any) -> None:
    newcomer.open(console)
    clock.forward(hours=24)
    assert newcomer.confirm(console).status == newcomer.open(console).status == 404


def test_an_earlier_opening_is_worth_nothing(console: Browser, newcomer: Member) -> None:
    newcomer.open(console)
    seen = newcomer.secret
    newcomer.open(console)
    newcomer.secret, later = seen, newcomer.secret
    assert newcomer.confirm(console).json["fields"][0]["field"] == "code"
    newcomer.secret = later
    assert newcomer.confirm(console).status == 204


@pytest.mark.parametrize("token", ["", ".", "x" * 500, "汉字.x", "1" + "a" * 64 + ".guess"])
def test_a_made_up_link_is_unknown(console: Browser, newcomer: Member, token: str) -> None:
    real = newcomer.token.partition(".")[0] + ".guess"
    assert console.post("/review/enrolment", {"token": real}).status == 404
    assert console.post("/review/enrolment", {"token": token}).status == 404


@pytest.mark.parametrize("password", ["short", "qwertyuiop123", "my fd-reviewer pass", "x" * 129])
def test_a_weak_password_and_a_wrong_code_are_told_together(console: Browser, newcomer: Member, password: str) -> None:
    newcomer.open(console)
    reply = newcomer.confirm(console, password=password, code="000000")
    assert reply.status == 422
    assert [fault["field"] for fault in reply.json["fields"]] == ["password", "code"]


def test_the_link_alone_enrols_nobody(console: Browser, newcomer: Member, clock: Any) -> None:
    """Whoever granted the account has seen the link; of guesses at the colleague's ID number ten are heard."""
    newcomer.open(console)
    reply = newcomer.confirm(console, id_number="11010519491231002X", password="short")
    assert reply.status == 422
    assert [fault["field"] for fault in reply.json["fields"]] == ["id_number", "password"]
    for _ in range(9):
        clock.forward(seconds=31)
        assert newcomer.confirm(console, id_number="11010519491231002X").status == 422
    assert newcomer.confirm(console).code == "too_many"
    clock.forward(minutes=15)
    assert newcomer.confirm(console, id_number=" 440524188001010014 ").status == 204


def test_only_guesses_at_the_number_are_counted(console: Browser, newcomer: Member) -> None:
    newcomer.open(console)
    for wrong in [{"id_number": "44052418800101001"}, {"password": "short"}] * 6:
        assert newcomer.confirm(console, **wrong).status == 422
    assert newcomer.confirm(console).status == 204


def test_confirming_before_opening_is_refused(console: Browser, newcomer: Member) -> None:
    assert newcomer.confirm(console, code="000000").status == 422


def test_nothing_opens_before_the_enrolment(console: Browser, newcomer: Member) -> None:
    newcomer.open(console)
    assert newcomer.sign_in(console, password="").status == newcomer.sign_in(console).status == 401


def test_one_human_has_one_account(app: Any, clock: Any) -> None:
    add_staff(a_new(), b"1" * 16, clock())
    for known in (a_new(account="other"), a_new(account="SH-Office", id_number="440524188001010014")):
        with pytest.raises(ConflictError):
            add_staff(known, b"2" * 16, clock())
    assert add_staff(a_new(account="other", id_number="440524188001010014"), b"3" * 16, clock())


@pytest.mark.parametrize(
    "changes",
    [
        {"id_number": "110105194912310021"},
        {"scope_kind": "school"},
        {"schools": ("X02",)},
        {"scope_kind": "school", "schools": ("nowhere",)},
        {"scope_kind": "province"},
    ],
)
def test_a_member_that_makes_no_sense_is_refused(app: Any, clock: Any, changes: dict[str, Any]) -> None:
    with pytest.raises(IncompleteError):
        add_staff(a_new(**changes), b"1" * 16, clock())
