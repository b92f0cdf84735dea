"""What a candidate does on the pages of 本市转出, by the labels of the manual."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browsing import DESK, PHONE, screenshots
from tests.judging import judged
from tests.stack import Stack

NUMBER = "320126010001"
THESIS = "英语(本科)毕业论文（10233）"
NO_THESIS = "毕业论文（设计、考核）的成绩不能转出"


def looked_at(page: Page, name: str) -> None:
    """In every size of window and text; kept as a picture. Ends on a telephone."""
    page.wait_for_load_state("networkidle")
    found = judged(page)
    assert not found, "\n".join(found)
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    screenshots(page, f"transfer-{name}")


def menu(page: Page) -> None:
    """M3.4-01: 顶部菜单【考籍转移】-【本市转出】."""
    page.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})
    page.locator("summary", has_text="考籍转移").click()
    page.get_by_role("link", name="本市转出", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("本市转出")


def listed(page: Page, stack: Stack, ref: int = 1) -> None:
    page.goto(f"{stack.candidate}/transfers/out/?t={ref}")
    expect(page.locator("main [data-loading]:visible")).to_have_count(0)


def begin(page: Page) -> None:
    """M3.4-01, from the page of the business to the first step."""
    page.get_by_role("link", name="立即申请").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("考生须知")
    onward(page, "我已知晓，继续申请")
    expect(page.get_by_role("heading", level=1)).to_have_text("转出前请确认")


def step(page: Page, number: int, title: str) -> None:
    expect(page.get_by_text(f"第 {number} 步，共 3 步：{title}")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def onward(page: Page, label: str = "下一步") -> None:
    page.get_by_role("button", name=label).click()


def told(page: Page, *sentences: str) -> None:
    """Exactly these stand in the summary of what keeps one here."""
    expect(page.locator("[data-summary] li")).to_have_text(list(sentences))


def fill_target(page: Page, number: str = NUMBER) -> None:
    """M3.4-02: level before major; the number typed twice."""
    page.get_by_label("转入地", exact=True).select_option(label="江苏省")
    type_number(page, number)
    page.get_by_label("转入层次").select_option(label="本科/专升本")
    page.get_by_label("转入专业").select_option(label="行政管理（120402）")
    page.get_by_label("转出原因").select_option(label="工作调动")
    page.get_by_label("联系电话").fill("021-00000000")


def type_number(page: Page, number: str, again: str = "") -> None:
    page.get_by_label("转入准考证号", exact=True).fill(number)
    page.get_by_label("再次输入转入准考证号").fill(again or number)
    page.get_by_label("再次输入转入准考证号").blur()


def row(page: Page, course: str) -> Locator:
    return page.get_by_role("row").filter(has_text=course)


def tick(page: Page, *courses: str) -> None:
    for course in courses:
        page.get_by_role("checkbox", name=course).check()


def submit(page: Page) -> None:
    """M3.4-03."""
    step(page, 3, "核对并提交")
    onward(page, "确认无误，提交申请")
    expect(page.get_by_role("heading", name="转出申请已提交")).to_be_visible()


def at(page: Page, title: str) -> Locator:
    """A step of the way."""
    steps = page.get_by_role("list").filter(has_text="已提交").get_by_role("listitem")
    return steps.filter(has=page.get_by_text(re.compile(f"^{title}$")))
