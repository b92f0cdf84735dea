"""申请毕业 when everybody acts at once: one application, one approval with one snapshot, on a record that holds."""

import os
from functools import partial
from typing import Any

import msgspec
import pytest

from chalicelib.domain.applications import Case
from chalicelib.domain.graduation_forms import Scores, Typed
from chalicelib.domain.graduations import KIND
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import MINUTE, later
from chalicelib.domain.reviews import PASS
from chalicelib.storage import cases, people, windows
from chalicelib.storage.tables import RecordItem
from chalicelib.usecases.applications.submit_applications import Order, submit_applications
from chalicelib.usecases.graduations.show_record import show_record
from chalicelib.usecases.reviews.decide_application import Reviewer, Verdict, decide_application
from chalicelib.usecases.reviews.show_case import show_case
from tests import graduating
from tests.builders import NOW, a_sheet, a_window
from tests.race import acting
from tests.race.conftest import CONTENDERS, FEW_ROUNDS, Doing, breaks, contend, held_back, winners
from tests.stored import EDIT, put_portrait

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("opened")]


@pytest.fixture(autouse=True)
def _in_time(opened: None) -> None:
    """Races of windows leave only their own behind them."""
    current = windows.fresh()
    if not any(row.business == KIND.business for row in current.rows):
        windows.save((*current.rows, a_window(business=KIND.business)), seen=current.rev, edit=EDIT)


def somebody() -> Cid:
    """Who has everything that the plan asks for."""
    cid = acting.someone()
    people.put_sheet(cid, a_sheet("2025-10", graduating.COURSES))
    put_portrait(3, cid)
    return cid


def typed(cid: Cid) -> Typed:
    seen = show_record(cid, 1, 1, Scores(plan=graduating.PLAN, addon=graduating.ADDON), NOW).seen
    return graduating.a_typed(seen=seen)


def submission(cid: Cid, item: Typed) -> Doing:
    order = Order(kind=KIND, ref=1, notice_version="2026-1", items=(item,))
    return partial(submit_applications, acting.applicant(cid), order, acting.op(cid, at=NOW), os.urandom)


def submissions() -> list[Doing]:
    """One person with 32 tabs."""
    cid = somebody()
    item = typed(cid)
    return [submission(cid, item) for _ in range(CONTENDERS)]


def passing(case: Case, by: Reviewer) -> Doing:
    """A click on 通过, by who leased the case and found everything in order."""
    moment = later(case.since, MINUTE)
    acting.lease(case, by, moment)
    shown = show_case(case.cid, case.no, by.scope, by.actor, moment)
    tasks = {one.key: "same" if one.task == "verify" else "ok" for one in shown.checks if one.task}
    form = Verdict(ver=case.ver, digest=case.digest, outcome=PASS, basis=shown.basis, tasks=tasks)
    fresh = msgspec.structs.replace(by, mfa_at=moment)
    operation = acting.op(by.actor.id, at=moment)
    return acting.labelled(b"approved", partial(decide_application, (case.cid, case.no), form, fresh, operation))


def at_city() -> Case:
    """Reviewed and signed."""
    cid = somebody()
    no = No(msgspec.json.decode(submission(cid, typed(cid))())["applications"][0]["no"])
    for _ in range(2):
        passing(cases.load(cid, no).case, acting.a_reviewer())()
    return cases.load(cid, no).case


def approvals() -> list[Doing]:
    """One reviewer of the city with 32 tabs."""
    case, desk = at_city(), acting.a_city_reviewer()
    return [passing(case, desk) for _ in range(CONTENDERS)]


def snapshots(cid: Cid) -> list[Any]:
    return list(RecordItem.query(people.partition(cid), RecordItem.sk.startswith("G#")))


def test_one_of_32_applications_wins_and_holds_its_records() -> None:
    for _ in range(FEW_ROUNDS):
        cid = somebody()
        item = typed(cid)
        outcomes = contend([submission(cid, item) for _ in range(CONTENDERS)])
        assert len(winners(outcomes)) == 1
        [line] = people.load(cid).head.lines.values()
        assert line.records == item.seen.records
        assert acting.is_whole(cid)


def test_one_of_32_approvals_wins_and_keeps_one_snapshot() -> None:
    for _ in range(FEW_ROUNDS):
        case, desk = at_city(), acting.a_city_reviewer()
        assert len(winners(contend([passing(case, desk) for _ in range(CONTENDERS)]))) == 1
        assert acting.fresh(case).state == "approved"
        assert len(snapshots(case.cid)) == 1
        assert acting.is_whole(case.cid)


def overtaken(engine: Any) -> list[Any]:
    """An approval that has judged the record, and a correction that comes before it is written."""
    case = at_city()
    approval = passing(case, acting.a_city_reviewer())

    def correct() -> bytes:
        head = RecordItem(people.partition(case.cid), people.HEAD)
        head.update([RecordItem.rver.set(people.load(case.cid).head.rver + 1)])
        return b"corrected"

    return contend(held_back(engine, [approval], correct))


def test_an_approval_and_a_correction_do_not_both_happen(engine: Any) -> None:
    for _ in range(FEW_ROUNDS):
        assert winners(overtaken(engine)) == [b"corrected"]


@pytest.mark.usefixtures("without_conditions")
def test_without_its_condition_an_approval_stands_on_a_record_that_is_gone(engine: Any) -> None:
    assert breaks(lambda: len(winners(overtaken(engine))) == 2)
