"""外省转入 that is another thing than was confirmed: nobody travels to sign what will be refused (M3.3-02)."""

from typing import Any

import pytest

from chalicelib.domain.checks import BLOCK
from chalicelib.domain.errors import ConflictError, WrongStateError
from chalicelib.domain.ids import No
from chalicelib.domain.imports.transfer_tables import Arrival
from chalicelib.domain.instants import DAY, HOUR, Instant, later
from chalicelib.handlers import clock, events
from chalicelib.storage import cases, leases, people, work
from chalicelib.storage.tables import RecordItem
from chalicelib.usecases.home.show_home import show_home
from chalicelib.usecases.messages.show_messages import show_messages
from chalicelib.usecases.reviews.show_case import show_case
from chalicelib.usecases.transfers.ask_again import ask_again
from infra.local.minute import Scheduled, run_due
from tests.arriving import an_arrival
from tests.builders import CID, NOW, a_head, a_sheet, a_ticket
from tests.checked import violations
from tests.stored import open_windows, warm
from tests.usecases.acting import SCHOOL_DESK, decide
from tests.usecases.arriving import arrived, confirm, put_comer, received
from tests.usecases.graduating import approve, passing

LATER = later(NOW, 2 * HOUR)


# 马克思主义基本原理概论 is of both plans.
OTHER_PLAN = "SH-050201-2022"


@pytest.fixture
def no(aws: None) -> No:
    return waiting()


def waiting(*arrivals: Arrival) -> No:
    """Confirmed; it waits for the signature."""
    put_comer()
    open_windows()
    warm(NOW)
    one = received(*arrivals)
    approve(one)
    confirm(one)
    return one


def change() -> None:
    """One of the courses that arrived has been passed here as well."""
    people.put_sheet(CID, a_sheet(codes=("00034",)))


def is_asked(no: No) -> bool:
    place = RecordItem.get(people.partition(CID), f"X#{no}").w
    assert (place == work.unconfirmed(a_ticket().school)) is cases.load(CID, no).case.is_unconfirmed
    return cases.load(CID, no).case.is_unconfirmed


def told() -> list[str]:
    return [one.title for one in show_messages(CID, 1, "", LATER).messages if "请重新确认" in one.title]


def test_within_the_hour_the_candidate_is_told_and_the_school_waits(no: No) -> None:
    assert (ask_again(LATER), is_asked(no), told()) == ({}, False, [])
    change()
    assert (ask_again(LATER), is_asked(no)) == ({"asked": 1}, True)
    assert told() == ["外省转入 江苏省转入（行政管理）：请重新确认"]
    [home] = show_home(CID, 1, 1, LATER).attention
    assert home.kind == "confirm"
    assert (arrived().state_text, arrived().can.confirm) == ("待确认", True)
    assert ask_again(later(LATER, HOUR)) == {}
    assert len(told()) == 1
    confirm(no)
    assert ask_again(later(LATER, DAY)) == {}
    approve(no)
    assert [one.code for one in people.load(CID).grants] == ["00318"]
    assert {one.invariant for one in violations(later(LATER, DAY))} <= {"I13", "I32", "T6"}


@pytest.mark.usefixtures("aws")
def test_the_plan_of_the_ticket_counts_wherever_the_office_has_moved_it_since() -> None:
    """Courses of a plan that is not the candidate's would be on record for good, and those of his own would not."""
    no = waiting(an_arrival("03709", "00034"))
    moved = a_head(tickets=(a_ticket(plan_id=OTHER_PLAN),))
    RecordItem(people.partition(CID), people.HEAD).update([RecordItem.body.set(people.body_of(moved))])
    assert (ask_again(LATER), is_asked(no)) == ({"asked": 1}, True)
    assert [bool(line.becomes) for line in arrived().lines] == [True, False]
    confirm(no)
    approve(no)
    kept = cases.snapshot(CID, no)
    assert kept
    assert ([one.code for one in people.load(CID).grants], kept.plan_id) == (["03709"], OTHER_PLAN)


def test_files_that_take_all_the_time_of_the_hour_keep_nobody_waiting(no: No, monkeypatch: pytest.MonkeyPatch) -> None:
    def out_of_time(_now: Instant) -> None:
        raise TimeoutError

    change()
    monkeypatch.setattr(clock, "now", lambda: LATER)
    monkeypatch.setattr(events, "forget_uploads", out_of_time)
    run_due((Scheduled("every_hour", 60, events.every_hour),), 0)
    assert is_asked(no)


def test_a_signature_that_is_refused_for_it_tells_the_candidate_at_once(no: No) -> None:
    change()
    shown = show_case(CID, no, SCHOOL_DESK.scope, SCHOOL_DESK.actor, LATER)
    assert [one.text for one in shown.checks if one.state == BLOCK] == ["考生确认"]
    with pytest.raises(WrongStateError, match="已通知考生重新核对"):
        decide(no, "pass", **passing(no, SCHOOL_DESK))
    assert (is_asked(no), len(told()), leases.find(no, LATER)) == (True, 1, None)
    with pytest.raises(WrongStateError, match="尚未在平台确认") as refused:
        decide(no, "pass", **passing(no, SCHOOL_DESK))
    shown = show_case(CID, no, SCHOOL_DESK.scope, SCHOOL_DESK.actor, LATER)
    assert [one.detail for one in shown.checks if one.state == BLOCK] == [refused.value.message]


def test_what_moves_meanwhile_is_looked_at_in_an_hour(no: No, monkeypatch: pytest.MonkeyPatch) -> None:
    def overtaken(*_: Any) -> None:
        raise ConflictError

    change()
    with monkeypatch.context() as patch:
        patch.setattr(cases, "commit", overtaken)
        assert ask_again(LATER) == {"refused": 1}
    assert ask_again(LATER) == {"asked": 1}
