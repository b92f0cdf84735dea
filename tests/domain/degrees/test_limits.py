"""What an import refuses: plans that say nothing clear, and plans whose audits would take too long."""

import pytest

from chalicelib.domain.degrees.limits import MOST_STATES, degree_faults
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plan_checks import plan_faults
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


def test_small_plans_have_no_faults() -> None:
    assert degree_faults(a_plan(A, B, C, D), (a_map(any_of(1, A, B, C, D, old=10)),)) == ()


def test_a_component_with_too_many_states_is_named() -> None:
    """32 old courses for any of 4 new ones: more than 20,000 ways to use some of them."""
    (fault,) = degree_faults(a_plan(A, B, C, D, E), (a_map(any_of(1, A, B, C, D)),))
    assert fault == f"P: the component of {A}、{B}、{C}、{D} has more than {MOST_STATES} states"


def test_a_rule_that_means_too_many_substitutions_is_named_before_it_is_spelled_out() -> None:
    (fault,) = degree_faults(a_plan(A), (a_map(any_of(12, A)),))
    assert fault == f"P: rule R means 225792840 substitutions, more than {MOST_STATES}"


def test_a_plan_beyond_the_width_of_the_objective_is_named() -> None:
    many = tuple(CourseCode(f"8{number:04}") for number in range(201))
    assert degree_faults(a_plan(*many), ()) == ("P: it names more than 200 courses",)
    heavy = a_plan(A, rows=(a_row(A, 4_001),))
    assert degree_faults(heavy, ()) == ("P: its rows have more than 4000 half credits",)


def test_a_group_whose_credits_add_up_in_too_many_ways_is_named() -> None:
    rows = tuple(a_row(code, weight(place)) for place, code in enumerate(OLD))
    group = Elective(name="选考", units=tuple(map(one, OLD)), min_units=32, min_credits2=3_600)
    plan = a_plan(rows=rows, electives=(group,))
    assert degree_faults(plan, ()) == (f"P: {'、'.join(OLD)} can be combined in more than {MOST_STATES} ways",)


def test_a_total_that_can_be_reached_in_too_many_ways_is_named() -> None:
    rows = tuple(a_row(code, weight(place)) for place, code in enumerate(OLD))
    groups = tuple(Elective(name=code, units=(one(code),), min_units=0) for code in OLD)
    plan = a_plan(rows=rows, electives=groups, total=Total(credits2=3_600, units=32, enforced=True))
    assert degree_faults(plan, ()) == (f"P: its totals can be reached in more than {MOST_STATES} ways",)


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
            f"group 选考 counts credits, but {A} has none",
        ),
        (
            {"rows": (a_row(A, None), a_row(B)), "total": Total(credits2=8, enforced=True)},
            f"the total counts credits, but {A} has none",
        ),
        ({"rows": RESTRICTED}, f"unit {A} is asked of everybody, but open to some only"),
        ({"total": Total(units=3)}, "the total of 3 units is out of reach: at most 2"),
        ({"addons": (ADDON, ADDON)}, "add-on 加考 stands 2 times"),
        ({"compulsory": (one(A, B),), "addons": (ADDON,)}, ""),
        (
            {
                "rows": (a_row(A), a_row(B), a_row(C)),
                "addons": (AddOn(option="加考", units=(one(A, C),), status=VERIFIED),),
            },
            f"add-on unit {A} repeats a part of unit {A}",
        ),
        (
            {
                "compulsory": (one(A),),
                "language": A,
                "without_language": (one(B),),
                "addons": tuple(AddOn(option=f"加考{number}", status=VERIFIED) for number in range(33)),
            },
            "it can be completed in 66 ways: more than 64 cannot be compared",
        ),
    ],
)
def test_a_plan_that_no_audit_could_judge_is_refused(changes: dict[str, object], fault: str) -> None:
    found = plan_faults(a_plan(A, B, **changes), frozenset(CODES))
    assert found == ((f"P: {fault}",) if fault else ())


def test_an_empty_choice_is_a_fault_and_no_crash() -> None:
    plan = a_plan(A, choices=(SetChoice(name="成组", sets=()),))
    assert plan_faults(plan, frozenset(CODES)) == ("P: choice 成组 needs two sets or more, none of them empty",)
