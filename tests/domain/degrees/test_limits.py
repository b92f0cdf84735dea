"""What an import refuses: plans that say nothing clear, and plans whose audits would take too long."""

import pytest

from chalicelib.domain.degrees.limits import degree_faults
from chalicelib.domain.faults import Fault
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plan_checks import WHOLE, plan_faults
from chalicelib.domain.plans import AddOn, Elective, SetChoice, Total
from chalicelib.domain.substitutions import Rule
from tests.domain.degrees.plans import CODES, VERIFIED, A, B, C, D, E, a_map, a_plan, a_row, one

OLD = tuple(CourseCode(f"9{number:04}") for number in range(32))
RESTRICTED = (a_row(A, only_for="担任教师工作者"), a_row(B))


def any_of(count: int, *gives: CourseCode, old: int = len(OLD)) -> Rule:
    """Any so many old courses stand for one of the given."""
    return Rule(
        id="R",
        kind="set",
        takes=tuple(((code,),) for code in OLD[:old]),
        any_of=count,
        gives=tuple((code,) for code in gives),
        text="规则",
        status=VERIFIED,
    )


MANY = "超过 20,000 种，自查会过慢，请拆小"


def test_small_plans_have_no_faults() -> None:
    assert degree_faults(a_plan(A, B, C, D), (a_map(any_of(1, A, B, C, D, old=10)),)) == ()


def test_a_component_with_too_many_states_is_named() -> None:
    """32 old courses for any of 4 new ones: more than 20,000 ways to use some of them."""
    (fault,) = degree_faults(a_plan(A, B, C, D, E), (a_map(any_of(1, A, B, C, D)),))
    assert fault == Fault(WHOLE, f"替代规则交织在一起的组合{MANY}", f"{A}、{B}、{C}、{D}")


def test_a_rule_that_means_too_many_substitutions_is_named_before_it_is_spelled_out() -> None:
    (fault,) = degree_faults(a_plan(A), (a_map(any_of(12, A)),))
    assert fault == Fault("规则编号", "展开后有 225,792,840 种替代方式，超过 20,000 种", "R")


def test_a_plan_beyond_the_width_of_the_objective_is_named() -> None:
    many = tuple(CourseCode(f"8{number:04}") for number in range(201))
    assert degree_faults(a_plan(*many), ()) == (Fault(WHOLE, "课程超过 200 门"),)
    heavy = a_plan(A, rows=(a_row(A, 4_001),))
    assert degree_faults(heavy, ()) == (Fault(WHOLE, "全部课程的学分超过 2000"),)


def test_a_group_whose_credits_add_up_in_too_many_ways_is_named() -> None:
    rows = tuple(a_row(code, weight(place)) for place, code in enumerate(OLD))
    group = Elective(name="选考", units=tuple(map(one, OLD)), min_units=32, min_credits2=3_600)
    plan = a_plan(rows=rows, electives=(group,))
    assert degree_faults(plan, ()) == (Fault(WHOLE, f"选考的组合{MANY}", "、".join(OLD)),)


def test_a_total_that_can_be_reached_in_too_many_ways_is_named() -> None:
    rows = tuple(a_row(code, weight(place)) for place, code in enumerate(OLD))
    groups = tuple(Elective(name=code, units=(one(code),), min_units=0) for code in OLD)
    plan = a_plan(rows=rows, electives=groups, total=Total(credits2=3_600, units=32, enforced=True))
    assert degree_faults(plan, ()) == (Fault(WHOLE, f"合计学分和门数的组合{MANY}"),)


def weight(place: int) -> int:
    """Credits that add up to many different sums."""
    return 20 + place * place * 7 % 211


ELECTIVE = Elective(name="选考", units=(one(A), one(B)), min_credits2=8)
ADDON = AddOn(option="加考", units=(one(A),), status=VERIFIED)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (
            {"rows": (a_row(A, None), a_row(B)), "compulsory": (), "electives": (ELECTIVE,)},
            Fault("学分", "所在的选考组要求最少学分，这门课程没有学分", A),
        ),
        (
            {"rows": (a_row(A, None), a_row(B)), "total": Total(credits2=8, enforced=True)},
            Fault("学分", "合计学分作为毕业条件，这门课程没有学分", A),
        ),
        ({"rows": RESTRICTED}, Fault("适用人员", "人人都要通过的课程，不能只限部分人员报考", A)),
        ({"total": Total(units=3)}, Fault("合计门数", "合计 3 门，但本计划最多只有 2 门")),
        ({"addons": (ADDON, ADDON)}, Fault("组", "同一种加考情形写了 2 次", "加考")),
        ({"compulsory": (one(A, B),), "addons": (ADDON,)}, None),
        (
            {
                "rows": (a_row(A), a_row(B), a_row(C)),
                "addons": (AddOn(option="加考", units=(one(A, C),), status=VERIFIED),),
            },
            Fault("门", f"加考的这一门与必考的 {A} 部分重复", A),
        ),
        (
            {
                "compulsory": (one(A),),
                "language": A,
                "without_language": (one(B),),
                "addons": tuple(AddOn(option=f"加考{number}", status=VERIFIED) for number in range(33)),
            },
            Fault(WHOLE, "加考情形、成组选考、是否考外语共有 66 种组合，超过 64 种，无法逐一比较"),
        ),
    ],
)
def test_a_plan_that_no_audit_could_judge_is_refused(changes: dict[str, object], fault: Fault | None) -> None:
    found = plan_faults(a_plan(A, B, **changes), frozenset(CODES))
    assert found == ((fault,) if fault else ())


def test_an_empty_choice_is_a_fault_and_no_crash() -> None:
    plan = a_plan(A, choices=(SetChoice(name="成组", sets=()),))
    assert plan_faults(plan, frozenset(CODES)) == (Fault("套", "成组选考至少要有两套，每套都要有课程", "成组"),)
