"""本市转出 beside its straight way: barred before the form, mended by part (rows M3.4-01 to M3.4-03)."""

import re

from playwright.sync_api import Page, expect

from tests.browsing import DESK, sign_in, sign_in_staff
from tests.journeys import leaving
from tests.journeys.conftest import Contexts
from tests.journeys.leaving import looked_at, onward, step
from tests.journeys.reviewing import decided, take
from tests.stack import Stack


def test_who_has_everything_learns_before_the_form_that_nothing_can_leave(page: Page, stack: Stack) -> None:
    """F66, F67: 许三 has passed everything; the form is closed to whoever knows its address."""
    sign_in(page, stack, "xusan")
    leaving.listed(page, stack)
    expect(page.get_by_text("您已取得本专业全部课程的合格成绩，只能在本市办理毕业，不能转出")).to_be_visible()
    expect(page.get_by_role("button", name="立即申请")).to_have_attribute("aria-disabled", "true")
    looked_at(page, "barred")
    page.goto(f"{stack.candidate}/transfers/out/apply/?t=1&step=target")
    expect(page.get_by_role("heading", level=1)).to_have_text("考生须知")
    onward(page, "我已知晓，继续申请")
    page.wait_for_url("**/transfers/out/?t=1")


def test_of_a_return_only_what_was_named_is_open_and_the_scores(contexts: Contexts, stack: Stack) -> None:
    """M3.4-03: 陈三's second ticket; the school names the target; which scores leave may change in any round."""
    page, desk = contexts().new_page(), contexts(viewport=DESK).new_page()
    sign_in(page, stack, "chensan")
    leaving.listed(page, stack, ref=2)
    leaving.begin(page)
    onward(page, "我已了解，继续填写")
    leaving.fill_target(page)
    onward(page)
    leaving.tick(page, "英语语法（00831）")
    onward(page)
    leaving.submit(page)
    sign_in_staff(desk, stack, "shangwai1")
    return_scores(desk, stack)
    leaving.listed(page, stack, ref=2)
    page.locator("section").filter(has_text="受理编号").get_by_role("link", name="去补正", exact=True).click()
    step(page, 2, "勾选成绩")
    expect(page.get_by_text("转出成绩需要补正")).to_be_visible()
    leaving.tick(page, "英语翻译（00087）")
    looked_at(page, "mending")
    onward(page)
    step(page, 3, "核对并提交")
    expect(page.get_by_text("无需修改")).to_have_count(1)
    leaving.submit(page)
    expect(page.get_by_text("待审核").first).to_be_visible()


def return_scores(desk: Page, stack: Stack) -> None:
    take(desk, stack, "transfer_out")
    desk.get_by_role("button", name="退回补正").click()
    form = desk.locator("[data-form=return]")
    form.get_by_label("转出成绩", exact=True).check()
    form.get_by_label(re.compile("^补充说明")).and_(form.locator(":visible")).fill("英语翻译也可以转出，请核对")
    form.get_by_role("button", name="确认退回补正").click()
    decided(desk, "需补正")
