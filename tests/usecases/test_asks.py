"""Whoever grants sees what, nothing that waits falls off the list, and only what still stands is granted (F113, F122,
row 102).
"""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from chalicelib.domain.asks import Ask
from chalicelib.domain.audit import OPERATOR
from chalicelib.domain.errors import ConflictError, WrongStateError
from chalicelib.domain.exports import Order
from chalicelib.domain.instants import DAY, HOUR, Instant, later
from chalicelib.domain.staff import Role, Staff
from chalicelib.storage import asks, staff
from chalicelib.usecases.office.settle_ask import settle_ask
from chalicelib.usecases.office.show_asks import show_asks
from chalicelib.usecases.staff.ask_for_staff import Post, ask_link, ask_post
from chalicelib.usecases.staff.dismiss_staff import dismiss_staff
from tests.builders import NOW, SCHOOL
from tests.security import officing, world
from tests.stored import enrol
from tests.usecases.acting import entropy
from tests.usecases.colleagues import FIRST, REVIEWER, SECOND, ask, by, grant, shown

SUPERVISOR = msgspec.structs.replace(world.COLLEAGUE, role=Role.SUPERVISOR)

WAITING = "状态：待审核、审核中，不限考生须知版本"


@pytest.fixture(autouse=True)
def _register(aws: None) -> None:
    enrol(FIRST, SECOND, REVIEWER)


@pytest.mark.parametrize(
    ("asker", "schools", "order", "text", "detail"),
    [
        (FIRST, (), {}, "全部主考学校", f"{WAITING}，姓名和准考证号完整，CSV 表格"),
        (SUPERVISOR, (SCHOOL,), {}, "复旦大学", f"{WAITING}，姓名和准考证号部分隐去，CSV 表格"),
        (
            FIRST,
            (),
            {"school": "X02", "list": "approved", "notice": "2026-1", "form": "xlsx"},
            "复旦大学",
            "状态：审核通过，读过 2026-1 版考生须知的，姓名和准考证号完整，XLSX 工作簿",
        ),
    ],
)
def test_who_grants_a_list_sees_which_it_is_and_what_it_tells(
    asker: Staff, schools: Any, order: dict[str, str], text: str, detail: str
) -> None:
    asked = msgspec.convert(officing.an_order(**order), Order)
    officing.an_ask(asker, NOW, 1, about=msgspec.structs.replace(officing.a_list(), order=asked, schools=schools))
    [one] = show_asks(SECOND, NOW).asks
    assert one.text == f"导出 申请免考 2026年下半年 {text}，300 件"
    assert (one.detail, one.purpose, one.gives_link) == (detail, "核对本期免考名单", False)


def test_what_waits_stays_on_the_list_whatever_was_asked_since() -> None:
    first, begun = officing.an_ask(FIRST, later(NOW, -2 * DAY), 1), later(NOW, -DAY)
    for seed in range(2, 62):
        officing.an_ask(FIRST, Instant(begun + seed), seed)
    assert show_asks(SECOND, NOW).asks[-1].no == first
    assert len(show_asks(SECOND, later(NOW, 3 * DAY + HOUR)).asks) == 50
    assert grant(first).ask.state == "granted"


def test_a_link_asked_for_before_a_dismissal_brings_nobody_back() -> None:
    """Nor does what was asked before a colleague was moved undo it."""
    link = ask_link(REVIEWER.id, by(), entropy, NOW).ask
    dismiss_staff(REVIEWER.id, by(), NOW)
    with pytest.raises(WrongStateError, match="这位工作人员的权限或启用链接有变化"):
        grant(link)
    assert shown(REVIEWER.account).state == "out"
    assert settle_ask(link, SECOND, NOW, NOW, granted=False).ask.state == "refused"
    post = ask_post(REVIEWER.id, Post(role=Role.SUPERVISOR), by(), entropy, NOW).ask
    staff.move(staff.known(REVIEWER.id), REVIEWER, OPERATOR, NOW)
    with pytest.raises(WrongStateError, match="不能批准"):
        grant(post)


def test_signing_in_meanwhile_takes_nothing_from_a_request() -> None:
    no = ask_link(REVIEWER.id, by(), entropy, NOW).ask
    staff.save(msgspec.structs.replace(staff.known(REVIEWER.id), last_step=1))
    assert grant(no).token


def asked_by_who_is_let_go() -> None:
    dismiss_staff(FIRST.id, by(SECOND), NOW)


def asked_by_who_is_moved() -> None:
    staff.move(staff.known(FIRST.id), msgspec.structs.replace(FIRST, role=Role.REVIEWER), OPERATOR, NOW)


@pytest.mark.parametrize("changing", [asked_by_who_is_let_go, asked_by_who_is_moved])
def test_what_somebody_asked_for_ends_with_his_right_to_ask(changing: Callable[[], None]) -> None:
    no = ask()
    changing()
    with pytest.raises(WrongStateError, match="提出的人已停用"):
        grant(no)
    assert staff.find("zhang.1") is None
    assert settle_ask(no, SECOND, NOW, NOW, granted=False).ask.state == "refused"


def test_of_two_who_ask_about_one_person_at_once_one_is_heard() -> None:
    """The second asks when the first has looked whether something is open."""
    with pytest.MonkeyPatch.context() as patch:

        def overtaken(now: Instant) -> tuple[Ask, ...]:
            patch.undo()
            seen = asks.latest(now)
            ask_link(REVIEWER.id, by(SECOND), entropy, NOW)
            return seen

        patch.setattr(asks, "latest", overtaken)
        with pytest.raises(ConflictError):
            ask_post(REVIEWER.id, Post(role=Role.SUPERVISOR), by(), entropy, NOW)
    [one] = show_asks(FIRST, NOW).asks
    assert (one.asked_by, one.state) == (f"{SECOND.name}（市考办）", "open")
