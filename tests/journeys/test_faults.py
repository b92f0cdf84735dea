"""Clumsy hands and bad luck in the middle of the wizard: nothing typed is lost, nothing is sent twice."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browsing import axe, captcha, screenshots, sign_in
from tests.journeys.conftest import Contexts
from tests.journeys.looking import credential, make_photographs, number, whole_certificate
from tests.stack import Stack

UPLOAD = "/exemptions/upload/?t=1&u=00015"
TYPED = "201706119999999"


@pytest.fixture(scope="module")
def photographs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return make_photographs(tmp_path_factory.mktemp("photographs"))


@pytest.fixture
def wizard(page: Page, stack: Stack) -> Page:
    """李四's draft: two courses chosen, one certificate half typed."""
    sign_in(page, stack, "lisi")
    page.goto(stack.candidate + UPLOAD)
    expect(number(page)).to_be_visible()
    return page


def leave_field(page: Page) -> None:
    credential(page).get_by_label(re.compile("^备注")).focus()


def test_a_session_that_expires_while_typing_costs_nothing(wizard: Page, stack: Stack) -> None:
    wizard.context.clear_cookies()
    number(wizard).fill(TYPED)
    with wizard.expect_response("**/api/session/captcha") as drawn:
        leave_field(wizard)
        dialog = wizard.get_by_role("dialog", name="请重新登录")
        expect(dialog).to_be_visible()
        dialog.get_by_label("证件号码").fill(stack.people["lisi"]["id_number"])
    axe(wizard)
    screenshots(wizard, "fault-signed-out")
    dialog.get_by_label("密码", exact=True).fill(stack.people["lisi"]["password"])
    dialog.get_by_label("验证码", exact=True).fill(captcha(stack, drawn.value.json()["id"]))
    dialog.get_by_role("button", name="登录", exact=True).click()
    expect(dialog).to_have_count(0)
    expect(number(wizard)).to_have_value(TYPED)
    expect(wizard.get_by_text(re.compile("已保存"))).to_be_visible()
    wizard.reload()
    expect(number(wizard)).to_have_value(TYPED)


def test_without_a_network_what_is_typed_stays_and_is_saved_later(wizard: Page) -> None:
    wizard.context.set_offline(True)
    number(wizard).fill("201706118888888")
    leave_field(wizard)
    expect(wizard.get_by_text("未同步（仅本机）").first).to_be_visible()
    screenshots(wizard, "fault-offline")
    wizard.context.set_offline(False)
    expect(wizard.get_by_text(re.compile("已保存"))).to_be_visible(timeout=20_000)
    wizard.reload()
    expect(number(wizard)).to_have_value("201706118888888")


def test_a_sample_opens_in_place_and_nothing_typed_is_lost(wizard: Page) -> None:
    """M5-01: beside the fields, fetched when asked for; a lost network is told and can be tried again."""
    number(wizard).fill(TYPED)
    button = wizard.get_by_role("button", name="查看样例").first
    wizard.route("**/samples.*.json", lambda route: route.abort())
    button.click()
    sheet = wizard.get_by_role("dialog", name="证书样例")
    expect(sheet).to_contain_text("样例没有打开")
    sheet.get_by_role("button", name="关闭").click()
    wizard.unroute("**/samples.*.json")
    button.click()
    expect(sheet.get_by_role("img")).to_have_attribute("alt", re.compile("左下角是证书编号"))
    expect(sheet.get_by_role("listitem").first).to_contain_text("编号")
    axe(wizard)
    screenshots(wizard, "fault-sample")
    wizard.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(number(wizard)).to_have_value(TYPED)


def test_two_tabs_of_one_draft_ask_which_one_counts(wizard: Page, stack: Stack) -> None:
    other = wizard.context.new_page()
    other.goto(stack.candidate + UPLOAD)
    expect(number(other)).to_be_visible()
    number(wizard).fill("201706117777777")
    leave_field(wizard)
    expect(wizard.get_by_text(re.compile("已保存"))).to_be_visible()
    number(other).fill("201706116666666")
    leave_field(other)
    expect(other.get_by_role("button", name="保留本页")).to_be_visible()
    screenshots(other, "fault-two-tabs")
    other.get_by_role("button", name="保留本页").click()
    expect(other.get_by_role("button", name="保留本页")).to_have_count(0)
    expect(number(other)).to_have_value("201706116666666")


def test_a_window_that_closes_stops_the_sending_and_keeps_the_draft(
    contexts: Contexts, stack: Stack, photographs: dict[str, Path]
) -> None:
    """The server's own answer at the closing instant (tests/security asks for it by the clock) reaches the page."""

    def closed(route: Route, request: Request) -> None:
        if request.method != "POST":
            route.continue_()
            return
        text = "申请免考已于 12月4日 16:00 截止，已填写的内容已保留"
        route.fulfill(status=409, json={"code": "window_closed", "message": text, "ref": "TESTTEST"})

    page = contexts().new_page()
    _to_confirmation(page, stack, "chensan", photographs["small"])
    page.route("**/api/t/1/exemptions", closed)
    button = page.get_by_role("button", name="提交申请")
    button.click()
    expect(page.get_by_text(re.compile("截止")).first).to_be_visible()
    expect(button).to_have_attribute("aria-disabled", "true")
    axe(page)
    screenshots(page, "fault-closed")
    page.goto(stack.candidate + UPLOAD)
    expect(number(page)).to_have_value(TYPED)


def _to_confirmation(page: Page, stack: Stack, who: str, picture: Path) -> None:
    """From the login to 核对并提交 with one course."""
    sign_in(page, stack, who)
    page.goto(f"{stack.candidate}/exemptions/notice/?t=1")
    page.get_by_role("button", name="我已知晓，继续申请").click()
    page.get_by_label(re.compile(re.escape("英语(二)"))).check()
    page.get_by_role("button", name="下一步").click()
    whole_certificate(page, picture, TYPED)
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("main")).to_contain_text("附件")


def test_a_double_click_submits_once(contexts: Contexts, stack: Stack, photographs: dict[str, Path]) -> None:
    page = contexts().new_page()
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.url) if one.method == "POST" and "/exemptions" in one.url else None)
    _to_confirmation(page, stack, "zhangsan", photographs["small"])
    page.get_by_role("button", name="提交申请").dblclick()
    expect(page.get_by_role("heading", name="申请已提交")).to_be_visible()
    assert len(sent) == 1
    page.get_by_role("link", name="完成").click()
    expect(page.get_by_text("待审核")).to_have_count(1)


def test_a_lost_reply_never_becomes_a_second_application(
    contexts: Contexts, stack: Stack, photographs: dict[str, Path]
) -> None:
    """M3.1-05 with F80: the server has it, the page does not know; pressing again gets the receipt of the first."""

    def lost(route: Route) -> None:
        route.fetch()
        route.abort()

    page = contexts().new_page()
    _to_confirmation(page, stack, "chensan", photographs["small"])
    page.route("**/api/t/1/exemptions", lost)
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_text("还不能确定是否提交成功")).to_be_visible()
    page.unroute("**/api/t/1/exemptions")
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_role("heading", name="申请已提交")).to_be_visible()
    page.get_by_role("link", name="完成").click()
    expect(page.get_by_text("待审核")).to_have_count(1)
