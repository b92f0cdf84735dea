"""What a candidate does in the five steps of 申请毕业, by the labels of the manual."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browsing import PHONE, screenshots
from tests.judging import judged
from tests.stack import Stack

MAJOR, MISSING = "行政管理（专升本）", "习近平新时代中国特色社会主义思想概论"
ADDON = "政治类专科毕业已通过行政法学"
LISTED = {
    "民族": "汉族",
    "性别": "男",
    "证件类型": "居民身份证",
    "学历": "大学专科毕业",
    "政治面貌": "中国共产主义青年团团员",
    "户籍类型": "城镇",
    "学习方式": "自学",
    "职业类型": "工程技术人员",
}
TYPED = {
    "联系电话": "021-00000000",
    "手机号码": "13000000009",
    "电子邮箱": "yanshi@example.cn",
    "工作单位": "演示公司",
    "通讯地址": "演示区演示路 1 号",
    "邮政编码": "200000",
}
SENTENCE = "本人在自学考试期间认真学习，思想上积极上进，工作中踏实肯干，学习上持之以恒。"


def looked_at(page: Page, name: str) -> None:
    """In every size of window and text; kept as a picture. Ends on a telephone."""
    page.wait_for_load_state("networkidle")
    found = judged(page)
    assert not found, "\n".join(found)
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    screenshots(page, f"graduation-{name}")


def begin(page: Page) -> None:
    """M3.2-01, from the page of the business to the first step."""
    page.get_by_role("link", name="立即申请").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("考生须知")
    page.get_by_role("button", name="我已知晓，继续申请").click()
    step(page, 1, "核对个人信息")


def step(page: Page, number: int, title: str) -> None:
    expect(page.get_by_text(f"第 {number} 步，共 5 步：{title}")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def onward(page: Page, label: str = "下一步") -> None:
    page.get_by_role("button", name=label).click()


def told(page: Page, *sentences: str) -> None:
    """Exactly these stand in the summary of what keeps one here."""
    expect(page.locator("[data-summary] li")).to_have_text(list(sentences))


def fill_person(page: Page) -> None:
    """M3.2-02."""
    for label, option in LISTED.items():
        page.get_by_label(label, exact=True).select_option(label=option)
    date(page.get_by_role("group", name="出生日期"), "1985", "9", "16")
    for label, text in TYPED.items():
        page.get_by_label(label, exact=True).fill(text)


def date(group: Locator, year: str, month: str, day: str = "") -> None:
    group.get_by_label("年", exact=True).fill(year)
    group.get_by_label("月", exact=True).select_option(month)
    if day:
        group.get_by_label("日", exact=True).select_option(day)


def evaluate(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="自我鉴定").fill(text)


def paper(page: Page, title: str) -> Locator:
    return page.locator("[data-form]").filter(has=page.get_by_role("heading", name=re.compile(f"^{title}")))


def add_pictures(page: Page, picture: Path, *titles: str) -> None:
    for title in titles:
        card = paper(page, title)
        card.locator("input[type=file]").set_input_files(picture)
        expect(card.locator("[data-pics] img")).to_have_count(1)


def photograph(page: Page, stack: Stack, portrait: Path) -> None:
    page.goto(f"{stack.candidate}/graduation/photo/?t=1")
    expect(page.get_by_role("button", name="选择照片")).to_be_enabled()
    page.locator("input[type=file]").set_input_files(portrait)
    expect(page.get_by_text("符合要求")).to_be_visible()
    page.get_by_role("button", name="上传照片").click()
    expect(page.get_by_text("毕业照片已上传", exact=True)).to_be_visible()


def submit(page: Page, major: str) -> None:
    """M3.2-08: 「确认无误，提交申请」, and the success text names the major."""
    step(page, 5, "提交信息")
    page.get_by_role("button", name="确认无误，提交申请").click()
    expect(page.get_by_role("heading", name=f"{major}的毕业申请已提交")).to_be_visible()
