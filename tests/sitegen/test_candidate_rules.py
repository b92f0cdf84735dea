"""What the candidates' scripts work out without a server."""

from typing import Any

import pytest
from playwright.sync_api import Page, Route

from tests.sitegen.conftest import SITE, run

LIMITS = {"noteLongest": 5, "numberLongest": 3, "yearFirst": 1980, "today": "2026-11-26"}
FAULTS = """m.faultsOf({
    read: () => ({type: "t", level: "", year: "", month: "", province: "", note: v.note, number: v.number}),
    kind: () => ({number: "编号"}),
    field: (name) => ({id: name}),
    pictures: {waiting: () => 0, failed: () => 0, ids: () => ["a"]},
}, v.limits).map((fault) => fault.message)"""


def faults(page: Page, *, note: str = "", number: str = "1") -> Any:
    return run(page, "candidate/credential-rules", FAULTS, note=note, number=number, limits=LIMITS)


@pytest.mark.browser
def test_characters_outside_the_basic_plane_count_once_as_on_the_server(blank: Page) -> None:
    assert faults(blank, note="𠮷" * 5, number="𠮷" * 3) == []
    assert faults(blank, note="𠮷" * 6) == ["备注不能超过 5 个字符，您填写了 6 个"]
    assert faults(blank, number="𠮷" * 4) == ["编号不能超过 3 个字符，您填写了 4 个"]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("unit", "choosable"),
    [
        ({"state": "none", "mendable": False}, True),
        ({"state": "rejected", "mendable": False}, True),
        ({"state": "rejected", "mendable": True}, False),
        ({"state": "rejected"}, False),
        ({"state": "returned", "mendable": True}, False),
    ],
)
def test_a_course_rejected_in_this_term_is_mended_in_its_own_application(
    blank: Page, unit: dict[str, Any], choosable: bool
) -> None:
    assert run(blank, "candidate/wizard", "m.canChoose(v.unit)", unit=unit) is choosable


@pytest.mark.browser
@pytest.mark.parametrize(
    ("instant", "text"), [(1795449600000, "2026年11月"), (1798732799999, "2026年12月"), (1798732800000, "2027年01月")]
)
def test_a_month_is_told_with_its_year_by_the_clock_of_shanghai(blank: Page, instant: int, text: str) -> None:
    assert run(blank, "core/time", "m.monthOf(v.instant)", instant=instant) == text


MISSING = """(() => {
    m.showFailure(document.body, {status: 404, code: "unknown", message: v.message});
    return [document.querySelector("h1").textContent, document.body.textContent];
})()"""


@pytest.mark.browser
def test_what_was_not_found_is_said_once_with_a_way_on(blank: Page) -> None:
    title, text = run(blank, "core/failure", MISSING, message="没有找到这个申请")
    assert (title, text.count("没有找到")) == ("没有找到这个申请", 1)
    assert "请从首页或“消息”打开" in text


@pytest.mark.browser
def test_a_closed_field_looks_closed_whatever_it_is(blank: Page) -> None:
    style = "".join((SITE / "static" / "css" / f"{name}.css").read_text("utf-8") for name in ("tokens", "forms"))
    blank.set_content(f"<style>{style}</style><input><input disabled><select disabled></select><textarea disabled>")
    grounds = (
        "[...document.querySelectorAll('input, select, textarea')].map(one => getComputedStyle(one).backgroundColor)"
    )
    typed, *closed = blank.evaluate(grounds)
    assert len(set(closed)) == 1
    assert typed not in closed


