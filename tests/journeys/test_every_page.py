"""Pages of both hosts, as people of every story see them: accessible, no wider than the window, no complaint.

Every page of candidates in every state is judged in test_every_state.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browsing import DESK, PHONE, axe, fits, screenshots, sign_in, sign_in_staff
from tests.judging import judged
from tests.stack import Stack

NARROW = {"width": 320, "height": 640}
OUTSIDE = ["/", "/enrol/", "/unsupported/", "/nowhere/"]
INSIDE = {
    "zhangsan": ["/?t=1", "/scores/?t=1", "/exemptions/?t=1"],
    "wangwu": ["/?t=1", "/exemptions/?t=1"],
    "qianqi": ["/exemptions/?t=1", "/scores/?t=1"],
    "sunba": ["/?t=1", "/exemptions/?t=1"],
    "zhengyi": ["/?t=1", "/graduation/?t=1", "/degree/?t=1", "/degree/compare/?t=1"],
    "fenger": ["/?t=1", "/degree/?t=1"],
    "chusi": ["/degree/?t=1&plan=JS-120402-2024", "/degree/compare/?t=1&what_if=SH-050201-2022,GD-081001-2023"],
    "hesan": ["/?t=1", "/transfers/out/?t=1", "/transfers/out/apply/?t=1", "/transfers/in/?t=1"],
    "chensan": ["/?t=2", "/scores/?t=2", "/exemptions/?t=2", "/degree/?t=2"],
}


OFFICE = ["windows", "notices", "search", "imports", "exports", "staff"]


def look(page: Page, address: str) -> Iterator[str]:
    """What is wrong with a page, at a desk, on a telephone and on a narrow one."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    for size, judges in ((DESK, (fits, axe)), (PHONE, (fits, axe)), (NARROW, (fits,))):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        for judge in judges:
            try:
                judge(page)
            except AssertionError as fault:
                yield f"{size['width']} px, {fault}"


def test_pages_before_a_reviewer_signs_in(page: Page, stack: Stack) -> None:
    faults = [fault for path in OUTSIDE for fault in look(page, stack.console + path)]
    assert faults == []


@pytest.mark.parametrize("key", INSIDE)
def test_pages_of_a_candidate(key: str, page: Page, stack: Stack) -> None:
    sign_in(page, stack, key)
    faults = [fault for path in INSIDE[key] for fault in look(page, stack.candidate + path)]
    assert faults == []


@pytest.mark.parametrize("key", ["wangwu", "zhaoliu", "qianqi", "zhoujiu", "wushi"])
def test_the_page_of_an_application_in_every_state(key: str, page: Page, stack: Stack) -> None:
    sign_in(page, stack, key)
    page.goto(f"{stack.candidate}/exemptions/?t=1")
    link = page.locator("a[href*='/applications/']").first
    address = stack.candidate + str(link.get_attribute("href"))
    assert list(look(page, address)) == []


def test_pages_of_the_office(page: Page, stack: Stack) -> None:
    """Also with large text, and easy to hit."""
    sign_in_staff(page, stack, "kaoji1")
    found = []
    for name in OFFICE:
        page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
        page.goto(f"{stack.console}/office/{name}/")
        page.wait_for_load_state("networkidle")
        found += [f"{name}: {fault}" for fault in judged(page)]
        screenshots(page, f"office-{name}")
    assert found == []


def test_pages_of_a_reviewer(page: Page, stack: Stack) -> None:
    sign_in_staff(page, stack, "fudan1")
    faults = [fault for path in ("/orders/", "/registers/", "/queue/") for fault in look(page, stack.console + path)]
    case = page.locator("a[href*='/case/']").first
    assert page.get_by_role("link", name="市考办").count() == 0
    faults += look(page, stack.console + str(case.get_attribute("href")))
    assert faults == []
