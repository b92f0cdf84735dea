"""自我鉴定 on paper, whatever is typed: nothing is lost, nothing sticks out, what runs on is counted (F53, M3.2-06)."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.sitegen.conftest import SITE, run

pytestmark = pytest.mark.browser

SENTENCE = "本人在自学考试期间认真学习专业知识，按时完成各门课程的学习和考试；思想上积极上进，工作中踏实肯干。"
# Every text is one that may be sent: 500 to 800 printed characters.
TEXTS = {
    "one paragraph": (SENTENCE * 20)[:800],
    "eight paragraphs": "\n".join((SENTENCE * 3)[:100] for _ in range(8)),
    "a line for each character": "\n".join((SENTENCE * 20)[:500]),
    "empty lines between": "\n\n".join((SENTENCE * 20)[:500]),
    "one word without an end": "a" * 800,
    "wide letters": "W" * 800,
    "nothing but closing marks": "，。" * 400,
    "a mark on every letter": "e\u0301\u0323" * 800,
}
TOO_LONG = {"a line for each character", "empty lines between"}
DRAWN = """(() => {
    const made = m.evaluationSheets({name: "演示", evaluation: v.text});
    document.body.replaceChildren(...made);
    const boxes = [...document.querySelectorAll(".evaluation")];
    return {
        text: boxes.map((box) => box.textContent).join(""),
        over: boxes.filter((box) => box.scrollHeight > box.clientHeight || box.scrollWidth > box.clientWidth).length,
        empty: boxes.filter((box) => !box.textContent).length,
        marked: document.querySelectorAll(".sheet.over").length,
        sheets: made.length,
        runOn: m.runOn(made),
        feet: made.map((one) => one.querySelector(".page").textContent),
    };
})()"""


@pytest.fixture
def drawn(blank: Page) -> Any:
    for name in ("tokens", "base", "sheet"):
        blank.add_style_tag(path=SITE / "static" / "css" / f"{name}.css")
    return lambda text: run(blank, "register/sheets", DRAWN, text=text)


@pytest.mark.parametrize("name", TEXTS)
def test_every_character_is_on_paper_and_inside_its_box(name: str, drawn: Any) -> None:
    found = drawn(TEXTS[name])
    assert found["text"] == TEXTS[name].replace("\n", "")
    assert (found["over"], found["empty"]) == (0, 0)
    assert found["feet"] == [f"第 {one} 页 共 {found['sheets']} 页" for one in range(1, found["sheets"] + 1)]


@pytest.mark.parametrize("name", TEXTS)
def test_what_does_not_fit_its_side_is_counted_and_marked(name: str, drawn: Any) -> None:
    found = drawn(TEXTS[name])
    assert (found["runOn"] > 0) == (name in TOO_LONG)
    assert found["marked"] == found["sheets"] - 1


def test_nothing_written_is_one_empty_side(drawn: Any) -> None:
    found = drawn("")
    assert (found["sheets"], found["runOn"], found["text"]) == (1, 0, "")
