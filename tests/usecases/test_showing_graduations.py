"""A graduation as its reviewers see it, and who may act on it in which state (F94, F97, F109, M3.2-09, M3.2-10)."""

from functools import partial
from typing import Any

import msgspec
import pytest

from chalicelib.domain import statuses
from chalicelib.domain.decisions import ItemVerdict
from chalicelib.domain.degrees.questions import Question
from chalicelib.domain.degrees.results import Use
from chalicelib.domain.errors import (
    ConflictError,
    DecidedAlreadyError,
    DomainError,
    ForbiddenError,
    QueueEmptyError,
    WrongStateError,
)
from chalicelib.domain.graduation_forms import Explanation
from chalicelib.domain.ids import No
from chalicelib.domain.instants import HOUR, later
from chalicelib.domain.reviews import OUTCOMES, PASS, REJECT, RETURN
from chalicelib.domain.statuses import FeeState
from chalicelib.storage import cases, people
from chalicelib.storage.tables import RecordItem
from chalicelib.usecases.applications.withdraw_application import withdraw_application
from chalicelib.usecases.reviews.decide_application import Reviewer, Verdict, decide_application
from chalicelib.usecases.reviews.lease_case import lease_case
from chalicelib.usecases.reviews.show_case import CaseView, show_case
from chalicelib.usecases.reviews.show_case_audit import show_case_audit
from chalicelib.usecases.reviews.show_queue import show_queue
from chalicelib.usecases.reviews.take_next import take_next
from tests.builders import CANDIDATE, CID, NOW, a_line, a_sheet
from tests.graduating import COURSES
from tests.stored import open_windows, warm
from tests.usecases.acting import CITY_DESK, SCHOOL_DESK, at, decide
from tests.usecases.graduating import approve, passing, put_graduate, submit

WORDS = "该课程成绩正在登记，请以主考学校记录为准。"
LATER = later(NOW, HOUR)
SAME_PERSON = msgspec.structs.replace(
    CITY_DESK, actor=msgspec.structs.replace(CITY_DESK.actor, person=SCHOOL_DESK.actor.person)
)


@pytest.fixture(autouse=True)
def _graduate(aws: None) -> None:
    put_graduate()
    open_windows()
    warm(NOW)


def shown(no: No, desk: Reviewer = SCHOOL_DESK) -> CaseView:
    return show_case(CID, no, desk.scope, desk.actor, LATER)


def grounds(view: CaseView) -> Any:
    assert view.grounds
    return msgspec.json.decode(view.grounds.body)


def correct(*codes: str) -> None:
    people.put_sheet(CID, a_sheet(codes=codes))


def asks_fee(no: No) -> None:
    """As the school's pass leaves a case whose school wants the fee first."""
    case = msgspec.structs.replace(cases.load(CID, no).case, fee=FeeState.DUE)
    body = msgspec.json.encode(case).decode()
    RecordItem(people.partition(CID), f"X#{no}").update([RecordItem.body.set(body)])


def press(no: No, outcome: str, desk: Reviewer) -> None:
    """A click of who does not ask whether it is his turn."""
    case = cases.load(CID, no).case
    items = (ItemVerdict(part=0, reasons=("GR16",)),) if outcome == RETURN else ()
    reasons = ("GR11",) if outcome == REJECT else ()
    seen = passing(no, desk) if outcome == PASS else {}
    form = Verdict(ver=case.ver, digest=case.digest, outcome=outcome, items=items, reasons=reasons, **seen)
    fresh = msgspec.structs.replace(desk, mfa_at=LATER)
    decide_application((CID, no), form, fresh, at(HOUR, actor=desk.actor.id))


def test_what_an_approval_would_keep_is_shown_before() -> None:
    correct(*COURSES[1:])
    view = shown(submit(explanations=(Explanation(key=COURSES[0], words=WORDS),)))
    found = grounds(view)
    assert view.grounds
    assert (view.grounds.at, found["basis"]) == (None, view.basis)
    assert [one["key"] for one in found["missing"]] == [COURSES[0]]
    assert len(found["rows"]) == len(COURSES) - 1


def test_what_was_judged_stays_on_the_case_whatever_the_record_says_later() -> None:
    no = submit()
    approve(no)
    approve(no)
    before = shown(no, CITY_DESK)
    approve(no, CITY_DESK)
    correct(*COURSES[2:])
    after = shown(no)
    assert before.grounds
    assert after.grounds
    assert (after.grounds.digest, grounds(after)) == (before.grounds.digest, grounds(before))
    assert after.grounds.at == cases.load(CID, no).case.since


def test_what_another_business_holds_counts_in_no_audit_beside_the_case() -> None:
    no = submit()
    [record] = [one["record"] for one in grounds(shown(no))["rows"] if one["code"] == COURSES[0]]
    line = msgspec.structs.replace(a_line(), business="transfer_out", records=(record,))
    lines: Any = RecordItem.lines
    RecordItem(people.partition(CID), people.HEAD).update([lines["other"].set(msgspec.json.encode(line).decode())])
    who = (SCHOOL_DESK.scope, SCHOOL_DESK.actor)
    beside = show_case_audit((CID, no), who, Question(), LATER).audit
    assert [one.use for one in beside.records if one.record == record] == [Use.HELD]
    assert grounds(shown(no))["missing"][0]["key"] == COURSES[0]


