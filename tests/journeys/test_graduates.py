"""Where an application for graduation stands, as its candidate sees it in each state (rows M3.2-08 to M3.2-10)."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import stack as stacks
from tests.browsing import screenshots, sign_in
from tests.journeys.test_every_page import look
from tests.stack import Stack

pytestmark = pytest.mark.long

WAY = {
    "jiangliu": ("学校初审", "正在办理"),
    "shenqi": ("学校初审", "需补正"),
    "hanba": ("学校初审", "审核未通过"),
    "yangjiu": ("待缴费", "请在缴费时间内缴费"),
    "zhushi": ("现场签字", "请到主考学校核对"),
    "qinyi": ("市考办复审", "正在办理"),
    "youer": ("毕业", "已完成"),
}
# One of each shape of the page: to be mended, to be paid, over.
LOOKED_AT = ("shenqi", "yangjiu", "youer")


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    """With everybody who has applied."""
    with stacks.running("--answer-captchas") as found:
        yield found


def opened(page: Page, stack: Stack, more: str) -> None:
    """From 申请毕业 to the application."""
    page.goto(f"{stack.candidate}/graduation/?t=1")
    page.get_by_role("link", name=more).click()
    expect(page.get_by_role("heading", name="办理进度")).to_be_visible()


@pytest.mark.parametrize("key", WAY)
def test_the_way_says_where_it_stands_and_what_comes_next(key: str, page: Page, stack: Stack) -> None:
    """M3.2-09: on the page of the business and on that of the application."""
    sign_in(page, stack, key)
    page.goto(f"{stack.candidate}/graduation/?t=1")
    expect(at(page, key)).to_contain_text(WAY[key][1])
    link = page.get_by_role("main").locator("a[href*='/applications/']").first
    address = stack.candidate + str(link.get_attribute("href"))
    if key in LOOKED_AT:
        assert list(look(page, address)) == []
        screenshots(page, f"graduate-{key}")
    else:
        page.goto(address)
    expect(at(page, key)).to_contain_text(WAY[key][1])


def at(page: Page, key: str) -> Locator:
    """The step of the way where this person stands."""
    return (
        page.get_by_role("list")
        .filter(has_text="已提交")
        .get_by_role("listitem")
        .filter(has=page.get_by_text(WAY[key][0], exact=True))
    )


def test_a_rejection_is_read_and_asked_for_again(page: Page, stack: Stack) -> None:
    """M3.2-08, M3.2-09: 点击查看原因, then 重新申请 with everything that was sent still filled in."""
    sign_in(page, stack, "hanba")
    expect(page.get_by_role("link", name=re.compile("^查看原因："))).to_be_visible()
    opened(page, stack, "点击查看原因")
    expect(page.locator("[data-reasons]")).to_contain_text("自我鉴定没有写到学习情况")
    expect(page.get_by_role("link", name="毕业生登记表")).to_have_count(0)
    page.get_by_role("link", name="重新申请", exact=True).click()
    page.wait_for_url("**/graduation/**")
    expect(page.get_by_role("heading", name="办理步骤")).to_be_visible()
    expect(page.get_by_text("已填写", exact=True)).to_have_count(3)


def test_a_fee_is_paid_from_the_application(page: Page, stack: Stack) -> None:
    """M3.2-10."""
    sign_in(page, stack, "yangjiu")
    expect(page.get_by_role("link", name=re.compile("^去缴费："))).to_be_visible()
    opened(page, stack, "查看申请")
    page.get_by_role("link", name="去缴费").click()
    page.wait_for_url("**/orders/**")
    expect(page.get_by_role("main")).to_contain_text("毕业审定费")


def test_what_is_left_after_an_approval_is_a_list_to_print(page: Page, stack: Stack) -> None:
    """M3.2-09: with time and place of the candidate's own school; a junior-college major asks for no degree."""
    sign_in(page, stack, "youer")
    opened(page, stack, "查看详情，办理后续事宜")
    todo = page.locator("[data-afterwards]")
    expect(todo.get_by_role("heading", name="领取毕业证书")).to_be_visible()
    expect(todo).to_contain_text("上海外国语大学自学考试办公室")
    expect(todo).not_to_contain_text("学士学位")
    page.emulate_media(media="print")
    expect(todo).to_be_visible()
    expect(page.get_by_role("button", name="打印")).to_be_hidden()


def test_of_what_came_back_only_what_was_named_is_open(page: Page, stack: Stack) -> None:
    """M3.2-08, M3.2-09: the photograph was named; everything else stands as it was sent, and says so."""
    sign_in(page, stack, "shenqi")
    page.goto(f"{stack.candidate}/graduation/?t=1")
    steps = page.get_by_role("list").filter(has_text="提交信息").get_by_role("listitem")
    expect(steps.filter(has_text="无需修改")).to_have_count(3)
    expect(steps.filter(has_text="毕业照片")).to_contain_text("需补正")
    expect(page.get_by_role("link", name=re.compile("^(修改|填写)："))).to_have_count(0)
    page.goto(f"{stack.candidate}/graduation/apply/?t=1&step=person")
    page.wait_for_url("**/graduation/?t=1")
    page.get_by_role("link", name="去提交：提交信息").click()
    expect(page.get_by_text("被指出的内容还没有修改：毕业照片。")).to_be_visible()
    screenshots(page, "graduate-mending")
    page.goto(f"{stack.candidate}/graduation/?t=1")
    page.locator("section").filter(has_text="受理编号").get_by_role("link", name="去补正", exact=True).click()
    page.wait_for_url("**/graduation/photo/**")
