"""The console on a graduation: school, signature and city, and everything that forbids a pass."""

import re
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import DESK, PHONE, axe, fits, screenshots, sign_in_staff
from tests.journeys import refunding
from tests.journeys.conftest import Contexts
from tests.journeys.graduates import Graduate
from tests.journeys.reviewing import answer, decided, take, waiting
from tests.judging import fits_with_text_twice_as_large
from tests.stack import Stack

NARROW = {"width": 320, "height": 640}
WORDS = "请在学信网延长验证有效期后重新填写"


class Room(NamedTuple):
    """Everybody at a device of their own; 吴十 has an exemption that waits for the city."""

    candidate: Graduate
    school: Page
    city: Page


@pytest.fixture
def room(contexts: Contexts, stack: Stack) -> Room:
    candidate = Graduate(contexts().new_page(), stack, "wushi")
    return Room(candidate, *(desk_of(contexts, stack, one) for one in ("fudan1", "shikao1")))


def desk_of(contexts: Contexts, stack: Stack, account: str) -> Page:
    desk = contexts(viewport=DESK).new_page()
    sign_in_staff(desk, stack, account)
    return desk


def judged(page: Page) -> None:
    expect(page.get_by_text("正在读取审核依据")).to_have_count(0)
    axe(page)
    fits(page)


def looked_at(page: Page, name: str) -> None:
    judged(page)
    screenshots(page, f"console-graduation-{name}")


def fits_where_it_is_narrow(page: Page) -> None:
    for size in (PHONE, NARROW):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        fits(page)
        fits_with_text_twice_as_large(page)
    axe(page)
    page.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})


@pytest.mark.long
def test_a_graduation_through_school_signature_and_city(room: Room, contexts: Contexts, stack: Stack) -> None:
    """M3.2-09, F96, F97, F104, F109, F117: single items, tasks, what changed, the signature, two offices; a fee that
    was given back by two is paid again.
    """
    room.candidate.submit()
    an_expired_code_forbids_the_pass_and_is_returned(room.school, stack)
    room.candidate.mend(code="0099008817777777", until="2098-12-31")
    the_next_round_shows_what_changed(room.school, stack)
    an_exemption_is_approved_meanwhile(room.city, stack)
    the_pass_is_told_what_changed(room.school)
    nobody_takes_it_before_it_is_paid(room.school, stack)
    refunding.give_back(*(desk_of(contexts, stack, one) for one in ("fudan2", "kaoji1")), stack, room.candidate.pay())
    room.candidate.pay()
    the_signature_is_recorded(room.school, stack)
    two_tabs_approve_and_one_does(room.city, stack)


def an_expired_code_forbids_the_pass_and_is_returned(desk: Page, stack: Stack) -> None:
    expect(waiting(desk, stack).get_by_role("row").nth(1)).to_contain_text("毕业 · 学校初审")
    take(desk, stack)
    missing = desk.locator("[data-grounds] section").filter(has_text="缺少：英语(二)")
    expect(missing).to_contain_text("该课程的免考正在办理")
    looked_at(desk, "school")
    fits_where_it_is_narrow(desk)
    answer(desk, "已过期")
    expect(desk.locator("#blockers")).to_contain_text("在线验证码已在学信网查验：已过期")
    expect(desk.get_by_role("button", name="学校初审通过")).to_be_disabled()
    judged(desk)
    desk.get_by_role("button", name="退回补正").click()
    form = desk.locator("[data-form=return]")
    form.get_by_label("《教育部学历证书电子注册备案表》", exact=True).check()
    form.get_by_label(re.compile("^补充说明")).and_(form.locator(":visible")).fill(WORDS)
    form.get_by_role("button", name="确认退回补正").click()
    decided(desk, "需补正")


