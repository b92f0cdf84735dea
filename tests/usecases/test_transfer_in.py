"""外省转入 with its storage: one case a person and file, judged, confirmed, signed; and what it may not meet."""

from typing import Any

import pytest

from chalicelib.domain.decisions import ItemVerdict
from chalicelib.domain.errors import (
    ConflictError,
    IncompleteError,
    StaleGroundsError,
    UnknownError,
    WrongStateError,
)
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.instants import DAY, HOUR, later
from chalicelib.domain.people import Ticket
from chalicelib.domain.windows import Business, OnSite
from chalicelib.storage import cases, leases, people, work
from chalicelib.storage import windows as stored_windows
from chalicelib.storage.tables import RecordItem
from chalicelib.usecases.applications.withdraw_application import withdraw_application
from chalicelib.usecases.imports import receive_transfers
from chalicelib.usecases.imports.receive_transfers import NO_WINDOW, UNDER_WAY, UNKNOWN, judge_arrivals
from chalicelib.usecases.messages.show_messages import show_messages
from chalicelib.usecases.reviews.show_case import show_case
from chalicelib.usecases.transfers.show_appointment import show_appointment
from chalicelib.usecases.transfers.show_transfer_in import show_transfer_in
from chalicelib.usecases.transfers.show_transfer_out import show_transfer_out
from tests.arriving import TAKEN, an_arrival
from tests.builders import CANDIDATE, CID, NOW, a_sheet, a_ticket, a_window
from tests.stored import EDIT, open_windows, warm
from tests.usecases import transferring
from tests.usecases.acting import SCHOOL_DESK, at, decide
from tests.usecases.arriving import arrived, come, confirm, put_comer, receive, received
from tests.usecases.graduating import approve, passing

VISIT = OnSite(opens=later(NOW, 2 * DAY), closes=later(NOW, 3 * DAY), place="教务处, 一楼; 东侧")


@pytest.fixture(autouse=True)
def _comer(aws: None) -> None:
    put_comer()
    open_windows()
    warm(NOW)


def grants() -> list[str]:
    return [item.sk for item in RecordItem.query(people.partition(CID), RecordItem.sk.startswith(people.GRANT))]


def place(no: Any) -> str:
    return str(RecordItem.get(people.partition(CID), f"X#{no}").w)


def test_what_arrives_is_told_course_by_course_and_counts_once_it_is_signed() -> None:
    """M3.3-01: where it stands, the courses, what each becomes here or why not."""
    assert show_transfer_in(CID, 1, 1, NOW).arrivals == ()
    no = received()
    shown = arrived()
    assert (shown.state_text, shown.next_text, shown.can.confirm) == ("待审核", "等待主考学校审核", False)
    assert [line.becomes.code if line.becomes else line.reason for line in shown.lines] == [
        *TAKEN,
        "本专业考试计划中没有这个代码的课程，不予替代",
    ]
    assert (shown.origin.province, shown.origin.ticket) == ("江苏省", "32…001")
    head = people.load(CID).head
    assert (head.unread, head.lines[no].confirmed) == (1, "")
    approve(no)
    assert (arrived().state_text, arrived().can.confirm, grants()) == ("待确认", True, [])
    told = show_messages(CID, 1, "", later(NOW, DAY)).messages[0].text
    assert told == "主考学校初审通过，等待到主考学校现场签字。请先核对课程并在线确认，确认后才能到校签字。"
    assert confirm(no) == {"no": no, "state": "under_review", "state_text": "审核中"}
    assert (arrived().can.confirm, arrived().next_text) == (False, "等待到主考学校现场签字")
    approve(no)
    assert grants() == [f"{people.GRANT}transferred#{code}" for code in TAKEN]
    record = people.load(CID)
    assert (record.head.rver, no in record.head.lines) == (2, False)
    assert [(one.score, one.ref, one.no) for one in record.grants] == [(75, 1, no)] * 2
    after = arrived(later(NOW, DAY))
    assert [bool(line.becomes) for line in after.lines] == [True, True, False]
    assert {mark.state for mark in after.track} == {"done"}
    assert [mark.key for mark in after.track] == ["submitted", "school", "confirmed", "signature", "approved"]
    assert [mark.at for mark in after.track].count(None) == 0


