"""Dying pages, two devices, shut windows in the middle of the wizard: what was typed or chosen is all there afterwards.

Rows M3.1-03, M3.1-05; features F33, F78, F79.
"""

import re
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browsing import axe, screenshots, sign_in
from tests.journeys.conftest import Contexts
from tests.journeys.looking import add_picture, credential, make_photographs, number, whole_certificate
from tests.stack import Stack

UPLOAD = "/exemptions/upload/?t=1&u=00015"
_KEPT = """async () => {
    const opened = await new Promise((resolve) => {
        const asked = indexedDB.open("kaoji");
        asked.onsuccess = () => resolve(asked.result);
    });
    if (!opened.objectStoreNames.contains("pictures")) { opened.close(); return 0; }
    const count = await new Promise((resolve) => {
        const asked = opened.transaction("pictures").objectStore("pictures").count();
        asked.onsuccess = () => resolve(asked.result);
    });
    opened.close();
    return count;
}"""


@pytest.fixture(scope="module")
def photographs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return make_photographs(tmp_path_factory.mktemp("photographs"))


def opened(context: BrowserContext, stack: Stack) -> Page:
    page = context.new_page()
    page.goto(stack.candidate + UPLOAD)
    drawn(page)
    return page


def drawn(page: Page) -> None:
    """The form with all pictures that it has."""
    expect(number(page)).to_be_visible()
    expect(credential(page).locator("[data-pics] li:not(:has(img))")).to_have_count(0)


@pytest.fixture
def wizard(page: Page, stack: Stack) -> Page:
    """李四's draft: two courses chosen, one certificate half typed, one picture."""
    sign_in(page, stack, "lisi")
    page.goto(stack.candidate + UPLOAD)
    drawn(page)
    return page


def leave_field(page: Page) -> None:
    credential(page).get_by_label(re.compile("^备注")).focus()


def saved(page: Page) -> None:
    expect(page.get_by_text(re.compile("已保存 ")).first).to_be_visible()


def _held(_: Route) -> None:
    """A request that stays under way for ever."""


def test_a_page_killed_behind_the_picker_comes_back_to_its_step(wizard: Page, stack: Stack) -> None:
    """M3.1-03 with F33: telephones end the page while the camera is open; the draft was with the server before."""
    number(wizard).fill("201706110000001")
    with wizard.expect_response(lambda one: one.request.method == "PUT") as put, wizard.expect_file_chooser():
        credential(wizard).locator("input[type=file]").click()
    assert put.value.ok
    wizard.close(run_before_unload=False)
    again = opened(wizard.context, stack)
    expect(again.get_by_text("拍照时页面被系统重新加载，内容已恢复，请重新选择图片")).to_be_visible()
    expect(number(again)).to_have_value("201706110000001")
    expect(credential(again).locator("input[type=file]")).to_be_focused()
    screenshots(again, "lost-camera")
    other = opened(wizard.context, stack)
    expect(other.get_by_text("拍照时页面被系统重新加载")).to_be_hidden()


def test_a_chosen_picture_outlives_the_page(wizard: Page, stack: Stack, photographs: dict[str, Path]) -> None:
    """F79: closed while it is sent, it is sent by the next page; once there, nothing of it stays on the device."""
    before = credential(wizard).locator("[data-pics] img").count()
    wizard.context.route("**/api/uploads", _held)
    credential(wizard).locator("input[type=file]").set_input_files(photographs["small"])
    expect(credential(wizard)).to_contain_text(re.compile("上传中"))
    wizard.close()
    wizard.context.unroute("**/api/uploads")
    again = wizard.context.new_page()
    again.goto(stack.candidate + UPLOAD)
    expect(credential(again).locator("[data-pics] img")).to_have_count(before + 1)
    saved(again)
    again.wait_for_function(f"({_KEPT})().then((count) => count === 0)")


def test_without_a_database_the_picture_is_asked_for_again(
    contexts: Contexts, stack: Stack, photographs: dict[str, Path]
) -> None:
    context = contexts()
    context.add_init_script("indexedDB.open = () => { throw new Error('none') }")
    page = context.new_page()
    sign_in(page, stack, "lisi")
    page.goto(stack.candidate + UPLOAD)
    context.route("**/api/uploads", _held)
    credential(page).locator("input[type=file]").set_input_files(photographs["small"])
    expect(credential(page)).to_contain_text(re.compile("上传中"))
    page.close()
    context.unroute("**/api/uploads")
    again = opened(context, stack)
    expect(again.get_by_text("上次选择的 1 张图片没有传完，请重新选择")).to_be_visible()


