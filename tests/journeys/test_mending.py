"""Mending by part, taking certificates over, and the whole way by keyboard alone.

Rows M3.1-03, M3.1-05 to M3.1-07; features F29, F35, F39 to F41.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import DESK, axe, fits, screenshots, sign_in, sign_in_staff
from tests.journeys.conftest import Contexts
from tests.journeys.keyboard import choose, press, reach, write
from tests.journeys.looking import add_picture, credential, make_photographs, number
from tests.journeys.reviewing import take_case
from tests.stack import Stack

HISTORY = "中国近现代史纲要（03708）"


@pytest.fixture(scope="module")
def photographs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return make_photographs(tmp_path_factory.mktemp("photographs"))


def test_a_certificate_sent_before_is_taken_over(contexts: Contexts, stack: Stack) -> None:
    """F29: 钱七's approved certificate, with number and picture, for another course."""
    page = contexts().new_page()
    sign_in(page, stack, "qianqi")
    page.goto(f"{stack.candidate}/exemptions/notice/?t=1")
    page.get_by_role("button", name="我已知晓，继续申请").click()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="从我的凭证夹选择").click()
    sheet = page.get_by_role("dialog", name="我的凭证夹")
    expect(sheet.get_by_role("img").or_(sheet.locator("img")).first).to_be_visible()
    expect(sheet).to_contain_text("英语(二)（00015） · 审核通过")
    axe(page)
    screenshots(page, "lost-wallet")
    sheet.get_by_role("button", name=re.compile("^选用")).click()
    expect(number(page)).to_have_value(re.compile(r"\d{14}"))
    expect(credential(page).locator("[data-pics] img")).to_have_count(1)


def test_of_a_return_only_the_failing_credential_opens(
    contexts: Contexts, stack: Stack, photographs: dict[str, Path]
) -> None:
    """M3.1-07 with F39 to F41: 周九's diploma stands, closed and green, whatever his draft made of it; the registration
    form opens with its reason; both rounds can be read afterwards.
    """
    page, school = contexts().new_page(), contexts(viewport=DESK).new_page()
    sign_in(page, stack, "zhoujiu")
    _open_case(page, stack)
    page.get_by_role("link", name="修改并重新提交").click()
    number(page).fill("1234567890")
    credential(page).get_by_label(re.compile("^备注")).focus()
    expect(page.get_by_text(re.compile("已保存 ")).first).to_be_visible()
    sign_in_staff(school, stack, "fudan1")
    _return_the_form(school)
    _open_case(page, stack)
    main = page.get_by_role("main")
    expect(main).to_contain_text("2 项内容中有 1 项需要补正")
    expect(main).to_contain_text(re.compile(r"请在 \d+月\d+日 \d+:\d\d 前修改并重新提交，还有 \d+ 天"))
    _seen(page, "mending-returned")
    page.get_by_role("link", name="修改并重新提交").click()
    expect(page.get_by_text(re.compile(r"第 2 次提交 · 学分 .* · 请在 .* 前提交，还有"))).to_be_visible()
    closed = page.locator(".credential", has_text="无需修改")
    expect(closed).to_contain_text("学历证书")
    expect(closed).not_to_contain_text("1234567890")
    expect(closed.get_by_role("textbox")).to_have_count(0)
    expect(credential(page)).to_contain_text("验证码看不清")
    _seen(page, "mending-upload")
    add_picture(credential(page), photographs["small"])
    page.get_by_role("button", name="下一步").click()
    expect(main).to_contain_text("附件")
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_role("heading", name=re.compile("第 2 次提交的内容"))).to_be_visible()
    page.get_by_text("第 1 次提交的内容").click()
    expect(page.get_by_text("验证码看不清").first).to_be_visible()
    _seen(page, "mending-rounds")


def _open_case(page: Page, stack: Stack) -> None:
    page.goto(f"{stack.candidate}/exemptions/?t=1")
    page.get_by_role("link", name=re.compile(re.escape(HISTORY))).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("中国近现代史纲要")


def _return_the_form(school: Page) -> None:
    take_case(school, HISTORY, "周")
    school.get_by_role("button", name="退回补正").click()
    form = school.locator("[data-form=return]")
    form.get_by_label(re.compile("^凭证 2")).check()
    form.get_by_label(re.compile("^补充说明")).last.fill("验证码看不清")
    form.get_by_role("button", name="确认退回补正").click()
    expect(school.get_by_role("heading", name="已作出决定：需补正")).to_be_visible()


def _seen(page: Page, name: str) -> None:
    axe(page)
    fits(page)
    screenshots(page, name)


def test_the_whole_way_by_keyboard_alone(contexts: Contexts, stack: Stack, photographs: dict[str, Path]) -> None:
    """M3.1-01 to M3.1-06 with Tab, arrows, Space and Enter; the number can be copied."""
    page = contexts(viewport=DESK, permissions=["clipboard-read", "clipboard-write"]).new_page()
    sign_in(page, stack, "zhangsan")
    page.goto(f"{stack.candidate}/exemptions/?t=1")
    press(page, page.get_by_role("link", name="立即申请"))
    press(page, page.get_by_role("button", name="我已知晓，继续申请"))
    press(page, page.get_by_label(re.compile(re.escape("英语(二)"))), "Space")
    press(page, page.get_by_role("button", name="下一步"))
    card = credential(page)
    choose(page, card.get_by_label("凭证", exact=True), "大学外语四、六级合格证书（CET4、CET6 等）")
    choose(page, card.get_by_label("级别"), "英语四级")
    write(page, number(page), "201706110000008")
    write(page, card.get_by_label("年", exact=True), "2017")
    choose(page, card.get_by_label("月", exact=True), "6 月")
    choose(page, card.get_by_label("获取凭证省份"), "上海市")
    files = card.locator("input[type=file]")
    reach(page, files)
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(photographs["small"])
    expect(card.locator("[data-pics] img")).to_have_count(1)
    press(page, page.get_by_role("button", name="下一步"))
    expect(page.get_by_role("main")).to_contain_text("附件")
    press(page, page.get_by_role("button", name="提交申请"))
    expect(page.get_by_role("heading", name="申请已提交")).to_be_visible()
    press(page, page.get_by_role("button", name="复制受理编号"))
    expect(page.get_by_text("受理编号已复制")).to_be_visible()
    assert re.fullmatch(r"[0-9A-Z]{26}", page.evaluate("navigator.clipboard.readText()"))
    _seen(page, "mending-receipt")
    press(page, page.get_by_role("link", name="完成"))
    expect(page.get_by_text("待审核")).to_have_count(1)
