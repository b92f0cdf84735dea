"""What may be asked of an audit: versions, choices and what-ifs; whatever is not offered is named by its field."""

import pytest

from chalicelib import data
from chalicelib.domain.degrees.questions import (
    Chosen,
    Question,
    asked,
    chosen,
    narrowed,
    options,
    question_of,
    versions,
)
from chalicelib.domain.degrees.records import NO_ADDON, OPEN, Choices
from chalicelib.domain.errors import IncompleteError
from tests.domain.degrees import real

PLANS = data.plans()
ADMINISTRATION = "SH-120402-observed-2020"
NURSERY = "JS-040106-2021"


def answer(question: Question, plan_id: str) -> Chosen:
    asked(question, PLANS[plan_id], PLANS)
    return chosen(question, options(real.program(plan_id)))


def refused(question: Question, plan_id: str) -> dict[str, str]:
    """Faults by field, of the plans first, then of the choices."""
    with pytest.raises(IncompleteError) as caught:
        answer(question, plan_id)
    return {fault.field: fault.message for fault in caught.value.fields}


def test_versions_are_those_of_ones_major_province_and_tier_ones_own_first() -> None:
    found = versions(PLANS["JS-120402-2024"], PLANS)
    assert [plan.id for plan in found] == ["JS-120402-2024", "JS-120402-2021"]
    assert [plan.id for plan in versions(PLANS[ADMINISTRATION], PLANS)] == [ADMINISTRATION]


def test_without_a_wish_ones_own_plan_is_audited_and_all_is_open() -> None:
    own = PLANS["JS-120402-2021"]
    assert asked(Question(), own, PLANS).plan == own
    assert chosen(Question(), options(real.program(own.id))) == Chosen(addon="", language=None, set=None)


def test_what_ifs_are_audited_once_each_in_the_order_asked() -> None:
    found = asked(Question(what_if=f"{NURSERY},,{ADMINISTRATION},{NURSERY}"), PLANS[ADMINISTRATION], PLANS)
    assert [plan.id for plan in found.what_ifs] == [NURSERY, ADMINISTRATION]


@pytest.mark.parametrize(
    ("question", "plan_id", "fields"),
    [
        (Question(plan="JS-120402-2021"), ADMINISTRATION, {"plan"}),
        (Question(plan="x" * 9_000, what_if="nowhere"), ADMINISTRATION, {"plan", "what_if"}),
        (Question(what_if=",".join(real.ALL[:4])), ADMINISTRATION, {"what_if"}),
        (Question(addon="没有的", language="no", set="1"), ADMINISTRATION, {"addon", "language", "set"}),
        (Question(language="YES"), NURSERY, {"language"}),
        (Question(set="0"), NURSERY, {"set"}),
        (Question(set="3"), NURSERY, {"set"}),
        (Question(set="２"), NURSERY, {"set"}),
        (Question(set="1" * 5_000), NURSERY, {"set"}),
    ],
)
def test_what_is_not_offered_is_named_by_its_field(question: Question, plan_id: str, fields: set[str]) -> None:
    assert refused(question, plan_id).keys() == fields


def test_the_limit_of_what_ifs_is_said() -> None:
    told = refused(Question(what_if=",".join(real.ALL[:4])), ADMINISTRATION)
    assert told == {"what_if": "一次最多对照 3 个其他专业，您选择了 4 个"}


def test_options_are_those_of_the_plan() -> None:
    found = options(real.program("SH-050201-2022"))
    assert (found.language, found.sets) == (False, ())
    assert {one.option: one.text for one in found.addons} == {
        "英语专业专科毕业": "不需要加考",
        "非英语专业专科及以上毕业": "须加考：综合英语(二)（00795）、听力（00593）、口语（00594）",
    }
    found = options(real.program(NURSERY))
    assert (found.addons, found.language, found.sets) == ((), True, (1, 2))


def test_the_case_that_owes_nothing_can_be_chosen_where_no_plan_lists_it() -> None:
    found = options(real.program("GD-081001-2023"))
    assert [one.option for one in found.addons] == [NO_ADDON, "加考"]


def test_a_choice_holds_on_every_version_that_offers_it() -> None:
    wanted = Chosen(addon="", language=False, set=2)
    base = Choices(facts=frozenset({"担任教师工作者"}))
    old, new = (narrowed(base, wanted, real.program(f"JS-040106-{year}")) for year in (2021, 2024))
    assert (old.language, old.sets, old.facts) == (False, (2,), base.facts)
    assert (new.language, new.sets) == (None, (2,))
    assert narrowed(OPEN, Chosen(addon="加考", language=True, set=9), real.program(ADMINISTRATION)) == OPEN


def test_an_address_says_no_more_than_is_asked() -> None:
    assert question_of({"plan": "a", "t": "1", "__class__": "x"}) == Question(plan="a")
