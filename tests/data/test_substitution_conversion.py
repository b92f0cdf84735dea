"""From the collected substitution tables to rules: what is read by hand, and what nobody has read yet."""

from typing import Any

import pytest

from infra.convert_substitutions import substitutions

Json = dict[str, Any]
KINDS = [{"kind": "not_substitutable", "example": "15040不可被任何课程替代"}]
GENERAL = [{"text": "t", "source": "s", "status": "verified in source"} for _ in range(5)]


def converted(major: str, *rows: Json) -> dict[str, Any]:
    """The two maps of one table, by id."""
    table = {
        "national_code": major,
        "province": "江苏",
        "rows": list(rows),
        "special": [],
        "rule": "横向替代",
        "source": "s",
        "status": "verified in source",
    }
    found = {
        "jiangsu": [table],
        "political_theory": [],
        "shanghai_partial": [],
        "kinds": KINDS,
        "general_rules": GENERAL,
    }
    codes = {code for row in rows for code in row["old"] + row["new"]}
    plan = {"plan_id": f"JS-{major}-2021", "courses": [{"code": c, "name": c, "group": "必考"} for c in codes]}
    return {one.id: one for one in substitutions(found, {"plans": [plan]})["rows"]}


def a_row(number: int, old: list[str], new: list[str], *, same_code: bool = False) -> Json:
    return {"old_seq": number, "old": old, "new": new, "same_code": same_code}


def test_a_row_becomes_a_rule_each_way() -> None:
    maps = converted("1", a_row(4, ["00315"], ["14660"]))
    (there,), (back,) = maps["JS-1-2021-2024"].rules, maps["JS-1-2024-2021"].rules
    assert (there.takes, there.gives) == (((("00315",),),), (("14660",),))
    assert (back.takes, back.gives) == (((("14660",),),), (("00315",),))
    assert (maps["JS-1-2021-2024"].until, maps["JS-1-2024-2021"].until) == ("", "2026-06-30")


def test_a_row_of_one_code_and_a_political_one_say_nothing() -> None:
    maps = converted("1", a_row(1, ["03708"], ["15043"]), a_row(9, ["00261"], ["00261"], same_code=True))
    assert [one.rules for one in maps.values()] == [(), ()]


def test_a_list_that_nobody_has_read_stops_the_conversion() -> None:
    with pytest.raises(KeyError, match="99999"):
        converted("99999", a_row(7, ["00051", "00052"], ["13683"]))


def test_a_code_on_both_sides_counts_directly_and_needs_no_rule() -> None:
    """护理学, row 10: 03006 or 03005 for 03006."""
    maps = converted("101101", a_row(10, ["03006", "03005"], ["03006"]))
    (there,) = (rule for rule in maps["JS-101101-2021-2024"].rules if rule.kind == "row")
    assert (there.takes, there.gives) == (((("03005",),),), (("03006",),))
    assert [rule for rule in maps["JS-101101-2024-2021"].rules if rule.kind == "row"] == []
