"""本市转出 as the record sees it: submitted, refused, sent again, signed, approved, and gone (M3.4-01 to M3.4-03)."""

import json

import msgspec
import pytest

from chalicelib.domain.decisions import ItemVerdict
from chalicelib.domain.degrees.questions import Question
from chalicelib.domain.errors import IncompleteError, LiveApplicationError, UnknownError, WindowClosedError
from chalicelib.domain.ids import TicketRef
from chalicelib.domain.instants import DAY, HOUR, later
from chalicelib.domain.reviews import PASS, REJECT, RETURN
from chalicelib.domain.transfer_out import KIND
from chalicelib.domain.windows import Business, OnSite
from chalicelib.storage import people, windows
from chalicelib.usecases.applications.show_application import show_application
from chalicelib.usecases.applications.withdraw_application import withdraw_application
from chalicelib.usecases.degrees.auditing import Subject, audit_view
from chalicelib.usecases.exemptions.list_exemptions import list_exemptions
from chalicelib.usecases.graduations.show_graduation import show_graduation
from chalicelib.usecases.home.show_home import show_home
from chalicelib.usecases.home.show_scores import show_scores
from chalicelib.usecases.reviews.show_case import show_case
from chalicelib.usecases.reviews.show_case_audit import show_case_audit
from chalicelib.usecases.supplements.list_supplements import list_supplements
from chalicelib.usecases.transfers.show_transfer_out import show_transfer_out
from tests.builders import CANDIDATE, CID, NOW, Meter, a_credential, a_sheet, a_ticket
from tests.checked import violations
from tests.stored import EDIT, PASSED, open_windows, put_uploads, warm
from tests.transferring import CODES
from tests.usecases import acting, graduating
from tests.usecases.acting import CITY_DESK, SCHOOL_DESK, at, decide
from tests.usecases.graduating import approve, correct, keys, line, passing
from tests.usecases.transferring import DESKS, again, leave, put_mover, submit, typed

LEFT = "这个准考证的考籍已经转出，不能再办理业务"
OTHERS = (list_exemptions, list_supplements, show_graduation)
RECORDS = tuple(f"2026-10/1/T/{code}" for code in CODES)


@pytest.fixture(autouse=True)
def _mover(aws: None) -> None:
    put_mover(tickets=(a_ticket(), a_ticket(ref=TicketRef(2), number="000000000002")))
    open_windows()
    warm(NOW)


def test_from_submission_to_approval_and_the_records_are_gone() -> None:
    """M3.4-03: each step says what comes next; afterwards nothing counts here, as whoever judges by it is told."""
    no = submit()
    shown = show_application(CID, 1, no, later(NOW, HOUR))
    assert (shown.state_text, shown.next_text) == ("待审核", "等待主考学校审核")
    assert [one.title for one in shown.rounds[0].parts] == ["转入信息", "转出成绩"]
    for desk in DESKS:
        assert people.load(CID).head.rver == 1
        approve(no, desk)
    assert people.load(CID).head.rver == 2
    shown = show_application(CID, 1, no, later(NOW, HOUR))
    assert [one.text for one in shown.rounds[0].decisions] == [
        "主考学校初审通过，等待到主考学校现场签字",
        "主考学校现场签字完成，等待市考办审核",
        "市考办复审通过，考籍已经转出，所转成绩不再计入本市，请向转入地查询接收结果",
    ]
    assert [one.text for one in shown.track] == ["已提交", "学校初审", "现场签字", "市考办复审", "转出"]
    assert show_scores(CID, 1, 1, NOW).sheets == ()
    home = show_home(CID, 1, 1, NOW)
    assert (home.scores.latest_session, home.ticket.leaving, home.degree) == (None, "考籍已转出", None)
    # No desk is on the register here.
    assert {one.invariant for one in violations(later(NOW, HOUR))} <= {"I13", "I32", "T6"}


def test_the_page_tells_which_scores_can_leave_where_to_and_how_far_it_is() -> None:
    """M3.4-01, M3.4-02."""
    page = show_transfer_out(CID, 1, 1, NOW)
    assert [(one.code, one.session, one.reason) for one in page.lines] == [(code, "2026-10", "") for code in CODES]
    assert (page.barred, page.target, page.sent, page.ticket) == ("", "new", None, "00…001")
    assert "32" in page.provinces
    assert not {"31", "71"} & set(page.provinces)
    assert ("5", "120402", "行政管理") in [(one.level, one.code, one.name) for one in page.majors]
    no = submit()
    page = show_transfer_out(CID, 1, 1, NOW)
    assert page.sent
    assert (page.target, page.sent.no, page.sent.title, page.barred) == (no, no, "转往江苏省（行政管理）", "")
    assert [one.state for one in page.sent.track] == ["done", "now", "ahead", "ahead", "ahead"]
    assert page.sent.can.withdraw
    assert show_transfer_out(CID, 1, 2, NOW).sent is None
    with pytest.raises(UnknownError):
        show_transfer_out(CID, 1, 3, NOW)


