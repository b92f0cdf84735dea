"""Chapter 3.2 of the manual, label by label: 申请毕业 from the menu to the 《毕业生登记表》."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from infra import demo_pictures
from tests.browsing import DESK, axe, fits, screenshots, sign_in, sign_in_staff
from tests.journeys import applying, looking
from tests.journeys.applying import ADDON, MAJOR, MISSING, looked_at, onward, step, told
from tests.journeys.conftest import Contexts
from tests.journeys.graduation_after import (
    asked_again_with_everything_kept,
    passed,
    the_fee_is_paid,
    the_school_passes,
    the_school_refuses,
    what_changed_meanwhile_is_told_by_name,
    what_is_left_to_do,
)
from tests.stack import Stack

TELEPHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Papers as a telephone takes them, and a portrait."""
    folder = tmp_path_factory.mktemp("graduation")
    portrait = folder / "portrait.jpg"
    portrait.write_bytes(demo_pictures.portrait("郑一·演示"))
    return looking.make_photographs(folder) | {"portrait": portrait}


def test_a_degree_with_an_option_a_missing_course_a_rejection_and_the_fee(
    contexts: Contexts, stack: Stack, files: dict[str, Path]
) -> None:
    """M3.2-01 to M3.2-10, M6-04."""
    page = contexts(reduced_motion="reduce", user_agent=TELEPHONE).new_page()
    sign_in(page, stack, "zhengyi")
    from_the_menu_to_the_first_step(page)
    personal_details(page)
    scores_and_option(page)
    what_is_missing_is_explained(page)
    evaluation_as_printed(page)
    the_earlier_diploma(page, files["small"])
    summary_and_receipt(page, stack, files["portrait"])
    desk, city = (contexts(viewport=DESK, reduced_motion="reduce").new_page() for _ in range(2))
    sign_in_staff(desk, stack, "fudan1")
    sign_in_staff(city, stack, "shikao1")
    the_school_refuses(desk, stack)
    asked_again_with_everything_kept(page, stack)
    the_school_passes(desk, stack)
    the_fee_is_paid(page, stack)
    passed(desk, stack, "登记现场签字", "审核中")
    passed(city, stack, "市考办复审通过", "审核通过")
    what_is_left_to_do(page, stack)


def from_the_menu_to_the_first_step(page: Page) -> None:
    """M3.2-01: 【申办项目】-【申请毕业】, 「立即申请」, 考生须知, 「我已知晓，继续申请」; F43, F44."""
    page.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})
    page.locator("summary", has_text="申办项目").click()
    page.get_by_role("link", name="申请毕业", exact=True).first.click()
    expect(page.get_by_text("尚未提交")).to_be_visible()
    titles = page.locator("main ol li p")
    expect(titles).to_have_text(
        [
            "核对个人信息 未开始",
            "登记成绩 未开始",
            "自我鉴定 未开始",
            "毕业证书 暂不能填写",
            "毕业照片 未上传",
            "提交信息 暂不能提交",
        ]
    )
    looked_at(page, "list")
    applying.begin(page)


def personal_details(page: Page) -> None:
    """M3.2-02: who one is stands fast; everything else is asked, and what is wrong is said by name."""
    expect(page.get_by_text("000***********0012")).to_be_visible()
    expect(page.get_by_text("请填写本人最新信息，并确保手机号码是本人常用号码。", exact=True)).to_be_visible()
    applying.fill_person(page)
    page.get_by_label("手机号码").fill("23000000009")
    page.get_by_role("group", name="出生日期").get_by_label("月", exact=True).select_option("2")
    page.get_by_role("group", name="出生日期").get_by_label("日", exact=True).select_option("30")
    onward(page)
    told(page, "出生日期应为真实的日期，例如 1999-01-01", "手机号码应为本人常用的 11 位手机号码")
    looked_at(page, "person-faults")
    applying.fill_person(page)
    expect(page.locator("[data-summary]")).to_be_hidden()
    onward(page)


