"""成绩补登 as the record sees it: one stage, its own locks, counted everywhere (rows M4-01 and M4-05)."""

import json
from typing import Any

import msgspec
import pytest

from chalicelib.domain.checks import BLOCK
from chalicelib.domain.decisions import ItemVerdict
from chalicelib.domain.errors import (
    ForbiddenError,
    IncompleteError,
    LiveApplicationError,
    StepUpRequiredError,
    UnknownError,
    WindowClosedError,
)
from chalicelib.domain.ids import No
from chalicelib.domain.instants import DAY, HOUR, MINUTE, later
from chalicelib.domain.reviews import PASS, REJECT, RETURN
from chalicelib.domain.supplement_forms import FORMS, Supplement
from chalicelib.domain.supplements import KIND, THESES
from chalicelib.storage import cases, library, people, windows
from chalicelib.storage.tables import RecordItem
from chalicelib.usecases.applications.resubmit_application import NextRound, resubmit_application
from chalicelib.usecases.applications.show_application import show_application
from chalicelib.usecases.applications.submit_applications import submit_applications
from chalicelib.usecases.exemptions.list_exemptions import list_exemptions
from chalicelib.usecases.reviews.decide_application import Verdict, decide_application
from chalicelib.usecases.reviews.lease_case import lease_case
from chalicelib.usecases.reviews.show_case import show_case
from chalicelib.usecases.supplements.list_supplements import list_supplements
from tests.builders import CID, NOW, Meter, a_sheet, a_supplement, an_operation, an_upload_id
from tests.stored import PASSED, warm
from tests.usecases.acting import CITY_DESK, SCHOOL_DESK, WHO, an_order, at, decide, entropy
from tests.usecases.acting import submit as submit_exemption

pytestmark = pytest.mark.usefixtures("eligible")


def submit(item: Supplement | None = None, **changes: Any) -> No:
    order = an_order(item or a_supplement(**changes), kind=KIND)
    return No(json.loads(submit_applications(WHO, order, at(0), entropy))["applications"][0]["no"])


def again(no: No, ver: int, item: Supplement, ref: int = 1) -> Any:
    sent = NextRound(kind=KIND, ref=ref, no=no, ver=ver, item=item)
    return json.loads(resubmit_application(WHO, sent, at(HOUR)))


def locks() -> list[str]:
    return sorted(item.sk for item in RecordItem.query(people.partition(CID), RecordItem.sk.startswith("K#")))


def test_submitting_costs_three_calls_in_two_waits_and_the_list_two_in_one(meter: Meter) -> None:
    windows.load(NOW)
    library.load(NOW)
    with meter() as calls:
        submit()
    assert calls == {"Query": 1, "BatchGetItem": 1, "TransactWriteItems": 1}
    with meter() as calls:
        list_supplements(CID, 1, 1, NOW)
    assert calls == {"GetItem": 1, "Query": 1}


def test_the_list_shows_what_the_manual_shows() -> None:
    """序号 is the page's; the month and its name follow the kind."""
    for kind in FORMS:
        submit(a_supplement(kind))
    rows = {row.type_text: row for row in list_supplements(CID, 1, 1, NOW).rows}
    assert set(rows) == {"理论", "免考", "转入-理论课"}
    score = rows["理论"]
    assert (score.title, score.score, score.credits2) == ("马克思主义政治经济学原理（00005）", "65", 6)
    assert (score.state_text, score.can.edit, score.can.withdraw) == ("待审核", True, True)
    told = {kind: (row.month_label, row.month) for kind, row in rows.items()}
    assert told == {
        "理论": ("通过时间", "1999-10"),
        "免考": ("办理免考时间", "2006-06"),
        "转入-理论课": ("办理转入时间", "2005-03"),
    }


def test_another_ticket_has_another_list() -> None:
    submit()
    with pytest.raises(UnknownError):
        list_supplements(CID, 1, 2, NOW)


