"""What a browser can tell about a page's shape: too wide, too small, hidden behind what sticks to the window."""

from collections.abc import Callable, Iterator

from playwright.sync_api import Page

from tests.browsing import DESK, axe, fits

NARROW = {"width": 320, "height": 640}

# Text outside of pictures, shown, and not only meant for screen readers.
_SMALL = """(least) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const small = new Set();
    while (walker.nextNode()) {
        const box = walker.currentNode.parentElement;
        const unseen = !box.checkVisibility() || box.closest(".away, .skip, script, noscript");
        if (unseen || !walker.currentNode.data.trim()) continue;
        if (parseFloat(getComputedStyle(box).fontSize) < least) small.add(walker.currentNode.data.trim().slice(0, 30));
    }
    return [...small];
}"""
# Links within a sentence are excepted (WCAG 2.5.8), and a box that its own label makes larger.
_SMALL_TARGETS = """(least) => [...document.querySelectorAll("a[href], button, select, input, textarea, summary")]
    .filter((one) => one.checkVisibility() && !one.closest(".skip, label, .add"))
    .filter((one) => getComputedStyle(one).display !== "inline")
    .map((one) => [one.outerHTML.slice(0, 90), Math.round(one.getBoundingClientRect().height)])
    .filter(([, height]) => height < least)"""
_COVERED = """() => [...document.querySelectorAll("a[href], button, select, input, textarea, summary")]
    .filter((one) => one.checkVisibility() && !one.closest(".dock, .bottom, .top, .skip"))
    .filter((one) => {
        one.focus();
        const box = one.getBoundingClientRect();
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        const above = document.elementFromPoint(x, y);
        return document.activeElement === one && Boolean(above && above.closest(".dock, .bottom"));
    })
    .map((one) => one.outerHTML.slice(0, 90))"""


def judged(page: Page) -> list[str]:
    """Everything that is wrong with a page in any size of window and text; the window ends at the desk's."""
    found = list(faults(page, fits, axe, is_large, fits_with_text_twice_as_large, is_easy_to_hit, shows_what_has_focus))
    for size in (NARROW, DESK):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        found += [f"{size['width']} px: {fault}" for fault in faults(page, fits, is_large)]
    return found


def faults(page: Page, *judges: Callable[[Page], None]) -> Iterator[str]:
    for judge in judges:
        try:
            judge(page)
        except AssertionError as fault:
            yield str(fault)


def fits_with_text_twice_as_large(page: Page) -> None:
    """WCAG 1.4.4: the largest font of browsers and of WeChat."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    fits(page)
    page.evaluate("document.documentElement.style.fontSize = ''")


def is_large(page: Page) -> None:
    """大字版: text from 18 px, targets from 60 px (F85)."""
    page.evaluate("document.documentElement.classList.add('large')")
    fits(page)
    _none(page, "text below 18 px", page.evaluate(_SMALL, 18))
    _none(page, "targets below 60 px", page.evaluate(_SMALL_TARGETS, 60))
    page.evaluate("document.documentElement.classList.remove('large')")


def is_easy_to_hit(page: Page) -> None:
    _none(page, "targets below 44 px", page.evaluate(_SMALL_TARGETS, 44))


def shows_what_has_focus(page: Page) -> None:
    """WCAG 2.4.11: nothing that sticks to the window covers it."""
    _none(page, "focused behind a bar", page.evaluate(_COVERED))


def _none(page: Page, fault: str, found: list[object]) -> None:
    assert not found, f"{page.url}: {fault}: {found}"
