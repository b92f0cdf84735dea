"""查验码: given out by its holder, checked by somebody without an account, taken back (F83)."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browsing import screenshots, sign_in
from tests.journeys.conftest import Contexts
from tests.judging import judged
from tests.stack import Stack

HOLDER = "qianqi"
CODE = re.compile(r"^([2-9A-HJKMNP-TV-Z]{4}-){3}[2-9A-HJKMNP-TV-Z]{4}$")
WRONG = "K7M2-PQ4X-9WTA-3BCD"
OVER = {
    "expired": ("查验码已过期", "有效期到 2026年11月30日 为止"),
    "void": ("查验码已失效", "目前不能作为依据"),
}


def looked_at(page: Page, name: str) -> None:
    assert judged(page) == []
    screenshots(page, f"attestation-{name}")


def open_card(page: Page, stack: Stack) -> None:
    """From the list to the application, and there to the 查验码."""
    page.goto(f"{stack.candidate}/exemptions/?t=1")
    page.get_by_role("main").locator("a[href*='/applications/']").first.click()
    page.get_by_role("button", name="查看或生成查验码").click()
    expect(page.get_by_role("heading", name="对方看到的内容")).to_be_visible()


def code_of(page: Page) -> str:
    shown = page.get_by_text(CODE)
    expect(shown).to_be_visible()
    return str(shown.text_content())


def check(page: Page, stack: Stack, typed: str) -> None:
    page.goto(f"{stack.candidate}/verify/")
    page.get_by_label("查验码", exact=True).fill(typed)
    page.get_by_role("button", name="查验", exact=True).click()


def test_a_code_is_checked_by_a_stranger_until_its_holder_takes_it_back(
    page: Page, contexts: Contexts, stack: Stack
) -> None:
    stranger, person = contexts().new_page(), stack.people[HOLDER]
    sign_in(page, stack, HOLDER)
    open_card(page, stack)
    expect(page.get_by_text("已被查验 2 次")).to_be_visible()
    looked_at(page, "holder")
    code = code_of(page)
    check(stranger, stack, code.lower().replace("-", " "))
    expect(stranger.get_by_role("heading", name="查验码有效")).to_be_focused()
    told = stranger.get_by_role("main")
    for text in ("准予免考", "英语(二)（00015）", "钱", "上海市"):
        expect(told).to_contain_text(text)
    for secret in (person["name"], person["id_number"], "准考证"):
        expect(told).not_to_contain_text(secret)
    looked_at(stranger, "valid")
    page.get_by_role("button", name="撤销查验码").click()
    page.get_by_role("button", name="确定撤销").click()
    expect(page.get_by_text("上一个查验码已撤销，共被查验 3 次。")).to_be_visible()
    looked_at(page, "revoked-holder")
    stranger.get_by_role("button", name="查验", exact=True).click()
    expect(stranger.get_by_role("heading", name="查验码已撤销")).to_be_visible()
    expect(stranger.get_by_role("main")).not_to_contain_text("英语(二)")
    looked_at(stranger, "revoked")


def test_a_scanned_address_answers_at_once_and_keeps_no_code(page: Page, contexts: Contexts, stack: Stack) -> None:
    sign_in(page, stack, HOLDER)
    open_card(page, stack)
    if page.get_by_role("button", name="生成查验码", exact=True).count():
        page.get_by_label("有效期").select_option("1")
        page.get_by_role("button", name="生成查验码", exact=True).click()
    code, stranger = code_of(page), contexts().new_page()
    asked: list[str] = []
    stranger.on("request", lambda request: asked.append(request.url))
    stranger.goto(f"{stack.candidate}/verify/#{code.replace('-', '')}")
    expect(stranger.get_by_role("heading", name="查验码有效")).to_be_visible()
    expect(stranger).to_have_url(f"{stack.candidate}/verify/")
    expect(stranger.get_by_label("查验码", exact=True)).to_have_value(code)
    assert [url for url in asked if code.replace("-", "") in url or code in url] == []


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "请输入查验码"),
        ("K7M2", "查验码应为 16 位，现在是 4 位"),
        ("K7M2-PQ4X-9WTO-3BC0", "查验码里不会有“O”“0”，请核对"),
        (WRONG, "没有查到这个查验码，请核对后重新输入"),
    ],
)
def test_what_is_no_code_says_what_to_look_at(typed: str, told: str, page: Page, stack: Stack) -> None:
    check(page, stack, typed)
    expect(page.get_by_role("alert").get_by_role("link")).to_contain_text(told)
    expect(page.get_by_label("查验码", exact=True)).to_have_value(typed)


@pytest.mark.parametrize("validity", OVER)
def test_a_code_that_is_over_says_so_and_nothing_else(validity: str, page: Page, stack: Stack) -> None:
    """The answer of another day: the end of the 30th of November in Shanghai."""

    def over(route: Route) -> None:
        route.fulfill(json={"validity": validity, "until": 1_796_054_400_000, "shown": None})

    page.route("**/api/verify", over)
    check(page, stack, WRONG)
    heading, text = OVER[validity]
    expect(page.get_by_role("heading", name=heading)).to_be_focused()
    expect(page.get_by_role("main")).to_contain_text(text)
    looked_at(page, validity)


def test_the_sheet_to_give_away_shows_the_code_and_nothing_else(page: Page, stack: Stack) -> None:
    page.add_init_script("window.print = () => {}")
    sign_in(page, stack, HOLDER)
    open_card(page, stack)
    if page.get_by_role("button", name="生成查验码", exact=True).count():
        page.get_by_role("button", name="生成查验码", exact=True).click()
    code = code_of(page)
    page.get_by_role("button", name="打印查验单").click()
    page.emulate_media(media="print")
    expect(page.get_by_text(code)).to_be_visible()
    expect(page.get_by_role("img", name="查验码的二维码，扫码打开结果查验页")).to_be_visible()
    for other in ("办理记录", "办理进度", "受理编号", "正在办理"):
        expect(page.get_by_text(other).first).to_be_hidden()
    expect(page.get_by_text("被查验")).to_be_hidden()
    screenshots(page, "attestation-sheet")