@pytest.mark.parametrize("kind", ["exempt", "transferred"])
def test_a_thesis_has_a_score_or_nothing(kind: str) -> None:
    """No office exempts from a thesis, so that no old exemption of one can be registered by one reviewer either."""
    for code in ("06999", "10225"):
        with pytest.raises(IncompleteError) as refused:
            submit(a_supplement(kind, course=code))
        [fault] = refused.value.fields
        assert (fault.field, fault.message) == ("items.0.course", THESES)
    submit(course="06999")


@pytest.mark.parametrize("kind", FORMS)
def test_one_office_approves_and_the_record_counts(kind: str) -> None:
    no = submit(a_supplement(kind))
    assert decide(no, PASS)["state"] == "approved"
    record = people.load(CID)
    [grant] = record.grants
    assert (grant.no, grant.code) == (no, cases.load(CID, no).case.codes[0])
    assert (record.head.lines, locks()) == ({}, [])
    text = show_application(CID, 1, no, later(NOW, HOUR)).rounds[0].decisions[0].text
    assert text == "主考学校审核通过，补登的记录生效，计入成绩记录，成绩页可以查到"


def test_an_approval_wants_a_fresh_code_and_a_return_does_not() -> None:
    no = submit()
    case = cases.load(CID, no).case
    verdict = Verdict(ver=case.ver, digest=case.digest, outcome=PASS)
    operation = an_operation("key-stale-0000000000", at=later(NOW, HOUR))
    with pytest.raises(StepUpRequiredError):
        decide_application((CID, no), verdict, SCHOOL_DESK, operation)
    lease_case(CID, no, SCHOOL_DESK.scope, SCHOOL_DESK.actor, later(NOW, HOUR))
    back = msgspec.structs.replace(verdict, outcome=RETURN, items=(ItemVerdict(part=0, words="看不清"),))
    assert b"returned" in decide_application((CID, no), back, SCHOOL_DESK, operation)


def test_an_approval_costs_three_calls(meter: Meter) -> None:
    no = submit()
    warm(later(NOW, MINUTE))
    case = cases.load(CID, no).case
    lease_case(CID, no, SCHOOL_DESK.scope, SCHOOL_DESK.actor, NOW)
    verdict = Verdict(ver=case.ver, digest=case.digest, outcome=PASS)
    with meter() as calls:
        decide_application((CID, no), verdict, SCHOOL_DESK, an_operation("key-pass-00000000000", at=later(NOW, MINUTE)))
    assert calls == {"Query": 2, "TransactWriteItems": 1}


def test_the_city_has_no_part_in_it() -> None:
    no = submit()
    case = cases.load(CID, no).case
    verdict = Verdict(ver=case.ver, digest=case.digest, outcome=REJECT, reasons=("SC03",))
    with pytest.raises(ForbiddenError):
        decide_application((CID, no), verdict, CITY_DESK, an_operation("key-city-00000000000"))


def test_a_reviewer_sees_labelled_lines_and_what_follows() -> None:
    no = submit()
    seen = show_case(CID, no, SCHOOL_DESK.scope, SCHOOL_DESK.actor, NOW)
    assert (seen.stage_text, seen.business_text) == ("学校审核", "成绩补登")
    assert seen.next_stage_text.startswith("主考学校审核通过，补登的记录生效")
    assert [row.label for row in seen.rounds[0].parts[0].rows] == ["类型", "课程", "通过时间", "成绩"]
    assert {reason.code[:2] for reason in seen.reasons} == {"SC"}


def test_the_page_offers_no_pass_of_what_came_on_record_meanwhile() -> None:
    no = submit()
    people.put_sheet(CID, a_sheet("2026-11", codes=(a_supplement().course,)))
    with pytest.raises(IncompleteError, match="不能重复登记") as refused:
        decide(no, PASS)
    seen = show_case(CID, no, SCHOOL_DESK.scope, SCHOOL_DESK.actor, later(NOW, HOUR))
    assert [one.detail for one in seen.checks if one.state == BLOCK] == [refused.value.message]
    assert "held" not in {one.key for one in seen.checks}