ERRORS = """(() => {
    document.title = "t";
    document.body.innerHTML = `<div data-summary hidden><div></div></div><main>
        <div class="field"><label for="a">A</label><input id="a"></div>
        <div class="field"><label for="b">B</label><input id="b"></div></main>`;
    const [main, a, b] = ["main", "#a", "#b"].map((name) => document.querySelector(name));
    const wrong = (id) => document.getElementById(id).value ? "" : "空";
    const seen = () => [document.title, main.querySelectorAll(".error").length,
        document.querySelectorAll("[data-summary] li").length, document.querySelector("[data-summary]").hidden];
    const typed = (control) => {
        control.value = "1";
        control.dispatchEvent(new Event("input", {bubbles: true}));
        return seen();
    };
    m.showErrors(main, [{id: "a", message: "空"}, {id: "b", message: "空"}], wrong);
    return [seen(), typed(a), typed(b).filter((_, place) => place !== 2)];
})()"""


@pytest.mark.browser
def test_what_is_corrected_is_no_error_any_more(blank: Page) -> None:
    assert run(blank, "core/errors", ERRORS) == [["错误：t", 2, 2, False], ["错误：t", 1, 1, False], ["t", 0, True]]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("state", "reopened", "locked"), [("done", False, True), ("partly", True, False), ("done", True, False)]
)
def test_a_step_that_must_change_stays_open_while_it_is_mended(
    blank: Page, state: str, reopened: bool, locked: bool
) -> None:
    """The plan's option is gone: the new choice counts, and is not put back to what was sent."""
    parts = [{"title": "核对个人信息", "verdict": {}}, {"title": "登记成绩", "verdict": None}]
    read = "m.isLocked({parts: v.parts, task: () => v.task}, 'scores')"
    task = {"state": state, "reopened": reopened}
    assert run(blank, "steps/mending", read, parts=parts, task=task) == locked


@pytest.mark.browser
@pytest.mark.parametrize(
    ("parts", "is_kept"),
    [
        ({"diploma": {}, "verification": None}, [False, True, False]),
        ({"diploma": None, "verification": {}}, [True, False, False]),
        ({"diploma": None, "verification": None}, [False, False, False]),
    ],
)
def test_the_proof_that_a_corrected_year_asks_for_is_open(
    blank: Page, parts: dict[str, Any], is_kept: list[bool]
) -> None:
    """It was never sent: its pictures could not be chosen, and were missed for good."""
    read = "['diploma', 'verification', 'registration'].map((key) => m.isKept({parts: v.parts}, key))"
    sent = [{"key": key, "verdict": verdict} for key, verdict in parts.items()]
    assert run(blank, "steps/mending", read, parts=sent) == is_kept


ATTENDED = """(() => {
    const [added, field] = [[], {value: "2003"}];
    const card = {kind: () => ({companions: "form report"}), field: () => field, pictures: {ids: () => []}};
    const hooks = {add: (type) => added.push(type), drop: () => 0, settle: () => 0};
    m.attend(card, v.isThere ? [card] : [], hooks);
    return added;
})()"""


@pytest.mark.browser
@pytest.mark.parametrize(("is_there", "added"), [(True, ["form"]), (False, [])])
def test_a_diploma_that_was_deleted_meanwhile_gets_no_second_proof(
    blank: Page, is_there: bool, added: list[str]
) -> None:
    assert run(blank, "candidate/credential-rules", ATTENDED, isThere=is_there) == added


FETCHED = """(async () => {
    const asked = () => m.later("https://files.test/rare.js").then((file) => file.name, () => "failed");
    const both = await Promise.all([asked(), asked()]);
    return [...both, await asked(), await asked()];
})()"""


@pytest.mark.browser
def test_a_rare_file_is_fetched_once_for_all_and_anew_after_a_failure(blank: Page) -> None:
    """Choosing a type for the first time asked twice, and fetched two copies."""
    seen: list[str] = []

    def serve(route: Route) -> None:
        seen.append(route.request.url.removeprefix("https://files.test/"))
        if len(seen) == 1:
            route.abort()
        else:
            route.fulfill(
                content_type="text/javascript",
                headers={"Access-Control-Allow-Origin": "*"},
                body="export const name = 'rare';",
            )

    blank.route("https://files.test/**", serve)
    assert run(blank, "core/later", FETCHED) == ["failed", "failed", "rare", "rare"]
    assert seen == ["rare.js", "rare.js?1"]
