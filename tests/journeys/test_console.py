"""The reviewers' console on the local stack: what a reviewer sees when things go well, and when they do not."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browsing import axe, sign_in_staff
from tests.journeys.conftest import Contexts
from tests.stack import Stack

WIDE = {"width": 1366, "height": 768}
WORDS = "请补拍证书背面，编号处反光"

State = dict[str, Any]


@pytest.fixture(scope="module")
def states() -> State:
    """Sessions by account: a one-time code is good for one sign-in, and the next comes after half a minute."""
    return {}


@pytest.fixture
def desk(request: pytest.FixtureRequest, contexts: Contexts, stack: Stack, states: State) -> Iterator[Page]:
    """The next case, taken, at the usual screen; `account` as parameter, else a reviewer of Fudan."""
    account = getattr(request, "param", "fudan1")
    context = contexts(viewport=WIDE, storage_state=states.get(account))
    page = context.new_page()
    if account in states:
        page.goto(f"{stack.console}/queue/")
    else:
        sign_in_staff(page, stack, account)
    page.get_by_role("button", name="领取下一件").click()
    expect(page.get_by_role("button", name="退回补正")).to_be_enabled()
    yield page
    page.unroute_all()
    page.wait_for_load_state("networkidle")
    give_back(page)
    states[account] = context.storage_state()


def give_back(page: Page) -> None:
    """What is still held after a test is free for the next one."""
    button = page.get_by_role("button", name="放回列表")
    if button.is_visible():
        button.click()
        page.wait_for_url("**/queue/**")


@pytest.fixture
def sent(desk: Page) -> list[Request]:
    """Every decision that leaves the page."""
    made: list[Request] = []
    desk.on("request", lambda request: made.append(request) if request.url.endswith("/decision") else None)
    return made


def write_return(page: Page) -> None:
    page.get_by_role("button", name="退回补正").click()
    form = page.locator("[data-form=return]")
    form.get_by_label(re.compile("^凭证 1")).check()
    form.get_by_label(re.compile("^补充说明")).first.fill(WORDS)


def confirm_return(page: Page) -> None:
    page.get_by_role("button", name="确认退回补正").click()


def goes_on(page: Page, address: str) -> None:
    """The decision stands: the next case, or the list, with a word on what was decided."""
    expect(page).not_to_have_url(address)
    expect(page.locator("[data-key=toast]")).to_contain_text("：需补正")


def keys_of(sent: list[Request]) -> set[str]:
    return {request.headers["idempotency-key"] for request in sent}


def test_a_pass_waits_for_every_manual_point(desk: Page) -> None:
    button, blockers = desk.get_by_role("button", name="学校初审通过"), desk.locator("#blockers a")
    points = desk.locator("[data-check]")
    expect(blockers).to_have_count(points.count())
    expect(button).to_be_disabled()
    for point in points.all():
        point.check()
    expect(blockers).to_have_count(0)
    expect(button).to_be_enabled()


def test_an_account_that_decides_nothing_is_told_so(contexts: Contexts, stack: Stack) -> None:
    page = contexts(viewport=WIDE).new_page()
    sign_in_staff(page, stack, "kaoji1")
    page.goto(f"{stack.console}/queue/")
    expect(page.get_by_text("这个账号不负责审核，这里没有需要您办理的申请。")).to_be_visible()
    expect(page.get_by_role("button", name="领取下一件")).to_have_count(0)
    expect(page.get_by_role("link", name="市考办")).to_be_visible()
    axe(page)


def test_keys_work_outside_fields_and_can_be_switched_off(desk: Page) -> None:
    image = desk.locator("[data-stage] img")
    desk.keyboard.press("r")
    expect(image).to_have_attribute("style", re.compile(r"rotate\(90deg\)"))
    desk.keyboard.press("b")
    desk.get_by_label(re.compile("^整体说明")).first.press_sequentially("rr")
    expect(image).to_have_attribute("style", re.compile(r"rotate\(90deg\)"))
    desk.get_by_role("button", name="快捷键").click()
    axe(desk)
    desk.get_by_label(re.compile("启用快捷键")).uncheck()
    desk.get_by_role("button", name="关闭").click()
    desk.keyboard.press("r")
    expect(image).to_have_attribute("style", re.compile(r"rotate\(90deg\)"))


def test_forms_of_a_decision_are_accessible_and_ask_for_what_is_missing(desk: Page) -> None:
    desk.get_by_role("button", name="退回补正").click()
    confirm_return(desk)
    expect(desk.get_by_role("link", name="请至少勾选一项需要补正的内容")).to_be_visible()
    axe(desk)
    desk.locator("[data-form=return]").get_by_role("button", name="取消").click()
    desk.get_by_role("button", name="不通过").click()
    desk.get_by_role("button", name="确认不通过").click()
    expect(desk.get_by_role("link", name="请至少选择一条不通过的原因")).to_be_visible()
    axe(desk)


def test_the_second_reviewer_learns_who_has_the_case(desk: Page, contexts: Contexts, stack: Stack) -> None:
    other = contexts(viewport=WIDE).new_page()
    sign_in_staff(other, stack, "fudan2")
    expect(other.get_by_role("row").filter(has_text=re.compile("甲老师.*正在审核"))).to_have_count(1)
    other.goto(desk.url)
    expect(other.get_by_text(re.compile("甲老师.*正在审核此件"))).to_be_visible()
    expect(other.get_by_role("button", name="退回补正")).to_be_disabled()
    expect(other.get_by_role("checkbox", name="凭证真伪")).to_be_disabled()
    expect(other.get_by_role("button", name=re.compile("显示完整证件号码"))).to_be_hidden()
    axe(other)


def test_a_case_decided_meanwhile_says_by_whom(desk: Page) -> None:
    answer = {"code": "decided_already", "message": "此件已由乙老师于 12月3日 10:41 处理：退回补正", "ref": "X"}
    desk.route("**/decision", lambda route: route.fulfill(status=409, json=answer))
    write_return(desk)
    confirm_return(desk)
    expect(desk.get_by_text("此件已由乙老师于")).to_be_visible()
    expect(desk.get_by_role("button", name="刷新查看")).to_be_visible()


def test_leaving_gives_an_untouched_case_back(desk: Page, stack: Stack) -> None:
    desk.get_by_role("link", name="列表", exact=True).click()
    desk.get_by_role("link", name="我的").click()
    expect(desk.get_by_text("您手上没有未办结的申请")).to_be_visible()
    axe(desk)


def test_a_lost_connection_costs_neither_words_nor_a_second_decision(desk: Page, sent: list[Request]) -> None:
    address = desk.url
    write_return(desk)
    desk.route("**/decision", lambda route: route.abort())
    confirm_return(desk)
    expect(desk.get_by_text("决定没有送达")).to_be_visible()
    desk.unroute("**/decision")
    desk.reload()
    expect(desk.get_by_label(re.compile("^补充说明")).first).to_have_value(WORDS)
    desk.get_by_role("button", name="重试").click()
    goes_on(desk, address)
    assert len(keys_of(sent)) == 1


def test_an_ended_session_is_renewed_over_the_page(desk: Page, sent: list[Request], stack: Stack) -> None:
    address = desk.url
    write_return(desk)
    desk.context.clear_cookies()
    confirm_return(desk)
    sheet = desk.get_by_role("dialog")
    expect(sheet.get_by_role("heading", name="登录已过期，请重新登录")).to_be_visible()
    axe(desk)
    expect(sheet.get_by_label("账号")).to_have_value("fudan1")
    sheet.get_by_label("密码").fill(stack.staff["fudan1"]["password"])
    sheet.get_by_label("动态验证码").fill(stack.code("fudan1"))
    sheet.get_by_role("button", name="登录").click()
    expect(sheet).to_have_count(0)
    goes_on(desk, address)
    assert len(keys_of(sent)) == 1


@pytest.mark.parametrize("desk", ["shikao1"], indirect=True)
def test_a_grave_step_asks_for_the_code_and_goes_on(desk: Page, sent: list[Request], stack: Stack) -> None:
    """The stack asks only when the last code is five minutes old: the first answer is put in its mouth."""

    def ask_once(route: Route) -> None:
        if len(sent) > 1:
            route.continue_()
        else:
            route.fulfill(status=403, json={"code": "step_up_required", "message": "请再次输入动态验证码", "ref": "X"})

    desk.route("**/decision", ask_once)
    address = desk.url
    write_return(desk)
    confirm_return(desk)
    sheet = desk.get_by_role("dialog")
    sheet.get_by_label("动态验证码").fill("000000")
    sheet.get_by_role("button", name="确认").click()
    expect(sheet.locator(".error")).to_contain_text("动态验证码不正确")
    axe(desk)
    sheet.get_by_label("动态验证码").fill(stack.code("shikao1"))
    sheet.get_by_role("button", name="确认").click()
    goes_on(desk, address)
    assert len(keys_of(sent)) == 1
