"""The search for a course in a form: keys, screen readers, input methods, and a lost network (M4-02)."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browsing import axe, sign_in
from tests.stack import Stack


def open_form(page: Page, stack: Stack) -> Locator:
    sign_in(page, stack, "wushi")
    page.goto(f"{stack.candidate}/supplements/form/?t=1&kind=score")
    return page.locator("[data-form=score]").get_by_role("combobox", name="课程")


def test_a_course_is_found_and_chosen_by_keys_alone(page: Page, stack: Stack) -> None:
    """M4-02: combobox after ARIA 1.2."""
    box = open_form(page, stack)
    box.focus()
    page.keyboard.type("mksz")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    marked = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    expect(marked).to_have_attribute("aria-selected", "true")
    axe(page)
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("mksz")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(box).to_have_value(re.compile(r"^马克思.*（\d{5}）$"))
    chosen = box.input_value()
    expect(page.locator("[data-form=score]").get_by_role("status").first).to_have_text(f"已选择 {chosen}")


def test_text_that_is_being_composed_is_left_alone(page: Page, stack: Stack) -> None:
    """Pinyin on its way to characters is no search; the finished word is one."""
    box = open_form(page, stack)
    box.focus()
    box.evaluate(
        """(input) => {
            input.dispatchEvent(new CompositionEvent("compositionstart", {bubbles: true}));
            input.value = "ying'yu";
            input.dispatchEvent(new InputEvent("input", {bubbles: true, isComposing: true}));
        }"""
    )
    expect(box).to_have_attribute("aria-expanded", "false")
    box.evaluate(
        """(input) => {
            input.value = "英语";
            input.dispatchEvent(new CompositionEvent("compositionend", {bubbles: true}));
        }"""
    )
    expect(page.get_by_role("option").first).to_contain_text("英语")


def test_without_the_list_one_is_told_and_goes_on_later(page: Page, stack: Stack) -> None:
    """Nothing typed is lost; the next letter tries again."""
    box = open_form(page, stack)
    page.route("**/assets/courses.*.json", lambda route: route.abort())
    box.fill("英语")
    expect(page.get_by_text("课程列表没有加载，请检查网络后再输入")).to_be_visible()
    page.unroute_all()
    box.press_sequentially("(")
    expect(page.get_by_role("option").first).to_contain_text("英语")
