"""Rights of staff are asked for by one and granted by another; they are taken away at once (rows 17, 23, 39)."""

from typing import Any

import msgspec
import pytest

from chalicelib.domain.audit import OPERATOR
from chalicelib.domain.errors import (
    ConflictError,
    ForbiddenError,
    IncompleteError,
    StepUpRequiredError,
    UnknownError,
    WrongStateError,
)
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import DAY, HOUR, later
from chalicelib.domain.staff import Role, Staff
from chalicelib.storage import chains, keys, staff, staff_sessions
from chalicelib.usecases.office.settle_ask import settle_ask
from chalicelib.usecases.office.show_asks import show_asks
from chalicelib.usecases.staff.ask_for_staff import Post, ask_link, ask_newcomer, ask_post
from chalicelib.usecases.staff.dismiss_staff import dismiss_staff
from chalicelib.usecases.staff.list_staff import list_staff
from chalicelib.usecases.staff.open_enrolment import open_enrolment
from tests.builders import NOW, SCHOOL
from tests.checked import violations
from tests.security import world
from tests.stored import enrol
from tests.usecases.acting import entropy
from tests.usecases.colleagues import (
    FIRST,
    NUMBER,
    REVIEWER,
    SECOND,
    a_newcomer,
    ask,
    by,
    events,
    grant,
    shown,
)


@pytest.fixture(autouse=True)
def _register(aws: None) -> None:
    enrol(FIRST, SECOND, REVIEWER)


def test_a_colleague_is_asked_for_by_one_and_granted_by_another() -> None:
    no = ask()
    assert staff.find("zhang.1") is None
    [seen] = show_asks(SECOND, NOW).asks
    assert seen.text == "登记工作人员：张演示（zhang.1），审核人员，复旦大学"
    assert (seen.can_grant, show_asks(FIRST, NOW).asks[0].can_grant) == (True, False)
    with pytest.raises(ForbiddenError):
        grant(no, FIRST)
    settled = grant(no)
    assert open_enrolment(settled.token, NOW).name == "张演示"
    new = shown("zhang.1")
    assert (new.state, new.role_text, new.scope_text, new.organisation) == (
        "invited",
        "审核人员",
        "复旦大学",
        "复旦大学",
    )
    assert events(SECOND)[0] == "ask_granted"
    added, asked = chains.latest(f"R#{new.id}", 9)
    assert (added.event, added.actor.name, added.detail) == ("staff_added", SECOND.name, "reviewer school X02")
    assert (asked.event, asked.actor.name, asked.detail) == ("staff_asked", FIRST.name, f"{no} add")
    assert violations(NOW) == []


def test_the_link_is_told_once_and_asked_for_anew_if_it_was_lost() -> None:
    no = ask()
    first = grant(no).token
    assert grant(no) == msgspec.structs.replace(grant(no), token="")
    again = grant(ask_link(shown("zhang.1").id, by(), entropy, NOW).ask).token
    with pytest.raises(UnknownError):
        open_enrolment(first, NOW)
    assert open_enrolment(again, NOW).account == "zhang.1"


def test_asked_twice_in_the_same_words_it_is_asked_once() -> None:
    assert ask() == ask()
    with pytest.raises(ConflictError, match="待批准"):
        ask(a_newcomer(role=Role.SUPERVISOR))


def test_who_is_moved_loses_the_session_and_what_was_decided_stays_judged_by_what_he_was() -> None:
    _, session = staff_sessions.start(REVIEWER, NOW)
    no = ask_post(REVIEWER.id, Post(role=Role.SUPERVISOR), by(), entropy, NOW).ask
    grant(no)
    moved = staff.known(REVIEWER.id)
    assert (moved.staff.scope_kind, moved.staff.organisation, moved.before) == ("city", "市考办", (REVIEWER,))
    assert staff_sessions.find(f"{session.staff.id}.x") is None
    assert events(REVIEWER) == ["staff_moved", "staff_asked", "staff_added"]


