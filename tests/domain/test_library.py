"""What an office imported lies over what ships."""

import msgspec

from chalicelib import data
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.library import Documents, course_names, overlaid
from chalicelib.domain.substitutions import Protected, Transition

PLAN, MAP = "JS-120402-2024", "JS-120402-2021-2024"
NEW = CourseCode("98701")


def test_documents_win_by_id_and_the_others_stay() -> None:
    plan = msgspec.structs.replace(data.plans()[PLAN], version="2027版")
    one = msgspec.structs.replace(data.substitution_maps()[MAP], rules=())
    protected = Protected(code=NEW, text="", source="", status="")
    transition = Transition(id="SH-T9", province="上海", text="", source="", status="")
    brought = Documents(plans=(plan,), maps=(one,), protected=(protected,), transitions=(transition,))
    found = overlaid(data.library(), brought, 3, {PLAN: 3})
    assert (found.rev, found.rev_of(PLAN), found.rev_of("JS-120402-2021")) == (3, 3, 0)
    assert found.plans == data.plans() | {PLAN: plan}
    assert found.book.maps == data.substitution_maps() | {MAP: one}
    assert [row.code for row in found.book.protected] == ["15040", NEW]
    assert found.book.transitions[-1] == transition


def test_courses_that_only_an_import_names_have_names() -> None:
    plan = data.plans()[PLAN]
    row = msgspec.structs.replace(plan.rows[0], code=NEW, name="新课程")
    grown = msgspec.structs.replace(plan, rows=(*plan.rows, row))
    assert NEW not in course_names(data.library())
    assert course_names(overlaid(data.library(), Documents(plans=(grown,)), 1, {PLAN: 1}))[NEW] == "新课程"
    assert course_names(data.library())[CourseCode("99041")] == "哲学"
