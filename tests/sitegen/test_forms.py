"""Forms made from tables, and the search for courses that runs without a server (rows M4-01 to M4-04)."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page
from sitegen.reference import course_list, initials

from chalicelib import data
from chalicelib.domain import forms
from chalicelib.domain.forms import Sort
from chalicelib.domain.supplement_forms import FORMS
from tests.sitegen.conftest import Tree, run

COURSES = json.loads(course_list(tuple(data.courses().values())))
FORM = "/supplements/form/"


@pytest.mark.parametrize("kind", FORMS)
def test_every_label_of_the_table_stands_on_the_page(candidate: dict[str, Tree], kind: str) -> None:
    labels = {one["for"]: one.text for one in candidate[FORM].all("label")}
    legends = {one.text for one in candidate[FORM].all("legend")}
    for one in FORMS[kind].fields:
        if one.sort == Sort.MONTH:
            assert one.label in legends
            assert {f"{kind}-{one.name}-year", f"{kind}-{one.name}-month"} <= labels.keys()
        else:
            assert labels[f"{kind}-{one.name}"].startswith(one.label)
    assert FORMS[kind].rule in candidate[FORM].html


def test_the_page_speaks_the_sentences_of_the_table(candidate: dict[str, Tree]) -> None:
    said = [json.loads(one["data-says"]) for one in candidate[FORM].elements if one["data-says"]]
    assert said == [forms.sentences(one) for form in FORMS.values() for one in form.fields]


def test_the_page_knows_the_limits_of_the_table(candidate: dict[str, Tree]) -> None:
    told = [(one["data-longest"], one["data-until"]) for one in candidate[FORM].elements if one["data-field"]]
    table = [one for form in FORMS.values() for one in form.fields]
    assert told == [(str(one.longest or ""), one.until) for one in table]


@pytest.mark.parametrize(
    ("name", "letters"),
    [("马克思主义政治经济学原理", "mkszyzzjjxyl"), ("英语(一)", "yyy"), ("银行会计学", "yhkjx"), ("C语言", "cyy")],
)
def test_initials_are_those_people_type(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_course_without_known_credits_says_so_and_is_never_zero() -> None:
    unknown = {one.code for one in data.courses().values() if one.credits2 is None}
    assert {row[0] for row in COURSES if row[3] is None} == unknown != set()


def test_the_list_is_lean(files: dict[str, bytes]) -> None:
    (name,) = [one for one in files if one.startswith("candidate/assets/courses.")]
    assert len(files[name]) < 60_000


@pytest.mark.browser
@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("00005", "00005"),
        ("马克思主义政治", "00005"),
        ("mkszyzz", "00005"),
        ("MKSZYZZ", "00005"),
        ("英语（一）", "00012"),
        ("英语 (一)", "00012"),
        ("主义政治经济学", "00005"),
    ],
)
def test_courses_are_found_by_code_beginning_part_and_initials(blank: Page, text: str, first: str) -> None:
    assert run(blank, "candidate/course-search", "m.found(v.rows, v.text)[0][0]", rows=COURSES, text=text) == first


@pytest.mark.browser
def test_what_begins_so_stands_before_what_only_contains_it(blank: Page) -> None:
    rows = [["00002", "新闻英语", "xwyy", 6, 0], ["00001", "英语", "yy", 6, 0]]
    found = run(blank, "candidate/course-search", "m.found(v.rows, '英语').map((row) => row[0])", rows=rows)
    assert found == ["00001", "00002"]


JUDGED = """(() => {
    const field = {id: (part) => part || "id", sort: v.sort, limits: v.limits, says: v.says, read: () => v.value};
    return m.faultsOf([field], "2026-12").map((fault) => fault.message);
})()"""


@pytest.mark.browser
@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("score", "passed", "2003-1"),
        ("score", "passed", "2002-12"),
        ("score", "passed", "1999"),
        ("score", "passed", "99-1"),
        ("score", "passed", "1949-1"),
        ("score", "passed", "-1"),
        ("exempt", "granted", "2020-1"),
        ("exempt", "obtained", "2027-1"),
        ("exempt", "obtained", "2026-12"),
        ("score", "score", "101"),
        ("score", "score", "59"),
        ("score", "score", "60"),
        ("score", "note", "长" * 201),
        ("score", "note", ""),
        ("exempt", "number", ""),
    ],
)
def test_browser_and_server_judge_alike(blank: Page, kind: str, name: str, value: str) -> None:
    """The table is one; so is what people are told, before anything is sent."""
    from tests.domain.test_supplements import faults

    one = next(field for field in FORMS[kind].fields if field.name == name)
    limits: dict[str, Any] = {"until": one.until, "first": 1950, "least": 60, "most": 100, "longest": one.longest}
    limits |= {"required": ""} if one.required else {}
    said = run(
        blank, "candidate/form-fields", JUDGED, sort=one.sort, limits=limits, says=forms.sentences(one), value=value
    )
    assert said == list(faults(kind, **{name: value}).values())
