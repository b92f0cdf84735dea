"""开放时提醒我: each person hears of each window once, whatever the clock does (F16)."""

import pytest
from pynamodb.exceptions import GetError

from chalicelib.domain.decisions import ItemVerdict
from chalicelib.domain.errors import BusyError, SignedOutError, UnknownError
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import DAY, Instant, later
from chalicelib.storage import messages, people, reminders, windows
from chalicelib.storage.tables import RegistryItem
from chalicelib.usecases.clock import send_reminders as sending
from chalicelib.usecases.clock.send_reminders import send_reminders
from chalicelib.usecases.drafts.save_draft import save_draft
from chalicelib.usecases.messages.show_messages import show_messages
from chalicelib.usecases.reminders.set_reminder import set_reminder
from tests.builders import CID, NOW, Meter, a_head, a_session, a_ticket, a_window
from tests.stored import EDIT
from tests.usecases import acting
from tests.usecases.test_reading import a_step

BEFORE = later(NOW, -2 * DAY)
OPEN, CLOSING, CORRECTING = NOW, later(a_window().closes, -DAY), later(a_window().corrects, -DAY)

pytestmark = pytest.mark.usefixtures("eligible")


def told(now: Instant) -> int:
    return send_reminders(now)["told"]


def wish(business: str = "exemption", *, on: bool = True, cid: Cid = CID) -> None:
    set_reminder(a_session(cid=cid), business, on=on, now=BEFORE)


def titles(cid: Cid = CID) -> list[str]:
    return [message.title for _, message in messages.page(cid).messages]


def crowd(count: int) -> list[Cid]:
    """So many more people, who all want to hear."""
    cids = [Cid(f"{place:032x}") for place in range(100, 100 + count)]
    for cid in cids:
        people.create(a_head(cid=cid), "000000199001010011")
        wish(cid=cid)
    return cids


def test_who_asked_is_told_when_it_opens_and_sees_it_as_unread() -> None:
    wish()
    assert told(BEFORE) == 0
    assert told(OPEN) == 1
    seen = show_messages(CID, 1, "", OPEN)
    assert [(one.title, one.unread, one.no, one.business) for one in seen.messages] == [
        ("申请免考：开始办理", True, "", "exemption")
    ]
    assert seen.unread == 1
    assert [one.title for one in seen.reminders] == ["申请免考"]


def test_who_did_not_ask_or_no_longer_wants_it_is_left_in_peace() -> None:
    wish("fee")
    wish()
    wish(on=False)
    assert told(OPEN) == 0
    assert people.load(CID).head.reminders == {"fee"}
    assert titles() == []


def test_running_twice_or_late_tells_once() -> None:
    wish()
    assert [told(later(OPEN, minutes)) for minutes in (0, 0, DAY)] == [1, 0, 0]
    assert people.load(CID).head.unread == 1


def test_an_edit_of_the_dates_is_no_second_opening() -> None:
    wish()
    told(OPEN)
    edited = a_window(opens=later(NOW, DAY), closes=later(NOW, 30 * DAY), corrects=later(NOW, 40 * DAY))
    windows.save((edited,), seen=1, edit=EDIT)
    assert told(later(NOW, 2 * DAY)) == 0


def test_a_note_of_progress_that_is_lost_repeats_nothing() -> None:
    wish()
    told(OPEN)
    for item in RegistryItem.query("REM#progress"):
        item.delete()
    assert told(OPEN) == 0
    assert titles() == ["申请免考：开始办理"]


def test_before_closing_only_a_draft_is_worth_a_word() -> None:
    wish()
    save_draft(a_head(), ("exemption", 1), a_step(), NOW)
    other = crowd(1)[0]
    assert [told(now) for now in (OPEN, CLOSING)] == [2, 1]
    assert titles() == ["申请免考：12月7日 10:00 截止", "申请免考：开始办理"]
    assert titles(other) == ["申请免考：开始办理"]


def test_before_the_end_of_mending_only_a_returned_case_is() -> None:
    wish()
    crowd(1)
    acting.decide(acting.submitted_no(), "return", items=(ItemVerdict(part=0, reasons=("EX14",)),))
    assert told(CORRECTING) == 1
    assert titles()[0] == "申请免考：补正 12月14日 10:00 截止"


def test_a_run_is_bounded_and_the_next_one_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "MOST", 4)
    monkeypatch.setattr(sending, "AT_ONCE", 2)
    cids = crowd(5)
    assert [told(OPEN) for _ in range(3)] == [4, 1, 0]
    assert [titles(cid) for cid in cids] == [["申请免考：开始办理"]] * 5


def test_a_run_that_dies_is_taken_up_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "AT_ONCE", 2)
    cids, tell = crowd(5), reminders.tell

    def dying(listener: tuple[Cid, str], *rest: object) -> None:
        if listener[0] == cids[3]:
            raise BusyError
        tell(listener, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(reminders, "tell", dying)
    assert told(OPEN) == 3
    monkeypatch.setattr(reminders, "tell", tell)
    assert told(OPEN) == 2
    assert [len(titles(cid)) for cid in cids] == [1] * 5


def test_one_that_nobody_can_tell_is_counted_and_the_others_hear_it(monkeypatch: pytest.MonkeyPatch) -> None:
    cids = crowd(3)
    breaking(monkeypatch, cids[1])
    assert send_reminders(OPEN) == {"told": 2, "crashed": 1}
    assert [len(titles(cid)) for cid in cids] == [1, 0, 1]


def test_tables_that_fail_for_everybody_cost_nobody_a_reminder(monkeypatch: pytest.MonkeyPatch) -> None:
    cids = crowd(5)
    with monkeypatch.context() as patch:
        breaking(patch, *cids)
        assert told(OPEN) == 0
    assert told(OPEN) == 5


def breaking(patch: pytest.MonkeyPatch, *cids: Cid) -> None:
    """What is told to these people fails as storage does where nobody foresaw it."""
    tell = reminders.tell

    def failing(listener: tuple[Cid, str], *rest: object) -> None:
        if listener[0] in cids:
            raise GetError
        tell(listener, *rest)  # type: ignore[arg-type]

    patch.setattr(reminders, "tell", failing)


def test_somebody_of_two_schools_hears_it_once() -> None:
    people.create(a_head(cid=(cid := Cid("d" * 32)), tickets=(a_ticket(), a_ticket(ref=2, school="X04"))), "0")
    wish(cid=cid)
    assert told(OPEN) == 1
    assert titles(cid) == ["申请免考：开始办理"]


def test_an_idle_minute_costs_one_query(meter: Meter) -> None:
    told(OPEN)
    with meter() as calls:
        assert told(OPEN) == 0
    assert calls == {"Query": 1}


def test_a_wish_of_an_ended_session_or_for_nothing_is_refused() -> None:
    with pytest.raises(SignedOutError):
        set_reminder(a_session(epoch=2), "photo", on=True, now=NOW)
    with pytest.raises(UnknownError):
        set_reminder(a_session(), "photo#X02", on=True, now=NOW)
