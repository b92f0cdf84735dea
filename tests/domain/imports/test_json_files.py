"""JSON files of plans and maps: every bad row is named in Chinese, by its place and its field."""

from typing import Any

import msgspec
import pytest

from chalicelib import data
from chalicelib.data.files import text
from chalicelib.domain.imports.json_files import contents_of
from chalicelib.domain.imports.report import Finding

PLAN = "JS-120402-2024"


def a_file(*changes: dict[str, Any], **more: Any) -> bytes:
    plan = msgspec.to_builtins(data.plans()[PLAN])
    return msgspec.json.encode({"rows": [plan | one for one in changes or ({},)]} | more)


def findings(*changes: dict[str, Any], **more: Any) -> list[Finding]:
    found = contents_of("plans", a_file(*changes, **more))
    assert found.documents.plans == ()
    return found.findings


def test_what_ships_is_read_as_it_is() -> None:
    assert {plan.id: plan for plan in contents_of("plans", text("plans.json")).documents.plans} == data.plans()
    found = contents_of("substitutions", text("substitutions.json")).documents
    assert {one.id: one for one in found.maps} == data.substitution_maps()
    assert (found.protected, found.transitions) == (
        data.substitution_book().protected,
        data.substitution_book().transitions,
    )


def test_what_means_nothing_is_told_and_hinders_nothing() -> None:
    found = contents_of("plans", a_file(remark="2027"))
    assert found.findings == [Finding("remark", "这一项没有使用", is_fault=False)]
    assert len(found.documents.plans) == 1


@pytest.mark.parametrize(
    ("changes", "field", "what"),
    [
        ({"version": 2024}, "rows[0].version", "应为文字"),
        ({"rows": {}}, "rows[0].rows", "应为列表"),
        ({"residence": 5}, "rows[0].residence", "应为对象"),
        ({"compulsory": [{"alternatives": []}]}, "rows[0].compulsory[0].alternatives", "不能为空"),
        ({"total": {"credits2": -1}}, "rows[0].total.credits2", "不能小于 0"),
        ({"total": {"credits2": 70.5}}, "rows[0].total.credits2", "应为整数"),
        ({"total": {"enforced": "是"}}, "rows[0].total.enforced", "应为 true 或 false"),
        ({"elective": []}, "rows[0]", "没有“elective”这一项，请核对拼写"),
    ],
)
def test_a_bad_field_is_named_by_its_place(changes: dict[str, Any], field: str, what: str) -> None:
    assert findings(changes) == [Finding(field, what, PLAN)]


def test_every_bad_row_is_named() -> None:
    assert [one.field for one in findings({"version": 1}, {}, {"level": 1})] == ["rows[0].version", "rows[2].level"]


@pytest.mark.parametrize("content", [b"[]", b"{", b"1", b'{"rows": 1}', b'{"plans": []}', b'{"rows": [1]}', b"\xff"])
def test_what_is_no_file_of_plans_is_said_so(content: bytes) -> None:
    found = contents_of("plans", content)
    assert found.documents.plans == ()
    assert any(finding.is_fault for finding in found.findings)