def test_a_live_course_is_not_registered_twice_but_another_effect_may_be() -> None:
    submit()
    with pytest.raises(LiveApplicationError, match="正在办理"):
        submit()
    submit(a_supplement("exempt", course="00005"))
    assert locks() == ["K#exempt#00005", "K#supplemented#00005"]


def test_a_supplement_and_an_exemption_exclude_each_other_by_the_same_lock() -> None:
    submit(a_supplement("exempt", course="00015"))
    with pytest.raises(LiveApplicationError):
        submit_exemption("00015")


def test_a_held_course_is_refused_with_its_reason() -> None:
    with pytest.raises(IncompleteError) as refused:
        submit(course=PASSED[0])
    [fault] = refused.value.fields
    assert fault.field == "items.0.course"
    assert "不需要补登" in fault.message


def test_a_change_while_waiting_may_be_about_another_course_but_not_of_another_kind() -> None:
    """「编辑」 while 待审核: the wrong course was chosen."""
    no = submit()
    assert again(no, 1, a_supplement(course="00009", score="70"))["round"] == 2
    case = cases.load(CID, no).case
    assert (case.title, case.codes, locks()) == ("政治经济学(财经类)（00009）", ("00009",), ["K#supplemented#00009"])
    assert people.load(CID).head.lines[no].title == case.title
    with pytest.raises(UnknownError):
        again(no, 2, a_supplement("exempt", course="00009"))


def test_a_change_does_not_take_a_course_that_is_under_way() -> None:
    submit(course="00009")
    no = submit()
    with pytest.raises(LiveApplicationError):
        again(no, 1, a_supplement(course="00009"))


def test_a_returned_one_is_mended_and_approved() -> None:
    no = submit()
    decide(no, RETURN, items=(ItemVerdict(part=0, reasons=("SC03",)),))
    assert show_application(CID, 1, no, later(NOW, HOUR)).rounds[0].parts[0].verdict
    assert again(no, 2, a_supplement(uploads=(an_upload_id(2),)))["state_text"] == "待审核"
    assert decide(no, PASS)["state"] == "approved"


def test_a_reason_of_another_business_is_none() -> None:
    no = submit()
    with pytest.raises(IncompleteError):
        decide(no, REJECT, reasons=("EX14",))


def test_all_faults_are_named_at_once_and_nothing_is_written() -> None:
    before = len(list(RecordItem.scan()))
    with pytest.raises(IncompleteError) as refused:
        submit(course="99999", passed="2003-01", score="101", uploads=())
    fields = [fault.field for fault in refused.value.fields]
    assert fields == ["items.0.course", "items.0.passed.year", "items.0.score", "items.0.uploads"]
    assert len(list(RecordItem.scan())) == before


def test_outside_the_window_nothing_is_registered() -> None:
    order = an_order(a_supplement(), kind=KIND)
    with pytest.raises(WindowClosedError, match="成绩补登已于"):
        submit_applications(WHO, order, at(6 * DAY), entropy)


def test_the_six_passes_of_an_exemption_count_a_supplemented_score() -> None:
    people.put_sheet(CID, a_sheet(codes=PASSED[:5]))
    assert list_exemptions(CID, 1, 1, NOW).theory_passes == 5
    decide(submit(course="00320", uploads=(an_upload_id(1),)), PASS)
    warm(later(NOW, HOUR))
    assert list_exemptions(CID, 1, 1, later(NOW, HOUR)).theory_passes == 6


def test_a_number_of_another_business_is_a_number_nobody_has() -> None:
    no = No(submit_exemption("00015")["applications"][0]["no"])
    with pytest.raises(UnknownError):
        again(no, 1, a_supplement())
