"""The part of the run in which a fee is paid, told of and given back, by whichever channel the stage has."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec
import pytest

from chalicelib.domain.ids import No
from chalicelib.domain.instants import SECOND, Instant
from chalicelib.domain.refunds import Trouble
from chalicelib.settings import SETTINGS
from chalicelib.storage import clients, keys, payments
from infra import data_stack
from infra.local import simulated
from infra.local.paygate.server import Paygate
from infra.local.simulated import Simulated
from tests import money
from tests.apiclient import Browser
from tests.conftest import PLACE, Clock
from tests.security import world
from tests.usecases.orders import connect


class Teller(NamedTuple):
    """The stage's channel: `paid` lets somebody pay and gives what the channel tells of it, headers and body; it takes
    on no refund of an order that it is to `refuse`.
    """

    name: str
    paid: Callable[[No, Instant], tuple[dict[str, str], bytes]]
    refuse: Callable[[No], None]


def by_simulation(patch: pytest.MonkeyPatch) -> Teller:
    channel = Simulated()
    connect(channel, patch)

    def paid(no: No, now: Instant) -> tuple[dict[str, str], bytes]:
        channel.pay(no, now)
        return {}, channel.notice(no)

    def refuse(_no: No) -> None:
        channel.trouble = Trouble.REFUSED

    return Teller(simulated.NAME, paid, refuse)


def by_wechat(gate: Paygate, patch: pytest.MonkeyPatch) -> Teller:
    """The real adapter, on the channel of this machine; its keys are the stage's secret."""
    from chalicelib.storage.payments import wechat

    on = msgspec.structs.replace(SETTINGS, payments="wechat", wechat_gateway=gate.origin)
    patch.setattr(payments, "SETTINGS", on)
    patch.setattr(wechat, "SETTINGS", on)
    data_stack.create_channel_keys(PLACE, gate.keyring.merchant())
    keys.forget()
    payments.forget()

    def paid(no: No, now: Instant) -> tuple[dict[str, str], bytes]:
        gate.ledger.clock = lambda: now / SECOND
        gate.ledger.pay(no)
        told = gate.notices.paid(gate.ledger.trades[no])
        return told.headers, told.body

    def refuse(no: No) -> None:
        gate.ledger.trades[no].refund_fault = "NOT_ENOUGH"

    return Teller("wechat", paid, refuse)


def forget_keys() -> None:
    clients.ssm().delete_parameter(Name=f"{PLACE.parameters}/wechat")
    keys.forget()
    payments.forget()


def pay_and_give_back(teller: Teller, browser: Browser, desks: tuple[Browser, Browser], clock: Clock) -> None:
    """Another way on second thoughts, the notice, the receipt; then two people give it back. `desks` of the office.

    Paid again, it is refused by the channel and given back by hand.
    """
    case = money.owe(world.FIRST.cid, seed=700, at=clock())
    money.open_desks()
    [due] = browser.get("/orders").json["dues"]
    assert due["can_pay"]
    page = browser.post("/orders", {"case": case, "way": "h5"}).json
    assert page["url"]
    order = _paid(teller, browser, case, clock())
    assert _given_back(desks, order)["order"]["state"] == "refunded"
    for reply in (browser.get(f"/orders/{order}"), browser.post(f"/orders/{order}/check")):
        assert reply.json["refund"]["done_at"]
    order = _paid(teller, browser, case, clock())
    teller.refuse(order)
    assert _given_back(desks, order)["trouble"]
    asked = desks[0].post(f"/review/orders/{order}/by-hand", {"reason": "已转账", "ver": _ver(desks[0], order)}).json
    clock.forward(minutes=1)
    done = desks[1].post(f"/review/orders/{order}/by-hand/approval", {"ver": asked["ver"]})
    assert done.json["order"]["refund"]["is_by_hand"], json.dumps(done.json)
    assert len(browser.get("/orders").json["orders"]) == 3


def _paid(teller: Teller, browser: Browser, case: No, now: Instant) -> No:
    order = No(browser.post("/orders", {"case": case, "way": "native"}).json["no"])
    assert browser.post(f"/orders/{order}/check").json["state"] == "prepay"
    headers, told = teller.paid(order, now)
    sent: dict[str, str | None] = {name.replace("-", "_"): value for name, value in headers.items()}
    path = f"/payments/{teller.name}/notify"
    assert browser.send("POST", path, told[:-1] + b" ", sent).status == 401
    assert [browser.send("POST", path, told, sent).status for _ in range(2)] == [204, 204]
    assert browser.get(f"/orders/{order}").json["transaction"]
    return order


def _given_back(desks: tuple[Browser, Browser], no: No) -> Any:
    asker, approver = desks
    asked = asker.post(f"/review/orders/{no}/refund", {"reason": "重复缴费", "ver": _ver(asker, no)})
    return approver.post(f"/review/orders/{no}/refund/approval", {"ver": asked.json["ver"]}).json


def _ver(desk: Browser, no: No) -> Any:
    return desk.get(f"/review/orders/{no}").json["ver"]
