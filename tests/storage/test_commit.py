"""`commit` against moto, one caller at a time; races are proved on an engine that isolates (tests/race)."""

import msgspec
import pytest

from chalicelib.domain import audit, own_acts, reviews
from chalicelib.domain.decisions import Decision
from chalicelib.domain.errors import (
    ConflictError,
    DecidedAlreadyError,
    IdempotencyError,
    LeasedError,
    LiveApplicationError,
    UnknownError,
)
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.imports.transfer_tables import SCORES_MOST
from chalicelib.domain.instants import DAY, MINUTE, later
from chalicelib.domain.reviews import Ruling
from chalicelib.domain.stages import CITY, SCHOOL
from chalicelib.domain.statuses import State
from chalicelib.storage import cases, leases, operations, people
from chalicelib.storage.leases import Lease
from chalicelib.storage.tables import AuditItem, RecordItem
from tests.builders import (
    CID,
    CITY_REVIEWER,
    NOW,
    SCHOOL_REVIEWER,
    a_case,
    a_grant,
    a_head,
    a_round,
    a_submission,
    an_act,
    an_operation,
)


@pytest.fixture(autouse=True)
def person(aws: None) -> None:
    people.create(a_head(), "000000199001011234")


def test_a_submission_is_there_whole(aws: None) -> None:
    assert cases.commit(an_act(a_submission())) == b'{"done":true}'
    file = cases.load(CID, a_case().no)
    head = people.load(CID).head
    assert file.case.state == State.SUBMITTED
    assert file.rounds == (a_round(no=a_case().no),)
    assert head.lines[a_case().no].title == "英语(二)（00015）"
    assert head.ver == 2


def test_a_submission_costs_one_call(meter) -> None:  # type: ignore[no-untyped-def]
    with meter() as calls:
        cases.commit(an_act(a_submission(1), a_submission(2, unit="00034", codes=(CourseCode("00034"),))))
    assert calls == {"TransactWriteItems": 1}


def test_the_same_operation_twice_gets_the_first_answer(aws: None) -> None:
    cases.commit(an_act(a_submission()))
    again = an_act(a_submission(2), operation=an_operation(answer=b'{"other":1}'))
    assert operations.once(again.operation, lambda: cases.commit(again)) == b'{"done":true}'
    with pytest.raises(UnknownError):
        cases.load(CID, a_submission(2).after.no)


def test_the_same_key_with_another_body_is_refused(aws: None) -> None:
    cases.commit(an_act(a_submission()))
    again = an_act(a_submission(2), operation=an_operation(request="b" * 64))
    with pytest.raises(IdempotencyError):
        operations.once(again.operation, lambda: cases.commit(again))


def test_a_second_live_application_for_a_course_is_refused(aws: None) -> None:
    cases.commit(an_act(a_submission()))
    second = an_act(a_submission(2), head=people.load(CID).head, operation=an_operation("key-0000000000000002"))
    with pytest.raises(LiveApplicationError):
        cases.commit(second)
    assert len(people.load(CID).head.lines) == 1


def test_a_session_of_an_earlier_epoch_writes_nothing(aws: None) -> None:
    with pytest.raises(ConflictError):
        cases.commit(an_act(a_submission(), head=a_head(epoch=2)))
    assert people.load(CID).head.lines == {}


def test_a_refused_leg_leaves_nothing_behind(aws: None) -> None:
    cases.commit(an_act(a_submission()))
    before = [(item.pk, item.sk) for item in RecordItem.scan()]
    with pytest.raises(LiveApplicationError):
        cases.commit(
            an_act(a_submission(2), head=people.load(CID).head, operation=an_operation("key-0000000000000002"))
        )
    assert [(item.pk, item.sk) for item in RecordItem.scan()] == before


def lease(staff: str = "staff-1", **changes: object) -> None:
    wanted = Lease(
        no=a_case().no, cid=CID, holder=staff, holder_name="演示初审", since=NOW, until=later(NOW, 30 * MINUTE)
    )
    leases.take(msgspec.structs.replace(wanted, **changes), cases.load(CID, wanted.no).case.ver)


def decide(outcome: str, by: audit.Actor, *, key: str = "", codes: tuple[str, ...] = ("00015",)) -> None:
    case = cases.load(CID, a_case().no).case
    at = later(NOW, case.ver * MINUTE)
    decision = Decision(no=case.no, round=case.round, stage=case.stage, outcome=outcome, at=at)
    granting = outcome == reviews.PASS and case.stage == CITY
    grants = tuple(a_grant(no=case.no, code=CourseCode(code)) for code in codes) if granting else ()
    change = reviews.decided(case, decision, by, Ruling(due=later(NOW, DAY), grants=grants))
    operation = an_operation(key or f"{by.id}-000000000000", actor=by.id, at=at)
    head = people.load(CID).head if granting else None
    cases.commit(an_act(change, operation=operation, head=head, own=False, leaseholder=by.id))