def test_the_same_person_is_received_once_however_often_it_is_sent() -> None:
    no = received()
    assert receive() == [False]
    other = an_arrival("00034", no="JS-2026-000002", day="2026-10-01")
    assert [fault.what for _, fault in judge_arrivals((other,), NOW).faults] == [UNDER_WAY]
    decide(no, "reject", reasons=("TI02",), **{k: v for k, v in passing(no, SCHOOL_DESK).items() if k == "basis"})
    assert receive() == [False]
    refusal = arrived().refusal
    assert refusal
    assert [one.code for one in refusal.reasons] == ["TI02"]
    assert receive(other, now=later(NOW, HOUR)) == [True]
    assert arrived().origin.day == "2026-10-01"
    assert no not in people.load(CID).head.lines


@pytest.mark.parametrize(
    ("arrival", "told"),
    [
        (an_arrival(ticket="000000000009"), UNKNOWN),
        (an_arrival(id_number="000000199001011250"), UNKNOWN),
        (an_arrival(province="31"), "应为外省的代码"),
        (an_arrival()._replace(province="32"), "应为本市的代码"),
    ],
)
def test_who_is_not_found_here_or_does_not_come_here_is_told(arrival: Any, told: str) -> None:
    assert [(row, fault.what) for row, fault in judge_arrivals((arrival,), NOW).faults] == [(2, told)]


def test_nothing_is_received_before_a_time_is_announced_and_none_need_be_open() -> None:
    stored_windows.save((), seen=1, edit=EDIT)
    stored_windows.forget()
    assert [fault.what for _, fault in judge_arrivals((an_arrival(),), NOW).faults] == [NO_WINDOW]
    ahead = a_window(business=Business.TRANSFER_IN, opens=later(NOW, DAY), closes=later(NOW, 2 * DAY))
    stored_windows.save((ahead,), seen=2, edit=EDIT)
    stored_windows.forget()
    assert receive() == [True]


def test_who_does_not_agree_is_no_prisoner_of_what_arrived() -> None:
    """The school rejects what nobody confirms; then other rows of the person can be received."""
    no = received()
    approve(no)
    decide(no, "reject", SCHOOL_DESK, reasons=("TI02",), basis=passing(no, SCHOOL_DESK)["basis"])
    assert arrived().refusal
    assert receive(an_arrival("00034", no="JS-2026-000002")) == [True]


def test_nobody_passes_it_and_nobody_has_it_in_a_queue_before_it_is_confirmed() -> None:
    no = received()
    assert place(no) == work.queue("transfer_in", "school", a_ticket().school)
    approve(no)
    assert place(no) == work.unconfirmed(a_ticket().school)
    with pytest.raises(WrongStateError, match="尚未在平台确认"):
        decide(no, "pass", SCHOOL_DESK, basis="", tasks={})
    leases.release(no, SCHOOL_DESK.actor.id)
    confirm(no)
    assert place(no) == work.queue("transfer_in", "signature", a_ticket().school)


def test_a_confirmation_is_of_what_was_shown_and_is_asked_once_more_when_that_changed() -> None:
    no = received()
    approve(no)
    with pytest.raises(ConflictError, match="刚刚有变化"):
        confirm(no, basis="0" * 64)
    confirm(no)
    with pytest.raises(WrongStateError):
        confirm(no, basis="0" * 64)
    people.put_sheet(CID, a_sheet(codes=("00034",)))
    shown = arrived()
    assert (shown.can.confirm, shown.lines[0].reason) == (True, "本市已有这门课程的合格成绩或转入记录，不重复登记")
    confirm(no)
    approve(no)
    assert grants() == [f"{people.GRANT}transferred#00318"]


def test_a_pass_that_was_looked_at_before_a_change_is_refused() -> None:
    no = received()
    seen = passing(no, SCHOOL_DESK)
    people.put_sheet(CID, a_sheet(codes=("00034",)))
    with pytest.raises(StaleGroundsError):
        decide(no, "pass", SCHOOL_DESK, **seen)