def test_colleagues_read_who_checked_what() -> None:
    no = submit()
    approve(no)
    approve(no)
    first, second = shown(no, CITY_DESK).handled
    assert (first.by, second.by) == (SCHOOL_DESK.actor.name, SCHOOL_DESK.actor.name)
    assert ("在线验证码已在学信网查验", "已核验一致") in [(one.text, one.answer) for one in first.answers]
    assert [(one.text, one.answer) for one in second.answers] == [
        ("考生已到校核对，并在《毕业生登记表》上签字", "已核对")
    ]


def test_a_task_comes_with_its_answers_the_good_one_first() -> None:
    tasks = {one.key: [answer.value for answer in one.answers] for one in shown(submit()).checks}
    assert (tasks["verification"], tasks["photo"], tasks["audit"]) == (["same", "differs", "expired"], ["ok"], [])


def test_the_list_names_the_stage() -> None:
    no = submit()
    for text in ("学校初审", "学校现场签字"):
        [row] = show_queue("graduation", SCHOOL_DESK.scope, "", LATER).rows
        assert row.stage_text == text
        approve(no)
    [row] = show_queue("graduation", CITY_DESK.scope, "", LATER).rows
    assert row.stage_text.endswith("复审")


def test_an_unpaid_case_is_shown_and_nobody_takes_it() -> None:
    """M3.2-10: what is owed is the candidate's turn."""
    no = submit()
    approve(no)
    asks_fee(no)
    view = shown(no)
    assert (view.fee, view.can.take, view.can.decide) == (FeeState.DUE, False, False)
    with pytest.raises(WrongStateError, match="考生尚未缴费"):
        lease_case(CID, no, SCHOOL_DESK.scope, SCHOOL_DESK.actor, LATER)
    for outcome in OUTCOMES:
        with pytest.raises(WrongStateError, match="考生尚未缴费"):
            press(no, outcome, SCHOOL_DESK)


def test_a_signature_is_no_judgement_and_the_city_must_be_somebody_else() -> None:
    no = submit()
    approve(no)
    approve(no)
    seen = shown(no, SAME_PERSON)
    assert (seen.can.take, seen.can.decide) == (False, False)
    with pytest.raises(ForbiddenError, match="不同单位的不同人员") as refused:
        press(no, PASS, SAME_PERSON)
    assert (seen.barred, shown(no, CITY_DESK).barred) == (refused.value.message, "")
    with pytest.raises(QueueEmptyError):
        take_next("graduation", SAME_PERSON.scope, SAME_PERSON.actor, LATER)
    assert take_next("graduation", CITY_DESK.scope, CITY_DESK.actor, LATER).id.endswith(no)
    assert approve(no, CITY_DESK)["state"] == statuses.State.APPROVED


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("passes", [0, 1, 2])
def test_nobody_decides_out_of_turn(passes: int, outcome: str) -> None:
    no = submit()
    for _ in range(passes):
        approve(no)
    other = SCHOOL_DESK if passes == 2 else CITY_DESK
    with pytest.raises(ForbiddenError):
        press(no, outcome, other)
    with pytest.raises(ConflictError, match="请重新领取"):
        press(no, outcome, CITY_DESK if passes == 2 else SCHOOL_DESK)


def returned(no: No) -> None:
    decide(no, RETURN, items=(ItemVerdict(part=0, reasons=("GR16",)),))


def returned_at_the_signature(no: No) -> None:
    approve(no)
    returned(no)


def rejected(no: No) -> None:
    decide(no, REJECT, reasons=("GR11",))


def withdrawn(no: No) -> None:
    withdraw_application(CANDIDATE, 1, no, 1, at(HOUR))


def approved(no: No) -> None:
    approve(no)
    approve(no)
    approve(no, CITY_DESK)


ENDS = (returned, returned_at_the_signature, rejected, withdrawn, approved)


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("end", ENDS)
def test_what_is_decided_waits_for_no_decision(end: Any, outcome: str) -> None:
    no = submit()
    end(no)
    before = cases.load(CID, no).case
    desk = CITY_DESK if end is approved else SCHOOL_DESK
    with pytest.raises(DomainError) as refused:
        press(no, outcome, desk)
    assert isinstance(refused.value, WrongStateError | ConflictError | DecidedAlreadyError)
    for attempt in (
        partial(lease_case, CID, no, desk.scope, desk.actor, LATER),
        partial(take_next, "graduation", desk.scope, desk.actor, LATER),
    ):
        with pytest.raises((WrongStateError, QueueEmptyError)):
            attempt()
    assert cases.load(CID, no).case == before
