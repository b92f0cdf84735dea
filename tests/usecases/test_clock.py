"""What the minute does, and that nothing depends on it (threat rows 34, 49; invariants I12, I34)."""

import json
from typing import Any

import msgspec
import pytest
from pynamodb.exceptions import GetError

from chalicelib import observability
from chalicelib.domain import fees
from chalicelib.domain.audit import CLOCK
from chalicelib.domain.decisions import Decision
from chalicelib.domain.graduations import KIND
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import DAY, HOUR, MINUTE, Instant, later
from chalicelib.domain.reviews import PASS, RETURN, Ruling, decided
from chalicelib.domain.statuses import FeeState, State
from chalicelib.domain.windows import Business
from chalicelib.settings import SETTINGS
from chalicelib.storage import cases, clients, leases, people, queues, windows, work
from chalicelib.storage.cases import File
from chalicelib.storage.leases import Lease
from chalicelib.storage.tables import RecordItem
from chalicelib.usecases.clock.follow_windows import follow_windows
from infra.local.simulated import Simulated
from tests.builders import (
    CID,
    NOW,
    SCHOOL,
    SCHOOL_REVIEWER,
    a_case,
    a_submission,
    a_window,
    an_act,
    an_operation,
)
from tests.money import set_desks
from tests.stored import EDIT
from tests.usecases.orders import connect

NO = a_case().no
pytestmark = pytest.mark.usefixtures("eligible")


@pytest.fixture
def returned(eligible: None) -> None:
    """A case to be mended until the window's correction deadline, thirteen days on."""
    give_back()


def give_back(seed: int = 1, **changes: Any) -> No:
    sent, at = a_submission(seed, **changes), later(NOW, MINUTE)
    no = sent.after.no
    operation = an_operation(f"key-000000000000000{2 * seed - 1}")
    cases.commit(an_act(sent, operation=operation, head=people.load(CID).head))
    leases.take(Lease(no=no, cid=CID, holder="staff-1", holder_name="演示", since=at, until=later(at, MINUTE)), ver=1)
    decision = Decision(no=no, round=1, stage="school", outcome=RETURN, at=at)
    change = decided(cases.load(CID, no).case, decision, SCHOOL_REVIEWER, Ruling(due=a_window().corrects))
    operation = an_operation(f"key-000000000000000{2 * seed}", actor="staff-1", at=at)
    cases.commit(an_act(change, operation=operation, head=None, own=False, leaseholder="staff-1"))
    return no


def state() -> State:
    return cases.load(CID, NO).case.state


def dump() -> list[Any]:
    items = sorted(RecordItem.scan(), key=lambda item: (item.pk, item.sk))
    return [item.serialize() for item in items]


@pytest.mark.usefixtures("returned")
def test_a_returned_case_expires_at_its_deadline_and_not_before() -> None:
    assert follow_windows(Instant(a_window().corrects - 1)).expired == 0
    assert state() == State.RETURNED
    assert follow_windows(later(a_window().corrects, 1)).expired == 1
    assert state() == State.EXPIRED
    assert people.load(CID).head.lines == {}


@pytest.mark.usefixtures("returned")
def test_run_twice_is_run_once() -> None:
    at = later(a_window().corrects, DAY)
    follow_windows(at)
    once = dump()
    assert follow_windows(at).expired == 0
    assert dump() == once


@pytest.mark.usefixtures("returned")
def test_a_window_that_was_prolonged_keeps_the_case_open_and_moves_the_hint() -> None:
    windows.save((a_window(corrects=later(NOW, 30 * DAY)),), seen=1, edit=EDIT)
    assert follow_windows(later(NOW, 14 * DAY)).expired == 0
    assert state() == State.RETURNED
    item = RecordItem.get(people.partition(CID), f"X#{NO}")
    assert (item.ws or "").startswith(f"{later(NOW, 30 * DAY):013}")
    assert follow_windows(later(NOW, 31 * DAY)).expired == 1


@pytest.mark.usefixtures("returned")
def test_a_prolonged_deadline_is_over_at_its_very_instant() -> None:
    """The moved hint was not written yet: the case is looked at, and nothing is prolonged further."""
    windows.save((a_window(corrects=later(NOW, 30 * DAY)),), seen=1, edit=EDIT)
    assert follow_windows(later(NOW, 30 * DAY)).expired == 1
    assert state() == State.EXPIRED


