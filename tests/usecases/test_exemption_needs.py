"""申请免考 meets the transcript on the record: what the list answers, what a submission refuses, what only warns."""

import msgspec
import pytest

from chalicelib.domain.errors import IncompleteError
from chalicelib.domain.ids import CourseCode, TicketRef
from chalicelib.domain.library import Documents
from chalicelib.domain.transcripts import TRANSFERRED
from chalicelib.storage import library, people
from chalicelib.storage.tables import RecordItem
from chalicelib.usecases.exemptions.list_exemptions import UnitView, list_exemptions
from tests.builders import CID, NOW, a_sheet
from tests.domain.degrees.people import granted
from tests.domain.degrees.plans import a_map, a_rule
from tests.stored import EDIT
from tests.usecases.acting import submit

pytestmark = pytest.mark.usefixtures("eligible")

OLD = "27092"
TARGET = "00316"


def listed(unit: str) -> UnitView:
    return next(one for one in list_exemptions(CID, 1, 1, NOW).units if one.unit == unit)


def refusal(unit: str) -> str:
    before = len(list(RecordItem.scan()))
    with pytest.raises(IncompleteError) as refused:
        submit("00015", unit)
    assert len(list(RecordItem.scan())) == before
    [fault] = refused.value.fields
    assert fault.field == "items.1"
    return fault.message


def put_map(status: str = "verified in source") -> None:
    """An office of 上海 says that an old course stands for one of the plan."""
    rule = a_rule(CourseCode(OLD), gives=(CourseCode(TARGET),), status=status)
    library.save(Documents(maps=(a_map(rule, id="SH-old-new", majors=("行政管理",)),)), seen=0, edit=EDIT)


def test_an_add_on_needs_no_application_and_takes_none() -> None:
    view = listed("00261")
    assert (view.state, view.state_text, view.reason) == ("no_need", "不需要申请", "加考课程不需要申请免考")
    assert (view.names, view.no, view.warnings) == (("行政法学",), None, ())
    assert refusal("00261") == view.reason


def test_an_add_on_that_was_passed_is_passed() -> None:
    people.put_sheet(CID, a_sheet("2025-04", codes=("00261",)))
    assert listed("00261").state == "passed"


def test_what_an_old_course_stands_for_needs_no_application_and_takes_none() -> None:
    assert listed(TARGET).state == "none"
    put_map()
    people.put_sheet(CID, a_sheet("2025-04", codes=(OLD,)))
    view = listed(TARGET)
    assert view.state == "no_need"
    assert view.reason == ("已由课程27092（27092）替代（新旧计划课程对照），同一专业新旧计划顶替的课程不需要申请免考")
    assert refusal(TARGET) == view.reason


def test_an_inferred_rule_only_advises() -> None:
    put_map("inferred, unverified")
    people.put_sheet(CID, a_sheet("2025-04", codes=(OLD,)))
    view = listed(TARGET)
    assert (view.state, "推定" in view.reason) == ("none", True)
    assert len(submit(TARGET)["applications"]) == 1
    assert (listed(TARGET).state, listed(TARGET).reason) == ("submitted", "")


def test_a_course_of_another_ticket_or_province_says_so() -> None:
    people.put_sheet(CID, a_sheet("2025-04", codes=("00320",), ref=TicketRef(2)))
    grant = granted(TRANSFERRED, CourseCode("00312"), NOW)
    RecordItem(people.partition(CID), f"A#G#{TRANSFERRED}#00312", body=msgspec.json.encode(grant).decode()).save()
    assert listed("00320").state == "passed"
    assert listed("00320").reason.startswith("本市其他主考学校（其他准考证）已通过")
    assert (listed("00312").state, listed("00312").reason) == ("passed", "外省转入的课程不需要申请免考")
    assert refusal("00312") == "外省转入的课程不需要申请免考"


def test_what_an_exemption_costs_is_a_warning_and_no_bar() -> None:
    """SH-W3, before anything is sent."""
    assert listed("00015").warnings == ("外语课程免考后，不能申请学士学位（转载的学校通知如此规定，请向主考学校确认）",)
    assert listed("00320").warnings == ()
    assert len(submit("00015")["applications"]) == 1


def test_old_courses_of_the_major_count_for_the_six() -> None:
    people.put_sheet(CID, a_sheet(codes=("03708", "03709", "00034", "00315", "00318", OLD)))
    assert list_exemptions(CID, 1, 1, NOW).theory_passes == 5
    put_map()
    view = list_exemptions(CID, 1, 1, NOW)
    assert (view.theory_passes, view.eligible) == (6, True)
    assert len(submit("00015")["applications"]) == 1
