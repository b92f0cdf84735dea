"""A bad file of plans or rules is named, and changes nothing."""

from typing import Any

import msgspec
import pytest

from chalicelib import data
from chalicelib.domain.imports import rule_tables
from chalicelib.domain.plans import Total
from chalicelib.storage import documents
from tests.infra.imports.conftest import Desk
from tests.infra.imports.reference_files import MAP, NEW, SHIPPED, a_plan, as_json, everything, table


def changed(id_: str = NEW, **changes: Any) -> str:
    return as_json(a_plan(id_, **changes))


def without(text: str, field: str) -> str:
    raw = msgspec.json.decode(text)
    del raw["rows"][0][field]
    return msgspec.json.encode(raw).decode()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (changed(province="上海市"), f"{NEW} · 省份：“上海市” 应写简称"),
        (changed(level="大专"), f"{NEW} · 层次：“大专” 应为 专科、专升本、本科 之一"),
        (changed(version=" "), f"{NEW} · 版本：不能为空"),
        (changed(rows=(), compulsory=(), electives=()), f"{NEW} · 整份计划：没有必考或选考的课程"),
        (changed("上海 1"), "上海 1 · 计划编号：只能用字母"),
        (changed(theses=("99999",)), "SH-120402-2027 · 课程代码：“99999” 没有课程名称、学分等内容"),
        (changed().replace('"credits2":', '"credit2":', 1), "rows[0].rows[0]：“SH-120402-2027” 没有“credit2”这一项"),
        (
            changed().replace('"code":"', '"code":"1', 1),
            "rows[0].rows[0].code：“SH-120402-2027” 应为 5 位数字的课程代码",
        ),
        (without(changed(), "version"), "rows[0]：“SH-120402-2027” 缺少“version”"),
        (as_json(a_plan(), a_plan(version="另一版")), "在文件中出现了 2 次"),
        ('{"plans": []}', "rows：缺少这一项"),
        ('{"rows": {}}', "rows：应为列表"),
        ('{"rows": [', "整个文件：不是有效的 JSON 对象"),
        ("", "文件是空的"),
    ],
)
def test_a_bad_file_of_plans_is_named_and_changes_nothing(desk: Desk, content: str, told: str) -> None:
    before = everything()
    assert desk.run("plans", content) == 1
    assert told in desk.said
    assert "没有导入任何内容" in desk.said
    assert everything() == before


def test_one_bad_plan_keeps_the_good_one_out(desk: Desk) -> None:
    assert desk.run("plans", as_json(a_plan("SH-GOOD"), a_plan(level="大专"))) == 1
    assert documents.head().rev == 0


def test_a_plan_that_breaks_a_map_is_refused(desk: Desk) -> None:
    """The map between the two versions names courses that the new content would drop."""
    plan = data.plans()[SHIPPED]
    dropped = next(unit for unit in plan.compulsory if unit.id == "14660")
    less = msgspec.structs.replace(
        plan,
        rows=tuple(row for row in plan.rows if row.code not in dropped.codes),
        compulsory=tuple(unit for unit in plan.compulsory if unit is not dropped),
        total=Total(),
    )
    assert desk.run("plans", as_json(less)) == 1
    assert f"{MAP} · 替代课程：“{MAP}/4” {SHIPPED} 中没有课程 14660" in desk.said


def test_a_chain_of_substitutions_is_named_by_row(desk: Desk) -> None:
    one = data.substitution_maps()[MAP]
    first = one.rules[0]
    code = next(iter(first.given))
    chained = msgspec.structs.replace(first, id="再替代", takes=(((code,),),), gives=one.rules[1].gives)
    bad = msgspec.structs.replace(one, from_plan="", rules=(*one.rules, chained))
    assert desk.run("substitutions", table(rule_tables.header(), rule_tables.rows(bad))) == 1
    assert "第 2 行 · 替代课程" in desk.said
    assert f"{code} 又是 再替代 的已通过课程：替代只有一次，不能连环" in desk.said


def test_a_component_with_too_many_states_is_refused(desk: Desk) -> None:
    codes = sorted(data.courses())[:40]
    rule = {
        "id": "多选",
        "kind": "set",
        "takes": [[[code]] for code in codes],
        "any_of": 12,
        "gives": [["13000"]],
        "text": "",
        "status": "",
    }
    one = {"id": "SH-MANY", "province": "江苏", "rules": [rule], "text": "演示", "source": "演示", "status": "演示"}
    assert desk.run("substitutions", msgspec.json.encode({"rows": [one]}).decode()) == 1
    assert "种替代方式，超过 20,000 种" in desk.said
