"""离毕业还差什么: home, the page and its choices, another major, and what a reviewer sees of it (F49 to F51)."""

import re

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browsing import DESK, fits, sign_in, sign_in_staff
from tests.journeys.conftest import Contexts
from tests.journeys.looking import seen
from tests.judging import fits_with_text_twice_as_large, is_easy_to_hit, is_large
from tests.stack import Stack

ANSWER = "main h2.big"
NEVER_HAD, NATIONAL = "行政法学（00261）", "习近平新时代中国特色社会主义思想概论（15040）"


def answers(page: Page, text: str) -> None:
    expect(page.locator(ANSWER)).to_have_text(text)


def choose(page: Page, name: str) -> None:
    page.get_by_role("link", name=re.compile(f"^{re.escape(name)}")).click()


def test_the_manuals_candidate_lacks_one_course_and_with_another_add_on_two(page: Page, stack: Stack) -> None:
    """M3.2-04: the scores of chapter 3.4 under the 加考 options of 3.2.3, from home to the reasons."""
    sign_in(page, stack, "zhengyi")
    card = page.get_by_role("region", name="离毕业还差").or_(page.locator("section", has_text="离毕业还差")).last
    expect(card).to_contain_text("至少 1 门")
    seen(page, "degree-home")
    page.get_by_role("link", name="看看还缺什么").click()
    answers(page, "至少还差 1 门")
    expect(page.locator("ol").get_by_text(NATIONAL)).to_be_visible()
    seen(page, "degree-one-missing")

    choose(page, "政治类专科毕业未通过行政法学")
    answers(page, "至少还差 2 门")
    expect(page.locator(ANSWER)).to_be_focused()
    expect(page.locator("ol").get_by_text(NEVER_HAD)).to_be_visible()
    expect(page).to_have_title(re.compile("^至少还差 2 门 - 毕业进度"))
    shared = page.context.new_page()
    shared.goto(page.url)
    answers(shared, "至少还差 2 门")
    page.go_back()
    answers(page, "至少还差 1 门")
    page.go_forward()
    choose(page, "不选择，按最近的一种计算")
    answers(page, "至少还差 1 门")
    answers(shared, "至少还差 2 门")


def test_old_and_new_plan_with_and_without_a_foreign_language(page: Page, stack: Stack) -> None:
    sign_in(page, stack, "chusi", "/login/?next=/degree/")
    answers(page, "还差 1 门")
    expect(page.get_by_text("过渡期已于 2026年6月30日 结束，请同时看看新版计划")).to_be_visible()
    choose(page, "不考外语")
    answers(page, "还差 2 门")
    choose(page, "2024版")
    answers(page, "还差 3 门 推定")
    thesis = page.get_by_role("table", name="毕业论文").get_by_role("row").last
    page.get_by_text(re.compile("^毕业论文（设计、考核） 已满足")).click()
    thesis.get_by_text("按“毕业论文（设计、考核）对应”替代").click()
    expect(thesis.get_by_text("推定互相替代")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    fits(page)
    page.evaluate("document.documentElement.style.fontSize = ''")
    seen(page, "degree-new-version")


def test_complete_courses_still_ask_for_an_application(page: Page, stack: Stack) -> None:
    sign_in(page, stack, "fenger")
    page.get_by_role("link", name="历次成绩").click()
    page.get_by_role("link", name="看看离毕业还差什么").click()
    answers(page, "已列出的课程要求都已满足")
    expect(page.get_by_text("来源没有列出毕业论文")).to_be_visible()
    expect(page.get_by_text("毕业还须在办理时间内申请毕业")).to_be_visible()
    seen(page, "degree-complete")
    page.evaluate("window.print = () => { window.printed = document.querySelectorAll('details:not([open])').length; }")
    page.get_by_role("button", name="打印").click()
    assert page.evaluate("window.printed") == 0, "nothing stays folded on paper"


def test_three_other_majors_are_compared_and_each_leads_to_its_reasons(contexts: Contexts, stack: Stack) -> None:
    """F51."""
    page = contexts(viewport=DESK).new_page()
    sign_in(page, stack, "chusi", "/login/?next=/degree/")
    page.get_by_role("link", name="换个专业看看").click()
    for name, level in (("英语", "英语（专升本）"), ("120203", "会计学（专升本）"), ("土木", "土木工程（专升本）")):
        page.get_by_label("查找专业").fill(name)
        page.get_by_role("checkbox", name=re.compile(re.escape(level))).first.check()
    expect(page.get_by_text("已选 3 份，最多 3 份")).to_be_visible()
    page.get_by_label("查找专业").fill("")
    page.set_viewport_size({"width": 320, "height": 640})
    fits_with_text_twice_as_large(page)
    page.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})
    expect(page.get_by_role("checkbox", disabled=True).first).to_be_visible()
    page.get_by_role("button", name="比较所选专业").click()
    cards = page.locator("[data-results] section")
    expect(cards).to_have_count(4)
    expect(page.get_by_role("heading", name="比较结果")).to_be_focused()
    expect(cards.first).to_contain_text("我的专业")
    seen(page, "degree-compare")
    cards.filter(has_text="土木工程").get_by_role("link", name="逐项对照").click()
    expect(page.get_by_text("换专业试算")).to_be_visible()
    expect(page.locator(ANSWER)).to_contain_text("至少还差")
    seen(page, "degree-what-if")
    is_easy_to_hit(page)
    is_large(page)
    page.get_by_role("link", name="回到我的专业").click()
    answers(page, "还差 1 门")


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/degree/?t=1&plan=XX", "所选计划不是您所学专业的版本，请重新选择"),
        ("/degree/compare/?t=1&what_if=XX", "所选专业不存在，请重新选择"),
    ],
)
def test_an_address_that_asks_for_what_is_not_offered_leads_back(
    path: str, fault: str, page: Page, stack: Stack
) -> None:
    sign_in(page, stack, "zhengyi")
    page.goto(stack.candidate + path)
    expect(page.get_by_role("alert")).to_contain_text(fault)
    seen(page, "degree-refused")
    page.get_by_role("link", name="重新选择").click()
    expect(page.locator("main").get_by_text(re.compile("至少还差 1 门|勾选要比较的专业")).first).to_be_visible()