def test_without_a_network_pictures_wait_and_go_on_by_themselves(wizard: Page, photographs: dict[str, Path]) -> None:
    """M3.1-03: everything is still there, and nothing needs to be pressed when the network is back."""
    before = credential(wizard).locator("[data-pics] img").count()
    add_picture(credential(wizard), photographs["small"])
    wizard.context.set_offline(True)
    number(wizard).fill("201706110000002")
    credential(wizard).locator("input[type=file]").set_input_files(photographs["telephone"])
    expect(credential(wizard).get_by_role("button", name=re.compile("重新上传"))).to_be_visible()
    expect(wizard.get_by_text("未同步（仅本机）").first).to_be_visible()
    axe(wizard)
    screenshots(wizard, "lost-offline")
    wizard.context.set_offline(False)
    expect(credential(wizard).locator("[data-pics] img")).to_have_count(before + 2)
    saved(wizard)
    card = credential(wizard)
    order = [one.get_attribute("src") for one in card.locator("[data-pics] img").all()]
    card.get_by_role("button", name=f"前移图片 {before + 2}").press("Enter")
    moved = [one.get_attribute("src") for one in card.locator("[data-pics] img").all()]
    assert moved == [*order[:-2], order[-1], order[-2]]
    while card.locator("[data-pics] li").count() > 1:
        card.get_by_role("button", name=re.compile("^移除图片")).last.click()


def test_what_no_place_could_keep_is_called_unsaved(wizard: Page) -> None:
    wizard.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full') } }")
    wizard.context.set_offline(True)
    number(wizard).fill("201706110000003")
    leave_field(wizard)
    expect(wizard.get_by_text("尚未保存，请不要关闭本页").first).to_be_visible()
    wizard.context.set_offline(False)
    saved(wizard)


def test_of_two_devices_neither_loses_what_it_has(contexts: Contexts, stack: Stack) -> None:
    """F78: both times are named, the copy that was not chosen can be had back."""
    desk, phone = contexts().new_page(), contexts().new_page()
    for page in (desk, phone):
        sign_in(page, stack, "lisi")
        page.goto(stack.candidate + UPLOAD)
        expect(number(page)).to_be_visible()
    number(desk).fill("201706110000004")
    leave_field(desk)
    saved(desk)
    number(phone).fill("201706110000005")
    leave_field(phone)
    dialog = phone.get_by_role("dialog", name="另一处保存了新内容")
    expect(dialog).to_contain_text(
        re.compile(r"于 \d+月\d+日 \d+:\d\d 保存了新内容，本页的内容填写于 \d+月\d+日 \d+:\d\d")
    )
    axe(phone)
    screenshots(phone, "lost-two-devices")
    dialog.get_by_role("button", name="使用新的").click()
    expect(number(phone)).to_have_value("201706110000004")
    phone.get_by_role("button", name="换成那一份").click()
    expect(number(phone)).to_have_value("201706110000005")
    saved(phone)
    phone.get_by_role("button", name="不再需要").click()
    desk.reload()
    expect(number(desk)).to_have_value("201706110000005")


def test_signing_out_leaves_nothing_on_the_device(wizard: Page) -> None:
    number(wizard).fill("201706110000006")
    wizard.get_by_role("button", name="退出").click()
    wizard.wait_for_url("**/login/**")
    left = wizard.evaluate("() => Object.entries(localStorage).join() + Object.entries(sessionStorage).join()")
    assert "201706110000006" not in left
    assert wizard.evaluate(_KEPT) == 0


def test_a_window_that_shuts_while_one_types_keeps_all_for_the_next_term(
    contexts: Contexts, stack: Stack, photographs: dict[str, Path]
) -> None:
    """M3.1-05: refused with the reason, readable meanwhile, sent in the next term without typing again. Stands last:
    the window of this stack is another one afterwards.
    """
    page = contexts().new_page()
    sign_in(page, stack, "zhangsan")
    page.goto(f"{stack.candidate}/exemptions/notice/?t=1")
    page.get_by_role("button", name="我已知晓，继续申请").click()
    page.get_by_label(re.compile(re.escape("英语(二)"))).check()
    page.get_by_role("button", name="下一步").click()
    office(stack, "shut")
    whole_certificate(page, photographs["small"], "201706110000007")
    saved(page)
    page.get_by_role("button", name="下一步").click()
    expect(
        page.get_by_text("本次办理已截止，草稿已保留").or_(page.get_by_text(re.compile("截止.*草稿已保留"))).first
    ).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("201706110000007")
    expect(page.get_by_role("button", name="提交申请")).to_have_attribute("aria-disabled", "true")
    axe(page)
    screenshots(page, "lost-shut")
    page.goto(f"{stack.candidate}/exemptions/?t=1")
    expect(page.get_by_role("link", name="查看草稿")).to_be_visible()
    office(stack, "next")
    page.reload()
    page.get_by_role("link", name="继续填写").click()
    expect(page.get_by_label(re.compile(re.escape("英语(二)")))).to_be_checked()
    page.get_by_role("button", name="下一步").click()
    expect(number(page)).to_have_value("201706110000007")
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("main")).to_contain_text("附件")
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_role("heading", name="申请已提交")).to_be_visible()


def office(stack: Stack, wanted: str) -> None:
    """What an office does at its desk, at once."""
    urllib.request.urlopen(f"{stack.candidate}/local/window/exemption/{wanted}", timeout=10).close()  # noqa: S310
