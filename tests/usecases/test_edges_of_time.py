"""What happens across terms, after deadlines and at the last round: nobody is left without a way on."""

import msgspec
import pytest

from chalicelib.domain.decisions import ItemVerdict
from chalicelib.domain.errors import ConflictError, IncompleteError, LiveApplicationError
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import DAY, HOUR, MINUTE, later
from chalicelib.domain.progress import possible
from chalicelib.domain.reviews import PASS, REJECT, RETURN
from chalicelib.domain.statuses import State
from chalicelib.storage import cases, leases, people, windows
from chalicelib.storage.tables import RecordItem
from chalicelib.usecases.applications.withdraw_application import withdraw_application
from chalicelib.usecases.clock.follow_windows import follow_windows
from chalicelib.usecases.home.show_home import show_home
from chalicelib.usecases.reviews.show_case import show_case
from tests.builders import CANDIDATE, CID, NOW, SCHOOL, a_ticket, a_window
from tests.stored import EDIT
from tests.usecases.acting import SCHOOL_DESK, at, decide, resubmit, submit, submitted_no

FAULTY = (ItemVerdict(part=0, reasons=("EX14",)),)
NEXT = a_window(
    term="2027H1", opens=later(NOW, 180 * DAY), closes=later(NOW, 187 * DAY), corrects=later(NOW, 190 * DAY)
)

pytestmark = pytest.mark.usefixtures("eligible")


def test_a_case_resubmitted_in_the_next_term_belongs_to_it() -> None:
    no = submitted_no()
    windows.save((a_window(), NEXT), seen=1, edit=EDIT)
    resubmit(no, 1, op=at(181 * DAY))
    assert cases.load(CID, no).case.term == "2027H1"
    decide(no, REJECT, reasons=("EX15",))
    with pytest.raises(LiveApplicationError):
        submit(op=at(182 * DAY))
    assert possible(cases.load(CID, no).case, windows.fresh(), later(NOW, 182 * DAY)).resubmit
    assert resubmit(no, 3, op=at(182 * DAY))["state"] == "submitted"


def test_after_the_end_of_mending_a_reviewer_can_only_pass_or_reject() -> None:
    no = submitted_no()
    with pytest.raises(IncompleteError, match="补正期限已过（12月14日 10:00 截止）"):
        decide(no, RETURN, after=13 * DAY, items=FAULTY)
    assert cases.load(CID, no).case.state == State.SUBMITTED
    assert decide(no, PASS, after=13 * DAY)["state"] == "under_review"


def test_a_case_says_until_when_a_return_lets_mend_and_when_no_return_is_left() -> None:
    no = submitted_no()
    seen, late = (
        show_case(CID, no, SCHOOL_DESK.scope, SCHOOL_DESK.actor, when)
        for when in (later(NOW, DAY), later(NOW, 13 * DAY))
    )
    assert (seen.can.send_back, seen.mending) == (True, "须在 12月14日 10:00 前修改并重新提交")
    assert not late.can.send_back
    assert late.mending == "补正期限已过（12月14日 10:00 截止），不能再退回补正，请选择通过或不通过"
    assert [one.due.text for one in (seen, late)] == ["剩余 9 个工作日", "剩余 1 个工作日"]


def test_a_case_stays_with_its_school_wherever_the_ticket_goes_meanwhile() -> None:
    """The office moved the ticket: the other school's times hold nobody off, and home names the school that waits."""
    no, other = submitted_no(), SchoolCode("X03")
    decide(no, RETURN, items=FAULTY)
    early = a_window(owner=other, opens=later(NOW, -DAY), closes=later(NOW, HOUR), corrects=later(NOW, DAY))
    windows.save((a_window(), early), seen=1, edit=EDIT)
    windows.forget()
    moved = msgspec.structs.replace(people.load(CID).head, tickets=(a_ticket(school=other, school_name="演示"),))
    RecordItem(people.partition(CID), people.HEAD).update([RecordItem.body.set(people.body_of(moved))])
    [asked] = show_home(CID, 1, 1, later(NOW, 2 * DAY)).attention
    assert "12月14日 10:00 前" in asked.text
    assert resubmit(no, 2, op=at(2 * DAY))["state"] == "submitted"
    [line] = people.load(CID).head.lines.values()
    assert (line.school, cases.load(CID, no).case.school) == (SCHOOL, SCHOOL)


def test_without_an_announced_window_nothing_is_returned_and_nothing_expires() -> None:
    returned = submitted_no("00015")
    decide(returned, RETURN, items=FAULTY)
    waiting = submitted_no("00320")
    windows.save((NEXT,), seen=1, edit=EDIT)
    assert follow_windows(later(NOW, 20 * DAY)).expired == 0
    assert cases.load(CID, returned).case.state == State.RETURNED
    with pytest.raises(IncompleteError, match="补正期限已过"):
        decide(waiting, RETURN, items=FAULTY)


def test_a_pass_carries_no_faults_and_no_reasons() -> None:
    no = submitted_no()
    for extra in ({"items": FAULTY}, {"reasons": ("EX16",)}):
        with pytest.raises(IncompleteError) as refused:
            decide(no, PASS, **extra)
        assert [fault.field for fault in refused.value.fields] == ["outcome"]


def test_a_reviewers_words_are_text() -> None:
    no = submitted_no()
    with pytest.raises(IncompleteError) as refused:
        decide(no, REJECT, reasons=("EX15",), words="\u202eabc\u0007")
    assert [fault.field for fault in refused.value.fields] == ["words"]


def test_at_the_last_round_the_page_promises_nothing_and_nobody_returns_the_case() -> None:
    no = submitted_no()
    for ver in range(1, 10):
        resubmit(no, ver, op=at(ver * MINUTE))
    case = cases.load(CID, no).case
    assert case.round == 10
    assert not possible(case, windows.fresh(), later(NOW, HOUR)).edit
    with pytest.raises(IncompleteError, match="已提交 10 次"):
        decide(no, RETURN, items=FAULTY)


def test_a_withdrawal_that_comes_too_late_does_not_name_the_reviewer(monkeypatch: pytest.MonkeyPatch) -> None:
    no = submitted_no()
    stale = cases.load(CID, no).case
    decide(no, PASS)
    leases.release(no, "staff-1")
    monkeypatch.setattr(
        "chalicelib.storage.submissions.load", lambda *_, **__: type("Found", (), {"case": stale, "pictures": {}})
    )
    with pytest.raises(ConflictError) as refused:
        withdraw_application(CANDIDATE, 1, no, 1, at(HOUR))
    assert "演示" not in refused.value.message


def test_one_case_that_changes_meanwhile_does_not_stop_the_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = submitted_no("00015"), submitted_no("00320")
    for no in (first, second):
        decide(no, RETURN, items=FAULTY)
    commit = cases.commit

    def mended_meanwhile(act: object) -> bytes:
        if act.changes[0].after.no == first:  # type: ignore[attr-defined]
            raise ConflictError
        return commit(act)  # type: ignore[arg-type]

    monkeypatch.setattr("chalicelib.storage.cases.commit", mended_meanwhile)
    assert follow_windows(later(NOW, 14 * DAY)).expired == 1
    assert cases.load(CID, second).case.state == State.EXPIRED
    assert people.load(CID).head.lines[first].state == State.RETURNED
