"""《毕业生登记表》 on paper: what a browser prints of it, page by page (M3.2-06, M6-04, F53, F61)."""

import re
from typing import Any

from playwright.sync_api import Page, Route, expect

from tests.browsing import DESK, OUTPUT, axe, fits, screenshots, sign_in_staff
from tests.journeys.conftest import Contexts
from tests.journeys.graduates import Graduate
from tests.judging import fits_with_text_twice_as_large, is_easy_to_hit
from tests.stack import Stack

WHO = "wushi"
WECHAT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126 Mobile Safari/537.36 MicroMessenger/8.0.50"
SENTENCE = "本人在自学考试期间认真学习专业知识，按时完成各门课程的学习和考试；思想上积极上进，工作中踏实肯干。"
EVALUATION = "\n".join([SENTENCE[:25]] * 26) + "\n" + SENTENCE * 3
# Boxes out of which something sticks; a pixel is what rounding makes of millimetres.
STICKING_OUT = """() => [...document.querySelectorAll('.sheet, .sheet :is(div, section, td, th)')]
    .filter((box) => box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1)
    .map((box) => box.className + ': ' + box.textContent.slice(0, 40))"""


def printed(page: Page, name: str) -> int:
    """Pages of the PDF that the browser makes, all of A4; it is kept to be looked at."""
    OUTPUT.mkdir(exist_ok=True)
    page.emulate_media(media="print")
    sticking_out = page.evaluate(STICKING_OUT)
    made = page.pdf(path=OUTPUT / f"register-{name}.pdf", prefer_css_page_size=True)
    page.emulate_media(media="null")
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", made)
    assert sticking_out == []
    assert {(round(float(wide)), round(float(high))) for wide, high in boxes} == {(595, 842)}
    return len(re.findall(rb"/Type\s*/Page\b", made))


def feet(page: Page) -> list[str]:
    return page.locator(".sheet:not(.blank) footer .page").all_text_contents()


def numbered(count: int) -> list[str]:
    return [f"第 {one} 页 共 {count} 页" for one in range(1, count + 1)]


def open_own(page: Page, stack: Stack) -> None:
    page.goto(f"{stack.candidate}/graduation/register/?t=1")
    expect(page.locator(".sheet").first).to_be_visible()


def looked_at(page: Page, name: str) -> None:
    for judge in (axe, fits, fits_with_text_twice_as_large, is_easy_to_hit):
        judge(page)
    screenshots(page, f"register-{name}")


def the_candidate_prints_three_pages(page: Page, stack: Stack) -> None:
    open_own(page, stack)
    assert feet(page) == numbered(3)
    expect(page.get_by_role("region", name="高等教育自学考试毕业生登记表，第 1 页 共 3 页")).to_contain_text("汉族")
    expect(page.get_by_role("img", name="毕业照片")).to_be_visible()
    looked_at(page, "own")
    page.set_viewport_size({"width": 320, "height": 640})
    fits(page)
    assert printed(page, "own") == 3


def the_desk_prints_the_same(desk: Page, page: Page, stack: Stack) -> None:
    """In a window of its own, with full numbers while the other one holds the case."""
    sign_in_staff(desk, stack, "fudan1")
    desk.goto(f"{stack.console}/queue/?tab=waiting&business=graduation")
    desk.get_by_role("button", name="领取下一件").click()
    desk.wait_for_url("**/case/**")
    with desk.expect_popup() as opened:
        desk.get_by_role("link", name="登记表").click()
    paper = opened.value
    expect(paper.locator(".sheet").first).to_be_visible()
    assert paper.locator(".sheet").all_inner_texts() == page.locator(".sheet").all_inner_texts()
    looked_at(paper, "case")
    paper.get_by_role("button", name="显示完整证件号码和准考证号（将记录）").click()
    expect(paper.locator(".sheet").first).to_contain_text(stack.people[WHO]["id_number"])
    assert printed(paper, "case") == 3
    paper.close()


def long(register: dict[str, Any]) -> dict[str, Any]:
    """Short lines in 自我鉴定, many passes with rules, and everything as long as it may be."""
    [first, *_] = register["courses"]
    person = [
        one | {"text": "演示省演示市演示区演示路" * 8} if one["key"] == "address" else one for one in register["person"]
    ]
    courses = [
        first | {"name": "中国近现代史纲要与思想道德修养" * (1 + turn % 3), "remark": "由旧计划替代" * (turn % 9)}
        for turn in range(45)
    ]
    return register | {
        "name": "阿依古丽·买买提江·阿卜杜热合曼·演示",
        "person": person,
        "courses": courses,
        "evaluation": EVALUATION,
        "explanations": [
            {"key": str(turn), "label": "英语(二)", "text": "说明" * 100, "code": False} for turn in range(9)
        ],
    }


