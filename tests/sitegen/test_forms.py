"""Forms made from tables, and the search for courses that runs without a server (rows M4-01 to M4-04)."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page
from sitegen.reference import course_list, initials

from chalicelib import data
from chalicelib.domain import forms, prose
from chalicelib.domain.forms import Form, Sort
from chalicelib.domain.graduation_forms import DIPLOMA_FORM, PERSON_FORM, REGISTRATION_FORM, REPORT_FORM
from chalicelib.domain.instants import Instant
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


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/graduation/apply/", PERSON_FORM),
        ("/graduation/diploma/", DIPLOMA_FORM),
        ("/graduation/diploma/", REGISTRATION_FORM),
        ("/graduation/diploma/", REPORT_FORM),
    ],
    ids=lambda value: getattr(value, "key", ""),
)
def test_every_label_of_a_graduation_stands_on_its_page(candidate: dict[str, Tree], path: str, form: Form) -> None:
    """M3.2-02, M3.2-07: in the order of the table, with its national lists."""
    named = [one.text for one in candidate[path].all("label", "legend")]
    places = [next(place for place, text in enumerate(named) if text.startswith(one.label)) for one in form.fields]
    assert places == sorted(places) or form is not PERSON_FORM
    options = {one["value"] for one in candidate[path].all("option")}
    for one in form.fields:
        if one.sort == Sort.TABLE:
            assert {item.code for item in data.code_tables()[one.table].items} <= options


@pytest.mark.browser
@pytest.mark.parametrize(
    ("form", "name", "value"),
    [
        (PERSON_FORM, "born", "1985-02-30"),
        (PERSON_FORM, "born", "1985-09"),
        (PERSON_FORM, "born", "1919-12-31"),
        (PERSON_FORM, "born", "2999-01-01"),
        (PERSON_FORM, "born", "2000-02-29"),
        (PERSON_FORM, "mobile", "12000000000"),
        (PERSON_FORM, "mobile", "13000000000"),
        (PERSON_FORM, "phone", "021-5555000"),
        (PERSON_FORM, "email", "someone@example"),
        (PERSON_FORM, "email", "someone@example.cn"),
        (PERSON_FORM, "email", "a\u202eb@example.cn"),
        (PERSON_FORM, "employer", "演示😀"),
        (PERSON_FORM, "employer", "公" + "\u0335\u0338\u0336"),
        (PERSON_FORM, "employer", "\u3164"),
        (PERSON_FORM, "employer", "\u200b"),
        (PERSON_FORM, "employer", "\x1b[31m"),
        (PERSON_FORM, "employer", "\u1112\u1161\u11ab"),
        (DIPLOMA_FORM, "number", "\u115f1"),
        (REGISTRATION_FORM, "note", "第一行\n\x07"),
        (REGISTRATION_FORM, "note", "第一行\n第二行"),
        (PERSON_FORM, "postcode", "20140"),
        (PERSON_FORM, "address", "长" * 101),
        (REGISTRATION_FORM, "code", "0000886935191"),
        (REGISTRATION_FORM, "code", "000088693519"),
        (REGISTRATION_FORM, "code", "ABCDEFGHIJKL"),
        (REGISTRATION_FORM, "code", "A00088693519B000"),
        (REGISTRATION_FORM, "until", "2999-12-31"),
    ],
)
def test_days_and_shapes_are_judged_alike(blank: Page, form: Form, name: str, value: str) -> None:
    """M3.2-02, M3.2-07: by the browser before anything is sent, and by the server."""
    field = next(one for one in form.fields if one.name == name)
    limits = {"until": field.until, "first": forms.DAY_FIRST, "pattern": field.pattern, "required": ""}
    limits |= {"longest": field.longest} if field.longest else {}
    said = run(
        blank,
        "candidate/judges",
        "m.wrong([{id: () => 'id', sort: v.sort, limits: v.limits, says: v.says, read: () => v.value}], '2026-11-26')",
        sort=field.sort,
        limits=limits,
        says=forms.sentences(field),
        value=value,
    )
    now = Instant(1795622400000)
    assert [one["message"] for one in said] == [text for _, text in forms.field_faults(field, value, data, now)]


@pytest.mark.browser
@pytest.mark.parametrize(
    "value",
    [
        "",
        " \n ",
        "一二三四",
        "一二三四五",
        "一 二\n三\u200b四",
        "e\u0301" * 5,
        "长" * 10,
        "长" * 11,
        "一二三四五😀",
        "一二三四五\u2800",
        "一二三四五\u1100",
        "一二三四五\u202e",
        "一\n\n" * 30 + "一",
        " " * 9 + "一" * 9,
    ],
)
def test_printed_text_is_counted_and_judged_alike(blank: Page, value: str) -> None:
    """M3.2-05, M3.2-06: characters as they are printed."""
    field = forms.Field(name="words", label="自我鉴定", sort=Sort.PROSE, least=5, longest=10)
    limits = {"label": field.label, "least": 5, "longest": 10, "says": forms.PROSE_SAYS}
    made = "m.proseField({id: 'words', value: v.value}, v.limits).faults().map((one) => one.message)"
    clean = prose.cleaned(value)
    told = [text for _, text in forms.field_faults(field, clean, data, Instant(0))]
    assert run(blank, "graduation/prose", made, value=value, limits=limits) == told
    assert run(blank, "candidate/printing", "m.printed(v.value)", value=value) == prose.length(value)
