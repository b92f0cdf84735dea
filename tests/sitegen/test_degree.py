"""What the scripts of the degree audit say of real audits, on both hosts."""

from typing import Any

import msgspec
import pytest
from playwright.sync_api import Page

from chalicelib.domain.degrees.audit import audit_degree
from chalicelib.domain.degrees.questions import options
from chalicelib.domain.degrees.records import OPEN, Choices
from chalicelib.domain.instants import Instant
from infra.demo_scores import VERSIONS
from tests.domain.degrees import real
from tests.domain.degrees.people import passed
from tests.sitegen.conftest import run

pytestmark = pytest.mark.browser

OLD, NEW, SHANGHAI = "JS-120402-2021", "JS-120402-2024", "SH-120402-observed-2020"
NOW = Instant(1_748_000_000_000)  # 2025-05-23


def audited(plan: str, *codes: str, choices: Choices = OPEN) -> dict[str, Any]:
    found = audit_degree(real.program(plan), passed(*codes), choices, now=NOW)
    plain: dict[str, Any] = msgspec.to_builtins(found)
    return plain


@pytest.mark.parametrize(("halves", "text"), [(None, "学分未公布"), (0, "0 学分"), (9, "4.5 学分"), (28, "14 学分")])
def test_credits_that_no_source_tells_are_never_zero(blank: Page, halves: int | None, text: str) -> None:
    assert run(blank, "degree/words", "m.credits(v.halves)", halves=halves) == text


@pytest.mark.parametrize(
    ("plan", "codes", "title", "effort"),
    [
        (OLD, (*VERSIONS, "00015"), "课程要求已全部满足", ""),
        (OLD, (*VERSIONS,), "还差 1 门", "最少再通过 1 科考试，共 14 学分"),
        (SHANGHAI, (), "至少还差 11 门", "最少再通过 11 科考试，共 57 学分"),
        ("GD-081001-2023", tuple(row.code for row in real.data.plans()["GD-081001-2023"].rows), "暂时无法判断", ""),
    ],
)
def test_the_answer_stands_first(blank: Page, plan: str, codes: tuple[str, ...], title: str, effort: str) -> None:
    audit = audited(plan, *codes)
    assert run(blank, "degree/words", "[m.answerTitle(v.audit), m.effort(v.audit.verdict)]", audit=audit) == [
        title,
        effort,
    ]


def test_every_choice_says_how_far_it_is_with_the_others_kept(blank: Page) -> None:
    """F49: advice, not fact: 考外语 and 不考外语 side by side."""
    data = {"plans": [], "audit": audited(OLD, *VERSIONS), "options": msgspec.to_builtins(options(real.program(OLD)))}
    picked = """(() => {
        const asked = [];
        const [, [group]] = m.choices(v.data, 3, {plan: "p"}, (query, words) => asked.push(query) && words);
        return [group.textContent, asked];
    })()"""
    text, queries = run(blank, "degree/choices", picked, data=data)
    assert text == "外语考外语还差 1 门正在显示不考外语，改考换考课程还差 2 门"
    assert queries == [{"plan": "p", "language": "no"}]


def test_courses_that_a_rule_takes_are_named_where_its_words_do_not(blank: Page) -> None:
    audit = audited(NEW, "00034")
    texts = run(
        blank, "degree/gaps", "m.gapList(v.audit, v.names, 3).textContent", audit=audit, names={"00144": "企管"}
    )
    assert "需要已通过以下 4 项中的任意 2 项：企管（00144）；00024；00322；00323" in texts
    assert "当代中国政治制度（00315）可替代政治学原理（14660）" in texts
    assert "需要已通过：00315" not in texts


def test_a_rule_opens_to_its_words_and_its_source_and_is_marked_where_inferred(blank: Page) -> None:
    audit = audited(NEW, "55535", "00034")
    tree = "m.requirementTree(v.audit, true).map((one) => [one.open, one.textContent])"
    (open_, compulsory), (closed, thesis) = run(blank, "degree/tree", tree, audit=audit)
    assert (open_, closed) == (True, False)
    assert "按“新旧计划课程对照”替代社会学概论（00034）可替代城市管理学（01680）来源：江苏省" in compulsory
    assert "按“毕业论文（设计、考核）对应”替代 推定" in thesis


def test_records_that_are_used_stand_before_those_that_are_not(blank: Page) -> None:
    rows = """Array.from(m.recordTable(v.audit).tBodies[0].rows)
        .map((row) => [row.cells[0].textContent, row.cells[3].textContent])"""
    assert run(blank, "degree/records", rows, audit=audited(SHANGHAI, "00034", "00005", "00277")) == [
        ["课程00034（00034）", "已计入"],
        ["课程00277（00277）", "没有用到"],
        ["课程00005（00005）", "没有用到"],
    ]
