"""Who need not apply, who may not, and what an exemption costs: each case of the rules, from the records alone."""

from typing import Any

import msgspec
import pytest

from chalicelib import data
from chalicelib.domain.degrees.compile import compile_plan
from chalicelib.domain.degrees.records import OPEN, Choices, records
from chalicelib.domain.exemption_needs import Holder, Need, degree_warnings, needs
from chalicelib.domain.ids import CourseCode, TicketRef
from chalicelib.domain.plans import AddOn, Elective, Plan, Unit
from chalicelib.domain.substitutions import SubstitutionMap
from chalicelib.domain.transcripts import Transcript
from tests.domain.claims import BOOK
from tests.domain.degrees import real
from tests.domain.degrees.people import NOW, a_pass, a_sheet_of, granted, passed
from tests.domain.degrees.plans import VERIFIED, A, B, C, D, E, F, a_map, a_plan, a_row, a_rule, either, one

REPLACES = a_map(a_rule(E, gives=(A,)))
LANGUAGE = {"language": A, "without_language": (one(C), one(D)), "rows": tuple(map(a_row, (A, B, C, D)))}


def needed(plan: Plan, transcript: Transcript, *maps: SubstitutionMap) -> dict[CourseCode, Need]:
    program = compile_plan(plan, maps, day="2026-06-30")
    return needs(BOOK, Holder(program, transcript, OPEN, TicketRef(1), NOW))


def with_grants(effect: str, *codes: CourseCode, sheets: Transcript | None = None) -> Transcript:
    grants = tuple(granted(effect, code) for code in codes)
    return Transcript(sheets.sheets if sheets else (), grants)


def told(need: Need) -> tuple[str, bool]:
    return need.kind, need.bars


def test_whoever_holds_nothing_needs_everything() -> None:
    assert needed(a_plan(A, B), passed()) == {}


def test_a_passed_course_is_barred() -> None:
    found = needed(a_plan(A, B), passed(A))
    assert {unit: told(need) for unit, need in found.items()} == {A: ("held", True)}
    assert found[A].text == "该课程已有合格成绩或已经免考，不需要再申请"


@pytest.mark.parametrize(
    ("effect", "kind", "text"),
    [
        ("exempt", "held", "该课程已有合格成绩或已经免考，不需要再申请"),
        ("supplemented", "held", "该课程已有合格成绩或已经免考，不需要再申请"),
        ("transferred", "transferred", "外省转入的课程不需要申请免考"),
    ],
)
def test_a_granted_course_says_by_what(effect: str, kind: str, text: str) -> None:
    """SH-NN3."""
    assert needed(a_plan(A), with_grants(effect, A)) == {A: Need(kind=kind, text=text, bars=True)}


def test_a_course_of_another_ticket_counts_here() -> None:
    """SH-NN2: 本市其他高校（其他准考证）同名同代码."""
    elsewhere = msgspec.structs.replace(a_sheet_of((a_pass(A),)), ref=TicketRef(2))
    [need] = needed(a_plan(A), Transcript((elsewhere,))).values()
    assert told(need) == ("other_ticket", True)
    assert need.text.startswith("本市其他主考学校（其他准考证）已通过的同名同代码课程不需要申请免考")
    both = Transcript((elsewhere, a_sheet_of((a_pass(A),), session="2020-04")))
    assert told(needed(a_plan(A), both)[A]) == ("held", True)


def test_what_leaves_with_another_ticket_bars_nobody_here() -> None:
    """M3.4-03: in transfer it counts nowhere else."""
    elsewhere = msgspec.structs.replace(a_sheet_of((a_pass(A),)), ref=TicketRef(2))
    [record] = records(Transcript((elsewhere,)), NOW)
    program = compile_plan(a_plan(A), (), day="2026-06-30")
    holder = Holder(program, Transcript((elsewhere,)), Choices(held=frozenset({record.id})), TicketRef(1), NOW)
    assert needs(BOOK, holder) == {}


def test_theory_and_practice_go_together() -> None:
    """Half of a unit held leaves the unit to apply for, and all of it held none."""
    plan = a_plan(A, B, compulsory=(one(A, B),))
    assert needed(plan, passed(A)) == {}
    assert told(needed(plan, passed(A, B))[A]) == ("held", True)
    assert told(needed(plan, with_grants("transferred", B, sheets=passed(A)))[A]) == ("held", True)


def test_an_add_on_needs_no_application() -> None:
    """SH-NN1; a course that the plan asks for anyway is none."""
    addons = (AddOn(option="甲", units=(one(C), one(A)), status=VERIFIED), AddOn(option="乙", status=VERIFIED))
    plan = a_plan(A, B, C, compulsory=(one(A), one(B)), addons=addons)
    assert needed(plan, passed()) == {C: Need(kind="addon", text="加考课程不需要申请免考", bars=True)}
    assert told(needed(plan, passed(C))[C]) == ("held", True)
    assert needed(msgspec.structs.replace(plan, province="江苏"), passed()) == {}


def test_what_an_old_course_stands_for_needs_no_application() -> None:
    """SH-NN4."""
    [need] = needed(a_plan(A, B), passed(E), REPLACES).values()
    assert told(need) == ("replaced", True)
    assert need.text == ("已由课程00005（00005）替代（新旧计划课程对照），同一专业新旧计划顶替的课程不需要申请免考")


def test_no_rule_of_the_province_means_advice_and_no_bar() -> None:
    plan = a_plan(A, B, province="江苏")
    [need] = needed(plan, passed(E), msgspec.structs.replace(REPLACES, province="江苏")).values()
    assert told(need) == ("replaced", False)
    assert need.text.endswith("替代（新旧计划课程对照），一般不需要申请免考")


