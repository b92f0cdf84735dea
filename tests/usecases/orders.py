"""A stage with the channel inside the process, a person who owes, and what both do at their instants."""

from typing import Any

import msgspec

from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import Instant, later
from chalicelib.domain.orders import Order, OrderState, Way
from chalicelib.domain.statuses import FeeState
from chalicelib.settings import SETTINGS
from chalicelib.storage import cases, orders, payments, people
from chalicelib.usecases.clock.sweep_orders import sweep_orders
from chalicelib.usecases.orders.pay_due import Payment, Payor, pay_due
from chalicelib.usecases.orders.take_notice import take_notice
from chalicelib.usecases.orders.views import PayView
from infra.local import simulated
from infra.local.simulated import Simulated
from tests.builders import CANDIDATE, CID, NOW, a_head
from tests.money import CASE, owe
from tests.usecases.acting import entropy

PAYOR = Payor(actor=CANDIDATE, epoch=1, address="203.0.113.7")


def enter() -> None:
    """On the record, and owing."""
    people.create(a_head(), "000000199001011234")
    owe()


def connect(channel: Simulated, patch: Any) -> None:
    """Until the test ends, this is the stage's channel."""
    patch.setattr(payments, "CHANNELS", dict(payments.CHANNELS))
    simulated.enter(channel)
    offer(simulated.NAME, patch)


def offer(name: str, patch: Any) -> None:
    """The stage offers this channel, or (`off`) none; which it serves is another matter."""
    patch.setattr(payments, "SETTINGS", msgspec.structs.replace(SETTINGS, payments=name))


def pay(after: int = 0, way: Way = Way.NATIVE, case: No = CASE) -> PayView:
    return pay_due(PAYOR, Payment(case, way), entropy, at(after))


def tell(channel: Simulated, no: No, after: int = 0, **changes: Any) -> None:
    hear(channel.notice(no, **changes), after)


def hear(told: bytes, after: int = 0) -> None:
    take_notice(simulated.NAME, {}, told, at(after))


def sweep(after: int) -> dict[str, int]:
    return dict(sweep_orders(at(after)))


def at(after: int) -> Instant:
    return later(NOW, after)


def order(no: No, cid: Cid = CID) -> Order:
    return orders.load(cid, no)


def state(no: No) -> OrderState:
    return order(no).state


def fee() -> FeeState:
    return cases.load(CID, CASE).case.fee
