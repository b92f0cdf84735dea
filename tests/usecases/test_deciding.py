"""What becomes of a submitted exemption: changed, returned, rejected, approved, withdrawn (rows M3.1-06 to M3.1-08)."""

import pytest

from chalicelib.domain.checks import BLOCK
from chalicelib.domain.decisions import ItemVerdict
from chalicelib.domain.errors import (
    ConflictError,
    DomainError,
    IncompleteError,
    LiveApplicationError,
    SignedOutError,
    UnknownError,
    WindowClosedError,
)
from chalicelib.domain.exemptions import KIND
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import DAY, HOUR, MINUTE, Instant, later
from chalicelib.domain.reviews import PASS, REJECT, RETURN
from chalicelib.domain.statuses import State
from chalicelib.storage import cases, people, windows
from chalicelib.usecases.applications.show_application import show_application
from chalicelib.usecases.applications.withdraw_application import withdraw_application
from chalicelib.usecases.exemptions.list_exemptions import list_exemptions
from chalicelib.usecases.reviews.decide_application import Reviewer, Verdict, decide_application
from chalicelib.usecases.reviews.lease_case import lease_case
from chalicelib.usecases.reviews.show_case import show_case
from tests.builders import (
    CANDIDATE,
    CID,
    NOW,
    SCHOOL_REVIEWER,
    Meter,
    a_head,
    a_sheet,
    a_window,
    an_operation,
)
from tests.stored import EDIT, PASSED, warm
from tests.usecases.acting import (
    CITY_DESK,
    SCHOOL_DESK,
    at,
    decide,
    resubmit,
    submit,
    submitted_no,
)

pytestmark = pytest.mark.usefixtures("eligible")


def test_a_change_while_waiting_replaces_the_round_and_keeps_the_old_one_readable() -> None:
    no = submitted_no()
    assert resubmit(no, 1, number="201706113100246") == {
        "no": no,
        "round": 2,
        "state": "submitted",
        "state_text": "待审核",
    }
    file = cases.load(CID, no)
    assert [KIND.content_of(one).credentials[0].number for one in file.rounds] == ["201706113100245", "201706113100246"]
    assert file.case.digest == file.rounds[1].digest


def test_a_page_of_an_earlier_version_cannot_send_a_round() -> None:
    no = submitted_no()
    resubmit(no, 1)
    with pytest.raises(ConflictError):
        resubmit(no, 1)


def test_resubmitting_costs_three_calls(meter: Meter) -> None:
    no = submitted_no()
    warm(later(NOW, HOUR))
    with meter() as calls:
        resubmit(no, 1)
    assert calls == {"Query": 1, "BatchGetItem": 1, "TransactWriteItems": 1}


def test_a_returned_application_is_mended_even_after_the_window_closed() -> None:
    no = submitted_no()
    decide(no, RETURN, items=(ItemVerdict(part=0, reasons=("EX14",)),))
    assert resubmit(no, 2, op=at(7 * DAY))["state"] == "submitted"
    with pytest.raises(ConflictError):
        resubmit(no, 2, op=at(7 * DAY))


def test_after_the_correction_deadline_a_returned_application_stays_as_it_is() -> None:
    no = submitted_no()
    decide(no, RETURN, items=(ItemVerdict(part=0, reasons=("EX14",)),))
    with pytest.raises(WindowClosedError, match="补正"):
        resubmit(no, 2, op=at(13 * DAY))


def test_a_rejected_application_is_sent_again_in_its_own_case() -> None:
    no = submitted_no()
    decide(no, REJECT, reasons=("EX15",), words="编号与图片不一致")
    with pytest.raises(LiveApplicationError, match="原申请中重新提交"):
        submit()
    assert resubmit(no, 2)["round"] == 2


def test_a_rejection_of_a_past_term_gives_way_to_a_new_application() -> None:
    no = submitted_no()
    decide(no, REJECT, reasons=("EX15",))
    term = a_window(
        term="2027H1", opens=later(NOW, 180 * DAY), closes=later(NOW, 187 * DAY), corrects=later(NOW, 190 * DAY)
    )
    windows.save((a_window(), term), seen=1, edit=EDIT)
    receipt = submit(op=at(181 * DAY))
    assert list(people.load(CID).head.lines) == [receipt["applications"][0]["no"]]


def test_both_passes_make_the_course_count() -> None:
    no = submitted_no()
    assert decide(no, PASS)["state"] == "under_review"
    assert decide(no, PASS, CITY_DESK) == {"state": "approved", "state_text": "审核通过"}
    states = {unit.unit: unit.state for unit in list_exemptions(CID, 1, 1, later(NOW, HOUR)).units}
    assert states["00015"] == "approved"
    with pytest.raises(IncompleteError):
        submit(op=at(2 * HOUR))