def test_who_is_let_go_is_out_at_once() -> None:
    cookie, _ = staff_sessions.start(REVIEWER, NOW)
    assert dismiss_staff(REVIEWER.id, by(), NOW).state == "out"
    assert staff_sessions.find(cookie) is None
    assert dismiss_staff(REVIEWER.id, by(), NOW).state == "out"
    assert events(REVIEWER) == ["staff_dismissed", "staff_added"]
    assert open_enrolment(grant(ask_link(REVIEWER.id, by(), entropy, NOW).ask).token, NOW).account == REVIEWER.account


def test_nobody_is_his_own_administrator() -> None:
    for asking in (
        lambda: ask_post(FIRST.id, Post(role=Role.SUPERVISOR), by(), entropy, NOW),
        lambda: ask_link(FIRST.id, by(), entropy, NOW),
        lambda: dismiss_staff(FIRST.id, by(), NOW),
    ):
        with pytest.raises(ForbiddenError):
            asking()
    no = ask_post(SECOND.id, Post(role=Role.REVIEWER), by(), entropy, NOW).ask
    with pytest.raises(ForbiddenError):
        grant(no, SECOND)
    assert not show_asks(SECOND, NOW).asks[0].can_grant


def test_an_account_or_a_human_is_registered_once() -> None:
    grant(ask())
    for form in (a_newcomer(id_number=world.resident_number(951)), a_newcomer(account="zhang.2")):
        with pytest.raises(ConflictError, match="已经登记"):
            ask(form)


def test_of_two_requests_for_one_human_the_second_is_refused_when_it_is_granted() -> None:
    no = ask()
    other = msgspec.structs.replace(FIRST, id="f" * 32, account="zhang.1", person=keys.person(NUMBER))
    staff.create(other, OPERATOR, NOW)
    with pytest.raises(ConflictError, match="已经登记"):
        grant(no)
    assert show_asks(SECOND, NOW).asks[0].state == "open"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"account": "张"}, "account"),
        ({"account": "9x"}, "account"),
        ({"name": "张"}, "name"),
        ({"id_number": "310101199001010011"}, "id_number"),
        ({"role": Role.OPERATOR}, "role"),
        ({"schools": (SchoolCode("X99"),)}, "schools"),
    ],
)
def test_what_is_wrong_is_named(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(IncompleteError) as refused:
        ask(a_newcomer(**changes))
    assert [fault.field for fault in refused.value.fields] == [field]


def test_a_post_that_changes_nothing_is_not_asked_for() -> None:
    with pytest.raises(IncompleteError) as refused:
        ask_post(REVIEWER.id, Post(role=Role.REVIEWER, schools=(SCHOOL,)), by(), entropy, NOW)
    assert [fault.field for fault in refused.value.fields] == ["role"]


def test_a_fresh_code_is_asked_of_who_asks_grants_or_lets_go() -> None:
    stale = by(mfa_at=later(NOW, -HOUR))
    for asking in (
        lambda: ask_newcomer(a_newcomer(), stale, entropy, NOW),
        lambda: ask_post(REVIEWER.id, Post(role=Role.SUPERVISOR), stale, entropy, NOW),
        lambda: ask_link(REVIEWER.id, stale, entropy, NOW),
        lambda: dismiss_staff(REVIEWER.id, stale, NOW),
        lambda: settle_ask(ask(), SECOND, later(NOW, -HOUR), NOW, granted=True),
    ):
        with pytest.raises(StepUpRequiredError):
            asking()


@pytest.mark.parametrize(
    "member",
    [REVIEWER, world.CASHIER, world.OPERATOR, msgspec.structs.replace(SECOND, scope_kind="school", schools=(SCHOOL,))],
)
def test_only_the_citys_office_looks_after_colleagues(member: Staff) -> None:
    for asking in (
        lambda: list_staff(member, NOW),
        lambda: ask(member=member),
        lambda: dismiss_staff(REVIEWER.id, by(member), NOW),
        lambda: grant(ask(), member),
    ):
        with pytest.raises(ForbiddenError):
            asking()


def test_a_request_that_nobody_grants_lapses() -> None:
    no = ask()
    with pytest.raises(WrongStateError):
        grant(no, now=later(NOW, 3 * DAY))
    assert staff.find("zhang.1") is None
