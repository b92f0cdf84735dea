"""What the case page of the console works out without a server: what changed, what forbids a pass, which grounds."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.sitegen.conftest import run

pytestmark = pytest.mark.browser


def part(title: str = "凭证", **texts: str) -> dict[str, Any]:
    uploads = list(texts.pop("uploads", "ab"))
    rows = [{"key": key, "label": key, "text": text} for key, text in texts.items()]
    return {"title": title, "rows": rows, "uploads": uploads, "verdict": None}


CHANGES = """(() => {
    const found = m.changed(v.now, v.before, v.first);
    return {fresh: found.fresh, rows: [...found.rows], pictures: [...found.pictures], gone: found.gone};
})()"""


def test_changes_since_the_last_round_are_found(blank: Page) -> None:
    before = part(number="1", date="2017年06月", level="四级")
    now = part(number="2", date="2017年06月", note="更正", uploads="bc")
    found = run(blank, "console/case/changes", CHANGES, now=now, before=before, first=False)
    assert found == {"fresh": False, "rows": ["number", "note", "level"], "pictures": ["c"], "gone": 1}


@pytest.mark.parametrize("first", [True, False])
def test_a_part_without_a_forerunner_is_new_in_later_rounds_only(blank: Page, first: bool) -> None:
    found = run(blank, "console/case/changes", CHANGES, now=part(number="1"), before=None, first=first)
    assert found == {"fresh": not first, "rows": [], "pictures": [], "gone": 0}


CHECKS = [
    {"key": "records", "text": "成绩记录", "state": "block", "detail": "英语的成绩已不在", "answers": []},
    {"key": "seen", "text": "材料", "state": "manual", "detail": "", "answers": []},
    {"key": "photo", "text": "照片", "state": "manual", "detail": "", "answers": [{"value": "ok", "text": "已核对"}]},
    {
        "key": "code",
        "text": "验证码",
        "state": "warn",
        "detail": "",
        "answers": [{"value": "same", "text": "一致"}, {"value": "expired", "text": "已过期"}],
    },
]
ANSWERED = """(() => {
    const page = document.createElement("div");
    for (const name of ["data-checks", "data-duplicates"]) {
        page.append(document.createElement("ul"));
        page.lastChild.setAttribute(name, "");
    }
    document.body.append(page);
    m.drawChecks(page, {state: v.state, checks: v.checks});
    for (const id of v.pressed) document.getElementById(id).click();
    const found = [m.hindrances(page).map(({text, barred}) => [text, Boolean(barred)]), m.answersOf(page)];
    page.remove();
    return found;
})()"""


@pytest.mark.parametrize(
    ("pressed", "left", "answers"),
    [
        ([], [["材料", False], ["照片", False], ["验证码", False]], {}),
        (
            ["check-seen", "check-photo", "check-code-expired"],
            [["验证码：已过期", True]],
            {"photo": "ok", "code": "expired"},
        ),
        (["check-seen", "check-photo", "check-code-same"], [], {"photo": "ok", "code": "same"}),
    ],
)
def test_what_forbids_a_pass_is_named(blank: Page, pressed: list[str], left: Any, answers: Any) -> None:
    """F97: no answer helps where the machine itself forbids it."""
    barred = ["成绩记录：英语的成绩已不在", True]
    found = run(blank, "console/case/checks", ANSWERED, state="submitted", checks=CHECKS, pressed=pressed)
    assert found == [[barred, *left], answers]


def test_what_is_decided_asks_nothing(blank: Page) -> None:
    found = run(blank, "console/case/checks", ANSWERED, state="approved", checks=CHECKS[1:], pressed=[])
    assert found == [[], {}]


PAIRED = """(() => {
    const {befores, dropped} = m.paired(v.now, v.before);
    return [befores.map((part) => (part ? part.title : null)), dropped.map((part) => part.title)];
})()"""


@pytest.mark.parametrize(
    ("before", "now", "befores", "dropped"),
    [
        (["成绩", "鉴定"], ["成绩", "说明", "鉴定"], ["成绩", None, "鉴定"], []),
        (["成绩", "说明", "鉴定"], ["成绩", "鉴定"], ["成绩", "鉴定"], ["说明"]),
        (["凭证 1 · 四级"], ["凭证 1 · 六级", "凭证 2 · 毕业证书"], ["凭证 1 · 四级", None], []),
    ],
)
def test_a_part_is_compared_with_the_one_it_stands_for(
    blank: Page, before: Any, now: Any, befores: Any, dropped: Any
) -> None:
    sent = {"now": [part(title) for title in now], "before": [part(title) for title in before]}
    assert run(blank, "console/case/changes", PAIRED, **sent) == [befores, dropped]


def ground(rows: dict[str, int], missing: dict[str, str], plan_rev: int = 1, digest: str = "1") -> dict[str, Any]:
    records = [
        {"record": code, "code": code, "name": "课程", "source": "score", "session": "2025-10", "score": score}
        for code, score in rows.items()
    ]
    lacking = [{"key": key, "title": key, "text": text} for key, text in missing.items()]
    return {"digest": digest, "grounds": {"plan_rev": plan_rev, "body": {"rows": records, "missing": lacking}}}


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (ground({"1": 60}, {"英语": "还缺"}, plan_rev=2), ["专业考试计划有更新"]),
        (ground({}, {"英语": "还缺", "政治": "还缺"}), ["课程（1）的成绩不再计入", "新缺少：政治"]),
        (ground({"1": 60, "2": 70}, {}), ["新计入课程（2）的成绩：2025年10月 70 分", "不再缺少：英语"]),
        (ground({"1": 61}, {"英语": "还缺"}), ["课程（1）的成绩由“2025年10月 60 分”改为“2025年10月 61 分”"]),
        (ground({"1": 60}, {"英语": "还缺 2 门"}), ["英语：还缺 2 门"]),
        (ground({}, {}, digest="2"), ["考生提交了新的内容"]),
    ],
)
def test_what_became_of_the_grounds_is_told_by_name(blank: Page, after: Any, told: list[str]) -> None:
    before = ground({"1": 60}, {"英语": "还缺"})
    assert (
        run(blank, "console/case/ground-changes", "m.changesOf(v.before, v.after)", before=before, after=after) == told
    )


def leaving(*checks: dict[str, str], **scores: int) -> dict[str, Any]:
    """Of a transfer out: the scores that leave, and nothing that is missing."""
    records = [
        {"record": code, "code": code, "name": "课程", "source": "score", "session": "2025-10", "score": score}
        for code, score in scores.items()
    ]
    return {"digest": "1", "checks": list(checks), "grounds": {"plan_rev": 1, "body": {"rows": records}}}


def test_what_became_of_the_scores_that_leave_is_told_by_name(blank: Page) -> None:
    """M3.4-03: a score that went, and what forbids the pass since then."""
    text = "课程（2）的成绩已不在成绩记录中，请退回考生"
    barred = {"key": "records", "text": "转出成绩", "state": "block", "detail": text}
    told = run(
        blank,
        "console/case/ground-changes",
        "m.changesOf(v.before, v.after)",
        before=leaving(**{"1": 60, "2": 70}),
        after=leaving(barred, **{"1": 60}),
    )
    assert told == ["课程（2）的成绩不再计入", f"转出成绩：{text}"]


GROUNDS = """(() => {
    const place = document.createElement("div");
    m.drawGrounds(place, v.found, {explanations: []});
    const cells = [...place.querySelectorAll("tbody tr")].map((row) => [...row.children].map((one) => one.textContent));
    return [place.querySelector("h3").textContent, place.querySelector("p").textContent, cells];
})()"""


def arrived(reason: str = "") -> dict[str, Any]:
    """A course of a transfer in, with what it becomes, or why it becomes nothing."""
    sent = {"code": "00312", "name": "政治学概论", "score": 71, "credits2": 12, "session": "2024-10"}
    return sent | {"becomes": None if reason else {"code": "00312", "name": "政治学概论"}, "reason": reason}


def test_the_grounds_of_an_arrival_are_what_each_course_becomes(blank: Page) -> None:
    """M3.3-01."""
    body = {"origin": {}, "lines": [arrived(), arrived("学分不一致")], "basis": ""}
    grounds = {"at": None, "plan_rev": 0, "digest": "0" * 64, "body": body}
    found = {"business": "transfer_in", "title": "江苏省转入", "grounds": grounds}
    sent = ["政治学概论（00312）", "71 分", "6 学分", "2024年10月"]
    told = [[*sent, "可以转入 计为 政治学概论（00312）"], [*sent, "不能转入 学分不一致"]]
    counts = "收到 2 门，可以转入 1 门，不能转入 1 门"
    assert run(blank, "console/grounds", GROUNDS, found=found) == ["审核依据", counts, told]


def test_a_course_that_becomes_something_else_is_told_by_name(blank: Page) -> None:
    """M3.3-01: passed here meanwhile."""
    before, after = (
        {"digest": "1", "grounds": {"plan_rev": 1, "body": {"lines": [one]}}}
        for one in (arrived(), arrived("本市已有这门课程的合格成绩"))
    )
    told = run(blank, "console/case/ground-changes", "m.changesOf(v.before, v.after)", before=before, after=after)
    assert told == ["政治学概论（00312）：本市已有这门课程的合格成绩"]


def test_the_grounds_of_a_transfer_are_the_scores_that_leave(blank: Page) -> None:
    row = {"name": "英语写作", "code": "00603", "type_text": "理论", "score": 64, "credits2": 12, "session": "2026-10"}
    grounds = {"at": None, "plan_rev": 0, "digest": "0" * 64, "body": {"target": {}, "rows": [row], "basis": ""}}
    found = {"business": "transfer_out", "title": "转往江苏省（英语）", "grounds": grounds}
    cells = ["英语写作（00603）", "理论", "64 分", "6 学分", "2026年10月"]
    told = ["审核依据", "转往江苏省（英语） · 转出成绩 1 门", [cells]]
    assert run(blank, "console/grounds", GROUNDS, found=found) == told
