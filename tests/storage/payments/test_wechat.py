"""WeChat Pay as the orders see it: what is asked, what is understood, and what is not believed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
import pytest

from chalicelib.domain.instants import HOUR, MINUTE, Instant, later, shanghai
from chalicelib.domain.orders import BillUnreadableError, ChannelBusyError, Order, Standing, Way
from chalicelib.domain.reconciling import Turn
from chalicelib.storage.payments import guard, wechat_bill
from chalicelib.storage.payments.port import Payer
from chalicelib.storage.payments.wechat import Provider
from chalicelib.storage.payments.wechat_core import Merchant, WeChat
from infra.local.paygate.keyring import APPID, MCHID
from infra.local.paygate.protocol import Protocol, Reply
from infra.local.paygate.server import Paygate
from tests.money import an_order

PAYER = Payer("203.0.113.7")
ORDER = an_order(provider="wechat")


def now(gate: Paygate) -> Instant:
    return Instant(int(gate.ledger.clock() * 1000))


def opened(wechat: Provider, gate: Paygate, order: Order = ORDER) -> Any:
    return wechat.open(msgspec.structs.replace(order, expires=later(now(gate), 2 * HOUR)), PAYER, now(gate))


def test_the_desk_gets_a_code_that_works_as_long_as_the_order(wechat: Provider, gate: Paygate) -> None:
    intent = opened(wechat, gate)
    asked = gate.ledger.trades[ORDER.no].asked
    assert intent.url.startswith(gate.origin)
    assert intent.until > later(now(gate), HOUR)
    assert (asked["description"], asked["amount"]) == ("毕业审定费", {"total": 5000, "currency": "CNY"})
    assert asked["time_expire"] == shanghai(intent.until).isoformat(timespec="seconds")
    assert asked.keys() == {"description", "out_trade_no", "amount", "time_expire", "notify_url", "appid", "mchid"}


def test_a_telephone_gets_a_page_for_five_minutes(wechat: Provider, gate: Paygate) -> None:
    intent = opened(wechat, gate, an_order(way=Way.H5))
    assert gate.ledger.trades[ORDER.no].asked["scene_info"]["payer_client_ip"] == PAYER.address
    assert intent.until <= later(now(gate), 5 * MINUTE)


def test_the_same_order_opened_again_is_the_same_trade(wechat: Provider, gate: Paygate) -> None:
    assert opened(wechat, gate).url == opened(wechat, gate).url
    assert len(gate.ledger.trades) == 1


def test_what_stands_is_told_in_four_words(wechat: Provider, gate: Paygate) -> None:
    assert wechat.query(ORDER).standing == Standing.ABSENT
    opened(wechat, gate)
    assert wechat.query(ORDER).standing == Standing.OPEN
    gate.ledger.pay(ORDER.no)
    found = wechat.query(ORDER)
    assert found.proof
    assert (found.standing, found.proof.source, found.proof.no) == (Standing.PAID, "query", ORDER.no)
    assert (found.proof.amount, found.proof.merchant, found.proof.app) == (5000, MCHID, APPID)
    assert abs(found.proof.at - now(gate)) < MINUTE


def test_closing_says_what_stands_afterwards(wechat: Provider, gate: Paygate) -> None:
    assert wechat.close(ORDER).standing == Standing.ABSENT
    opened(wechat, gate)
    assert wechat.close(ORDER).standing == Standing.CLOSED
    assert wechat.query(ORDER).standing == Standing.CLOSED


def test_whoever_pays_faster_than_the_close_has_paid(wechat: Provider, gate: Paygate) -> None:
    opened(wechat, gate)
    gate.ledger.pay(ORDER.no)
    assert wechat.close(ORDER).proof


def test_the_bill_has_what_came_and_what_went(wechat: Provider, gate: Paygate) -> None:
    opened(wechat, gate)
    gate.ledger.pay(ORDER.no)
    wechat.refund(ORDER)
    day = shanghai(now(gate)).date()
    found = {(line.no, line.turn): line.amount for line in wechat.bill(day)}
    assert found == {(ORDER.no, Turn.TAKEN): 5000, (ORDER.no, Turn.GIVEN_BACK): 5000}
    assert wechat.bill(date(2020, 1, 1)) == ()


def test_a_bill_that_is_not_the_announced_one_is_not_read(gate: Paygate) -> None:
    with pytest.raises(BillUnreadableError):
        wechat_bill.lines(b"no gzip", "0" * 40)


def test_cents_are_exact(wechat: Provider, gate: Paygate) -> None:
    odd = an_order(amount=1005)
    opened(wechat, gate, odd)
    gate.ledger.pay(odd.no)
    [line] = wechat.bill(shanghai(now(gate)).date())
    assert line.amount == 1005


def test_an_outage_is_busy_and_the_next_try_succeeds(wechat: Provider, gate: Paygate) -> None:
    gate.protocol.failing = 1
    with pytest.raises(ChannelBusyError):
        opened(wechat, gate)
    assert opened(wechat, gate)


def test_a_gateway_that_is_gone_is_busy(merchant: Merchant) -> None:
    gone = Provider(WeChat(merchant, "http://127.0.0.1:9", "https://kaoji.example.org"))
    with pytest.raises(ChannelBusyError):
        gone.query(ORDER)


Twist = Callable[[Reply], Reply]
TWISTS: dict[str, Twist] = {
    "unsigned": lambda reply: Reply(reply.status, reply.body, {"Content-Type": "application/json"}),
    "changed": lambda reply: reply._replace(body=reply.body.replace(b"NOTPAY", b"CLOSED")),
    "redirect": lambda _reply: Reply(302, b"", {"Location": "http://127.0.0.1:9/"}),
    "too long": lambda reply: reply._replace(body=reply.body + b" " * 300_000),
    "no JSON": lambda _reply: Reply(200, b"<html>", {}),
    "old": lambda reply: reply._replace(headers=reply.headers | {"Wechatpay-Timestamp": "1700000000"}),
}


@pytest.mark.parametrize("twist", TWISTS)
def test_an_answer_that_is_not_beyond_doubt_is_none(
    twist: str, wechat: Provider, gate: Paygate, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(wechat, gate)
    answer = Protocol.answer
    monkeypatch.setattr(Protocol, "answer", lambda self, asked: TWISTS[twist](answer(self, asked)))
    with pytest.raises(ChannelBusyError):
        wechat.query(ORDER)


@pytest.mark.parametrize(
    "origin",
    [
        "http://api.mch.weixin.qq.com",
        "https://api.mch.weixin.qq.com.example.org",
        "https://api.mch.weixin.qq.com@example.org",
        "http://127.0.0.1.example.org",
        "http://169.254.169.254",
        "http://127.0.0.1:8000/path",
        "",
    ],
)
def test_keys_are_sent_to_the_channels_own_hosts_only(origin: str, merchant: Merchant) -> None:
    with pytest.raises(ValueError, match="no gateway"):
        WeChat(merchant, origin, "https://kaoji.example.org")


def test_the_channels_own_hosts_are_known() -> None:
    for origin in ("https://api.mch.weixin.qq.com", "https://api2.mch.weixin.qq.com"):
        assert guard.require_gateway(origin) == origin


def test_a_bill_elsewhere_is_not_fetched(wechat: Provider) -> None:
    with pytest.raises(ChannelBusyError):
        wechat._pay.downloaded("http://169.254.169.254/latest")
