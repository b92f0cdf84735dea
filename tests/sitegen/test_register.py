"""自我鉴定 on paper, whatever is typed: nothing is lost, nothing sticks out, what runs on is counted (F53, M3.2-06)."""

from typing import Any

import pytest
from playwright.sync_api import Page

from chalicelib.domain.forms import Field
from chalicelib.domain.graduation_forms import DIPLOMA_FORM, PERSON_FORM, REPORT_FORM
from tests.sitegen.conftest import SITE, run

pytestmark = pytest.mark.browser

SENTENCE = "本人在自学考试期间认真学习专业知识，按时完成各门课程的学习和考试；思想上积极上进，工作中踏实肯干。"
# 500 to 800 printed characters, some of more paragraphs than may be sent.
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


PAPERS = (*DIPLOMA_FORM.fields, REPORT_FORM.fields[0])
WHOLE = """(() => {
    document.body.replaceChildren(...m.sheets(v.register));
    const boxes = [...document.querySelectorAll(".sheet, .sheet-body, .sheet-body :is(th, td, p)")];
    return {
        kinds: [...document.querySelectorAll(".sheet")].map((one) => one.className),
        said: [...document.querySelectorAll("td")].map((one) => one.textContent),
        empty: [...document.querySelectorAll("table")].filter((one) => !one.rows.length).length,
        over: boxes.filter((one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)
            .map((one) => one.textContent.slice(0, 40)),
    };
})()"""


def longest(field: Field) -> str:
    """As much as may be typed, in the widest letters."""
    given = {"email": f"{'w' * 38}@{'w' * 38}.cn", "phone": "0" * 20}
    return given.get(field.name, "W" * (field.longest or 12))


def a_register(addon: str, diploma: tuple[Field, ...] = ()) -> dict[str, Any]:
    def rows(fields: tuple[Field, ...]) -> list[dict[str, str]]:
        return [{"key": one.name, "label": one.label, "text": longest(one)} for one in fields]

    return {
        "no": "S" * 12, "school_name": "演示大学" * 6, "name": "阿" * 30, "id_number": "1" * 18,
        "ticket_number": "2" * 12, "plan_text": "专业" * 40, "addon": addon, "photo_url": "",
        "person": rows(PERSON_FORM.fields),
        "diploma": rows(diploma), "evaluation": "字" * 500, "courses": [], "credits_text": "0", "explanations": [],
        "opinions": [],
    }  # fmt: skip


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


@pytest.mark.parametrize(
    ("addon", "diploma", "kinds"),
    [
        ("", (), ["sheet front", "sheet back", "sheet courses"]),
        ("选" * 60, PAPERS, ["sheet front", "sheet back", "sheet front-on", "sheet courses"]),
        ("选" * 700, PAPERS, ["sheet front", "sheet back", "sheet front-on", "sheet courses"]),
    ],
)
def test_the_longest_values_are_on_paper_and_run_on_rather_than_be_cut(
    addon: str, diploma: tuple[Field, ...], kinds: list[str], blank: Page, drawn: Any
) -> None:
    register = a_register(addon, diploma)
    found = run(blank, "register/sheets", WHOLE, register=register)
    texts = {row["text"] for row in register["person"] + register["diploma"]}
    assert texts | {addon or register["name"]} <= set(found["said"])
    assert (found["over"], found["empty"]) == ([], 0)
    assert found["kinds"] == kinds


def test_nothing_written_is_one_empty_side(drawn: Any) -> None:
    found = drawn("")
    assert (found["sheets"], found["runOn"], found["text"]) == (1, 0, "")