def test_it_costs_what_every_submission_costs(meter: Meter) -> None:
    item = typed()
    with meter() as calls:
        acting.submit_applications(acting.WHO, acting.an_order(item, kind=KIND), at(0), acting.entropy)
    assert calls == {"Query": 1, "BatchGetItem": 1, "TransactWriteItems": 1}
    with meter() as calls:
        show_transfer_out(CID, 1, 1, NOW)
    assert calls == {"Query": 2}


def test_rejected_with_its_reason_and_applied_for_again() -> None:
    """M3.4-03: 重新申请."""
    no = submit()
    decide(no, REJECT, reasons=("TO07",), words="转入准考证号少一位。")
    shown = show_application(CID, 1, no, later(NOW, HOUR))
    assert (shown.state_text, shown.can.resubmit) == ("审核未通过", True)
    assert shown.rounds[0].decisions[0].reasons[0].text == "转入地准考证号有误或不存在。"
    assert again(no, 2, ticket="320100000009")["state"] == "submitted"
    for desk in DESKS:
        approve(no, desk)
    assert show_home(CID, 1, 1, NOW).ticket.leaving == "考籍已转出"


def test_what_a_return_did_not_object_to_stands_and_scores_may_change() -> None:
    no = submit()
    decide(no, RETURN, items=(ItemVerdict(part=1, words="请只勾选两门。"),))
    with pytest.raises(IncompleteError, match="提交前请修改"):
        again(no, 2, phone="021-55550001")
    assert again(no, 2, records=RECORDS[:2])["round"] == 2
    assert line(no).records == RECORDS[:2]


def test_passes_that_are_about_to_leave_count_nowhere_else() -> None:
    """M3.4-03, I15: audits show them as held, an exemption does not count them."""
    no = submit(records=RECORDS[:2])
    record = people.load(CID)
    audit = audit_view(
        Subject(head=record.head, ticket=a_ticket(), transcript=record.transcript), Question(), NOW
    ).audit
    assert {one.record for one in audit.records if one.use == "held"} == set(RECORDS[:2])
    assert set(RECORDS[:2]) <= set(show_scores(CID, 1, 1, NOW).leaving)
    assert RECORDS[2] not in show_scores(CID, 1, 1, NOW).leaving
    shown = show_case(CID, no, SCHOOL_DESK.scope, SCHOOL_DESK.actor, NOW)
    assert shown.candidate.theory_passes == 1
    assert show_home(CID, 1, 1, NOW).ticket.leaving == "考籍正在办理转出"
    withdraw_application(CANDIDATE, 1, no, 1, at(HOUR))
    assert show_scores(CID, 1, 1, NOW).leaving == ()
    assert show_case(CID, no, SCHOOL_DESK.scope, SCHOOL_DESK.actor, NOW).candidate.theory_passes == 3


def test_a_course_that_leaves_is_asked_for_and_granted_under_another_ticket() -> None:
    """M3.4-03, I15: to that ticket it is as if it were gone, for the candidate, for reviewers and at the approval."""

    def state() -> str:
        return next(one.state for one in list_exemptions(CID, 1, 2, NOW).units if one.unit == "00015")

    people.put_sheet(CID, a_sheet(codes=PASSED, ref=2))
    people.put_sheet(CID, a_sheet("2025-04", ("00015",)))
    put_uploads(1)
    assert state() == "passed"
    submit(records=("2025-04/1/T/00015",))
    assert state() == "none"
    order = acting.an_order(acting.Item("00015", (a_credential(),)), ref=2)
    sent = json.loads(acting.submit_applications(acting.WHO, order, at(HOUR), acting.entropy))
    no, who = sent["applications"][0]["no"], (SCHOOL_DESK.scope, SCHOOL_DESK.actor)
    assert [one.code for one in show_case_audit((CID, no), who, Question(), later(NOW, HOUR)).pending] == ["00015"]
    decide(no, PASS)
    decide(no, PASS, CITY_DESK)
    assert [(one.effect, one.code) for one in people.load(CID).grants] == [("exempt", "00015")]


