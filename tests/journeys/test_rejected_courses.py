"""The wizard's course page and a course whose application was rejected, in this term and in one that is over."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browsing import axe, sign_in
from tests.stack import Stack

UNIT, NO = "00015", "26X000001"


def rejected(page: Page, more: dict[str, bool]) -> None:
    """The server's answer with 英语(二) rejected."""

    def answer(route: Route) -> None:
        response = route.fetch()
        body: dict[str, Any] = response.json()
        for unit in body["units"]:
            if unit["unit"] == UNIT:
                unit.pop("mendable", None)
                unit.update({"state": "rejected", "state_text": "审核未通过", "no": NO} | more)
        route.fulfill(response=response, json=body)

    page.route(re.compile(r"/api/t/1/exemptions$"), answer)


@pytest.mark.parametrize("more", [{"mendable": True}, {}], ids=["told", "not-told"])
def test_in_this_term_it_leads_to_its_own_application(more: dict[str, bool], page: Page, stack: Stack) -> None:
    sign_in(page, stack, "lisi")
    rejected(page, more)
    page.goto(f"{stack.candidate}/exemptions/courses/?t=1")
    expect(page.get_by_role("checkbox").first).to_be_visible()
    expect(page.get_by_label(re.compile(re.escape("英语(二)")))).to_have_count(0)
    page.get_by_text("不能选择的课程和原因").click()
    link = page.get_by_role("link", name="去原申请重新提交")
    expect(link).to_have_attribute("href", re.compile(rf"/applications/\?.*no={NO}"))
    axe(page)


def test_of_a_past_term_it_can_be_chosen(page: Page, stack: Stack) -> None:
    sign_in(page, stack, "lisi")
    rejected(page, {"mendable": False})
    page.goto(f"{stack.candidate}/exemptions/courses/?t=1")
    expect(page.get_by_role("checkbox", name=re.compile(re.escape("英语(二)")))).to_be_visible()
    expect(page.get_by_role("link", name="去原申请重新提交")).to_have_count(0)
