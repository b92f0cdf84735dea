"""What another province sends, received, confirmed and signed by many at once: one case, one yes, one grant each."""

from functools import partial

import msgspec
import pytest

from chalicelib.domain.ids import Cid, TicketRef
from chalicelib.domain.transcripts import TRANSFERRED
from chalicelib.domain.transfer_in import KIND
from chalicelib.storage import people, windows
from chalicelib.storage.tickets import Holder
from chalicelib.usecases.imports.receive_transfers import Found, receive_transfer
from chalicelib.usecases.transfers.confirm_transfer_in import Agreed, confirm_transfer_in
from chalicelib.usecases.transfers.show_transfer_in import ArrivalView, show_transfer_in
from tests.arriving import an_arrival
from tests.builders import NOW, a_window
from tests.race import acting, graduates
from tests.race.conftest import FEW_ROUNDS, Doing, contend, winners
from tests.stored import EDIT

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("opened")]

AT_ONCE = 16


@pytest.fixture(autouse=True)
def _in_time(opened: None) -> None:
    """Races of windows leave only their own behind them."""
    current = windows.fresh()
    if KIND.business not in {row.business for row in current.rows}:
        windows.save((*current.rows, a_window(business=KIND.business)), seen=current.rev, edit=EDIT)


def receiving(cid: Cid) -> Doing:
    """Courses that nobody of the races has passed."""
    one = Found(an_arrival("00277", "00312", id_number=cid), Holder(cid, TicketRef(1), "person-1"), is_new=True)
    return lambda: msgspec.json.encode(receive_transfer(one, NOW))


def arrived(cid: Cid) -> ArrivalView:
    [found] = show_transfer_in(cid, 1, 1, NOW).arrivals
    return found


def confirming(cid: Cid) -> Doing:
    """A page of its own each time, with a key of its own."""
    shown, by = arrived(cid), acting.applicant(cid)
    agreed = Agreed(shown.ver, shown.basis)
    return partial(confirm_transfer_in, by.actor, by.epoch, (1, shown.no), agreed, acting.op(cid))


def passed(cid: Cid) -> None:
    [case] = acting.live_cases(cid)
    graduates.passing(acting.fresh(case), acting.a_reviewer())()


def test_of_16_imports_of_one_person_one_is_received_and_confirmed_and_signed_once() -> None:
    for _ in range(FEW_ROUNDS):
        cid = acting.someone()
        assert winners(contend([receiving(cid) for _ in range(AT_ONCE)])).count(b"true") == 1
        passed(cid)
        assert len(winners(contend([confirming(cid) for _ in range(AT_ONCE)]))) == 1
        assert arrived(cid).ver == 3
        [case], desk = acting.live_cases(cid), acting.a_reviewer()
        assert len(winners(contend([graduates.passing(case, desk) for _ in range(AT_ONCE)]))) == 1
        record = people.load(cid)
        assert [(one.effect, one.code) for one in record.grants] == [(TRANSFERRED, "00277"), (TRANSFERRED, "00312")]
        assert record.head.rver == 2
        assert acting.is_whole(cid)