@pytest.mark.parametrize("path", ["/degree/?t=1", "/degree/compare/?t=1"])
def test_bad_luck_is_said_and_can_be_tried_again(path: str, page: Page, stack: Stack) -> None:
    sign_in(page, stack, "zhengyi")
    calls = re.compile("/api/t/1/degree-audit")
    page.route(calls, lambda route: route.abort())
    page.goto(stack.candidate + path)
    expect(page.get_by_role("alert")).to_contain_text("网络不稳定")
    seen(page, "degree-failed")
    page.unroute(calls)
    page.get_by_role("button", name="重试").click()
    expect(page.locator("main").get_by_text(re.compile("至少还差 1 门|勾选要比较的专业")).first).to_be_visible()


def test_an_ended_session_leads_back_to_the_same_choice(page: Page, stack: Stack) -> None:
    sign_in(page, stack, "zhengyi")
    page.context.clear_cookies()
    page.goto(f"{stack.candidate}/degree/?t=1&addon=政治类专科毕业未通过行政法学")
    page.wait_for_url(re.compile("/login/.*degree.*addon"))


def test_a_reviewer_opens_the_same_facts_by_keyboard(contexts: Contexts, stack: Stack) -> None:
    page = contexts(viewport={"width": 1366, "height": 768}).new_page()
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request) if "degree" in request.url else None)
    sign_in_staff(page, stack, "fudan1")
    page.locator("a[href*='/case/']").first.click()
    summary = page.locator("[data-degree] > summary")
    expect(page.get_by_role("button", name="退回补正")).to_be_visible()
    assert asked == [], "nothing of it is read before it is opened"
    summary.focus()
    page.keyboard.press("Enter")
    panel = page.locator("[data-degree-place]")
    expect(panel.get_by_role("heading", name=re.compile("还差 4 门"))).to_be_visible()
    # Two were sent at once; which of them comes first is chance.
    expect(panel.get_by_text(re.compile("^本件审核通过后另计入：.+（0370[89]）"))).to_be_visible()
    expect(panel.get_by_text("您")).to_have_count(0)
    seen(page, "degree-panel")
    panel.get_by_role("button", name=re.compile("^非政治类专科毕业未通过行政法学")).press("Enter")
    expect(panel.get_by_role("heading", name=re.compile("还差 7 门"))).to_be_focused()


def test_the_panel_says_when_it_cannot_be_read(contexts: Contexts, stack: Stack) -> None:
    page = contexts(viewport={"width": 1366, "height": 768}).new_page()
    sign_in_staff(page, stack, "fudan2")
    calls = re.compile("/api/review/cases/.*/degree-audit")
    page.route(calls, _refuse)
    page.locator("a[href*='/case/']").first.click()
    page.locator("[data-degree] > summary").click()
    panel = page.locator("[data-degree-place]")
    expect(panel.get_by_role("alert")).to_contain_text("网络不稳定")
    page.unroute(calls)
    panel.get_by_role("button", name="重试").click()
    expect(panel.get_by_role("heading", name=re.compile("还差 4 门"))).to_be_focused()


def _refuse(route: Route) -> None:
    route.abort()
