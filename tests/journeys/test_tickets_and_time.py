"""Two tickets in two tabs never mix (M2-01), and a session says beforehand that it ends."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import axe, captcha, screenshots, sign_in
from tests.journeys.looking import credential
from tests.stack import Stack

TYPED = "201706110000001"


def choose_english(page: Page, stack: Stack, ref: int) -> None:
    """From 考生须知 to the credential of English, for one ticket."""
    page.goto(f"{stack.candidate}/exemptions/notice/?t={ref}")
    page.get_by_role("button", name="我已知晓，继续申请").click()
    page.get_by_label(re.compile(re.escape("英语(二)"))).check()
    page.get_by_role("button", name="下一步").click()
    kind = "大学外语四、六级合格证书（CET4、CET6 等）"
    credential(page).get_by_label("凭证", exact=True).select_option(label=kind)


def test_two_tickets_in_two_tabs_never_mix(page: Page, stack: Stack) -> None:
    """M2-01: 切换准考证号 without a login; each tab keeps its ticket, its draft and its links, reload and all."""
    sign_in(page, stack, "chensan")
    first, second = page, page.context.new_page()
    second.goto(f"{stack.candidate}/?t=1")
    second.get_by_role("button", name="切换准考证号").click()
    sheet = second.get_by_role("dialog", name="切换准考证号")
    expect(sheet.get_by_text("正在办理")).to_have_count(1)
    axe(second)
    sheet.get_by_role("link", name=re.compile("切换到准考证")).click()
    line = "正在办理：准考证 99…00"
    expect(second.locator("[data-ticket]")).to_contain_text(f"{line}2 英语")
    expect(first.locator("[data-ticket]")).to_contain_text(f"{line}1 行政管理")
    choose_english(first, stack, 1)
    second.get_by_role("link", name=re.compile("当次成绩")).first.click()
    expect(second).to_have_url(re.compile("[?&]t=2"))
    credential(first).get_by_label(re.compile("^编号")).fill(TYPED)
    credential(first).get_by_label(re.compile("^备注")).focus()
    expect(first.get_by_text(re.compile("已保存"))).to_be_visible()
    second.goto(f"{stack.candidate}/exemptions/")
    expect(second).to_have_url(re.compile("[?&]t=2"))
    expect(second.locator("[data-ticket]")).to_contain_text(f"{line}2")
    expect(second.get_by_text("继续填写")).to_have_count(0)
    for tab, ending in ((first, "1"), (second, "2")):
        tab.reload()
        expect(tab.locator("[data-ticket]")).to_contain_text(line + ending)
    expect(credential(first).get_by_label(re.compile("^编号"))).to_have_value(TYPED)
    first.goto(f"{stack.candidate}/exemptions/")
    expect(first).to_have_url(re.compile("[?&]t=1"))


@pytest.mark.parametrize("path", ["/?t=9", "/scores/?t=9"])
def test_a_ticket_that_is_not_ones_own_gives_way_to_the_first_own_one(path: str, page: Page, stack: Stack) -> None:
    """M2-01: a mistyped address says so once and does not hold the tab."""
    sign_in(page, stack, "zhangsan")
    page.goto(stack.candidate + path)
    expect(page.get_by_text("要打开的准考证不在您名下，已转到您名下的准考证。")).to_be_visible()
    expect(page).to_have_url(re.compile("[?&]t=1"))
    expect(page.get_by_text("没有找到")).to_have_count(0)
    page.goto(stack.candidate)
    expect(page.get_by_text("正在办理的准考证")).to_be_visible()
    expect(page.get_by_text("要打开的准考证")).to_have_count(0)


def test_the_end_of_a_session_is_announced_put_off_and_mended_in_place(page: Page, stack: Stack) -> None:
    """Warned five minutes before; 继续使用 puts it off; once it is over, 重新登录 opens over the page."""
    person = stack.people["lisi"]
    page.clock.install()
    sign_in(page, stack, "lisi")
    page.goto(f"{stack.candidate}/exemptions/upload/?t=1&u=00015")
    number = credential(page).get_by_label(re.compile("^编号"))
    expect(number).to_be_visible()
    page.clock.fast_forward("15:30")
    warning = page.get_by_text("5 分钟内将退出登录，已填写的内容会保留。")
    expect(warning).to_be_visible()
    axe(page)
    screenshots(page, "session-warned")
    page.get_by_role("button", name="继续使用").click()
    expect(warning).to_have_count(0)
    with page.expect_response("**/drafts/**"):
        number.fill(TYPED)
        number.blur()
    expect(page.get_by_text(re.compile("已保存"))).to_be_visible()
    page.context.clear_cookies()
    page.clock.fast_forward("21:00")
    expect(page.get_by_text("登录已过期。已填写的内容还在。")).to_be_visible()
    with page.expect_response("**/api/session/captcha") as drawn:
        page.get_by_role("button", name="重新登录").click()
        dialog = page.get_by_role("dialog", name="请重新登录")
        dialog.get_by_label("证件号码").fill(person["id_number"])
    dialog.get_by_label("密码", exact=True).fill(person["password"])
    dialog.get_by_label("验证码", exact=True).fill(captcha(stack, drawn.value.json()["id"]))
    dialog.get_by_role("button", name="登录", exact=True).click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_text("登录已过期。已填写的内容还在。")).to_have_count(0)
    expect(number).to_have_value(TYPED)
