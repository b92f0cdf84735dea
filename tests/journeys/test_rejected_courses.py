"""The wizard where something stands in the way: a rejected course, too few passes, a course without a credential."""

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


def test_with_too_few_passes_no_course_can_be_chosen(page: Page, stack: Stack) -> None:
    """M3.1-01: the list does not offer what cannot be had, and the page of courses says why."""
    sign_in(page, stack, "sunba")
    page.goto(f"{stack.candidate}/exemptions/?t=1")
    expect(page.get_by_text("暂时不能申请")).to_be_visible()
    expect(page.get_by_role("rowheader", name="本专业可以免考的课程")).to_be_visible()
    expect(page.get_by_text("可以申请的课程", exact=True)).to_have_count(0)
    page.goto(f"{stack.candidate}/exemptions/notice/?t=1")
    page.get_by_role("button", name="我已知晓，继续申请").click()
    expect(page.get_by_text("暂时不能申请")).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(0)


def test_a_course_without_a_credential_says_why_it_opens(page: Page, stack: Stack) -> None:
    """M3.1-03: 核对并提交 leads to the course that is not finished, and says so there."""
    sign_in(page, stack, "chensan")
    page.goto(f"{stack.candidate}/exemptions/notice/?t=1")
    page.get_by_role("button", name="我已知晓，继续申请").click()
    page.get_by_label(re.compile(re.escape("英语(二)"))).check()
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("英语(二)")
    said = page.get_by_role("link", name=re.compile("还没有填写凭证，填好后才能核对并提交"))
    expect(said).to_have_count(0)
    page.goto(f"{stack.candidate}/exemptions/confirm/?t=1")
    expect(said).to_contain_text("英语(二)")
    axe(page)
