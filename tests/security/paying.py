"""The part of the run in which a fee is paid, told of and given back, by whichever channel the stage has."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec
import pytest

from chalicelib.domain.ids import No
from chalicelib.domain.instants import SECOND, Instant
from chalicelib.settings import SETTINGS
from chalicelib.storage import clients, keys, payments
from infra import data_stack
from infra.local import simulated
from infra.local.paygate.server import Paygate
from infra.local.simulated import Simulated
from tests import money
from tests.apiclient import Browser
from tests.conftest import PLACE
from tests.security import world
from tests.usecases.orders import connect


class Teller(NamedTuple):
    """The stage's channel: `paid` lets somebody pay and gives what the channel tells of it, headers and body."""

    name: str
    paid: Callable[[No, Instant], tuple[dict[str, str], bytes]]


def by_simulation(patch: pytest.MonkeyPatch) -> Teller:
    channel = Simulated()
    connect(channel, patch)

    def paid(no: No, now: Instant) -> tuple[dict[str, str], bytes]:
        channel.pay(no, now)
        return {}, channel.notice(no)

    return Teller(simulated.NAME, paid)


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

    return Teller("wechat", paid)


def forget_keys() -> None:
    clients.ssm().delete_parameter(Name=f"{PLACE.parameters}/wechat")
    keys.forget()
    payments.forget()


def pay_and_give_back(teller: Teller, browser: Browser, desks: tuple[Browser, Browser], now: Instant) -> None:
    """Another way on second thoughts, the notice, the receipt; then two people give it back. `desks` of the office."""
    case = money.owe(world.FIRST.cid, seed=700, at=now)
    money.open_desks()
    [due] = browser.get("/orders").json["dues"]
    assert due["can_pay"]
    page = browser.post("/orders", {"case": case, "way": "h5"}).json
    assert page["url"]
    order = browser.post("/orders", {"case": case, "way": "native"}).json
    assert browser.post(f"/orders/{order['no']}/check").json["state"] == "prepay"
    headers, told = teller.paid(No(order["no"]), now)
    sent = {name.replace("-", "_"): value for name, value in headers.items()}
    path = f"/payments/{teller.name}/notify"
    assert browser.send("POST", path, told[:-1] + b" ", sent).status == 401
    assert [browser.send("POST", path, told, sent).status for _ in range(2)] == [204, 204]
    assert browser.get(f"/orders/{order['no']}").json["transaction"]
    _give_back(desks, order["no"])
    for reply in (browser.get(f"/orders/{order['no']}"), browser.post(f"/orders/{order['no']}/check")):
        assert reply.json["refund"]["done_at"]
    assert len(browser.get("/orders").json["orders"]) == 2


def _give_back(desks: tuple[Browser, Browser], no: str) -> None:
    asker, approver = desks
    seen: dict[str, Any] = asker.get(f"/review/orders/{no}").json
    asked = asker.post(f"/review/orders/{no}/refund", {"reason": "重复缴费", "ver": seen["ver"]})
    done = approver.post(f"/review/orders/{no}/refund/approval", {"ver": asked.json["ver"]})
    assert done.json["order"]["state"] == "refunded", json.dumps(done.json)
