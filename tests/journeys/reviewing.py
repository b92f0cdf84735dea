"""What reviewers do with one case on the console."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.looking import ENGLISH, HISTORY, seen
from tests.stack import Stack


def take_case(page: Page, title: str, surname: str = "张") -> None:
    page.goto(re.sub(r"^(https?://[^/]+)/.*", r"\1/queue/", page.url))
    page.get_by_role("row").filter(has_text=title).filter(has_text=surname).get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title.split("（")[0])
    take = page.get_by_role("button", name=re.compile("^领取"))
    expect(page.get_by_role("button", name="退回补正")).to_be_visible()
    if take.count():
        take.first.click()
    expect(page.get_by_role("button", name="退回补正")).to_be_enabled()
    page.get_by_label("决定后自动打开下一件").uncheck()


def return_english(page: Page) -> None:
    take_case(page, ENGLISH)
    seen(page, "case")
    page.get_by_role("button", name="退回补正").click()
    form = page.locator("[data-form=return]")
    form.get_by_label(re.compile("凭证图片不清晰")).check()
    form.get_by_label(re.compile("^补充说明")).fill("右下角的编号看不清")
    seen(page, "case-return")
    form.get_by_role("button", name="确认退回补正").click()
    expect(page.get_by_role("heading", name="已作出决定：需补正")).to_be_visible()


def reject_history(page: Page) -> None:
    take_case(page, HISTORY)
    page.get_by_role("button", name="不通过").click()
    form = page.locator("[data-form=reject]")
    form.get_by_label(re.compile("凭证编号或取得时间与证书图片不一致")).check()
    form.get_by_label(re.compile("^整体说明")).fill("证书编号应为 18 位")
    form.get_by_role("button", name="确认不通过").click()
    expect(page.get_by_role("heading", name="已作出决定：审核未通过")).to_be_visible()


def pass_case(page: Page, title: str) -> None:
    """Every manual check ticked, then the pass; the next one is not opened by itself."""
    take_case(page, title)
    for box in page.locator("#checks").get_by_role("checkbox").all():
        box.check()
    page.locator("[data-outcome=pass]").click()
    expect(page.get_by_role("heading", name=re.compile("已作出决定：审核(中|通过)"))).to_be_visible()


def answer(desk: Page, code: str = "已核验一致") -> None:
    """Every task of a graduation: all ticked, and what 学信网 says of the code."""
    for box in desk.locator("#checks").get_by_role("checkbox").all():
        box.check()
    for choice in desk.get_by_role("radio", name=code).all():
        choice.check()


def decided(desk: Page, state: str) -> None:
    expect(desk.get_by_role("heading", name=f"已作出决定：{state}")).to_be_visible()


def waiting(desk: Page, stack: Stack, business: str = "graduation") -> Page:
    """The list of a business."""
    desk.goto(f"{stack.console}/queue/?tab=waiting&business={business}")
    expect(desk.locator("[data-list]")).not_to_have_attribute("aria-busy", "true")
    return desk


def take(desk: Page, stack: Stack, business: str = "graduation") -> None:
    """The oldest one; the next is not opened by itself."""
    waiting(desk, stack, business).get_by_role("button", name="领取下一件").click()
    expect(desk.get_by_role("button", name="退回补正")).to_be_enabled()
    desk.get_by_label("决定后自动打开下一件").uncheck()
