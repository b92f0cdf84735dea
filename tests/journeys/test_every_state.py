"""Every page of candidates in every state: filled, empty, failed, shut and without a network.

Pages come from the generator's own list, so that a new one is judged as soon as it is there. States are made from the
real answers of the local stack on their way to the browser.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from sitegen.pages import CANDIDATE

from tests.browsing import PHONE, axe, fits, sign_in
from tests.journeys.conftest import Contexts, listened
from tests.judging import faults, is_easy_to_hit, judged
from tests.stack import Stack

LONG = bool(os.environ.get("KAOJI_LONG"))
REF = "TESTTEST"
# Who has something on a page, and what its address must name; everybody else is 李四 with a draft.
APPLICANT = "wangwu"
OF_AN_APPLICATION = {"/applications/", "/exemptions/done/"}
QUERIES = {"/exemptions/upload/": "u=00015"}
# Lists that an answer always has something in.
NEVER_EMPTY = {"tickets", "rounds", "drafts"}

INSIDE = [page.path for page in CANDIDATE if page.section]
OUTSIDE = [page.path for page in CANDIDATE if not page.section]


@pytest.fixture(scope="module")
def visitors(browser: Browser, stack: Stack) -> Iterator[Callable[[str], Page]]:
    """One signed-in page a person for the whole file: signing in is not what is judged here."""
    opened: dict[str, Page] = {}
    complaints: list[str] = []

    def visit(key: str) -> Page:
        if key not in opened:
            context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce")
            listened(context, complaints)
            context.add_init_script(
                "if (origin !== 'null') localStorage.clear()"
            )  # no page finds what another state left there
            opened[key] = context.new_page()
            sign_in(opened[key], stack, key)
        opened[key].goto("about:blank")
        opened[key].unroute_all(behavior="wait")
        opened[key].set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
        return opened[key]

    yield visit
    for page in opened.values():
        page.context.close()
    assert complaints == []


@pytest.fixture(scope="module")
def number(visitors: Callable[[str], Page], stack: Stack) -> str:
    """The number of an application, with its receipt in the tab as after 提交申请."""
    page = visitors(APPLICANT)
    page.goto(f"{stack.candidate}/exemptions/?t=1")
    link = str(page.locator("a[href*='no=']").first.get_attribute("href"))
    no = link.split("no=")[1].split("&")[0]
    page.evaluate("no => sessionStorage.setItem('kaoji:receipt', JSON.stringify([no]))", no)
    return no


def emptied(answer: Any) -> Any:
    return {name: [] if isinstance(one, list) and name not in NEVER_EMPTY else one for name, one in answer.items()}


def shut(answer: Any) -> Any:
    """Every window of the answer is over."""
    if isinstance(answer, list):
        return [shut(one) for one in answer]
    if not isinstance(answer, dict):
        return answer
    over = {"state": "closed", "text": "本次办理已截止", "next_opens": None} if "closes" in answer else {}
    return {name: shut(one) for name, one in answer.items()} | over


def changed(change: Callable[[Any], Any]) -> Callable[[Route], None]:
    """Reads are answered by the stack and changed; writes go nowhere, or a page would save what we made it show."""

    def answer(route: Route) -> None:
        if route.request.method != "GET":
            route.fulfill(json={"ver": 1, "saved_at": 1, "links": []})
            return
        found = route.fetch()
        body = found.json() if found.status == 200 else None
        route.fulfill(response=found, json=change(body) if isinstance(body, dict) else body)

    return answer


STATES: dict[str, Callable[[Route], None]] = {
    "filled": lambda route: route.continue_(),
    "empty": changed(emptied),
    "failed": lambda route: route.fulfill(status=500, json={"code": "internal", "message": "", "ref": REF}),
    "shut": changed(shut),
    "offline": lambda route: route.abort(),
}
TOLD = {"failed": f"错误编号 {REF}", "offline": "网络不稳定"}


def arrive(page: Page, address: str) -> None:
    """Until nothing is awaited any more: without a network a call is tried three times."""
    page.goto(address)
    expect(page.locator("main [data-loading]:visible")).to_have_count(0)
    page.wait_for_load_state("networkidle")


# Every page as it is, every second in one of the other states by turns; in the long run in all.
SEEN = [
    (path, state)
    for turn, path in enumerate(INSIDE)
    for place, state in enumerate(STATES)
    if LONG or state == "filled" or (turn % 2 and place == 1 + turn // 2 % 4)
]


@pytest.mark.parametrize(("path", "state"), SEEN)
def test_page_of_somebody_signed_in(
    path: str, state: str, visitors: Callable[[str], Page], number: str, stack: Stack
) -> None:
    """F85, F19, WCAG 2.2 AA: no state of a page is worse than another."""
    mine = path in OF_AN_APPLICATION
    page = visitors(APPLICANT if mine else "lisi")
    page.route("**/api/**", STATES[state])
    query = f"no={number}" if mine else QUERIES.get(path, "")
    arrive(page, f"{stack.candidate}{path}?t=1&{query}")
    if state in TOLD and page.locator("main[data-module]").count():
        expect(page.locator("main")).to_contain_text(TOLD[state])
    found = judged(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", OUTSIDE)
def test_page_of_everybody(path: str, page: Page, stack: Stack) -> None:
    page.goto(stack.candidate + path)
    page.wait_for_load_state("networkidle")
    judges = judged(page) if path != "/unsupported/" else list(faults(page, fits, axe, is_easy_to_hit))
    assert not judges, "\n".join(judges)


def test_large_type_is_remembered_on_this_device_and_stands_from_the_first_moment(page: Page, stack: Stack) -> None:
    """F85: before any module has run, after signing out of everything, on pages before and after signing in."""
    size = "parseFloat(getComputedStyle(document.body).fontSize)"
    switch = page.get_by_role("button", name="大字版")
    page.goto(f"{stack.candidate}/login/")
    assert page.evaluate(size) == 16
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    sign_in(page, stack, "sunba")
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/login/?out=1")
    page.route("**/pages-*.js", lambda route: route.abort())
    page.goto(f"{stack.candidate}/help/")
    assert page.evaluate(size) == pytest.approx(20.8)
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.click()
    page.reload()
    assert page.evaluate(size) == 16


@pytest.mark.parametrize("path", ["/scores/", "/degree/", "/applications/", "/samples/"])
def test_paper_shows_the_record_and_nothing_to_press(
    path: str, visitors: Callable[[str], Page], number: str, stack: Stack
) -> None:
    """F86: in the same size whatever the type on the screen."""
    page = visitors(APPLICANT)
    arrive(page, f"{stack.candidate}{path}?t=1&no={number}")
    page.evaluate("document.documentElement.classList.add('large')")
    page.emulate_media(media="print")
    try:
        for place in page.locator(".end, nav, .bottom, .foot, .btn, .skip").all():
            expect(place).to_be_hidden()
        assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 16
        expect(page.locator("main .card:visible").first).to_be_visible()
        fits(page)
    finally:
        page.emulate_media(media="screen")


def test_without_scripts_there_is_no_switch_that_does_nothing(contexts: Contexts, stack: Stack) -> None:
    page = contexts(java_script_enabled=False).new_page()
    page.goto(f"{stack.candidate}/help/")
    expect(page.locator("[data-large]")).to_be_hidden()


def test_somebody_who_may_not_apply_learns_why_before_beginning(page: Page, stack: Stack) -> None:
    """F18: 办理前自查 of the exemptions, from the business's own page to the rule and back to the business."""
    page.goto(f"{stack.candidate}/help/#exemption")
    box = page.locator("#exemption")
    box.get_by_label("不到 6 门").check()
    expect(box.get_by_role("status")).to_contain_text("申请免考须已取得所学专业6门及以上理论课程合格成绩")
    axe(page)
    box.get_by_label("6 门及以上").check()
    box.get_by_label("有学历证书、等级证书等凭证的课程").check()
    expect(box.get_by_role("link", name="去办理")).to_be_hidden()
    box.get_by_label("学历证书，或与课程对应的合格证书").check()
    expect(box.get_by_role("status")).to_contain_text("没有发现不能办理的情况")
    expect(box.get_by_role("link", name="去办理")).to_have_attribute("href", "/exemptions/")
