"""Chapter 3.1 of the manual, label by label, from login to a course that counts, through both reviewers."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import DESK, PHONE, sign_in, sign_in_staff
from tests.journeys.conftest import Contexts
from tests.journeys.looking import ENGLISH, HISTORY, add_picture, credential, make_photographs, seen
from tests.journeys.reviewing import pass_case, reject_history, return_english
from tests.stack import Stack

NUMBER, MENDED = "201706113100245", "201706113100246"


@pytest.fixture(scope="module")
def photographs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return make_photographs(tmp_path_factory.mktemp("photographs"))


def test_exemption_from_login_to_an_effective_record(
    contexts: Contexts, stack: Stack, photographs: dict[str, Path]
) -> None:
    """M1-01, M2-01 to M2-04, M3.1-01 to M3.1-08, M6-01. One journey: each step needs the one before it."""
    candidate = contexts(viewport=PHONE).new_page()
    school = contexts(viewport=DESK).new_page()
    city = contexts(viewport=DESK).new_page()
    _login_and_home(candidate, stack)
    _notice(candidate)
    _choose_courses(candidate)
    _upload(candidate, photographs)
    _confirm_and_submit(candidate)
    _change_while_waiting(candidate)
    sign_in_staff(school, stack, "fudan1")
    seen(school, "queue")
    return_english(school)
    reject_history(school)
    _mend_english(candidate, photographs)
    _send_history_again(candidate)
    for title in (ENGLISH, HISTORY):
        pass_case(school, title)
    sign_in_staff(city, stack, "shikao1")
    for title in (ENGLISH, HISTORY):
        pass_case(city, title)
    _counted(candidate)


def _login_and_home(page: Page, stack: Stack) -> None:
    page.goto(f"{stack.candidate}/login/")
    seen(page, "login")
    sign_in(page, stack, "zhangsan")
    for title in ("近期可办理的业务", "未开放办理的业务"):
        expect(page.get_by_role("heading", name=title)).to_be_visible()
    for entry in ("当次成绩", "历次成绩", "我的订单"):
        expect(page.get_by_role("link", name=re.compile(entry)).first).to_be_visible()
    seen(page, "home")
    for path in ("/scores/?t=1", "/scores/?t=1&view=all", "/orders/?t=1"):
        page.goto(stack.candidate + path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.wait_for_load_state("networkidle")
        seen(page, re.sub(r"\W+", "-", path).strip("-"))


def _notice(page: Page) -> None:
    """M3.1-01: the menu 【申办项目】-【申请免考】, 立即申请, 考生须知, 我已知晓，继续申请."""
    page.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})
    page.locator("summary", has_text="申办项目").click()
    page.get_by_role("link", name="申请免考", exact=True).first.click()
    expect(page.get_by_role("link", name="立即申请")).to_be_visible()
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    seen(page, "exemptions")
    page.get_by_role("link", name="立即申请").click()
    expect(page.get_by_role("heading", name="考生须知", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="我已知晓，继续申请")).to_be_visible()
    seen(page, "notice")
    page.get_by_role("button", name="我已知晓，继续申请").click()


def _choose_courses(page: Page) -> None:
    """M3.1-02: several courses at once; 下一步. What an exemption costs and who needs none is said beforehand."""
    expect(page.get_by_label(re.compile("外语课程免考后，不能申请学士学位"))).to_be_visible()
    page.get_by_text("不能选择的课程和原因").click()
    expect(page.get_by_text("加考课程不需要申请免考").first).to_be_visible()
    page.get_by_label(re.compile(re.escape("英语(二)"))).check()
    page.get_by_label(re.compile("中国近现代史纲要")).check()
    seen(page, "courses")
    page.get_by_role("button", name="下一步").click()


def _upload(page: Page, photographs: dict[str, Path]) -> None:
    """M3.1-03 and M3.1-04: wrong files lose nothing; 新增凭证 adds another to the same course."""
    expect(page.get_by_role("heading", level=1)).to_contain_text("中国近现代史纲要")
    _diploma(page, photographs)
    expect(page.get_by_role("heading", level=1)).to_contain_text("英语(二)")
    card = credential(page)
    card.get_by_label("凭证", exact=True).select_option(label="大学外语四、六级合格证书（CET4、CET6 等）")
    card.get_by_label("级别").select_option(label="英语四级")
    card.get_by_label(re.compile("^编号")).fill(NUMBER)
    card.get_by_label("年", exact=True).fill("2017")
    card.get_by_label("月", exact=True).select_option("6")
    card.get_by_label("获取凭证省份").select_option(label="上海市")
    card.get_by_label(re.compile("^备注")).fill("原件存放在家中")
    card.locator("input[type=file]").set_input_files(photographs["wrong"])
    expect(card).to_contain_text(re.compile("只支持 JPG、PNG 图片|图片已损坏，无法打开"))
    expect(card.get_by_label(re.compile("^编号"))).to_have_value(NUMBER)
    card.get_by_role("button", name="移除图片 1").click()
    add_picture(card, photographs["telephone"])
    add_picture(card, photographs["small"])
    seen(page, "upload")
    page.get_by_role("button", name="下一步").click()


def _diploma(page: Page, photographs: dict[str, Path]) -> None:
    card = credential(page)
    card.get_by_label("凭证", exact=True).select_option(label="学历证书")
    card.get_by_label("层次").or_(card.get_by_label("级别")).or_(card.get_by_label("学历层次")).first.select_option(
        label="本科"
    )
    card.get_by_label(re.compile("^编号")).fill("102461200106999999")
    card.get_by_label("年", exact=True).fill("2010")
    card.get_by_label("月", exact=True).select_option("7")
    card.get_by_label("获取凭证省份").select_option(label="江苏省")
    add_picture(card, photographs["small"])
    if page.get_by_role("group", name=re.compile("^凭证")).count() == 1:
        page.get_by_role("button", name="新增凭证").click()
    form = credential(page, 1)
    form.get_by_label("凭证", exact=True).select_option(label="教育部学历证书电子注册备案表")
    form.get_by_label(re.compile("^编号")).fill("090888693519")
    add_picture(form, photographs["telephone"])
    seen(page, "upload-two")
    page.get_by_role("button", name="下一步").click()


def _confirm_and_submit(page: Page) -> None:
    """M3.1-05 and M3.1-06: what was typed, 提交申请, 完成, back to the list with 待审核."""
    expect(page.get_by_role("heading", name="核对并提交")).to_be_visible()
    main = page.get_by_role("main")
    for text in ("英语(二)", "外语课程免考后，不能申请学士学位", "中国近现代史纲要", NUMBER, "附件", "学历证书"):
        expect(main).to_contain_text(text)
    seen(page, "confirm")
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_role("heading", name="申请已提交")).to_be_visible()
    seen(page, "done")
    page.get_by_role("link", name="完成").click()
    expect(page.get_by_text("待审核")).to_have_count(2)
    seen(page, "waiting")


def _send(page: Page) -> None:
    """From the last upload page over the confirmation."""
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("heading", name="核对并提交")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("附件")
    page.get_by_role("button", name="提交申请").click()
    page.wait_for_url("**/applications/**")


def _open_case(page: Page, title: str) -> None:
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + "/exemptions/?t=1")
    course = (
        page.get_by_role("row")
        .filter(has_text=title.split("（")[1][:5])
        .or_(page.get_by_role("listitem").filter(has_text=title.split("（")[1][:5]))
    )
    course.first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title.split("（")[0])


def _change_while_waiting(page: Page) -> None:
    """M3.1-06: 如提交后发现有误，可在待审核状态时修改并重新提交."""
    _open_case(page, ENGLISH)
    seen(page, "application")
    page.get_by_role("link", name=re.compile("修改")).first.click()
    card = credential(page)
    expect(card.get_by_label(re.compile("^编号"))).to_have_value(NUMBER)
    card.get_by_label(re.compile("^备注")).fill("更正：原件存放在单位")
    _send(page)
    expect(page.get_by_text(re.compile("第 ?2 ?次|第 ?2 ?轮")).first).to_be_visible()


def _mend_english(page: Page, photographs: dict[str, Path]) -> None:
    """需要您处理 on home leads to the item that was returned; everything typed is still there."""
    page.goto(re.sub(r"^(https?://[^/]+)/.*", r"\1/?t=1", page.url))
    expect(page.get_by_role("heading", name="需要您处理")).to_be_visible()
    seen(page, "home-attention")
    page.get_by_role("link", name=re.compile("补正")).first.click()
    expect(page.get_by_role("main")).to_contain_text("右下角的编号看不清")
    seen(page, "application-returned")
    page.get_by_role("link", name=re.compile("补正|重新提交|修改")).first.click()
    card = credential(page)
    expect(card.get_by_label(re.compile("^编号"))).to_have_value(NUMBER)
    card.get_by_label(re.compile("^编号")).fill(MENDED)
    expect(card.locator("[data-pics] img")).to_have_count(2)
    add_picture(card, photographs["telephone"])
    seen(page, "upload-mend")
    _send(page)
    expect(page.get_by_text("待审核").first).to_be_visible()


def _send_history_again(page: Page) -> None:
    """M3.1-07: 审核未通过 with the reason; 重新提交 keeps what was entered."""
    _open_case(page, HISTORY)
    main = page.get_by_role("main")
    for text in ("审核未通过", "凭证编号或取得时间与证书图片不一致", "证书编号应为 18 位"):
        expect(main).to_contain_text(text)
    seen(page, "application-rejected")
    page.get_by_role("link", name=re.compile("重新提交")).first.click()
    card = credential(page)
    expect(card.get_by_label(re.compile("^编号"))).to_have_value("102461200106999999")
    card.get_by_label(re.compile("^编号")).fill("102461201006999999")
    _send(page)
    expect(page.get_by_text("待审核").first).to_be_visible()


def _counted(page: Page) -> None:
    """M3.1-08: 审核通过; the courses count, on the list and among the scores."""
    page.goto(re.sub(r"^(https?://[^/]+)/.*", r"\1/exemptions/?t=1", page.url))
    expect(page.get_by_text("审核通过")).to_have_count(2)
    seen(page, "approved")
    page.goto(re.sub(r"^(https?://[^/]+)/.*", r"\1/scores/?t=1&view=all", page.url))
    for title in (ENGLISH, HISTORY):
        row = page.get_by_role("row").filter(has_text=title).filter(has_text="免考")
        expect(row).to_contain_text(re.compile(r"\d{4}年\d{2}月(?!\d)"))
    seen(page, "scores-exempt")
