"""A table of windows: dates as offices write them, and no end that could be read two ways."""

from datetime import datetime

import pytest

from chalicelib import data
from chalicelib.domain.imports.cells import CellError
from chalicelib.domain.imports.report import Finding
from chalicelib.domain.imports.window_tables import COLUMNS, Sheet, end, moment, term, windows_of
from chalicelib.domain.instants import SHANGHAI, of
from chalicelib.domain.windows import CITY, Business

ROW = {
    "business": "申请免考",
    "term": "2026年下半年",
    "opens": "2026-12-01 8:30",
    "closes": "2026/12/10 16:00",
    "corrects": "2026年12月20日16时",
    "notice": "2026-1",
}


def read(*rows: dict[str, str]) -> Sheet:
    cells = [tuple((ROW | row).get(column.key, "") for column in COLUMNS) for row in rows]
    return windows_of(enumerate(cells, 2), data.schools())


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-01 8:30",
        "2026-12-01 08:30:00",
        "2026-12-01T08:30",
        "2026/12/1 8:30",
        "2026.12.1 8:30",
        "20261201 08:30",
        "2026年12月1日8时30分",
        "2026年12月1日 8：30",
        "2026年12月1日8点30",
    ],
)
def test_a_moment_may_be_spelled_in_many_ways(text: str) -> None:
    assert moment(text) == of(datetime(2026, 12, 1, 8, 30, tzinfo=SHANGHAI))


ON_SITE = {"comes": "2026-12-15 9:00", "leaves": "2026-12-16 16:00", "place": "教学楼 101 室（西门）"}


def test_a_row_may_say_when_and_where_to_come() -> None:
    """F64: of signatures and confirmations; three cells or none."""
    [window] = read(ON_SITE).windows
    assert window.on_site
    assert (window.on_site.opens, window.on_site.place) == (moment("2026-12-15 9:00"), "教学楼 101 室（西门）")
    assert read({}).windows[0].on_site is None
    found = read({"place": "教学楼 101 室"}, ON_SITE | {"place": "楼" * 61, "leaves": "2026-12-16"}).findings
    assert [(row, one.field, one.what) for row, one in found] == [
        (2, "现场开始", "不能为空"),
        (2, "现场截止", "不能为空"),
        (3, "现场截止", "请写明几点，如 16:00；到当天结束写 24:00"),
        (3, "现场地点", "地点最多 60 字，不能换行"),
    ]


def test_a_day_begins_at_midnight_and_ends_at_twenty_four() -> None:
    assert moment("2026-12-01") == of(datetime(2026, 12, 1, tzinfo=SHANGHAI))
    assert end("2026-12-10 24:00") == end("2026年12月10日24时") == of(datetime(2026, 12, 11, tzinfo=SHANGHAI))


@pytest.mark.parametrize("text", ["2026-12-10", "2026-12-10 00:00:00", "2026年12月10日0时", "20261224", "2026-12-24"])
def test_an_end_without_an_hour_is_refused(text: str) -> None:
    with pytest.raises(CellError, match="24:00"):
        end(text)


@pytest.mark.parametrize(
    "text", ["12月10日", "2026-12-10 25:00", "2026-12-10 24:30", "2026-02-30 8:00", "明天", "", "9999-12-31 24:00"]
)
def test_a_moment_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        moment(text)


@pytest.mark.parametrize(("text", "read_as"), [("2026H2", "2026H2"), ("2026年上半年", "2026H1"), ("2026h1", "2026H1")])
def test_a_term_is_half_a_year(text: str, read_as: str) -> None:
    assert term(text) == read_as


def test_a_row_without_a_school_is_the_citys() -> None:
    city, own, named = read({}, {"owner": "X02"}, {"owner": "华东师范大学", "business": "转出"}).windows or (None,) * 3
    assert city is not None
    assert (city.id, city.notice, city.demo) == ("exemption:2026H2:city", "2026-1", False)
    assert own is not None
    assert (own.owner, own.business) == ("X02", Business.EXEMPTION)
    assert named is None or named.owner == "31"


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"owner": "没有的学校"}, Finding("主考学校", "没有这所主考学校；全市的时间请留空或写“全市”", "没有的学校")),
        ({"term": "2026"}, Finding("期次", "应写成 2026H2 或 2026年下半年", "2026")),
        (
            {"notice": "第一版"},
            Finding("须知版本", "须知版本应为 1 至 20 个字母、数字、点或连字符，如 2026-1", "第一版"),
        ),
    ],
)
def test_what_a_row_says_badly_is_named(changes: dict[str, str], finding: Finding) -> None:
    found = read(changes)
    assert (found.windows, found.findings) == ((), [(2, finding)])


def test_an_unknown_business_is_told_the_known_ones() -> None:
    ((_, finding),) = read({"business": "报名"}).findings
    assert "申请免考、上传毕业照片" in finding.what


def test_the_same_window_twice_is_named_with_the_first_row() -> None:
    found = read({}, {"owner": CITY})
    assert found.findings == [(3, Finding("整行", "与第 2 行是同一业务、期次和范围"))]