def test_where_nothing_becomes_anything_the_school_cannot_pass_it() -> None:
    no = received(an_arrival("00009"))
    with pytest.raises(IncompleteError) as refused:
        approve(no)
    assert "没有可以转入的课程，请选择不通过" in [one.message for one in refused.value.fields]


def test_nobody_mends_takes_back_or_sends_back_what_another_province_has_sent() -> None:
    no = received()
    with pytest.raises(WrongStateError, match="转出省份送来"):
        withdraw_application(CANDIDATE, 1, no, 1, at(HOUR))
    with pytest.raises(IncompleteError, match="不能补正"):
        decide(no, "return", items=(ItemVerdict(part=0, reasons=("TI02",)),))
    assert not show_case(CID, no, SCHOOL_DESK.scope, SCHOOL_DESK.actor, NOW).can.send_back


def test_the_appointment_is_a_file_for_a_calendar() -> None:
    """M3.3-02: the time and place of the on-site confirmation."""
    no = received()
    with pytest.raises(UnknownError):
        show_appointment(CID, 1, 1, no, NOW)
    approve(no)
    stored_windows.save((a_window(business=Business.TRANSFER_IN),), seen=1, edit=EDIT)
    stored_windows.forget()
    shown = arrived().visit
    assert shown
    assert (shown.opens, shown.place) == (None, "")
    with pytest.raises(UnknownError, match="还没有公布"):
        show_appointment(CID, 1, 1, no, NOW)
    stored_windows.save((a_window(business=Business.TRANSFER_IN, on_site=VISIT),), seen=2, edit=EDIT)
    stored_windows.forget()
    shown = arrived().visit
    assert shown
    assert (shown.opens, shown.closes, shown.place) == (VISIT.opens, VISIT.closes, VISIT.place)
    file = show_appointment(CID, 1, 1, no, NOW)
    assert "DTSTART:20261203T020000Z\r\n" in file
    assert "LOCATION:教务处\\, 一楼\\; 东侧\r\n" in file
    with pytest.raises(UnknownError):
        show_appointment(CID, 1, 2, no, NOW)


def test_beside_a_transfer_out_of_the_ticket_nothing_is_received_and_the_other_way_round() -> None:
    people.put_sheet(CID, a_sheet(codes=("00320",)))
    out = transferring.submit()
    faults = judge_arrivals((an_arrival(),), NOW).faults
    assert [fault.what for _, fault in faults] == ["这个准考证的考籍正在办理转出，期间不能办理其他业务"]
    withdraw_application(CANDIDATE, 1, out, 1, at(HOUR))
    received()
    assert "外省转入正在办理" in show_transfer_out(CID, 1, 1, NOW).barred


def test_a_transfer_out_that_is_sent_while_it_is_received_is_not_overlooked(monkeypatch: pytest.MonkeyPatch) -> None:
    people.put_sheet(CID, a_sheet(codes=("00320",)))
    change = receive_transfers._change

    def meanwhile(*given: Any) -> Any:
        made = change(*given)
        transferring.submit()
        return made

    monkeypatch.setattr(receive_transfers, "_change", meanwhile)
    with pytest.raises(ConflictError):
        receive()
    assert [line.business for line in people.load(CID).head.lines.values()] == [Business.TRANSFER_OUT]


def test_who_has_just_come_cannot_leave_within_a_year() -> None:
    come()
    assert show_transfer_out(CID, 1, 1, later(NOW, 2 * DAY)).barred == "办理转入未满一年，不能转出"
    year = later(NOW, 400 * DAY)
    assert show_transfer_out(CID, 1, 1, year).barred == ""


def test_a_case_of_one_ticket_is_not_shown_or_confirmed_at_another() -> None:
    second: Ticket = a_ticket(ref=2, number="000000000002")
    RecordItem(people.partition(CID), people.HEAD).delete()
    put_comer(tickets=(a_ticket(), second))
    no = received()
    assert show_transfer_in(CID, 1, 2, NOW).arrivals == ()
    assert CourseCode("00034") in [line.code for line in arrived().lines]
    assert cases.load(CID, no).case.locks == ("in#1",)
