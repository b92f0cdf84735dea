"""消息: a decision arrives, the number beside 消息 goes down when it was read; reminders; where messages go besides.

Rows M2-03, M2-04, M3.1-08.
"""

import re

from playwright.sync_api import Page, expect

from tests.browsing import DESK, axe, fits, screenshots, sign_in, sign_in_staff
from tests.journeys.conftest import Contexts
from tests.stack import Stack

NARROW = {"width": 320, "height": 640}


def looked_at(page: Page, name: str) -> None:
    axe(page)
    fits(page)
    before = page.viewport_size or DESK
    page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
    fits(page)
    page.set_viewport_size({"width": before["width"], "height": before["height"]})
    screenshots(page, f"messages-{name}")


def unread(page: Page, count: int) -> None:
    """As it is read out: 消息 2 条未读."""
    name = re.compile(f"^消息 ?{count} ?条未读$") if count else "消息"
    expect(page.get_by_role("banner").get_by_role("link", name=name, exact=True)).to_be_visible()


def test_a_decision_arrives_as_an_unread_message(contexts: Contexts, stack: Stack) -> None:
    """M3.1-08: what the city decided is told, counted, and read once."""
    page = contexts().new_page()
    sign_in(page, stack, "wushi")
    unread(page, 2)
    _approve(contexts(viewport=DESK).new_page(), stack)
    page.reload()
    unread(page, 3)
    looked_at(page, "home")
    page.get_by_role("banner").get_by_role("link", name=re.compile("^消息")).click()
    newest = page.get_by_role("main").get_by_role("listitem").first
    expect(newest).to_contain_text("申请免考 英语(二)（00015）：审核通过")
    expect(page.get_by_text("未读", exact=True)).to_have_count(3)
    unread(page, 0)
    looked_at(page, "list")
    newest.get_by_role("link", name=re.compile("^查看")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("英语(二)（00015）")
    page.go_back()
    expect(page.get_by_role("main").get_by_role("listitem")).to_have_count(3)
    expect(page.get_by_text("未读", exact=True)).to_have_count(0)


def _approve(page: Page, stack: Stack) -> None:
    """The final approval of the demonstration's only case at the city."""
    sign_in_staff(page, stack, "shikao1")
    page.get_by_role("row").filter(has_text="吴").get_by_role("link").first.click()
    page.get_by_role("button", name=re.compile("^领取")).first.click()
    expect(page.get_by_role("button", name="退回补正")).to_be_enabled()
    page.get_by_label("决定后自动打开下一件").uncheck()
    for box in page.locator("#checks").get_by_role("checkbox").all():
        box.check()
    page.locator("[data-outcome=pass]").click()
    expect(page.get_by_role("heading", name="已作出决定：审核通过")).to_be_visible()


def test_who_asked_is_told_that_a_business_opened_and_stops_it_by_one_tap(page: Page, stack: Stack) -> None:
    """M2-03, M2-04: the supplement opened since it was asked for; another reminder is switched on and off at home."""
    sign_in(page, stack, "sunba")
    ask, stop = (page.get_by_role("button", name=f"{text}：外省转入") for text in ("开放时提醒我", "取消提醒"))
    ask.click()
    expect(page.get_by_text("外省转入开放时，会在“消息”里提醒您。")).to_be_visible()
    expect(stop).to_be_focused()
    page.goto(f"{stack.candidate}/messages/?t=1")
    main = page.get_by_role("main")
    expect(main.get_by_role("listitem")).to_contain_text(["成绩补登：开始办理"])
    for title in ("外省转入", "成绩补登"):
        expect(page.get_by_role("button", name=f"取消提醒：{title}")).to_be_visible()
    looked_at(page, "reminders")
    stop.click()
    expect(ask).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="取消提醒：成绩补登")).to_be_visible()
    expect(stop).to_have_count(0)


def test_messages_go_to_the_mailbox_of_who_wants_it(page: Page, stack: Stack) -> None:
    """A missing address is named at its field, the kept one is masked, and off is one tap and 保存 away."""
    sign_in(page, stack, "sunba", "/login/?next=/messages/")
    page.goto(f"{stack.candidate}/messages/?t=1")
    page.get_by_text("短信和邮件提醒", exact=True).click()
    box = page.get_by_role("checkbox", name=re.compile("^电子邮件"))
    box.check()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("link", name="请填写电子邮箱")).to_be_visible()
    looked_at(page, "channels-wrong")
    page.get_by_label("电子邮箱").fill("sunba@example.cn")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("发到 s***@example.cn")).to_be_visible()
    expect(box).to_be_checked()
    looked_at(page, "channels")
    box.uncheck()
    page.get_by_role("button", name="保存").click()
    page.reload()
    page.get_by_text("短信和邮件提醒", exact=True).click()
    expect(box).not_to_be_checked()
