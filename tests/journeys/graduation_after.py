"""What becomes of a graduation that is filled in: outdated, refused, asked again, passed, paid, signed, approved."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.browsing import OUTPUT
from tests.journeys import applying
from tests.journeys.applying import ADDON, MAJOR, MISSING, looked_at, onward, step
from tests.journeys.reviewing import answer, decided, take
from tests.stack import Stack

REASON = "情况说明与学校记录不符，请写明考试时间"


def what_changed_meanwhile_is_told_by_name(page: Page) -> None:
    """A pass that the page showed is gone, or the plan is another: nothing is sent, nothing typed is lost."""
    for shown, sentence in (
        ({"records": ["2009-06/1/T/00001"]}, "（00001）的成绩已不在您的成绩记录中"),
        ({"plan_rev": 7}, "专业考试计划在您填写期间有更新，请重新核对“登记成绩”"),
    ):
        page.route("**/api/t/1/graduation", as_shown(shown))
        onward(page, "确认无误，提交申请")
        expect(page.locator("[data-summary]").get_by_role("link")).to_contain_text(sentence)
        page.unroute("**/api/t/1/graduation")
    page.locator("[data-summary]").get_by_role("link").click()
    step(page, 2, "登记成绩")
    expect(page.get_by_role("columnheader").first).to_be_attached()
    onward(page)
    onward(page, "确定")
    step(page, 5, "提交信息")


def as_shown(seen: dict[str, object]) -> Callable[[Route], None]:
    def sent(route: Route) -> None:
        body = route.request.post_data_json
        body["item"]["seen"] |= seen
        route.continue_(post_data=body)

    return sent


def the_school_refuses(desk: Page, stack: Stack) -> None:
    """What the candidate explained stands beside the gap; the refusal says why."""
    take(desk, stack)
    expect(desk.locator("[data-grounds]")).to_contain_text("该课程已在外省通过")
    desk.get_by_role("button", name="不通过").click()
    form = desk.locator("[data-form=reject]")
    form.get_by_label(re.compile("^所选专业缺少课程合格成绩")).first.check()
    form.get_by_label(re.compile("^整体说明")).fill(REASON)
    form.get_by_role("button", name="确认不通过").click()
    decided(desk, "审核未通过")


def asked_again_with_everything_kept(page: Page, stack: Stack) -> None:
    """M3.2-07 to M3.2-09: 「点击查看原因」, 「重新申请」, and nothing typed twice."""
    page.goto(f"{stack.candidate}/graduation/?t=1")
    page.get_by_role("link", name="点击查看原因").click()
    expect(page.get_by_role("main")).to_contain_text(REASON)
    page.get_by_role("link", name="重新申请").click()
    expect(page.get_by_text("已填写")).to_have_count(4)
    looked_at(page, "again")
    page.get_by_role("link", name="修改：登记成绩").click()
    expect(page.get_by_role("radio", name=re.compile(f"^{ADDON}"))).to_be_checked()
    expect(page.get_by_role("columnheader").first).to_be_attached()
    onward(page)
    area = page.get_by_label(f"1. {MISSING}的说明")
    expect(area).to_have_value("该课程已在外省通过，成绩正在登记。")
    area.fill("该课程于 2025 年 10 月在外省通过，成绩正在登记。")
    onward(page, "确定")
    expect(page.get_by_role("textbox", name="自我鉴定")).to_have_value(re.compile(f"^{applying.SENTENCE}"))
    onward(page)
    expect(page.get_by_label("毕业证编号")).to_have_value("000088000000000001")
    expect(page.locator("[data-pics] img")).to_have_count(2)
    onward(page)
    applying.submit(page, MAJOR)


def the_school_passes(desk: Page, stack: Stack) -> None:
    take(desk, stack)
    expect(desk.locator("[data-grounds]")).to_contain_text("2025 年 10 月在外省通过")
    answer(desk)
    desk.get_by_role("button", name="学校初审通过").click()
    decided(desk, "审核中")


def the_fee_is_paid(page: Page, stack: Stack) -> None:
    """M3.2-10: the prompt, a way to pay, and the order in 「我的订单」."""
    page.goto(f"{stack.candidate}/graduation/?t=1")
    expect(page.get_by_text("待缴费").first).to_be_visible()
    page.goto(f"{stack.candidate}/orders/?t=1")
    expect(page.get_by_role("heading", name="待支付：毕业审定费")).to_be_visible()
    page.get_by_role("button", name="去支付").click()
    expect(page.get_by_role("heading", name="模拟付款")).to_be_visible()
    page.get_by_role("button", name="成功").click()
    page.wait_for_url("**/orders/**")
    expect(page.get_by_text("支付成功，已收到您的费用。")).to_be_visible()
    expect(page.get_by_text("已支付", exact=True)).to_be_visible()


def passed(desk: Page, stack: Stack, label: str, state: str) -> None:
    take(desk, stack)
    answer(desk)
    desk.get_by_role("button", name=label).click()
    decided(desk, state)


def what_is_left_to_do(page: Page, stack: Stack) -> None:
    """M3.2-09, M6-04: every step with its day, 后续事宜, and the 《毕业生登记表》 on paper."""
    page.goto(f"{stack.candidate}/graduation/?t=1")
    marks = page.get_by_role("list").filter(has_text="已提交").get_by_role("listitem")
    expect(marks).to_have_count(7)
    expect(marks.last).to_contain_text("毕业")
    page.get_by_role("link", name="查看详情，办理后续事宜").click()
    expect(page.get_by_role("heading", name="后续事宜")).to_be_visible()
    page.get_by_role("link", name="毕业生登记表").click()
    expect(page.locator(".sheet").first).to_be_visible()
    expect(page.locator(".sheet.back")).to_contain_text(applying.SENTENCE)
    page.wait_for_load_state("networkidle")
    OUTPUT.mkdir(exist_ok=True)
    paper = page.pdf(path=OUTPUT / "graduation-register.pdf", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == page.locator(".sheet").count()
