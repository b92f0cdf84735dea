"""The reviewers' queue, take-next and leases (F90-F93, threat rows 23, 38, 49)."""

import itertools

import msgspec
import pytest

from chalicelib.domain.audit import Actor
from chalicelib.domain.errors import ForbiddenError, LeasedError, QueueEmptyError, UnknownError
from chalicelib.domain.ids import Cid, No, SchoolCode
from chalicelib.domain.instants import HOUR, MINUTE, Instant, later
from chalicelib.domain.reviews import Scope
from chalicelib.storage import cases, leases, people, queues
from chalicelib.storage.tables import AuditItem
from chalicelib.usecases.clock.follow_windows import follow_windows
from chalicelib.usecases.reviews.lease_case import lease_case
from chalicelib.usecases.reviews.reveal_candidate import reveal_candidate
from chalicelib.usecases.reviews.show_case import show_case
from chalicelib.usecases.reviews.show_queue import show_mine, show_queue
from chalicelib.usecases.reviews.take_next import take_next
from tests.builders import (
    CID,
    NOW,
    SCHOOL,
    SCHOOL_REVIEWER,
    Meter,
    a_number,
    a_submission,
    a_ticket,
    an_act,
    an_operation,
)

DESK = Scope("school", (SCHOOL,))
COLLEAGUE = msgspec.structs.replace(SCHOOL_REVIEWER, id="staff-9", name="演示同事", person="person-9")
CODES = ("00015", "00320", "00018")

pytestmark = pytest.mark.usefixtures("eligible")


@pytest.fixture
def waiting(eligible: None) -> list[No]:
    """Three cases, submitted a minute apart."""
    made = []
    for place, code in enumerate(CODES):
        head = people.load(CID).head
        change = a_submission(place + 1, unit=code, codes=(code,), since=later(NOW, place * MINUTE))
        operation = an_operation(f"key-waiting-{place:08}")
        cases.commit(an_act(change, head=head, operation=operation))
        made.append(change.after.no)
    return made


def take(by: Actor = SCHOOL_REVIEWER, now: Instant = NOW) -> str:
    return take_next("exemption", DESK, by, now).id.split(".")[1]


def test_the_oldest_waits_first(waiting: list[No]) -> None:
    rows = show_queue("exemption", DESK, "演示", NOW).rows
    assert [row.no for row in rows] == waiting
    assert (rows[0].state_text, rows[0].name_masked, rows[0].ticket_masked) == ("待审核", "演**", "00…001")


def test_a_queue_costs_three_calls_however_many_wait(meter: Meter, waiting: list[No]) -> None:
    with meter() as calls:
        show_queue("exemption", DESK, "演示", NOW)
    assert calls == {"Query": 1, "GetItem": 1, "BatchGetItem": 1}


def test_a_queue_says_who_has_a_case_until_the_lease_runs_out(waiting: list[No]) -> None:
    assert take(COLLEAGUE) == waiting[0]
    for moment, names in ((NOW, ["演示同事", "", ""]), (later(NOW, leases.TERM), ["", "", ""])):
        assert [row.holder_name for row in show_queue("exemption", DESK, "演示", moment).rows] == names


def test_a_queue_says_in_which_businesses_somebody_waits(waiting: list[No]) -> None:
    follow_windows(NOW)
    assert show_queue("exemption", DESK, "演示", NOW).counts == {"exemption": 3}
    assert show_queue("graduation", DESK, "演示", NOW).counts == {"exemption": 3}
    assert show_queue("graduation", Scope("school", (SchoolCode("X09"),)), "演示", NOW).counts == {}


def test_taking_the_next_costs_two_calls(meter: Meter, waiting: list[No]) -> None:
    with meter() as calls:
        assert take() == waiting[0]
    assert calls == {"Query": 1, "TransactWriteItems": 1}


def test_two_reviewers_never_get_the_same_case(waiting: list[No]) -> None:
    assert [take(), take(COLLEAGUE), take()] == waiting
    with pytest.raises(QueueEmptyError):
        take(COLLEAGUE)
    assert [row.no for row in show_mine(SCHOOL_REVIEWER.id, NOW).rows] == [waiting[0], waiting[2]]


def test_a_lapsed_lease_is_free_again(waiting: list[No]) -> None:
    take()
    assert take(COLLEAGUE, later(NOW, 30 * MINUTE + 1)) == waiting[0]


