"""Chapter 3.3 of the manual, label by label: 外省转入 from an empty page to courses that count.

Features F63 and F64.
"""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browsing import DESK, axe, fits, screenshots, sign_in, sign_in_staff
from tests.journeys import arriving
from tests.journeys.arriving import REFUSED, TAKEN, at, course, listed, looked_at
from tests.journeys.conftest import Contexts
from tests.journeys.reviewing import decided, waiting
from tests.stack import Stack

WHO = "sunba"
PLACE = "自学考试办公室（演示）"
WHY = {
    "00034": "本市已有这门课程的合格成绩或转入记录，不重复登记",
    "01848": "学分与本专业考试计划不一致或没有登记，不予替代",
    "00009": "本专业考试计划中没有这个代码的课程，不予替代",
}


def test_courses_arrive_are_judged_confirmed_signed_for_and_count(
    contexts: Contexts, stack: Stack, tmp_path: Path
) -> None:
    """M3.3-01, M3.3-02."""
    page = contexts(reduced_motion="reduce").new_page()
    sign_in(page, stack, WHO)
    nothing_has_arrived(page)
    arriving.imported(stack, WHO, tmp_path)
    what_has_arrived(page, stack)
    desk = contexts(viewport=DESK, reduced_motion="reduce").new_page()
    sign_in_staff(desk, stack, "fudan1")
    the_school_judges_the_courses(desk, stack)
    nobody_decides_before_the_candidate_has_confirmed(desk, stack)
    confirmed_once(page, stack)
    when_and_where_to_come(page, stack)
    the_school_records_the_signature(desk, stack)
    the_courses_count(page, stack)


def nothing_has_arrived(page: Page) -> None:
    """M3.3-01, F63: 【考籍转移】-【外省转入】."""
    arriving.menu(page)
    expect(page.get_by_role("heading", name="暂未收到转出省电子档案")).to_be_visible()
    looked_at(page, "empty")


def what_has_arrived(page: Page, stack: Stack) -> None:
    """M3.3-01: 「查看浏览详情」, every course with what it becomes here or why not, and the status."""
    listed(page, stack)
    expect(page.get_by_role("heading", name=re.compile("江苏省转入"))).to_contain_text("待审核")
    expect(page.get_by_text("收到 6 门课程的成绩，3 门可以转入，3 门不能转入")).to_be_visible()
    expect(course(page, "政治学概论")).to_be_hidden()
    looked_at(page, "waiting")
    page.get_by_text("查看浏览详情").press("Enter")
    for code, name, mark, _ in TAKEN:
        expect(course(page, name)).to_contain_text(f"可以转入，计为 {name}（{code}）")
        expect(course(page, name)).to_contain_text(str(mark))
    for code, name, _, _ in REFUSED:
        expect(course(page, name)).to_contain_text(f"不能转入：{WHY[code]}")
    expect(at(page, "学校初审")).to_contain_text("正在办理")
    looked_at(page, "courses")


def the_school_judges_the_courses(desk: Page, stack: Stack) -> None:
    arriving.take(desk, stack)
    grounds = desk.locator("[data-grounds]")
    expect(grounds).to_contain_text("收到 6 门，可以转入 3 门，不能转入 3 门")
    expect(grounds.get_by_role("row").filter(has_text="公务员制度")).to_contain_text(WHY["01848"])
    expect(desk.get_by_text("正在读取审核依据")).to_have_count(0)
    for width in (1366, 1000, 390):
        desk.set_viewport_size({"width": width, "height": 800})
        axe(desk)
        fits(desk)
    desk.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})
    screenshots(desk, "console-arrival")
    arriving.passed(desk, "学校初审通过")
    decided(desk, "审核中")


def nobody_decides_before_the_candidate_has_confirmed(desk: Page, stack: Stack) -> None:
    """Of which other business something waits is said instead."""
    waiting(desk, stack, "transfer_in")
    expect(desk.get_by_text("没有待处理事项")).to_be_visible()
    desk.get_by_text("其他业务待领取").get_by_role("link", name=re.compile("^申请免考（")).click()
    expect(desk.locator("[data-row]").first).to_be_visible()


def confirmed_once(page: Page, stack: Stack) -> None:
    """M3.3-01, M3.3-02: home leads to the page; what a yes means stands above the button, with the time and place."""
    page.goto(f"{stack.candidate}/?t=1")
    page.get_by_role("link", name=re.compile("^去确认：")).click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("可以转入的课程：3 门，共 14 学分")
    expect(main).to_contain_text("确认后不能撤回")
    expect(main).to_contain_text(PLACE)
    expect(course(page, "政治学概论")).to_be_visible()
    looked_at(page, "to-confirm")
    page.get_by_role("button", name="确认无误").click()
    expect(page.get_by_role("status").filter(has_text="已确认")).to_be_visible()
    expect(page.get_by_role("button", name="确认无误")).to_have_count(0)


def when_and_where_to_come(page: Page, stack: Stack) -> None:
    """M3.3-02, F64: time, place, what to bring; the place to copy, the time for one's calendar."""
    listed(page, stack)
    expect(page.get_by_role("heading", name="请到主考学校现场确认")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("请带身份证、本市准考证和转出地准考证到主考学校核对")
    expect(page.get_by_text(PLACE)).to_be_visible()
    expect(page.get_by_role("button", name="复制地点")).to_be_visible()
    expect(at(page, "本人确认")).to_contain_text("已完成")
    with page.expect_download() as saved:
        page.get_by_role("link", name="添加到日历").click()
    assert "BEGIN:VEVENT" in saved.value.path().read_text("utf-8")
    looked_at(page, "to-sign")
    page.get_by_role("link", name="查看办理记录").click()
    expect(page.get_by_role("main")).to_contain_text("收到的电子档案")
    expect(page.get_by_text(PLACE)).to_be_visible()
    looked_at(page, "application")


def the_school_records_the_signature(desk: Page, stack: Stack) -> None:
    arriving.take(desk, stack)
    expect(desk.locator("#checks")).to_contain_text("考生已在平台确认")
    arriving.passed(desk, "登记现场签字")
    decided(desk, "审核通过")


def the_courses_count(page: Page, stack: Stack) -> None:
    """F63: among the scores and towards the degree; how many must be passed here is said by the audit."""
    listed(page, stack)
    expect(page.get_by_role("heading", name="转入已办结")).to_be_visible()
    expect(at(page, "转入")).to_contain_text("已完成")
    looked_at(page, "approved")
    page.get_by_role("link", name="查看历次成绩").click()
    for _, name, mark, _ in TAKEN:
        expect(course(page, name)).to_contain_text("转入")
        expect(course(page, name)).to_contain_text(str(mark))
    expect(course(page, "政治经济学")).to_have_count(0)
    page.goto(f"{stack.candidate}/degree/?t=1")
    expect(page.get_by_role("main")).to_contain_text("使用转入成绩毕业的，须在本省（市）取得不少于 4 门理论课合格成绩")
