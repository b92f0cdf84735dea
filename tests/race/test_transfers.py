"""本市转出 beside whatever else is sent at the same instant: one of them is accepted, and what leaves leaves once."""

import pytest

from chalicelib.domain.ids import Cid
from chalicelib.domain.statuses import LIVE
from chalicelib.domain.transfer_out import KIND
from chalicelib.storage import people, windows
from tests.builders import a_window
from tests.race import acting, graduates
from tests.race.conftest import CONTENDERS, FEW_ROUNDS, breaks, contend, winners
from tests.race.movers import leaving
from tests.stored import EDIT

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("opened")]


@pytest.fixture(autouse=True)
def _in_time(opened: None) -> None:
    """Races of windows leave only their own behind them."""
    current = windows.fresh()
    kinds = {KIND.business, graduates.KIND.business} - {row.business for row in current.rows}
    if kinds:
        rows = (*current.rows, *(a_window(business=business) for business in kinds))
        windows.save(rows, seen=current.rev, edit=EDIT)


def businesses(cid: Cid) -> set[str]:
    return {line.business for line in people.load(cid).head.lines.values() if line.state in LIVE}


def graduating_and_leaving() -> Cid:
    cid = graduates.somebody()
    item = graduates.typed(cid)
    sent = [doing for _ in range(CONTENDERS // 2) for doing in (leaving(cid), graduates.submission(cid, item))]
    contend(sent)
    return cid


def test_of_a_graduation_and_a_transfer_sent_at_once_one_is_accepted() -> None:
    """I15."""
    for _ in range(FEW_ROUNDS):
        cid = graduating_and_leaving()
        assert len(businesses(cid)) == 1
        assert acting.is_whole(cid)


@pytest.mark.usefixtures("without_conditions")
def test_without_its_condition_both_are_accepted() -> None:
    assert breaks(lambda: len(businesses(graduating_and_leaving())) == 2)


def test_of_an_exemption_and_a_transfer_sent_at_once_one_is_accepted() -> None:
    for _ in range(FEW_ROUNDS):
        cid = acting.someone()
        outcomes = contend([doing for _ in range(CONTENDERS // 2) for doing in (leaving(cid), acting.submission(cid))])
        assert len(winners(outcomes)) == len(businesses(cid)) == 1
        assert acting.is_whole(cid)


def test_one_of_32_approvals_wins_and_the_records_are_gone() -> None:
    for _ in range(FEW_ROUNDS):
        cid = acting.someone()
        leaving(cid)()
        [case] = acting.live_cases(cid)
        for _ in range(2):
            graduates.passing(acting.fresh(case), acting.a_reviewer())()
        case, desk = acting.fresh(case), acting.a_city_reviewer()
        assert len(winners(contend([graduates.passing(case, desk) for _ in range(CONTENDERS)]))) == 1
        assert people.load(cid).transcript.sheets == ()
        assert people.load(cid).head.rver == 2
        assert acting.is_whole(cid)
