"""The data that ships: complete, coherent, and honest about what no source proves."""

import re
import subprocess
import sys
from collections.abc import Callable, Sized

import msgspec
import pytest

from chalicelib import data
from chalicelib.data import checks
from chalicelib.domain.exemption_rules import Evidence, Rule
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.reference import status_text
from chalicelib.domain.windows import Business


@pytest.mark.parametrize(
    ("load", "count"),
    [
        (data.courses, 1137),
        (data.plans, 40),
        (data.credential_types, 16),
        (data.provinces, 34),
        (data.schools, 12),
        (data.rejection_reasons, 60),
    ],
)
def test_every_row_of_the_sources_is_there(load: Callable[[], Sized], count: int) -> None:
    assert len(load()) == count


def test_the_page_of_two_half_plans_is_left_out_with_its_reason() -> None:
    assert "SH-chain-store-old-and-2026" not in data.plans()
    assert "2026 版课程表不完整" in data.left_out()["SH-chain-store-old-and-2026"]


def test_plans_and_rules_speak_chinese_to_people() -> None:
    said = {
        text for plan in data.plans().values() for text in (plan.version, plan.source, plan.total.text, *plan.readings)
    }
    said |= {one.source for one in data.substitution_maps().values()}
    said |= {
        text for one in data.substitution_maps().values() for rule in one.rules for text in (rule.text, rule.reading)
    }
    assert [text for text in said if re.search(r"(?<![\w.])[a-z]{2,}(?![\w.])", text)] == []


def test_courses_without_known_credits_say_so() -> None:
    unknown = [course for course in data.courses().values() if course.credits2 is None]
    assert len(unknown) == 78
    assert all(course.status == "code and name verified in source; credits not found" for course in unknown)


def test_credits_come_in_halves() -> None:
    assert data.courses()[CourseCode("03347")].credits2 == 9  # 4.5
    assert data.courses()[CourseCode("00015")].credits2 == 28


def test_a_school_without_a_known_code_is_marked_invented() -> None:
    real = {school.code: school.name for school in data.schools().values() if not school.invented}
    assert real == {"31": "华东师范大学"}
    assert all(school.code.startswith("X") for school in data.schools().values() if school.invented)


def test_reasons_belong_to_businesses_that_exist() -> None:
    assert {reason.business for reason in data.rejection_reasons().values()} <= set(Business)
    assert data.rejection_reasons()["EX04"].business == Business.EXEMPTION


def test_reasons_are_whole_sentences() -> None:
    """What is left open stands in the reviewer's own words: candidates read no placeholder."""
    assert [reason.code for reason in data.rejection_reasons().values() if set(reason.text) & set("{}")] == []


def test_code_tables_have_no_code_twice() -> None:
    assert {"民族", "政治面貌", "学历", "证件类型"} <= data.code_tables().keys()
    for table in data.code_tables().values():
        codes = [item.code for item in table.items]
        assert codes, table.name
        assert len(set(codes)) == len(codes), table.name


def test_a_diploma_asks_for_one_of_its_companions() -> None:
    diploma = data.credential_types()["diploma"]
    assert diploma.companions == ("registration_form", "verification_report")
    assert diploma.companion_text == "使用学历证书时，还需新增电子注册备案表或学历认证报告"


def test_an_unknown_status_never_reads_as_verified() -> None:
    assert status_text("verified in source") == "来源已核实"
    assert status_text("inferred, unverified") == "推定，未核实"
    for status in (
        "general knowledge, unverified",
        "code and name verified in source; credits not found",
        "",
        "partly",
    ):
        assert "已核实" not in status_text(status)


def test_a_rule_that_names_an_unknown_type_or_level_is_named() -> None:
    book = data.exemption_rules()
    rule = Rule(
        id="BAD",
        province="上海",
        needs=((Evidence("pets_certificate", ("九级",)), Evidence("pets")),),
        codes=(CourseCode("15"),),
        text="",
        quote="",
        source="",
        status="",
    )
    bad = msgspec.structs.replace(book, rules=(rule,))
    assert checks.evidence_faults(bad, data.credential_types()) == (
        "row BAD, field codes: 15 is not a course code",
        "row BAD, field needs: pets_certificate has no level 九级",
        "row BAD, field needs: unknown type pets",
    )


def test_importing_the_package_reads_no_file() -> None:
    code = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import chalicelib.data
assert not [name for name in opened if name.endswith(".json")], opened
"""
    subprocess.run([sys.executable, "-c", code], check=True)
