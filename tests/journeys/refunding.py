"""Two people at the console give a fee back, by the number that the candidate names."""

from playwright.sync_api import Page, expect

from tests.browsing import axe, fits, screenshots
from tests.stack import Stack


def looked_at(page: Page, name: str) -> None:
    axe(page)
    fits(page)
    screenshots(page, f"console-orders-{name}")


def give_back(asker: Page, approver: Page, stack: Stack, no: str) -> None:
    """`asker` is 乙老师, `approver` 戊老师, both signed in."""
    asker.get_by_role("link", name="订单与退款").click()
    asker.get_by_role("button", name="查询").click()
    expect(asker.get_by_role("link", name="订单号应为 26 位数字和字母，请检查后重新输入")).to_be_visible()
    looked_at(asker, "typed")
    asker.get_by_label("订单号").fill(f"{no[:13].lower()} {no[13:]}")
    asker.get_by_role("button", name="查询").click()
    expect(asker.get_by_role("heading", name="毕业审定费 ¥50.00 已支付")).to_be_focused()
    asker.get_by_role("button", name="提出退款").click()
    expect(asker.get_by_role("link", name="请填写退款原因")).to_be_visible()
    asker.get_by_label("退款原因").fill("误缴")
    looked_at(asker, "paid")
    asker.get_by_role("button", name="提出退款").click()
    expect(asker.get_by_text("退款须由另一位工作人员批准")).to_be_visible()
    expect(asker.get_by_role("button", name="批准退款")).to_have_count(0)
    looked_at(asker, "asked")
    approve(approver, stack, asker.url)


def approve(desk: Page, stack: Stack, address: str) -> None:
    """F73, row 73: somebody else, under a fresh code."""
    desk.goto(address)
    expect(desk.get_by_text("乙老师·演示")).to_be_visible()
    looked_at(desk, "to-approve")
    desk.get_by_role("button", name="批准退款").click()
    dialog = desk.get_by_role("dialog")
    if dialog.is_visible():
        dialog.get_by_label("动态验证码").fill(stack.code("kaoji1"))
        dialog.get_by_role("button", name="确认").click()
    expect(desk.get_by_role("heading", name="毕业审定费 ¥50.00 已退款")).to_be_visible()
    expect(desk.get_by_text("已原路退回。")).to_be_visible()
    looked_at(desk, "refunded")