def test_an_inferred_rule_bars_nobody() -> None:
    inferred = a_map(a_rule(E, gives=(A,), status="inferred, unverified"))
    [need] = needed(a_plan(A, B), passed(E), inferred).values()
    assert told(need) == ("replaced", False)
    assert "（新旧计划课程对照，推定）" in need.text


def test_an_exemption_that_frees_a_record_for_another_course_is_open() -> None:
    """E stands for A or for B: whoever is exempted from A has B for it."""
    either_way = a_map(a_rule(E, gives=(A,)), a_rule(E, gives=(B,), id="other"))
    found = needed(a_plan(A, B), passed(E), either_way)
    assert [told(need) for need in found.values()] == [("replaced", False)]
    assert [told(need) for need in needed(a_plan(A, B), passed(B, E), either_way).values()] == [
        ("replaced", True),
        ("held", True),
    ]


def test_half_of_what_a_rule_takes_replaces_nothing() -> None:
    assert needed(a_plan(A, B), passed(E), a_map(a_rule(E, F, gives=(A,)))) == {}


def test_the_other_course_of_a_unit_that_is_met_is_advised_against() -> None:
    plan = a_plan(A, B, compulsory=(either(A, B),))
    found = needed(plan, passed(A))
    assert {unit: told(need) for unit, need in found.items()} == {A: ("held", True), B: ("alternative", False)}
    assert found[B].text == "同一门的课程00001已满足要求，一般不需要申请免考"


def test_courses_passed_in_place_of_a_language_spare_its_exemption() -> None:
    """SH-NN5: 用选考课程替代英语（二）."""
    plan = a_plan(A, B, **LANGUAGE)
    need = needed(plan, passed(C, D))[A]
    assert told(need) == ("language_replaced", True)
    assert need.text == "已按不考外语通过换考课程，用选考课程替代英语（二）不需要申请免考"
    assert A not in needed(plan, passed(C))
    assert A not in needed(plan, passed())


def test_a_rule_for_the_language_is_named_as_such() -> None:
    swap = a_map(a_rule(E, gives=(A,), kind="language"))
    need = needed(a_plan(A, B), passed(E), swap)[A]
    assert told(need) == ("language_replaced", True)
    assert need.text.startswith("已由课程00005（00005）替代（换考课程替代外语），用选考课程替代英语（二）")


def test_a_correction_takes_a_pass_away() -> None:
    corrected = Transcript((*passed(A).sheets, a_sheet_of((a_pass(A, 55),), stream="K")))
    assert needed(a_plan(A), corrected) == {}


def test_an_elective_that_a_filled_group_leaves_over_may_still_be_asked_for() -> None:
    group = Elective(name="选考", units=(one(A), one(B)), min_units=1)
    plan = a_plan(A, B, C, compulsory=(one(C),), electives=(group,))
    assert set(needed(plan, passed(A))) == {A}


@pytest.mark.parametrize("plan_id", real.ALL)
def test_on_every_plan_the_needs_are_units_that_can_be_named(plan_id: str) -> None:
    """Whoever has passed the cheapest path of the other version: every bar names a record, a rule or a case."""
    plan = data.plans()[plan_id]
    other = plan_id.replace("2024", "2021") if "2024" in plan_id else plan_id.replace("2021", "2024")
    _, codes = next(real.paths(data.plans().get(other, plan)))
    found = needs(BOOK, Holder(real.program(plan_id), real.transcript(plan_id, codes), OPEN, TicketRef(1), NOW))
    units = {row.code for row in plan.rows} | {course.code for course in plan.national}
    assert found.keys() <= units
    for unit, need in found.items():
        assert need.kind == "addon" or unit in codes or need.kind in {"replaced", "language_replaced", "alternative"}
        assert need.kind != "replaced" or not need.bars or plan.province == "上海"


def warned(code: str, province: str = "上海", level: str = "专升本", **row: Any) -> tuple[str, ...]:
    plan = a_plan(A, province=province, level=level, rows=(a_row(CourseCode(code), **row),), compulsory=())
    return degree_warnings(BOOK, plan, (CourseCode(code),))


def test_a_language_exemption_bars_the_degree_in_the_words_of_the_province() -> None:
    """SH-W3."""
    assert warned("00015", foreign=True) == (
        "外语课程免考后，不能申请学士学位（转载的学校通知如此规定，请向主考学校确认）",
    )
    assert warned("00015") == ("外语课程免考后，不能申请学士学位（转载的学校通知如此规定，请向主考学校确认）",)


def test_elsewhere_a_language_or_a_degree_course_may_bar_it() -> None:
    assert warned("13000", "江苏", foreign=True, degree=True) == (
        "外语课程免考后，可能影响申请学士学位，请先向主考学校确认",
    )
    assert warned("00320", degree=True) == ("学位课程免考后，可能影响申请学士学位，请先向主考学校确认",)


def test_without_a_bachelors_degree_there_is_nothing_to_lose() -> None:
    assert warned("00015", level="专科", foreign=True, degree=True) == ()
    assert warned("00034") == ()


def test_units_of_several_codes_warn_once() -> None:
    plan = a_plan(A, B, level="专升本", rows=(a_row(A, degree=True), a_row(B, degree=True)), compulsory=(one(A, B),))
    assert len(degree_warnings(BOOK, plan, Unit(((A, B),)).codes)) == 1