def test_beside_it_the_ticket_does_nothing_else_and_nothing_at_all_afterwards() -> None:
    """I15: nor the other way round; another ticket goes on."""
    people.put_sheet(CID, a_sheet("2025-04", PASSED))
    put_uploads(1, 2, 3)
    no = submit(records=RECORDS)
    with pytest.raises(LiveApplicationError, match="正在办理转出"):
        acting.submit("00015")
    assert all("正在办理转出" in show(CID, 1, 1, NOW).barred for show in OTHERS)
    withdraw_application(CANDIDATE, 1, no, 1, at(HOUR))
    [exempted] = acting.submit("00015")["applications"]
    with pytest.raises(LiveApplicationError, match=r"英语\(二\)（00015）的申请免考正在办理"):
        submit()
    assert show_transfer_out(CID, 1, 1, NOW).barred.startswith("英语(二)（00015）的申请免考正在办理")
    withdraw_application(CANDIDATE, 1, exempted["no"], 1, at(HOUR))
    leave(records=RECORDS)
    for attempt in (lambda: acting.submit("00015"), submit):
        with pytest.raises(LiveApplicationError, match="已经转出"):
            attempt()
    assert {show(CID, 1, 1, NOW).barred for show in (show_transfer_out, *OTHERS)} == {LEFT}


def test_what_was_not_ticked_stays_on_the_record() -> None:
    leave(records=RECORDS[:2])
    [sheet] = [json.loads(bytes(one)) for one in show_scores(CID, 1, 1, NOW).sheets]
    assert [row["code"] for row in sheet["rows"]] == [CODES[2]]


def test_a_correction_meanwhile_blocks_the_pass_and_the_record_says_so() -> None:
    no = submit()
    correct(*CODES[1:])
    seen = show_case(CID, no, SCHOOL_DESK.scope, SCHOOL_DESK.actor, later(NOW, HOUR))
    assert seen.checks[0].detail == "社会学概论（00034）的成绩已不在成绩记录中，请退回考生"
    with pytest.raises(IncompleteError, match="核对"):
        decide(no, "pass", **passing(no, SCHOOL_DESK))


def test_the_approval_keeps_the_scores_that_left_and_reviewers_go_on_seeing_them() -> None:
    no = leave()
    assert keys("G#") == [f"G#{no}"]
    assert keys("K#") == []
    shown = show_case(CID, no, CITY_DESK.scope, CITY_DESK.actor, later(NOW, DAY))
    assert shown.grounds
    kept = json.loads(bytes(shown.grounds.body))
    assert [row["record"] for row in kept["rows"]] == list(RECORDS)
    assert kept["target"]["ticket"] == "320100000001"
    assert [(one.key, one.state) for one in shown.checks] == [("records", "ok")]


def test_outside_its_time_nobody_applies() -> None:
    with pytest.raises(WindowClosedError):
        submit(at(7 * DAY))


def test_the_time_and_place_of_the_signature_are_told_where_it_is_awaited() -> None:
    site = OnSite(opens=later(NOW, DAY), closes=later(NOW, 3 * DAY), place="教学楼 101 室（演示）")
    rows = tuple(
        msgspec.structs.replace(row, on_site=site) if row.business == Business.TRANSFER_OUT else row
        for row in windows.fresh().rows
    )
    windows.save(rows, seen=1, edit=EDIT)
    no = submit()
    assert show_application(CID, 1, no, NOW).visit is None
    approve(no)
    shown = show_application(CID, 1, no, NOW).visit
    assert shown
    assert (shown.place, shown.opens) == (site.place, site.opens)
    assert shown.text.startswith("请带身份证、本市准考证和转入地准考证到主考学校核对")
    assert (sent := show_transfer_out(CID, 1, 1, NOW).sent)
    assert sent.visit == shown
    [home] = show_home(CID, 1, 1, NOW).attention
    assert site.place in home.text
    approve(no)
    assert show_application(CID, 1, no, NOW).visit is None


def test_a_graduation_and_a_transfer_of_two_tickets_never_use_one_pass() -> None:
    """I15."""
    people.put_sheet(CID, a_sheet(codes=graduating.COURSES))
    leave_no = submit(records=RECORDS[:1])
    shown = graduating.show_record(CID, 1, 2, graduating.graduating.Scores(plan=graduating.PLAN), NOW)
    assert RECORDS[0] not in {row.record for row in shown.rows}
    assert any("（00034）的成绩正用于“转往江苏省（行政管理）”" in text for text in shown.held)
    assert line(leave_no).leaves


def test_a_case_of_this_business_is_no_other_form() -> None:
    with pytest.raises(UnknownError):
        acting.resubmit(submit(), 1)