def the_next_round_shows_what_changed(desk: Page, stack: Stack) -> None:
    take(desk, stack)
    part = desk.locator(".part-block").filter(has=desk.get_by_role("heading", name="《教育部学历证书电子注册备案表》"))
    expect(part.get_by_text("上一轮要求补正")).to_be_visible()
    expect(part.get_by_text("本轮修改")).to_have_count(2)
    desk.get_by_text("历次提交与审核（2 轮）").click()
    expect(desk.get_by_text("在线验证码已在学信网查验：已过期")).to_be_visible()
    judged(desk)
    answer(desk)
    expect(desk.get_by_role("button", name="学校初审通过")).to_be_enabled()


def an_exemption_is_approved_meanwhile(desk: Page, stack: Stack) -> None:
    """It changes the record that the school is looking at."""
    take(desk, stack, "exemption")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("英语(二)")
    answer(desk)
    desk.locator("[data-outcome=pass]").click()
    decided(desk, "审核通过")


def the_pass_is_told_what_changed(desk: Page) -> None:
    """A pass stands on what was seen: nothing is decided, and the ticks are asked again."""
    desk.locator("[data-outcome=pass]").click()
    notice = desk.locator("[data-notice]")
    expect(notice.get_by_role("heading", name="审核依据有变化，决定没有提交")).to_be_visible()
    expect(notice).to_contain_text("新计入英语(二)（00015）的成绩：免考")
    expect(notice).to_contain_text("不再缺少：英语(二)")
    looked_at(desk, "changed")
    notice.get_by_role("button", name="按最新内容审核").click()
    expect(desk.get_by_role("button", name="退回补正")).to_be_enabled()
    expect(desk.locator("[data-grounds]")).not_to_contain_text("缺少：英语(二)")
    expect(desk.locator("#checks input:checked")).to_have_count(0)
    answer(desk)
    desk.locator("[data-outcome=pass]").click()
    decided(desk, "审核中")


def nobody_takes_it_before_it_is_paid(desk: Page, stack: Stack) -> None:
    """M3.2-10: it is in no list; who has its address looks at it."""
    address = desk.url
    expect(waiting(desk, stack).get_by_text("没有待处理事项")).to_be_visible()
    desk.goto(address)
    expect(desk.get_by_text("待缴费", exact=True)).to_be_visible()
    expect(desk.get_by_text("考生尚未缴费")).to_be_visible()
    expect(desk.get_by_role("button", name="领取此件")).to_have_count(0)
    judged(desk)


def the_signature_is_recorded(desk: Page, stack: Stack) -> None:
    expect(waiting(desk, stack).get_by_role("row").nth(1)).to_contain_text("毕业 · 学校现场签字")
    take(desk, stack)
    expect(desk.get_by_text("已缴费", exact=True)).to_be_visible()
    expect(desk.locator("[data-history]")).to_contain_text("甲老师·演示")
    judged(desk)
    answer(desk)
    desk.get_by_role("button", name="登记现场签字").click()
    decided(desk, "审核中")


def two_tabs_approve_and_one_does(desk: Page, stack: Stack) -> None:
    """decide²: the second tab is told who was first; what was judged stays on the case."""
    take(desk, stack)
    history = desk.locator("[data-history]")
    expect(history.get_by_text("已签字")).to_be_visible()
    expect(history).to_contain_text("在线验证码已在学信网查验：已核验一致")
    other = desk.context.new_page()
    other.goto(desk.url)
    for tab in (desk, other):
        expect(tab.get_by_role("button", name="退回补正")).to_be_enabled()
        answer(tab)
    judged(desk)
    desk.locator("[data-outcome=pass]").click()
    decided(desk, "审核通过")
    other.locator("[data-outcome=pass]").click()
    expect(other.get_by_text("此件已由丁老师·演示于")).to_be_visible()
    other.get_by_role("button", name="刷新查看").click()
    expect(other.get_by_role("heading", name="审核通过时的依据")).to_be_visible()
    expect(other.locator("#checks").get_by_role("checkbox")).to_have_count(0)
    looked_at(other, "approved")
    other.close()
