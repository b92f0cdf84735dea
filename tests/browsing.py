"""What journeys do again and again: sign in, judge accessibility, take pictures."""

import os
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.stack import Stack

_AXE = files("axe_playwright_python") / "axe.min.js"
OUTPUT = Path(__file__).with_name("output")
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def sign_in(page: Page, stack: Stack, key: str, path: str = "/login/") -> None:
    """As a person does it on the login page, with the captcha read by the local stack; ends on the page after.

    Somebody with several tickets chooses the first.
    """
    person = stack.people[key]
    with page.expect_response("**/api/session/captcha") as drawn:
        page.goto(stack.candidate + path)
        page.get_by_label("证件号码").focus()
    page.get_by_label("证件号码").fill(person["id_number"])
    page.get_by_label("密码", exact=True).fill(person["password"])
    page.get_by_label("验证码", exact=True).fill(captcha(stack, drawn.value.json()["id"]))
    page.get_by_role("button", name="登录", exact=True).click()
    if len(person["tickets"]) > 1:
        page.get_by_role("link", name="使用准考证").first.click()
    page.wait_for_url(lambda url: "/login/" not in url)


def captcha(stack: Stack, id_: str) -> str:
    with urllib.request.urlopen(f"{stack.candidate}/local/captcha/{id_}", timeout=10) as answer:  # noqa: S310
        digits: str = answer.read().decode()
        return digits


def sign_in_staff(page: Page, stack: Stack, account: str) -> None:
    """Account, password and the one-time code of the moment; ends on the page after."""
    page.goto(f"{stack.console}/")
    page.get_by_label("账号").fill(account)
    page.get_by_label("密码", exact=True).fill(stack.staff[account]["password"])
    page.get_by_label("动态验证码").fill(stack.code(account))
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(lambda url: url != f"{stack.console}/")


def axe(page: Page, *, without: tuple[str, ...] = ()) -> None:
    """No violation of WCAG 2.2 A and AA; `without` names rules that a test judges in another way.

    The window is as tall as the page meanwhile: what the dock happens to half cover can be scrolled, and is no
    target that is too small.
    """
    with _whole(page):
        _judge(page, without)


@contextmanager
def _whole(page: Page) -> Iterator[None]:
    before = page.viewport_size
    if before:
        tall = max(before["height"], page.evaluate("document.documentElement.scrollHeight"))
        page.set_viewport_size({"width": before["width"], "height": tall})
    try:
        yield
    finally:
        if before:
            page.set_viewport_size(before)


def _judge(page: Page, without: tuple[str, ...]) -> None:
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE.read_text("utf-8"))
    options = {
        "runOnly": {"type": "tag", "values": _RULES},
        "rules": {rule: {"enabled": False} for rule in without},
        "resultTypes": ["violations"],
    }
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    told = [
        f"{one['id']}: {one['help']}\n    " + "\n    ".join(node["html"][:200] for node in one["nodes"])
        for one in found["violations"]
    ]
    assert not told, "\n".join([page.url, *told])


def screenshots(page: Page, name: str) -> None:
    """Whole pages at telephone and desk width, as tests/output/<name>-<width>.png: where KAOJI_PICTURES or the long run
    asks for them, for people to look at."""
    if not os.environ.keys() & {"KAOJI_PICTURES", "KAOJI_LONG"}:
        return
    OUTPUT.mkdir(exist_ok=True)
    before = page.viewport_size
    for size in (PHONE, DESK):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        # In a window as tall as the page, what is fixed to the window's edge does not cover the middle.
        height = max(size["height"], page.evaluate("document.documentElement.scrollHeight"))
        page.set_viewport_size({"width": size["width"], "height": height})
        page.screenshot(path=OUTPUT / f"{name}-{size['width']}.png", animations="disabled")
    if before:
        page.set_viewport_size(before)


def fits(page: Page) -> None:
    """Nothing sticks out to the side (reflow, WCAG 1.4.10)."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px wider than the window"
