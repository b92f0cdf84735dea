"""What anybody finds before signing in: whom to ask, how it works, and which browser can do it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import axe, fits
from tests.journeys.conftest import Contexts
from tests.stack import Stack

MANUAL = {
    "登录": "登录",
    "历史成绩": "历史成绩",
    "免考申请": "免考申请",
    "考籍转移": "考籍转移：本市转出",
    "毕业申请": "毕业申请",
}
# Each of these is missing in an engine that people still have.
LACKING = ("window.AbortController", "Object.fromEntries", "Element.prototype.replaceChildren")


def test_the_login_page_leads_to_whom_to_ask_and_how_it_works(page: Page, stack: Stack) -> None:
    """M0-01: 系统介绍, 联系我们, 主考学校联系方式, 使用说明 with each of its links, 建议使用."""
    page.goto(f"{stack.candidate}/login/")
    for title in ("系统介绍", "联系我们", "使用说明"):
        expect(page.get_by_role("heading", name=title)).to_be_visible()
    expect(page.get_by_text("建议使用：")).to_be_visible()
    calls = page.locator("dl.calls")
    expect(calls).to_contain_text(re.compile("技术咨询.*QQ.*咨询电话.*政策咨询", re.DOTALL))
    calls.get_by_role("link", name="主考学校联系方式").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("主考学校"))
    for link, title in MANUAL.items():
        page.goto(f"{stack.candidate}/login/")
        page.get_by_role("listitem").get_by_role("link", name=link, exact=True).click()
        expect(page.get_by_role("heading", name=title, exact=True)).to_be_in_viewport()
    page.goto(f"{stack.candidate}/login/")
    page.get_by_role("link", name="证书样例").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("样例"))


@pytest.mark.parametrize("lacking", LACKING)
def test_a_browser_that_lacks_something_is_told_which_ones_work(lacking: str, contexts: Contexts, stack: Stack) -> None:
    """M0-02: instead of a form that would break, wherever one comes in."""
    page = contexts().new_page()
    page.add_init_script(f"{lacking} = undefined")
    page.goto(f"{stack.candidate}/login/")
    page.wait_for_url("**/unsupported/")
    for name in ("微信", "Chrome", "Safari", "Edge", "Firefox", "360 浏览器"):
        expect(page.get_by_role("list").filter(has_text=name).first).to_be_visible()
    axe(page)
    fits(page)
