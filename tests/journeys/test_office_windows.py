"""The city office at its desk: times of business, and what candidates must read before they go on."""

import re
import urllib.request
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from chalicelib.domain.instants import SHANGHAI
from tests.browsing import DESK, PHONE, screenshots, sign_in, sign_in_staff
from tests.journeys.conftest import Contexts
from tests.journeys.keyboard import choose, press, write
from tests.judging import judged
from tests.stack import Stack

VERSION, TITLE, ADDED = "2026-2", "免考考生须知（新版）", "本版新增：请先核对课程代码。"
COMING, EXEMPTION = "外省转入", "申请免考"


def test_a_window_for_tomorrow_and_a_notice_reach_candidates(contexts: Contexts, stack: Stack) -> None:
    """M6-02: the office opens a window for tomorrow, sees home as it will be, and publishes a 考生须知; rows 33, 36."""
    clerk = contexts(viewport=DESK).new_page()
    sign_in_staff(clerk, stack, "kaoji1")
    expect(clerk.get_by_role("heading", level=1)).to_have_text("业务办理时间")
    expect(clerk.get_by_role("heading", name=EXEMPTION)).to_be_visible()
    publish(clerk)
    tomorrow = datetime.now(UTC).astimezone(SHANGHAI) + timedelta(days=1)
    open_for(clerk, tomorrow)
    name_version(clerk, clerk.context.new_page(), stack)
    urllib.request.urlopen(f"{stack.candidate}/local/minute", timeout=60).close()  # noqa: S310
    candidate = contexts().new_page()
    sign_in(candidate, stack, "zhangsan")
    row = candidate.locator(".row").filter(has_text=COMING)
    expect(row).to_contain_text("尚未开始")
    expect(row).to_contain_text(f"{tomorrow.month}月{tomorrow.day}日 08:30 开放")
    candidate.goto(f"{stack.candidate}/exemptions/notice/?t=1")
    expect(candidate.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(candidate.get_by_text(ADDED)).to_be_visible()
    expect(candidate.get_by_text(f"版本 {VERSION}")).to_be_visible()
    expect(candidate.get_by_role("button", name="我已知晓，继续申请")).to_be_enabled()
    candidate.route("**/data/notices.json", lambda route: route.abort())
    candidate.reload()
    expect(candidate.get_by_text("考生须知刚刚更新，本页还不是最新内容")).to_be_visible()
    expect(candidate.get_by_role("heading", name="免考考生须知", exact=True)).to_be_visible()


def publish(clerk: Page) -> None:
    """A new version on the ground of the one that stands; without a number it is not even shown."""
    clerk.get_by_role("navigation", name="市考办").get_by_role("link", name="考生须知").click()
    version = clerk.locator("details").filter(has_text="免考考生须知")
    version.locator("summary").click()
    screenshots(clerk, "office-notices")
    version.get_by_role("link", name=re.compile("^以此为底稿")).click()
    clerk.get_by_label("标题").fill(TITLE)
    text = clerk.get_by_label("内容")
    text.fill(f"{text.input_value()}\n\n{ADDED}")
    clerk.get_by_role("button", name="预览").click()
    expect(clerk.get_by_role("link", name="请填写版本")).to_be_visible()
    screenshots(clerk, "office-notice-form")
    clerk.get_by_label("版本").fill(VERSION)
    clerk.get_by_role("button", name="预览").click()
    expect(clerk.get_by_role("heading", name=TITLE)).to_be_visible()
    looked_at(clerk, "notice-preview")
    clerk.get_by_role("button", name="确认发布").click()
    expect(clerk.get_by_role("heading", name="已发布")).to_be_focused()
    clerk.get_by_role("link", name="去写明版本").click()


def open_for(clerk: Page, tomorrow: datetime) -> None:
    """By keyboard alone. What contradicts itself comes back beside its field, all of it; then home as it will be."""
    press(clerk, clerk.get_by_role("link", name="新增办理时间"))
    choose(clerk, clerk.get_by_label("业务", exact=True), COMING)
    write(clerk, clerk.get_by_label("期次"), f"{tomorrow.year + 1}H1")
    write(clerk, clerk.get_by_label("开放时间"), f"{tomorrow:%Y-%m-%d} 08:30")
    write(clerk, clerk.get_by_label("截止时间"), f"{tomorrow:%Y-%m-%d} 08:00")
    write(clerk, clerk.get_by_label("补正截止"), typed(tomorrow, 12))
    write(clerk, clerk.get_by_label("须知版本"), "2026-1")
    press(clerk, clerk.get_by_role("button", name="核对改动"))
    expect(clerk.get_by_role("link", name="截止时间：须晚于开放时间")).to_be_visible()
    expect(clerk.get_by_label("开放时间")).to_have_value(f"{tomorrow:%Y-%m-%d} 08:30")
    looked_at(clerk, "window-faults")
    press(clerk, clerk.get_by_role("link", name="截止时间：须晚于开放时间"))
    expect(clerk.get_by_label("截止时间")).to_be_focused()
    write(clerk, clerk.get_by_label("截止时间"), typed(tomorrow, 10))
    press(clerk, clerk.get_by_role("button", name="核对改动"))
    expect(clerk.get_by_role("heading", name="核对新的办理时间")).to_be_focused()
    ahead = clerk.locator(".preview .row").filter(has_text=COMING)
    expect(ahead).to_contain_text("还有 10 天")
    looked_at(clerk, "window-check")
    write(clerk, clerk.get_by_label("预览时间"), "明天")
    press(clerk, clerk.get_by_role("button", name="预览"))
    expect(clerk.get_by_role("link", name=re.compile("^预览时间"))).to_be_visible()
    write(clerk, clerk.get_by_label("预览时间"), typed(tomorrow, 11))
    press(clerk, clerk.get_by_role("button", name="预览"))
    expect(ahead).to_contain_text("尚未开始")
    press(clerk, clerk.get_by_role("button", name="确认新增"))
    expect(clerk.get_by_role("heading", name="已新增")).to_be_focused()


def name_version(clerk: Page, colleague: Page, stack: Stack) -> None:
    """Two at once: the slower one is told what changed, and goes on with what was typed."""
    for page in (clerk, colleague):
        page.goto(f"{stack.console}/office/windows/")
        page.get_by_role("link", name=re.compile(f"^修改：{EXEMPTION}")).click()
        page.get_by_label("须知版本").fill(VERSION)
    colleague.get_by_label("须知版本").fill("2026-1")
    colleague.get_by_label("补正截止").fill(typed(datetime.now(UTC).astimezone(SHANGHAI), 25))
    for page in (clerk, colleague):
        page.get_by_role("button", name="核对改动").click()
        expect(page.get_by_role("heading", name="核对改动")).to_be_visible()
    colleague.get_by_role("button", name="确认修改").click()
    expect(colleague.get_by_role("heading", name="已修改")).to_be_visible()
    clerk.get_by_role("button", name="确认修改").click()
    expect(clerk.get_by_role("heading", name="同事刚刚修改了办理时间")).to_be_focused()
    screenshots(clerk, "office-window-overtaken")
    clerk.get_by_role("button", name="返回，重新核对").click()
    expect(clerk.get_by_label("须知版本")).to_have_value(VERSION)
    clerk.get_by_role("button", name="核对改动").click()
    clerk.get_by_role("button", name="确认修改").click()
    expect(clerk.get_by_role("heading", name="已修改")).to_be_visible()


def typed(moment: datetime, days: int) -> str:
    return f"{moment + timedelta(days=days):%Y-%m-%d} 16:00"


def looked_at(page: Page, name: str) -> None:
    """In every size of window and text; kept as a picture. Ends at a desk."""
    page.wait_for_load_state("networkidle")
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    found = judged(page)
    assert not found, "\n".join(found)
    screenshots(page, f"office-{name}")
