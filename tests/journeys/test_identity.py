"""Ways in and out: without the picture, at the first login, with a forgotten password, after too many tries.

Rows M1-02 to M1-05, M2-01.
"""

import re

from playwright.sync_api import Page, expect

from tests.browsing import axe, fits, screenshots
from tests.stack import Stack


def looked_at(page: Page, name: str) -> None:
    axe(page)
    fits(page)
    screenshots(page, f"identity-{name}")


def test_who_cannot_read_the_picture_lets_the_browser_count(page: Page, stack: Stack) -> None:
    """M1-03: 无障碍验证, by keyboard; a wrong password costs another round and nothing typed but the password."""
    person = stack.people["sunba"]
    page.goto(f"{stack.candidate}/login/")
    page.get_by_label("证件号码").fill(person["id_number"])
    page.get_by_role("button", name="无障碍验证").press("Enter")
    expect(page.get_by_label("验证码", exact=True)).to_have_count(0)
    expect(page.get_by_role("button", name="改用图片验证码")).to_be_focused()
    looked_at(page, "work")
    page.get_by_label("密码", exact=True).fill("not-this-one-at-all")
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("progressbar", name="无障碍验证")).to_be_visible()
    expect(page.get_by_text("证件号码、密码或验证码错误")).to_be_visible()
    expect(page.get_by_label("证件号码")).to_have_value(person["id_number"])
    page.get_by_label("密码", exact=True).fill(person["password"])
    page.get_by_label("密码", exact=True).press("Enter")
    expect(page.get_by_text(re.compile(r"正在验证，已完成 \d\d%"))).to_be_attached()
    page.wait_for_url(lambda url: "/login/" not in url)


def test_the_picture_comes_back_when_wanted(page: Page, stack: Stack) -> None:
    page.goto(f"{stack.candidate}/login/")
    page.get_by_role("button", name="无障碍验证").click()
    page.get_by_role("button", name="改用图片验证码").click()
    expect(page.get_by_label("验证码", exact=True)).to_be_focused()
    expect(page.locator("[data-captcha] img")).to_be_visible()
