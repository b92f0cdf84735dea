"""申请毕业 when everybody acts at once: one application, one approval with one snapshot, on a record that holds."""

from typing import Any

import pytest

from chalicelib.domain.graduations import KIND
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import MINUTE, later
from chalicelib.storage import cases, people, windows
from chalicelib.storage.tables import RecordItem
from tests.builders import a_window
from tests.race import acting
from tests.race.conftest import CONTENDERS, FEW_ROUNDS, breaks, contend, held_back, winners
from tests.race.graduates import (
    OTHER_PHOTO,
    PHOTO,
    at_city,
    looked,
    new_round,
    passing,
    somebody,
    submission,
    submitted,
    typed,
)
from tests.stored import EDIT

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("opened")]


@pytest.fixture(autouse=True)
def _in_time(opened: None) -> None:
    """Races of windows leave only their own behind them."""
    current = windows.fresh()
    if not any(row.business == KIND.business for row in current.rows):
        windows.save((*current.rows, a_window(business=KIND.business)), seen=current.rev, edit=EDIT)


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


def replaced_or_passed() -> tuple[Any, list[bytes]]:
    """Ten tabs send another photograph, ten reviewers who looked at the first one pass it."""
    case = submitted()
    item = typed(case.cid, photo=OTHER_PHOTO)
    rounds = [new_round(case, item, later(case.since, 2 * MINUTE)) for _ in range(10)]
    return case, winners(contend([*rounds, *(looked(case, acting.a_reviewer()) for _ in range(10))]))


def judged_unseen(case: Any) -> bool:
    """Whether the photograph that stands is another one than that which was passed."""
    file = cases.load(case.cid, case.no)
    shown = [{picture.id for picture in one.pictures} & {PHOTO, OTHER_PHOTO} for one in file.rounds]
    assert shown == [{PHOTO}, {OTHER_PHOTO}][: len(file.rounds)]
    return bool(file.decisions) and len(file.rounds) > 1


def test_a_photograph_is_replaced_or_passed() -> None:
    """What the reviewer looked at is what stands (I9)."""
    for _ in range(FEW_ROUNDS):
        case, won = replaced_or_passed()
        after = acting.fresh(case)
        assert won in ([b"round"], [b"approved"])
        assert (after.ver, after.round, after.stage) == ((2, 2, "school") if won == [b"round"] else (2, 1, "signature"))
        assert not judged_unseen(case)
        assert acting.is_whole(case.cid)


@pytest.mark.usefixtures("without_conditions")
def test_without_their_conditions_a_photograph_is_passed_unseen() -> None:
    assert breaks(lambda: judged_unseen(replaced_or_passed()[0]))
