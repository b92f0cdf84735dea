"""A table of the catalogue."""

import pytest

from chalicelib.domain.imports.course_tables import COLUMNS, Sheet, courses_of
from chalicelib.domain.imports.report import Finding

ROW = {"code": "15", "name": "英语（二）", "credits2": "14", "sources": "上海市通知", "status": "来源已核实"}


def read(*rows: dict[str, str]) -> Sheet:
    return courses_of(enumerate([tuple((ROW | row).get(one.key, "") for one in COLUMNS) for row in rows], 2))


def test_a_row_is_a_course() -> None:
    (course,) = read({"other_names": "大学英语\n公共英语", "assessment": ""}).courses
    assert (course.code, course.name, course.credits2, course.assessment) == ("00015", "英语（二）", 28, "")
    assert (course.other_names, course.status) == (("大学英语", "公共英语"), "verified in source")


def test_credits_that_nobody_knows_are_never_nought() -> None:
    unknown, nought = read({"credits2": ""}, {"code": "16", "credits2": "0"}).courses
    assert (unknown.credits2, nought.credits2) == (None, 0)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([{}, {}], (3, Finding("课程代码", "第 2 行已有这门课程", "00015"))),
        ([{"name": " "}], (2, Finding("课程名称", "不能为空", " "))),
        ([{"assessment": "口试"}], (2, Finding("考核方式", "应为 笔试、实践、毕业论文/设计/考核 之一", "口试"))),
        ([{"name": "长" * 501}], (2, Finding("课程名称", "不能超过 500 个字，现有 501 个", "长" * 501))),
    ],
)
def test_a_bad_row_is_named(rows: list[dict[str, str]], found: tuple[int, Finding]) -> None:
    assert read(*rows).findings == [found]
