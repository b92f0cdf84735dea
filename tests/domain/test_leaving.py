"""What leaves the province: held while that is asked for, gone afterwards, and its ticket with it (M3.4-03, I15)."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from chalicelib.domain import people, transcripts
from chalicelib.domain.applications import line_of
from chalicelib.domain.errors import LiveApplicationError
from chalicelib.domain.exemption_units import theory_passes
from chalicelib.domain.filings import LEAVING, LEFT, require_ticket
from chalicelib.domain.home import attention
from chalicelib.domain.ids import CourseCode, TicketRef
from chalicelib.domain.instants import DAY, later
from chalicelib.domain.people import CaseLine, Head
from chalicelib.domain.score_rows import facts_of
from chalicelib.domain.statuses import LIVE, State
from chalicelib.domain.transcripts import Transcript
from chalicelib.domain.windows import OnSite, effective, on_site
from tests.builders import NOW, SCHOOL, a_case, a_grant, a_head, a_line, a_number, a_sheet, a_window, windows
from tests.transferring import CODES, a_standing, a_transcript

RECORD = "2026-10/1/T/00034"
PLACE = "复旦大学自考办（演示）"


def leaving_line(state: State = State.SUBMITTED, **changes: Any) -> CaseLine:
    line = msgspec.structs.replace(
        a_line(state), business="transfer_out", title="转往江苏省", records=(RECORD,), leaves=True
    )
    return msgspec.structs.replace(line, **changes)


def head_with(line: CaseLine) -> Head:
    return a_head(lines={a_number(1): line})


@pytest.mark.parametrize("state", State)
def test_records_are_held_while_it_lives_and_gone_once_it_is_approved(state: State) -> None:
    head = head_with(leaving_line(state))
    assert bool(people.leaving(head)) is (state in LIVE)
    assert bool(people.left(head)) is (state == State.APPROVED)
    staying = head_with(leaving_line(state, leaves=False))
    assert people.leaving(staying) == people.left(staying) == frozenset()


def test_the_line_of_an_approved_application_that_leaves_stays_for_good() -> None:
    case = a_case(business="transfer_out", state=State.APPROVED, records=(RECORD,), leaves=True)
    line = line_of(case)
    assert line
    assert (line.leaves, line.records, line.at) == (True, (RECORD,), case.since)


def test_a_course_that_has_left_is_gone_whole_whatever_comes_later_and_of_its_ticket_alone() -> None:
    """Its correction, a sitting that is released only now, what was granted of it; not the same course elsewhere."""
    corrected = a_sheet(codes=("00034",), stream="K")
    later_on, elsewhere = a_sheet("2027-04", ("00034",)), a_sheet("2025-10", ("00034",), ref=2)
    grants = (a_grant(), a_grant(effect="exempt", code=CourseCode("00034")))
    known = Transcript((*a_transcript().sheets, corrected, later_on, elsewhere), grants)
    left = people.remaining(head_with(leaving_line(State.APPROVED)), known)
    assert facts_of(left).keys() == {"2026-10/1/T/00318", "2026-10/1/T/00320", "2025-10/2/T/00034", "exempt/00015"}
    assert people.staying(head_with(leaving_line()), known) == left
    for line in (leaving_line(State.REJECTED), leaving_line(State.APPROVED, leaves=False)):
        assert people.remaining(head_with(line), known) is people.staying(head_with(line), known) is known


def test_what_was_voided_stays_on_record_so_that_its_key_is_known_to_be_taken() -> None:
    voided = Transcript((), (a_grant(effect="transferred", code=CourseCode("00034"), voided=True),))
    assert people.remaining(head_with(leaving_line(State.APPROVED)), voided) == voided


@given(some.sets(some.sampled_from((*CODES, "00316", "00315"))))
def test_what_leaves_and_what_stays_are_the_whole(gone: set[str]) -> None:
    known = a_transcript(*CODES, "00316", "00315")
    staying = transcripts.without(known, {(TicketRef(1), CourseCode(code)) for code in gone})
    assert {record.rpartition("/")[2] for record in facts_of(known).keys() - facts_of(staying).keys()} == gone


@pytest.mark.parametrize("stream", ["T", "P", "K"])
def test_a_pass_is_held_through_the_correction_of_its_score(stream: str) -> None:
    """I15: the correction has an id of its own, and is the same pass."""
    before, after = f"2026-10/1/{stream}/00034", "2026-10/1/K/00034"
    going = leaving_line(records=(before, "supplemented/00005"))
    assert people.leaving(head_with(going)) == {before, after, "supplemented/00005"}
    graduated = leaving_line(State.APPROVED, business="graduation", leaves=False, records=(before,))
    assert people.held(head_with(graduated), "transfer_out").keys() == {before, after}


def test_a_pass_that_is_about_to_leave_does_not_count_for_an_exemption() -> None:
    standing = a_standing()
    counted = [
        theory_passes(standing.program, head, standing.transcript, NOW)
        for head in (a_head(), head_with(leaving_line()), head_with(leaving_line(State.REJECTED)))
    ]
    assert counted == [3, 2, 3]


@pytest.mark.parametrize(
    ("line", "leaves", "said"),
    [
        (leaving_line(), False, LEAVING),
        (leaving_line(State.RETURNED), False, LEAVING),
        (leaving_line(State.REJECTED), False, ""),
        (leaving_line(State.APPROVED), False, LEFT),
        (leaving_line(State.APPROVED), True, LEFT),
        (leaving_line(ref=TicketRef(2)), False, ""),
        (a_line(), True, "英语(二)（00015）的申请免考正在办理，办结或撤回后才能申请转出"),
        (a_line(State.RETURNED), True, "英语(二)（00015）的申请免考正在办理，办结或撤回后才能申请转出"),
        (a_line(State.REJECTED), True, ""),
        (a_line(), False, ""),
    ],
)
def test_a_ticket_that_leaves_does_nothing_else(line: CaseLine, leaves: bool, said: str) -> None:
    head = head_with(line)
    if not said:
        require_ticket(head, 1, leaves=leaves)
        return
    with pytest.raises(LiveApplicationError) as refused:
        require_ticket(head, 1, leaves=leaves)
    assert refused.value.message == said


def test_an_application_is_in_its_own_way_never() -> None:
    require_ticket(head_with(leaving_line()), 1, leaves=True, besides=a_number(1))


def visit(**changes: Any) -> OnSite:
    found = OnSite(opens=later(NOW, DAY), closes=later(NOW, 2 * DAY), place=PLACE)
    return msgspec.structs.replace(found, **changes)


def test_a_schools_own_time_on_site_comes_before_the_citys() -> None:
    city, own = visit(place="市考办（演示）"), visit()
    shared = windows(a_window(on_site=city), a_window(owner=SCHOOL))
    assert on_site(shared, a_window().id, SCHOOL) == city
    decided = windows(a_window(on_site=city), a_window(owner=SCHOOL, on_site=own))
    assert on_site(decided, a_window().id, SCHOOL) == own
    assert [row.on_site for row in effective(windows(), a_window().business, SCHOOL)] == [None]


@pytest.mark.parametrize(
    ("announced", "said", "until"),
    [
        (None, "并在《转考（转出）登记表》上签字", None),
        (visit(), f"12月2日 10:00 至 12月3日 10:00，{PLACE}", later(NOW, 2 * DAY)),
        (visit(opens=later(NOW, -DAY), closes=NOW), "现场签字已于 12月1日 10:00 截止，请尽快联系主考学校", None),
    ],
)
def test_home_says_where_and_until_when_to_sign(announced: OnSite | None, said: str, until: int | None) -> None:
    line = leaving_line(State.UNDER_REVIEW, stage="signature", window="transfer_out:2026H2:city")
    known = windows(a_window(business="transfer_out", on_site=announced))
    [found] = attention(head_with(line), (), known, NOW)
    assert found.text.endswith(said)
    assert found.deadline == until
