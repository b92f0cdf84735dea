"""schedule³: what the clock starts, run three times at once, leaves what one run leaves (threat row 34; I33, I34).

Two worlds of the same people: in one each function runs once, in the other all of them three times at the same moment.
`make test` compares 3 pairs of worlds, `make test-long` 100.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from chalicelib import data
from chalicelib.domain.applications import Act
from chalicelib.domain.decisions import Decision
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import DAY, HOUR, MINUTE, Instant, later
from chalicelib.domain.outbox import Channel
from chalicelib.domain.reviews import RETURN, Ruling, decided
from chalicelib.domain.statuses import State
from chalicelib.storage import accounts, cases, keys, leases, uploads, windows
from chalicelib.storage.leases import Lease
from chalicelib.storage.pixels import inspect
from chalicelib.usecases.clock.follow_windows import follow_windows
from chalicelib.usecases.clock.send_outbox import send_outbox
from chalicelib.usecases.clock.send_reminders import send_reminders
from chalicelib.usecases.reminders.set_reminder import set_reminder
from chalicelib.usecases.uploads.forget_uploads import forget_uploads
from infra.environment import resources
from tests import corpus
from tests.builders import (
    NOW,
    SCHOOL,
    SCHOOL_REVIEWER,
    a_head,
    a_number,
    a_session,
    a_submission,
    a_window,
    an_act,
    an_operation,
    an_upload_id,
)
from tests.conftest import PLACE
from tests.race.conftest import FEW_ROUNDS, Doing, contend, renew_tables
from tests.stored import EDIT, put_eligible
from tests.usecases import test_outbox
from tests.usecases.test_outbox import Ways, ways

pytestmark = pytest.mark.race

__all__ = ["ways"]

CIDS = [Cid(f"{place:032x}") for place in range(1, 5)]
TABLES = [name for key, name in resources(PLACE.stage, PLACE.account).items() if key.startswith("Table")]
AT_ONCE = 3
SENT = 4  # two reminders of the last day, two ends; for the returns it is too late by then
LAST_DAY, OVER = later(a_window().corrects, -DAY), later(a_window().corrects, MINUTE)
FUNCTIONS: tuple[Callable[[Instant], object], ...] = (
    follow_windows,
    lambda now: (send_reminders(now), send_outbox(now)),
    forget_uploads,
)
PICTURE = inspect(corpus.jpeg(200, 150))


@pytest.fixture
def world(engine: Any, ways: Ways, ministack_url: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Makes it from nothing, the same each time: four who want to hear, half of them with a case to be mended.

    The city has one school, so that the clock is soon through its queues.
    """
    schools = {SCHOOL: data.schools()[SCHOOL]}
    monkeypatch.setattr(data, "schools", lambda: schools)

    def make() -> None:
        renew_tables(ministack_url)
        windows.save((a_window(),), seen=0, edit=EDIT)
        with monkeypatch.context() as patch:
            patch.setattr(keys, "person", lambda _number: test_outbox.PERSON)
            accounts.create_account(CIDS[0], test_outbox.NUMBER, test_outbox.NUMBER[-6:], 1)
        test_outbox.want(Channel.SMS)
        for way in ways:
            way.gone.clear()
        for seed, cid in enumerate(CIDS, 1):
            put_eligible(cid, f"{seed:018}")
            set_reminder(a_session(cid=cid), "exemption", on=True, now=NOW)
            uploads.accept(cid, an_upload_id(90 + seed), PICTURE, later(LAST_DAY, -181 * DAY))
            if seed % 2:
                returned(cid, seed)

    return make


def returned(cid: Cid, seed: int) -> None:
    no, at = a_number(seed), later(NOW, MINUTE)
    sent = an_operation(f"key-sent-{seed:08}", actor=cid)
    cases.commit(an_act(a_submission(seed, cid=cid), cid=cid, head=a_head(cid=cid), operation=sent))
    lease = Lease(no=no, cid=cid, holder="staff-1", holder_name="演示", since=at, until=later(at, MINUTE))
    leases.take(lease, ver=1)
    decision = Decision(no=no, round=1, stage="school", outcome=RETURN, at=at)
    change = decided(cases.load(cid, no).case, decision, SCHOOL_REVIEWER, Ruling(due=a_window().corrects))
    operation = an_operation(f"key-back-{seed:08}", actor="staff-1", at=at)
    cases.commit(Act(operation=operation, changes=(change,), cid=cid, leaseholder="staff-1"))


def run(now: Instant, times: int) -> None:
    """All functions, so many times, at one moment; afterwards one more hour, so that what waited is sent."""
    doings: list[Doing] = [partial(_done, one, now) for one in FUNCTIONS for _ in range(times)]
    if times > 1:
        assert contend(doings) == [b"done"] * len(doings)
    else:
        for doing in doings:
            doing()
    for function in FUNCTIONS:
        function(later(now, HOUR))


def _done(function: Callable[[Instant], object], now: Instant) -> bytes:
    function(now)
    return b"done"


def lived(times: int) -> None:
    for moment in (LAST_DAY, OVER):
        run(moment, times)


def dump(engine: Any) -> dict[tuple[str, str, str], Any]:
    """Everything but what is sealed: that looks different each time."""
    found = {}
    for table in TABLES:
        for page in engine.get_paginator("scan").paginate(TableName=table, ConsistentRead=True):
            for item in page["Items"]:
                place = (table, item["pk"]["S"], item["sk"]["S"])
                if not place[1].startswith("L#"):
                    found[place] = {name: value for name, value in item.items() if name != "cipher"}
    return found


def test_three_runs_at_once_leave_what_one_run_leaves(world: Callable[[], None], engine: Any, ways: Ways) -> None:
    world()
    lived(1)
    once, gone = dump(engine), sorted(ways[0].gone)
    assert len(gone) == SENT
    for cid in CIDS[::2]:
        assert [file.case.state for file in cases.load_all(cid, "exemption")] == [State.EXPIRED]
    for _ in range(FEW_ROUNDS):
        world()
        lived(AT_ONCE)
        assert dump(engine) == once
        assert sorted(ways[0].gone) == gone


@pytest.mark.usefixtures("without_conditions")
def test_without_their_conditions_runs_at_once_tell_people_twice(world: Callable[[], None], ways: Ways) -> None:
    """Within a few rounds: on a busy machine now and then no two of them meet."""

    def told() -> int:
        world()
        lived(AT_ONCE)
        return len(ways[0].gone)

    assert any(told() > SENT for _ in range(5))