def scores_and_option(page: Page) -> None:
    """M3.2-03, M3.2-04: 「选择毕业专业」, 「加考选项」, the table over all tickets, and the plan line by line."""
    step(page, 2, "登记成绩")
    expect(page.get_by_text("请选择专业后在此查看成绩")).to_be_visible()
    onward(page)
    told(page, "请选择毕业专业")
    page.get_by_label("选择毕业专业").select_option(index=1)
    onward(page)
    told(page, "请选择符合自己情况的加考选项")
    looked_at(page, "options")
    page.get_by_role("radio", name=re.compile("^非政治类专科毕业未通过行政法学")).check()
    expect(page.get_by_role("heading", name=re.compile("至少还差 2 门"))).to_be_visible()
    page.get_by_role("radio", name=re.compile(f"^{ADDON}")).check()
    expect(page.get_by_role("heading", name=re.compile("至少还差 1 门"))).to_be_visible()
    page.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})
    heads = ["序号", "课程名称", "类型", "成绩", "学分", "通过时间", "备注", "准考证号"]
    expect(page.get_by_role("columnheader")).to_have_text(heads)
    cells = ["3", "马克思主义基本原理概论（03709）", "理论", "62", "4", "2009年06月", "-", "99…001"]
    expect(page.get_by_role("row").filter(has_text="03709").locator("th, td")).to_have_text(cells)
    page.get_by_text("专业考试计划逐项对照").click()
    expect(page.get_by_text("全国统一要求 0 / 1 门")).to_be_visible()
    looked_at(page, "scores")
    onward(page)


def what_is_missing_is_explained(page: Page) -> None:
    """M3.2-05: each by name; 「取消」 returns, 「确定」 goes on."""
    step(page, 2, "考生情况说明")
    expect(page.get_by_text("验证未通过")).to_be_visible()
    expect(page.get_by_text(f"经系统检测，您在{MAJOR}专业缺少部分课程的成绩")).to_be_visible()
    area = page.get_by_label(f"1. {MISSING}的说明")
    area.fill("已通过")
    onward(page, "确定")
    told(page, f"{MISSING}的说明至少 10 字（不计空格和换行）")
    looked_at(page, "explanations")
    onward(page, "取消")
    step(page, 2, "登记成绩")
    expect(page.get_by_role("radio", name=re.compile(f"^{ADDON}"))).to_be_checked()
    onward(page)
    expect(area).to_have_value("已通过")
    area.fill("该课程已在外省通过，成绩正在登记。")
    onward(page, "确定")


def evaluation_as_printed(page: Page) -> None:
    """M3.2-06, F52, F53: counted as printed, refused where it cannot be printed, shown as on the form."""
    step(page, 3, "自我鉴定")
    expect(page.get_by_text("请填写 500 至 800 字。")).to_be_visible()
    applying.evaluate(page, applying.SENTENCE)
    expect(page.get_by_text("已填写 38 字，至少 500 字，还差 462 字").first).to_be_visible()
    onward(page)
    told(page, "自我鉴定至少 500 字（不计空格和换行）")
    applying.evaluate(page, applying.SENTENCE * 14 + "😀")
    onward(page)
    told(page, "自我鉴定含有表情符号，无法打印，请删除")
    applying.evaluate(page, "\n".join([applying.SENTENCE * 7, " " * 9, applying.SENTENCE * 7]))
    looked_at(page, "evaluation")
    page.get_by_role("button", name="按登记表预览").click()
    expect(page.get_by_text("登记表的版面排得下")).to_be_visible()
    expect(page.locator(".sheet")).to_have_count(1)
    axe(page)
    fits(page)
    screenshots(page, "graduation-preview")
    onward(page)