def full(register: dict[str, Any]) -> dict[str, Any]:
    """As many characters as may be sent, in one paragraph and in four."""
    text = (SENTENCE * 20)[:800]
    return register | {"evaluation": "\n".join(text[start : start + 200] for start in range(0, 800, 200))}


def answered(page: Page, path: str, change: Any) -> None:
    """The stack's answer on its way to the browser."""

    def answer(route: Route) -> None:
        found = route.fetch()
        route.fulfill(response=found, json=change(found.json()))

    page.route(path, answer)


def what_is_too_long_flows_on(page: Page, stack: Stack) -> None:
    """800 characters fit; what does not goes on to a sheet that says so, and nothing is lost."""
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    answered(page, "**/register", full)
    open_own(page, stack)
    assert page.locator(".run-on").count() == 0
    page.unroute_all(behavior="wait")
    answered(page, "**/register", long)
    page.reload()
    expect(page.get_by_role("region", name=re.compile("自我鉴定（续页）"))).to_be_visible()
    shown = page.locator(".sheet .evaluation").all_text_contents()
    assert "".join(shown) == EVALUATION.replace("\n", "")
    count = page.locator(".sheet").count()
    assert feet(page) == numbered(count)
    assert page.locator(".sheet.courses").count() > 3
    assert page.locator(".sheet.courses table:not(:has(thead))").count() == 0
    assert page.locator(".sheet.courses tbody tr").count() == 45 + 1 + 9
    screenshots(page, "register-long")
    assert printed(page, "long") == count
    page.unroute_all(behavior="wait")


def in_wechat_it_goes_to_a_computer(page: Page, contexts: Contexts, stack: Stack) -> None:
    other = contexts(user_agent=WECHAT, storage_state=page.context.storage_state()).new_page()
    open_own(other, stack)
    expect(other.get_by_role("heading", name="发送到电脑打印")).to_be_visible()
    expect(other.get_by_text(f"{stack.candidate}/graduation/register/")).to_be_visible()
    expect(other.get_by_role("img", name="本页网址的二维码")).to_be_visible()
    expect(other.get_by_role("button", name="打印")).to_have_count(0)
    looked_at(other, "wechat")


def a_list_begins_each_person_on_a_leaf_of_his_own(desk: Page, page: Page, stack: Stack) -> None:
    """The real list is empty before the school's pass; three people are the one who applied, three times."""
    desk.goto(f"{stack.console}/registers/")
    desk.get_by_role("button", name="读取登记表").click()
    expect(desk.get_by_role("status").filter(has_text="名单上没有人")).to_be_visible()
    desk.get_by_label("名单").select_option(label="已毕业")
    expect(desk.get_by_label("学期")).to_be_visible()
    with page.expect_response("**/register") as own:
        page.reload()
    three = [own.value.json() | {"name": f"第{one}人·演示"} for one in "一二三"]
    answered(desk, "**/review/registers", lambda _: {"registers": three, "after": ""})
    desk.get_by_role("button", name="读取登记表").click()
    expect(desk.get_by_role("status").filter(has_text="3 人，共 9 页")).to_be_visible()
    looked_at(desk, "list")
    assert feet(desk) == numbered(3) * 3
    assert printed(desk, "duplex") == 12
    desk.get_by_label("双面打印，每人从新的一张纸开始").uncheck()
    assert printed(desk, "list") == 9


def test_the_register_on_paper(contexts: Contexts, stack: Stack) -> None:
    """M3.2-06, M6-04, F61: candidate and reviewer print the same; a phone in WeChat, long texts, a list of three."""
    candidate = Graduate(contexts().new_page(), stack, WHO)
    candidate.submit()
    page, desk = candidate.page, contexts(viewport=DESK).new_page()
    the_candidate_prints_three_pages(page, stack)
    in_wechat_it_goes_to_a_computer(page, contexts, stack)
    the_desk_prints_the_same(desk, page, stack)
    what_is_too_long_flows_on(page, stack)
    a_list_begins_each_person_on_a_leaf_of_his_own(desk, page, stack)
