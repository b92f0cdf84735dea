"""A person without a mouse: Tab until it has the focus, then keys."""

from playwright.sync_api import Locator, Page, expect


def reach(page: Page, target: Locator) -> None:
    expect(target).to_be_visible()
    for _ in range(80):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} cannot be reached by Tab")


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    reach(page, target)
    page.keyboard.press(key)


def write(page: Page, target: Locator, text: str) -> None:
    """In place of what stands there."""
    press(page, target, "Control+A")
    page.keyboard.type(text)


def choose(page: Page, target: Locator, wanted: str) -> None:
    """By arrow keys, as with a closed list."""
    reach(page, target)
    for _ in range(40):
        if target.evaluate("element => element.selectedOptions[0].textContent.trim()") == wanted:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{wanted} cannot be chosen by arrow keys")
