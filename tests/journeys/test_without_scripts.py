"""Scripts that are off, blocked or still on their way: nothing typed gets into an address, and people are told."""

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import axe, fits, screenshots
from tests.journeys.conftest import Contexts
from tests.stack import Stack

FIELDS = {
    "candidate": {"/login/": ["证件号码", "密码", "验证码"]},
    "console": {"/": ["账号", "密码", "动态验证码"]},
}
TYPED = "7351904862"


def type_everywhere(page: Page, labels: list[str]) -> None:
    """Enter in each field, as somebody does who does not wait."""
    for label in labels:
        field = page.get_by_label(label, exact=True)
        field.fill(TYPED[: int(field.get_attribute("maxlength") or len(TYPED))])
        field.press("Enter")
    page.get_by_role("button", name="登录", exact=True).click(force=True)


@pytest.mark.parametrize("enabled", [True, False], ids=["blocked", "off"])
@pytest.mark.parametrize("host", FIELDS)
def test_nothing_typed_gets_into_an_address(host: str, enabled: bool, contexts: Contexts, stack: Stack) -> None:
    page = contexts(java_script_enabled=enabled).new_page()
    page.route("**/*.js", lambda route: route.abort())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path, labels in FIELDS[host].items():
        page.goto(getattr(stack, host) + path)
        type_everywhere(page, labels)
        page.wait_for_timeout(500)
        expect(page).to_have_url(getattr(stack, host) + path)
    assert asked
    assert [url for url in asked if TYPED[:5] in url or "?" in url] == []


@pytest.mark.parametrize("host", FIELDS)
def test_a_button_that_stays_shut_says_why(host: str, page: Page, stack: Stack) -> None:
    page.route("**/*.js", lambda route: route.abort())
    (path,) = FIELDS[host]
    page.goto(getattr(stack, host) + path)
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_disabled()
    told = page.get_by_text("页面脚本没有加载")
    expect(told).to_have_css("opacity", "1", timeout=12_000)
    expect(told).to_be_visible()
    axe(page)
    fits(page)


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("candidate", "/login/"),
        ("candidate", "/exemptions/"),
        ("candidate", "/graduation/photo/"),
        ("candidate", "/transfers/out/apply/"),
        ("console", "/"),
        ("console", "/case/"),
    ],
)
def test_without_scripts_every_page_says_what_it_needs(host: str, path: str, contexts: Contexts, stack: Stack) -> None:
    page = contexts(java_script_enabled=False).new_page()
    page.goto(getattr(stack, host) + path)
    # Looked up by CSS: the roles and texts of the test tool leave <noscript> out even where it is shown.
    told = page.locator("noscript .banner")
    expect(told).to_be_visible()
    expect(told).to_contain_text("建议使用微信、Chrome")
    fits(page)
    screenshots(page, f"no-scripts-{host}{path.replace('/', '-')}")


@pytest.mark.parametrize("host", FIELDS)
def test_with_scripts_the_button_opens(host: str, page: Page, stack: Stack) -> None:
    (path,) = FIELDS[host]
    page.goto(getattr(stack, host) + path)
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_enabled()
    expect(page.get_by_text("页面脚本没有加载")).to_be_hidden()
