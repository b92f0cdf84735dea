"""A table of substitution rules says everything that a map can say; AND and OR are never guessed."""

import pytest

from chalicelib import data
from chalicelib.domain.imports import rule_tables
from chalicelib.domain.imports.report import Finding
from chalicelib.domain.imports.rule_columns import COLUMNS
from chalicelib.domain.imports.rule_tables import Sheet, maps_of

ALL = sorted(data.substitution_maps())
FACTS = {"province": "上海市", "text": "衔接办法", "source": "上海市通知", "status": "来源已核实"}
RULE = {"rule": "1", "takes": "00015", "gives": "13000"}


def read(*rows: dict[str, str], **facts: str) -> Sheet:
    first, *rest = rows
    cells = [{"map": "SH-1"} | row for row in (FACTS | facts | first, *rest)]
    return maps_of(enumerate([tuple(one.get(column.key, "") for column in COLUMNS) for one in cells], 2))


@pytest.mark.parametrize("map_id", ALL)
def test_every_shipped_map_comes_back_from_its_table(map_id: str) -> None:
    one = data.substitution_maps()[map_id]
    found = maps_of(enumerate(rule_tables.rows(one), 2))
    assert found.findings == []
    assert found.maps == (one,)


def test_a_short_rule_needs_no_more_than_two_lists() -> None:
    (one,) = read(RULE).maps
    (rule,) = one.rules
    assert (one.province, rule.takes, rule.gives) == ("上海", ((("00015",),),), (("13000",),))
    assert (rule.kind, rule.any_of, rule.text, rule.status) == ("row", 1, "00015可替代13000", "verified in source")


def test_and_or_and_lists_are_written_with_signs() -> None:
    row = RULE | {
        "takes": "18＋19／00020；21",
        "any_of": "2",
        "gives": "13000/14970",
        "needs": "1/2;3",
        "waives": "4+5",
    }
    (rule,) = read(row).maps[0].rules
    assert rule.takes == ((("00018", "00019"), ("00020",)), (("00021",),))
    assert (rule.any_of, rule.gives) == (2, (("13000",), ("14970",)))
    assert (rule.needs, rule.waives) == ((("00001", "00002"), ("00003",)), ("00004", "00005"))


SIGNS = "课程代码之间只能用 +（都要）、/（任选其一）、;（分别计算）"


@pytest.mark.parametrize(
    ("row", "finding"),
    [
        (RULE | {"takes": "00018、00019"}, Finding("已通过课程", SIGNS, "00018、00019")),
        (RULE | {"takes": ""}, Finding("已通过课程", "不能为空")),
        (RULE | {"gives": "00018+"}, Finding("替代课程", "不能为空", "00018+")),
        (RULE | {"gives": "130000"}, Finding("替代课程", "课程代码应为 5 位数字", "130000")),
        (RULE | {"rule": ""}, Finding("规则编号", "不能为空")),
        (RULE | {"names": "99041"}, Finding("补充课程名称", "每行写一门课程：代码、空格、名称", "99041")),
        (RULE | {"until": "2026-02-30"}, Finding("失效日期", "没有这一天", "2026-02-30")),
        (RULE | {"province": ""}, Finding("省份", "至少有一行要填写")),
    ],
)
def test_what_a_rule_says_badly_is_named(row: dict[str, str], finding: Finding) -> None:
    found = read(row)
    assert found.maps == ()
    assert found.findings == [(2, finding)]


def test_facts_that_differ_between_rows_are_named() -> None:
    found = read(RULE, RULE | {"rule": "2", "until": "2026-06-30"}, until="2026-12-31")
    assert found.findings == [(3, Finding("失效日期", "与第 2 行不同，应当一致"))]
