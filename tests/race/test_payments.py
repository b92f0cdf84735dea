"""pay² and notify³²: one order, one payment, one step of the case, however many tabs and copies there are (I20-I25).

`make test` runs 3 rounds, `make test-long` 100 (threat rows 67, 68).
"""

import os
from typing import Any

import msgspec
import pytest

from chalicelib.domain import fees, lapses
from chalicelib.domain.audit import CLOCK
from chalicelib.domain.errors import BusyError
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.orders import OrderState, Way
from chalicelib.domain.statuses import FeeState, State
from chalicelib.storage import cases, desks, orders, people, windows
from chalicelib.storage.tables import AuditItem
from chalicelib.usecases.orders.pay_due import Payment, Payor, pay_due
from chalicelib.usecases.orders.take_notice import take_notice
from infra.local import simulated
from infra.local.simulated import Simulated
from tests import money
from tests.builders import CANDIDATE, NOW, an_act, an_operation
from tests.race import acting
from tests.race.conftest import CONTENDERS, FEW_ROUNDS, Doing, breaks, contend, winners
from tests.usecases.orders import connect

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("opened")]


@pytest.fixture(autouse=True)
def channel(opened: None, monkeypatch: pytest.MonkeyPatch) -> Simulated:
    made = Simulated()
    connect(made, monkeypatch)
    if desks.fresh().rev == 0:
        money.open_desks()
    return made


def owing() -> tuple[Cid, No]:
    cid = acting.someone()
    return cid, money.owe(cid, seed=int(cid, 16) % 2**79)


def payment(cid: Cid, case: No, way: Way = Way.NATIVE) -> Doing:
    who = Payor(actor=msgspec.structs.replace(CANDIDATE, id=cid), epoch=1, address="203.0.113.7")

    def pay() -> bytes:
        return pay_due(who, Payment(case, way), os.urandom, NOW).no.encode()

    return pay


def hearing(told: bytes) -> Doing:
    def hear() -> bytes:
        take_notice(simulated.NAME, {}, told, NOW)
        return b"heard"

    return hear


def only_busy(outcomes: list[Any]) -> bool:
    """Whoever did not get through is told to come again."""
    return all(isinstance(one, bytes | BusyError) for one in outcomes)


def test_of_32_tabs_that_pay_at_once_all_get_one_order(channel: Simulated) -> None:
    for _ in range(FEW_ROUNDS):
        cid, case = owing()
        outcomes = contend([payment(cid, case) for _ in range(CONTENDERS)])
        assert only_busy(outcomes)
        assert len(set(winners(outcomes))) == 1
        [order] = orders.mine(cid)
        assert order.state == OrderState.PREPAY


def test_of_tabs_that_pay_in_two_ways_one_order_is_alive(channel: Simulated) -> None:
    for _ in range(FEW_ROUNDS):
        cid, case = owing()
        outcomes = contend([payment(cid, case, way) for _ in range(4) for way in Way])
        assert only_busy(outcomes)
        alive = [order for order in orders.mine(cid) if order.state != OrderState.CLOSED]
        assert len(alive) <= 1
        payable = [no for no, one in channel.accounts.items() if not one.is_closed]
        assert {order.no for order in orders.mine(cid)} & set(payable) <= {order.no for order in alive}


def test_32_copies_of_a_notice_make_one_payment(channel: Simulated) -> None:
    for _ in range(FEW_ROUNDS):
        cid, case = owing()
        no = No(payment(cid, case)().decode())
        channel.pay(no, NOW)
        told = channel.notice(no)
        outcomes = contend([hearing(told) for _ in range(CONTENDERS)])
        assert only_busy(outcomes)
        assert winners(outcomes)
        assert whole(cid, case, no)


def test_money_that_meets_the_end_of_its_time_is_taken_or_given_back(channel: Simulated) -> None:
    """Row 72: the clock gives the case back while the channel tells of the payment."""
    for _ in range(FEW_ROUNDS):
        cid, case = owing()
        no = No(payment(cid, case)().decode())
        channel.pay(no, NOW)
        told = channel.notice(no)
        contend([*[hearing(told) for _ in range(8)], *[lapsing(cid, case) for _ in range(8)]])
        hearing(told)()
        standing = cases.load(cid, case).case
        ended = (orders.load(cid, no).state, standing.state, standing.fee)
        assert ended in (
            (OrderState.PAID, State.UNDER_REVIEW, FeeState.PAID),
            (OrderState.REFUNDED, State.RETURNED, FeeState.NONE),
        )


def lapsing(cid: Cid, no: No) -> Doing:
    def lapse() -> bytes:
        case = cases.load(cid, no).case
        if not fees.is_awaited(case):
            return b"stayed"
        back = lapses.lapsed(case, CLOCK, windows.fresh(), NOW)
        cases.commit(an_act(back, cid=cid, head=None, own=False, operation=an_operation("", actor=CLOCK.id)))
        return b"lapsed"

    return lapse


def whole(cid: Cid, case: No, no: No) -> bool:
    """One event on each chain, one message, the case and the order agree."""
    pays = [item for chain in (f"O#{no}", f"X#{case}") for item in AuditItem.query(chain) if '"pay"' in item.body]
    standing = cases.load(cid, case).case
    head = people.load(cid).head
    told = (orders.load(cid, no).state, standing.fee, standing.ver, head.unread, len(pays))
    return told == (OrderState.PAID, FeeState.PAID, 3, 1, 2)


@pytest.mark.usefixtures("without_conditions")
@pytest.mark.parametrize("race", ["pay", "notice"])
def test_without_its_conditions_a_race_goes_wrong(race: str, channel: Simulated) -> None:
    money.open_desks()

    def goes_wrong() -> bool:
        cid, case = owing()
        if race == "pay":
            contend([payment(cid, case) for _ in range(CONTENDERS)])
            return len(orders.mine(cid)) > 1
        no = No(payment(cid, case)().decode())
        channel.pay(no, NOW)
        contend([hearing(channel.notice(no)) for _ in range(CONTENDERS)])
        return not whole(cid, case, no)

    assert breaks(goes_wrong)
