"""The fault menu: whatever the channel does wrong with a success, the order ends where the money is (S11)."""

from typing import Any

import pytest

from chalicelib.domain.ids import No
from chalicelib.domain.instants import HOUR, SECOND, later
from chalicelib.storage import cases, orders
from chalicelib.usecases.clock.sweep_orders import sweep_orders
from infra.local.paygate import cashier
from infra.local.paygate.notices import FAULTS
from infra.local.paygate.server import Paygate
from tests import money
from tests.apiclient import Browser
from tests.handlers.conftest import app
from tests.security import paying, world

__all__ = ["app"]

HEARD = {"none": [204], "repeated": [204] * 3, "out_of_order": [204] * 2, "after_close": [204], "slow": [204]}
REFUSED = {"forged": 401, "day_old": 401, "unknown_serial": 401, "other_amount": 409}


@pytest.fixture
def browser(app: Any, clock: Any, gate: Paygate, monkeypatch: pytest.MonkeyPatch) -> Any:
    """FIRST, who owes; what the channel posts reaches the application at once, and is not repeated."""
    world.enter(world.FIRST)
    money.owe(world.FIRST.cid, at=clock())
    money.open_desks()
    paying.by_wechat(gate, monkeypatch)
    gate.ledger.clock = lambda: clock() / SECOND
    channel = Browser(app)
    statuses: list[int] = []

    def deliver(url: str, headers: dict[str, str], body: bytes) -> int:
        path = url.removeprefix("https://kaoji.example.org/api")
        sent: dict[str, str | None] = {name.replace("-", "_"): value for name, value in headers.items()}
        statuses.append(channel.send("POST", path, body, sent).status)
        return statuses[-1]

    gate.cashier.post = deliver
    monkeypatch.setattr(cashier, "_after", lambda _seconds, doing: doing())
    monkeypatch.setattr(cashier, "REPEATS_S", ())
    made: Any = world.as_candidate(app, world.FIRST, clock())
    made.statuses = statuses
    yield made
    paying.forget_keys()


def order(no: str) -> Any:
    return orders.load(world.FIRST.cid, No(no))


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_goes_wrong_the_money_is_found(fault: str, browser: Any, gate: Paygate, clock: Any) -> None:
    no = browser.post("/orders", {"case": money.CASE, "way": "native"}).json["no"]
    if fault == "after_close":
        sweep_orders(later(clock(), 3 * HOUR))
        assert order(no).state == "closed"
    if fault == "out_of_order":
        gate.ledger.trades[no].refund_state = "PROCESSING"
    assert gate.cashier.pay(no, fault)
    if fault in HEARD:
        assert browser.statuses == HEARD[fault]
    else:
        assert browser.statuses == ([REFUSED[fault]] if fault in REFUSED else [])
        assert order(no).state == "prepay"
        sweep_orders(clock.forward(minutes=2))
    assert order(no).state == "paid"
    assert cases.load(world.FIRST.cid, money.CASE).case.fee == "paid"


def test_the_menu_is_whole() -> None:
    assert FAULTS.keys() == HEARD.keys() | REFUSED.keys() | {"dropped"}


def test_a_payer_chooses_on_a_page(browser: Any, gate: Paygate) -> None:
    """The page is Chinese, names the fault, and goes back to where H5 pages go."""
    made = browser.post("/orders", {"case": money.CASE, "way": "h5"}).json
    path = made["url"].removeprefix(gate.origin)
    page = gate.cashier.show(path)
    assert page.status == 200
    assert all(word in page.html for word in ("模拟付款", "毕业审定费", "¥50.00", "成功", "失败", "稍后", "伪造的签名"))
    assert made["no"] in gate.cashier.show("/").html
    failed = gate.cashier.take(path, b"outcome=fail").location
    assert "付款失败，没有扣款" in gate.cashier.show(failed).html
    assert order(made["no"]).state == "prepay"
    gate.cashier.take(path, b"outcome=fail&refund=ABNORMAL")
    assert gate.ledger.trades[made["no"]].refund_fault == "ABNORMAL"
    assert "退款异常（付款银行卡已注销）" in page.html
    mended = gate.cashier.take(path, b"outcome=mend&refund=ABNORMAL").location
    assert "已在商户平台处理" in gate.cashier.show(mended).html
    assert gate.ledger.trades[made["no"]].refund_fault == ""
    back = "https%3A%2F%2Fkaoji.example.org%2Forders%2F"
    gone = gate.cashier.take(f"{path}?redirect_url={back}", b"outcome=success&fault=none")
    assert (gone.status, gone.location) == (303, "https://kaoji.example.org/orders/")
    assert order(made["no"]).state == "paid"
    refused = gate.cashier.take(path, b"outcome=success").location
    assert "已支付或已关闭，没有扣款" in gate.cashier.show(refused).html
    assert gate.cashier.show("/pay/nobody").status == 404


def test_nobody_pays_twice_and_nothing_that_is_closed(browser: Any, gate: Paygate, clock: Any) -> None:
    no = browser.post("/orders", {"case": money.CASE, "way": "native"}).json["no"]
    assert [gate.cashier.pay(no), gate.cashier.pay(no)] == [True, False]
    assert order(no).state == "paid"