def the_earlier_diploma(page: Page, picture: Path) -> None:
    """M3.2-07, F54, F55: the year first, then exactly the papers of the 2002 rule; a proof outlives the review."""
    step(page, 4, "毕业证书")
    expect(page.get_by_label("毕业证编号")).to_be_hidden()
    own, newer, older = "《毕业证书》", "《教育部学历证书电子注册备案表》", "《中国高等教育学历认证报告》"
    obtained = page.get_by_role("group", name="取得毕业证年月")
    applying.date(obtained, "2001", "12")
    expect(page.get_by_label("报告编号")).to_be_visible()
    expect(applying.paper(page, newer)).to_be_hidden()
    looked_at(page, "diploma-2001")
    applying.date(obtained, "2002", "1")
    expect(applying.paper(page, older)).to_be_hidden()
    page.get_by_label("毕业证编号").fill("0000 8800 0000 0000 01")
    page.get_by_label("取得毕业证省份").select_option(label="上海市")
    page.get_by_label("在线验证码").fill("0000 8869 35")
    until = applying.paper(page, newer).get_by_role("group", name="验证有效期至")
    applying.date(until, "2099", "12", "31")
    onward(page)
    told(
        page,
        "请上传《毕业证书》照片",
        "在线验证码应为 12 位数字或 16 位字母、数字",
        "请上传《教育部学历证书电子注册备案表》照片",
    )
    page.get_by_label("在线验证码").fill("0000 8869 3519")
    page.get_by_label("在线验证码").blur()
    expect(page.get_by_label("在线验证码")).to_have_value("000088693519")
    applying.add_pictures(page, picture, own, newer)
    applying.date(until, "2026", "11", "30")
    onward(page)
    late = re.compile("验证有效期应晚于审核结束时间 .*，请先在学信网延长")
    expect(page.locator("[data-summary]")).to_contain_text(late)
    for part in until.get_by_role("textbox").or_(until.get_by_role("combobox")).all():
        expect(part).to_have_accessible_description(late)
    looked_at(page, "diploma")
    applying.date(until, "2099", "12", "31")
    onward(page)


def summary_and_receipt(page: Page, stack: Stack, portrait: Path) -> None:
    """M3.2-08: what is missing is named with the way there; everything to check; the receipt names the major."""
    step(page, 5, "提交信息")
    expect(page.get_by_role("link", name="毕业照片：请在规定时间内上传毕业照片")).to_be_visible()
    expect(page.get_by_role("button", name="确认无误，提交申请")).to_be_disabled()
    applying.photograph(page, stack, portrait)
    page.goto(f"{stack.candidate}/graduation/?t=1")
    expect(page.get_by_text("已填写")).to_have_count(4)
    expect(page.get_by_text("尚未提交")).to_be_visible()
    page.get_by_role("link", name="去提交：提交信息").click()
    main = page.get_by_role("main")
    for text in ("汉族", "1985-09-16", "13000000009", ADDON, MISSING, "2002年01月", "000088693519", "上海市"):
        expect(main).to_contain_text(text)
    expect(main.get_by_role("button", name=re.compile("^查看：")).locator("img")).to_have_count(3)
    looked_at(page, "summary")
    what_changed_meanwhile_is_told_by_name(page)
    applying.submit(page, MAJOR)
    expect(page.get_by_role("link", name="完成")).to_be_visible()
    looked_at(page, "receipt")


def test_a_junior_college_major_needs_no_earlier_diploma(page: Page, stack: Stack, files: dict[str, Path]) -> None:
    """M3.2-07: the fourth step is skipped; nothing is missing, so nothing is explained."""
    sign_in(page, stack, "xusan")
    page.goto(f"{stack.candidate}/graduation/?t=1")
    applying.begin(page)
    applying.fill_person(page)
    onward(page)
    page.get_by_label("选择毕业专业").select_option(index=1)
    expect(page.get_by_role("heading", name="已满足专业考试计划的课程要求")).to_be_visible()
    expect(page.get_by_role("group", name="加考选项")).to_be_hidden()
    onward(page)
    step(page, 3, "自我鉴定")
    applying.evaluate(page, applying.SENTENCE * 14)
    onward(page)
    step(page, 5, "提交信息")
    applying.photograph(page, stack, files["portrait"])
    page.goto(f"{stack.candidate}/graduation/?t=1")
    expect(page.get_by_text("无需填写")).to_be_visible()
    page.get_by_role("link", name="去提交：提交信息").click()
    expect(page.get_by_role("heading", name="前置学历")).to_have_count(0)
    applying.submit(page, "行政管理（专科）")
