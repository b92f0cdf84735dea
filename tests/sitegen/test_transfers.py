"""The pages of 考籍转移: what they say before anything is typed, what they ask, what is worked out without a server."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page
from sitegen.content import Content

from chalicelib.domain import forms
from chalicelib.domain.transfer_out import NO_WORDS
from chalicelib.domain.transfer_out_forms import TARGET_FORM
from tests.sitegen.conftest import Tree, run

Trees = dict[str, Tree]


def test_menu_leads_to_the_transfer_out_and_says_first_what_it_means(candidate: Trees, content: Content) -> None:
    """M3.4-01, F67: 【考籍转移】-【本市转出】, 考生须知, and the page that interrupts."""
    (menu,) = [one for one in candidate["/"].all("details") if one.text.split()[0] == "考籍转移"]
    assert menu.text.split() == ["考籍转移", "外省转入", "本市转出"]
    (link,) = [one for one in candidate["/"].all("a") if one["data-business"] == "transfer_out"]
    assert link["href"] == "/transfers/out/"
    page = candidate["/transfers/out/apply/"]
    assert all(line in page.html for line in content.leaving)
    assert {one.version for one in content.notices if one.business == "transfer_out"} == {
        one["data-version"] for one in page.elements if one["data-version"]
    }


def test_transfer_out_asks_what_the_manual_asks(candidate: Trees) -> None:
    """M3.4-02: in its order, the number there twice; which majors there are follows the level."""
    page = candidate["/transfers/out/apply/"]
    labels = [one.text for one in page.all("label")]
    assert labels == [
        "转入地",
        "转入准考证号",
        "再次输入转入准考证号",
        "转入层次",
        "转入专业",
        "转出原因",
        "原因说明",
        "联系电话",
    ]
    assert "没有找到想要转入的专业？请拨打客服电话" in page.html
    said = [json.loads(one["data-says"]) for one in page.elements if one["data-field"] not in ("", "again")]
    sentences = {one.name: forms.sentences(one) for one in TARGET_FORM.fields}
    sentences["words"]["missing"] = NO_WORDS
    assert said == list(sentences.values())


@pytest.mark.browser
@pytest.mark.parametrize(
    ("halves", "text"),
    [([12, 8], "2 门，共 10 学分"), ([12, None], "2 门，共 6 学分（另有学分未公布的课程）"), ([], "0 门，共 0 学分")],
)
def test_credits_that_nobody_published_are_not_counted_as_none(blank: Page, halves: list[Any], text: str) -> None:
    assert run(blank, "transfer/lines", "m.sum(v.lines)", lines=[{"credits2": one} for one in halves]) == text


@pytest.mark.browser
@pytest.mark.parametrize(
    ("field", "step"),
    [
        ("items.0.target.ticket", "target"),
        ("items.0.again", "target"),
        ("items.0.records", "scores"),
        ("notice_version", "notice"),
    ],
)
def test_a_fault_of_the_server_leads_to_the_step_it_was_typed_in(blank: Page, field: str, step: str) -> None:
    """M3.4-03."""
    assert run(blank, "transfer/faults", "m.stepOf(v.field)", field=field) == step