@pytest.mark.usefixtures("returned")
def test_a_case_that_moves_on_under_the_minute_stops_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its hint is to be moved, and it was mended since it was read: the counts are written all the same."""
    windows.save((a_window(corrects=later(NOW, 30 * DAY)),), seen=1, edit=EDIT)
    before = cases.load(CID, NO)
    monkeypatch.setattr(cases, "load", lambda *_: before._replace(case=msgspec.structs.replace(before.case, ver=1)))
    at = later(NOW, 14 * DAY)
    assert follow_windows(at).expired == 0
    assert queues.load_counts().at == at


def test_a_case_that_nobody_can_read_ends_the_minute_for_no_other(
    returned: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Storage refused or failed, which is no answer to a candidate: it is logged as an error, counted, tried again."""
    other, load = give_back(2, unit="00016", locks=("exempt#00016",)), cases.load
    said: list[tuple[str, No]] = []

    def failing(cid: Cid, no: No) -> File:
        if no == NO:
            raise GetError("not authorized")
        return load(cid, no)

    with monkeypatch.context() as patch:
        patch.setattr(cases, "load", failing)
        patch.setattr(observability, "failure", lambda event, **fields: said.append((event, fields["no"])))
        at = later(a_window().corrects, DAY)
        done = follow_windows(at)
    assert (done.expired, done.crashed, queues.load_counts().at) == (1, 1, at)
    assert (cases.load(CID, other).case.state, state()) == (State.EXPIRED, State.RETURNED)
    assert said == [("not ended", NO)]
    assert follow_windows(at).expired == 1


def test_the_public_file_tells_the_windows_and_nothing_else() -> None:
    follow_windows(NOW)
    stored = clients.s3().get_object(Bucket=SETTINGS.site, Key="data/windows.json")
    row, *_ = json.loads(stored["Body"].read())["rows"]
    assert (row["business"], row["closes"], row["demo"]) == ("exemption", a_window().closes, True)
    assert stored["CacheControl"] == "public, max-age=30"


def test_waiting_cases_are_counted_per_queue() -> None:
    cases.commit(an_act(a_submission()))
    follow_windows(NOW)
    counts = queues.load_counts().waiting
    assert counts[work.queue("exemption", "school", SCHOOL)] == 1
    assert sum(counts.values()) == 1


FEE_CLOSES = later(NOW, 3 * DAY)


@pytest.fixture
def owing(eligible: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A graduation that passed its school, with a fee to be paid here within three days."""
    connect(Simulated(), monkeypatch)
    set_desks(online=True)
    rows = [a_window(business=one) for one in (Business.EXEMPTION, Business.GRADUATION)]
    windows.save((*rows, a_window(business=Business.FEE, closes=FEE_CLOSES)), seen=1, edit=EDIT)
    cases.commit(an_act(a_submission(business="graduation", stages=KIND.stages, window="graduation:2026H2:city")))
    at = later(NOW, MINUTE)
    leases.take(Lease(no=NO, cid=CID, holder="staff-1", holder_name="演示", since=at, until=later(at, MINUTE)), ver=1)
    decision = Decision(no=NO, round=1, stage="school", outcome=PASS, at=at)
    change = decided(cases.load(CID, NO).case, decision, SCHOOL_REVIEWER, Ruling(fee=FeeState.DUE))
    operation = an_operation("key-0000000000000002", actor="staff-1", at=at)
    cases.commit(an_act(change, operation=operation, head=None, own=False, leaseholder="staff-1"))


@pytest.mark.usefixtures("owing")
def test_an_unpaid_case_goes_back_when_the_time_for_paying_is_over() -> None:
    assert people.load(CID).head.lines[NO].fee == "due"
    assert [follow_windows(at).lapsed for at in (later(NOW, HOUR), FEE_CLOSES)] == [0, 0]
    over = later(FEE_CLOSES, HOUR + 1)
    assert (follow_windows(over).lapsed, state()) == (1, State.RETURNED)
    assert follow_windows(over).lapsed == 0
    assert follow_windows(later(a_window().corrects, 1)).expired == 1


@pytest.mark.usefixtures("owing")
def test_a_case_whose_time_is_not_announced_does_not_stand_before_those_whose_is() -> None:
    rows = [one for one in windows.fresh().rows if one.business != Business.FEE]
    windows.save(rows, seen=windows.fresh().rev, edit=EDIT)
    assert follow_windows(later(NOW, HOUR)).lapsed == 0
    assert queues.due(later(NOW, HOUR + MINUTE), of=work.unpaid(SCHOOL)) == ()
    windows.save((*rows, a_window(business=Business.FEE, closes=FEE_CLOSES)), seen=windows.fresh().rev, edit=EDIT)
    assert follow_windows(later(FEE_CLOSES, HOUR + 1)).lapsed == 1


@pytest.mark.usefixtures("owing")
def test_a_case_that_was_paid_stays_where_it_is() -> None:
    paid = fees.paid(cases.load(CID, NO).case, CLOCK, later(NOW, HOUR), order=No("0" * 26))
    operation = an_operation("key-0000000000000003", actor="clock", at=later(NOW, HOUR))
    cases.commit(an_act(paid, operation=operation, head=None, own=False))
    assert follow_windows(later(FEE_CLOSES, DAY)).lapsed == 0
    assert [row.no for row in queues.page(work.queue("graduation", "signature", SCHOOL))] == [NO]