def test_another_schools_reviewer_sees_none_of_it(waiting: list[No]) -> None:
    other = Scope("school", (SchoolCode("X09"),))
    assert show_queue("exemption", other, "演示", NOW).rows == ()
    with pytest.raises(UnknownError):
        show_case(CID, waiting[0], other, COLLEAGUE, NOW)
    with pytest.raises(UnknownError):
        lease_case(CID, waiting[0], other, COLLEAGUE, NOW)


def test_the_city_does_not_take_what_is_still_at_the_school(waiting: list[No]) -> None:
    with pytest.raises(QueueEmptyError):
        take_next("exemption", Scope("city"), COLLEAGUE, NOW)
    with pytest.raises(ForbiddenError):
        lease_case(CID, waiting[0], Scope("city"), COLLEAGUE, NOW)


def test_activity_renews_a_lease_for_four_hours_at_most(waiting: list[No]) -> None:
    ends = []
    for half_hour in range(9):
        now = later(NOW, half_hour * 29 * MINUTE)
        ends.append(lease_case(CID, waiting[0], DESK, SCHOOL_REVIEWER, now).until - NOW)
    assert ends[0] == 30 * MINUTE
    assert ends[-1] == 4 * HOUR
    assert all(second >= first for first, second in itertools.pairwise(ends))


def test_the_second_reviewer_hears_who_has_the_case(waiting: list[No]) -> None:
    lease_case(CID, waiting[0], DESK, SCHOOL_REVIEWER, NOW)
    with pytest.raises(LeasedError, match="演示初审正在审核此件"):
        lease_case(CID, waiting[0], DESK, COLLEAGUE, NOW)


def test_giving_back_another_persons_lease_changes_nothing(waiting: list[No]) -> None:
    lease_case(CID, waiting[0], DESK, SCHOOL_REVIEWER, NOW)
    leases.release(waiting[0], COLLEAGUE.id)
    lease = leases.find(waiting[0], NOW)
    assert lease
    assert lease.holder == SCHOOL_REVIEWER.id


def test_full_numbers_are_for_the_holder_of_the_case_and_every_look_is_on_record(waiting: list[No]) -> None:
    with pytest.raises(LeasedError):
        reveal_candidate(CID, waiting[0], DESK, SCHOOL_REVIEWER, NOW)
    lease_case(CID, waiting[0], DESK, SCHOOL_REVIEWER, NOW)
    for scope, by, refusal in (
        (DESK, COLLEAGUE, LeasedError),
        (Scope("school", (SchoolCode("X09"),)), SCHOOL_REVIEWER, UnknownError),
        (DESK, msgspec.structs.replace(SCHOOL_REVIEWER, person="person-1"), UnknownError),
    ):
        with pytest.raises(refusal):
            reveal_candidate(CID, waiting[0], scope, by, NOW)
    assert list(AuditItem.query(f"SEEN#{CID}")) == []
    seen = reveal_candidate(CID, waiting[0], DESK, SCHOOL_REVIEWER, NOW)
    assert (seen.id_number, seen.ticket_number) == ("000000199001011234", a_ticket().number)
    (entry,) = AuditItem.query(f"SEEN#{CID}")
    assert SCHOOL_REVIEWER.id in (entry.body or "")
    assert seen.id_number not in (entry.body or "")


def test_a_stranger_to_the_record_is_unknown(waiting: list[No]) -> None:
    for cid, no in ((Cid("f" * 32), waiting[0]), (CID, a_number(99))):
        with pytest.raises(UnknownError):
            show_case(cid, no, DESK, SCHOOL_REVIEWER, NOW)


def test_a_reviewer_does_not_even_see_his_own_case(waiting: list[No]) -> None:
    oneself = msgspec.structs.replace(SCHOOL_REVIEWER, person="person-1")
    with pytest.raises(UnknownError):
        show_case(CID, waiting[0], DESK, oneself, NOW)
    with pytest.raises(UnknownError):
        lease_case(CID, waiting[0], DESK, oneself, NOW)


def test_a_case_shows_checks_pictures_and_what_may_be_done(waiting: list[No]) -> None:
    lease_case(CID, waiting[0], DESK, SCHOOL_REVIEWER, NOW)
    seen = show_case(CID, waiting[0], DESK, SCHOOL_REVIEWER, NOW)
    assert (seen.can.decide, seen.candidate.theory_passes, seen.duplicates) == (True, 6, ())
    assert {check.key: check.state for check in seen.checks}["match"] == "ok"
    assert list(seen.pictures) == [seen.rounds[-1].parts[0].uploads[0]]
    assert queues.page(queues.keys("exemption", DESK)[0])[0].no == waiting[0]