@pytest.mark.parametrize("unit", ["15040", "00923"])
def test_a_national_course_and_one_without_known_credits_are_granted_like_any(unit: str) -> None:
    no = submitted_no(unit)
    decide(no, PASS)
    decide(no, PASS, CITY_DESK)
    (grant,) = people.load(CID).grants
    assert (grant.code, grant.credits2) == (unit, {"15040": 6, "00923": None}[unit])
    assert grant.name


def bars(no: No, desk: Reviewer) -> list[str]:
    return [
        one.detail for one in show_case(CID, no, desk.scope, desk.actor, later(NOW, HOUR)).checks if one.state == BLOCK
    ]


def test_the_rules_run_again_before_the_final_approval_and_the_page_offers_none() -> None:
    """Threat row 43: between the two stages a correction took passes away; the gate's own number is enough."""
    no = submitted_no()
    people.put_sheet(CID, a_sheet(codes=PASSED[:-1]))
    assert bars(no, SCHOOL_DESK) == []
    decide(no, PASS)
    with pytest.raises(IncompleteError, match="只有 5 门") as refused:
        decide(no, PASS, CITY_DESK)
    assert bars(no, CITY_DESK) == [refused.value.message]
    seen = show_case(CID, no, CITY_DESK.scope, CITY_DESK.actor, later(NOW, HOUR))
    assert "提交时 6 门（需 6 门）" in {one.detail for one in seen.checks}
    assert cases.load(CID, no).case.state == State.UNDER_REVIEW
    people.put_sheet(CID, a_sheet(codes=PASSED))
    assert bars(no, CITY_DESK) == []
    assert decide(no, PASS, CITY_DESK)["state"] == "approved"


def test_a_school_decision_costs_two_calls_and_a_final_one_three(meter: Meter) -> None:
    no = submitted_no()
    for desk, expected in ((SCHOOL_DESK, {"Query": 1}), (CITY_DESK, {"Query": 2})):
        case = cases.load(CID, no).case
        moment = later(case.since, MINUTE)
        lease_case(CID, no, desk.scope, desk.actor, moment)
        verdict = Verdict(ver=case.ver, digest=case.digest, outcome=PASS)
        warm(moment)
        with meter() as calls:
            decide_application((CID, no), verdict, desk, an_operation(at=moment, actor=desk.actor.id))
        assert calls == {**expected, "TransactWriteItems": 1}


def test_the_same_decision_twice_is_one_decision() -> None:
    no = submitted_no()
    case = cases.load(CID, no).case
    lease_case(CID, no, SCHOOL_DESK.scope, SCHOOL_REVIEWER, later(NOW, MINUTE))
    verdict = Verdict(ver=case.ver, digest=case.digest, outcome=PASS)
    op = an_operation(at=later(NOW, MINUTE), actor="staff-1")
    first = decide_application((CID, no), verdict, SCHOOL_DESK, op)
    assert decide_application((CID, no), verdict, SCHOOL_DESK, op) == first
    assert cases.load(CID, no).case.ver == 2


def test_withdrawing_frees_the_course_and_is_final() -> None:
    no = submitted_no()
    op = at(HOUR)
    answer = withdraw_application(CANDIDATE, 1, no, 1, op)
    assert withdraw_application(CANDIDATE, 1, no, 1, op) == answer
    assert submit(op=at(2 * HOUR))["applications"]
    with pytest.raises(DomainError):
        withdraw_application(CANDIDATE, 1, no, 2, at(3 * HOUR))


def test_a_strangers_number_is_an_unknown_number() -> None:
    """Threat row 21: absent and foreign are one answer."""
    no = submitted_no()
    people.create(a_head(cid=Cid("f" * 32)), "000000199001011999")
    for cid, number in ((Cid("f" * 32), no), (CID, No("0" * 26))):
        with pytest.raises(UnknownError, match="没有找到这个申请"):
            show_application(cid, 1, number, NOW)


def test_a_session_of_an_earlier_epoch_sees_nothing() -> None:
    no = submitted_no()
    with pytest.raises(SignedOutError):
        show_application(CID, 2, no, NOW)


def test_the_candidate_reads_what_was_wrong_with_which_credential() -> None:
    no = submitted_no()
    decide(no, RETURN, items=(ItemVerdict(part=0, reasons=("EX14",), words="右下角缺了一块"),))
    seen = show_application(CID, 1, no, Instant(NOW + HOUR))
    verdict = seen.rounds[0].parts[0].verdict
    assert verdict
    assert verdict.words == "右下角缺了一块"
    assert verdict.reasons[0].code == "EX14"
    assert (seen.state_text, seen.can.resubmit, seen.deadline) == ("需补正", True, a_window().corrects)