def test_a_lease_that_has_lapsed_decides_nothing_although_nobody_else_took_it(aws: None) -> None:
    cases.commit(an_act(a_submission()))
    lease(until=later(NOW, MINUTE - 1))
    with pytest.raises(ConflictError, match="领取已过期"):
        decide(reviews.PASS, SCHOOL_REVIEWER)
    assert cases.load(CID, a_case().no).case.decisions == ()
    lease(until=later(NOW, MINUTE))
    decide(reviews.PASS, SCHOOL_REVIEWER)


def test_both_stages_end_in_a_grant_and_an_unbroken_chain(aws: None) -> None:
    cases.commit(an_act(a_submission()))
    lease()
    decide(reviews.PASS, SCHOOL_REVIEWER)
    lease("staff-2")
    decide(reviews.PASS, CITY_REVIEWER)
    record = people.load(CID)
    assert [grant.code for grant in record.grants] == ["00015"]
    assert (record.head.lines, record.head.rver) == ({}, 2)
    events = [
        msgspec.json.decode(item.body or "", type=audit.AuditEvent) for item in AuditItem.query(f"X#{a_case().no}")
    ]
    assert [event.event for event in events] == ["submit", "pass", "approve"]
    assert audit.first_fault(events) is None


def test_as_many_courses_as_a_person_may_bring_from_elsewhere_are_granted_at_once(aws: None) -> None:
    """And its snapshot has room beside them."""
    cases.commit(an_act(a_submission()))
    lease()
    decide(reviews.PASS, SCHOOL_REVIEWER)
    lease("staff-2")
    decide(reviews.PASS, CITY_REVIEWER, codes=tuple(f"{code:05}" for code in range(SCORES_MOST + 1)))
    assert len(people.load(CID).grants) == SCORES_MOST + 1


def test_without_a_lease_nobody_decides(aws: None) -> None:
    cases.commit(an_act(a_submission()))
    with pytest.raises(ConflictError, match="领取"):
        decide(reviews.PASS, SCHOOL_REVIEWER)
    assert cases.load(CID, a_case().no).case.state == State.SUBMITTED


def test_a_decision_gives_the_lease_back(aws: None) -> None:
    cases.commit(an_act(a_submission()))
    lease()
    decide(reviews.RETURN, SCHOOL_REVIEWER)
    assert leases.find(a_case().no, NOW) is None
    assert leases.mine("staff-1", NOW) == ()


def test_the_loser_of_two_decisions_hears_who_was_first(aws: None) -> None:
    cases.commit(an_act(a_submission()))
    stale = cases.load(CID, a_case().no).case
    lease()
    decide(reviews.REJECT, SCHOOL_REVIEWER)
    lease("staff-3")
    decision = Decision(no=stale.no, round=1, stage=SCHOOL, outcome=reviews.PASS, at=later(NOW, 2 * MINUTE))
    late = msgspec.structs.replace(SCHOOL_REVIEWER, id="staff-3")
    change = reviews.decided(stale, decision, late, Ruling(due=NOW))
    act = an_act(change, operation=an_operation("key-0000000000000009"), head=None, own=False, leaseholder="staff-3")
    with pytest.raises(DecidedAlreadyError, match="演示初审"):
        cases.commit(act)


def test_a_candidate_waits_while_a_reviewer_looks(aws: None) -> None:
    cases.commit(an_act(a_submission()))
    lease()
    case = cases.load(CID, a_case().no).case
    change = own_acts.withdrawn(case, audit.Actor(kind="candidate", id=CID), later(NOW, MINUTE))
    head = people.load(CID).head
    with pytest.raises(LeasedError):
        cases.commit(an_act(change, head=head, operation=an_operation("key-0000000000000003")))
    leases.release(case.no, "staff-1")
    cases.commit(an_act(change, head=head, operation=an_operation("key-0000000000000003")))
    assert cases.load(CID, case.no).case.state == State.WITHDRAWN


def test_a_withdrawn_case_frees_its_course(aws: None) -> None:
    cases.commit(an_act(a_submission()))
    case = cases.load(CID, a_case().no).case
    change = own_acts.withdrawn(case, audit.Actor(kind="candidate", id=CID), later(NOW, MINUTE))
    cases.commit(an_act(change, head=people.load(CID).head, operation=an_operation("key-0000000000000003")))
    again = an_act(a_submission(2), head=people.load(CID).head, operation=an_operation("key-0000000000000004"))
    cases.commit(again)
    assert list(people.load(CID).head.lines) == [a_submission(2).after.no]
