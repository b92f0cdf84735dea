"""`wechatpayv3` as it is talks to the local channel: only the address of its gateway is another."""

import gzip
import json
from typing import Any

import pytest
from wechatpayv3 import WeChatPay, WeChatPayType
from wechatpayv3 import core as library

from infra.local.paygate.server import Paygate

NO, NOTIFY = "ORDER0000000000000001", "https://kaoji.example.org/api/payments/wechat/notify"
AMOUNT = {"total": 5000, "currency": "CNY"}


@pytest.fixture(params=["public key", "certificates"])
def pay(gate: Paygate, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """New merchants have the channel's public key; older ones fetch its certificates."""
    own = gate.keyring.merchant()
    given = {
        "wechatpay_type": WeChatPayType.NATIVE,
        "mchid": own["mchid"],
        "appid": own["appid"],
        "private_key": own["private_key"],
        "cert_serial_no": own["serial"],
        "apiv3_key": own["apiv3_key"],
        "notify_url": NOTIFY,
    }
    if request.param == "public key":
        made = WeChatPay(**given, public_key=own["public_key"], public_key_id=own["public_key_id"])
        made._core._gate_way = gate.origin
        return made
    with monkeypatch.context() as patch:
        # Without a key it fetches certificates as it is made, before its gateway can be named.
        patch.setattr(library.requests, "get", redirected(gate.origin, library.requests.get))
        made = WeChatPay(**given)
    made._core._gate_way = gate.origin
    return made


def redirected(origin: str, get: Any) -> Any:
    return lambda url, **more: get(url=origin + url.removeprefix("https://api.mch.weixin.qq.com"), **more)


def test_it_orders_asks_closes_and_is_told_so(pay: Any, gate: Paygate) -> None:
    status, text = pay.pay(description="毕业审定费", out_trade_no=NO, amount=AMOUNT)
    assert (status, json.loads(text)["code_url"].startswith(gate.origin)) == (200, True)
    assert json.loads(pay.query(out_trade_no=NO)[1])["trade_state"] == "NOTPAY"
    assert pay.close(NO)[0] == 204
    assert json.loads(pay.query(out_trade_no=NO)[1])["trade_state"] == "CLOSED"
    assert pay.query(out_trade_no="ORDER0000000000000009")[0] == 404


def test_it_believes_the_notice_of_a_payment_and_gives_it_back(pay: Any, gate: Paygate) -> None:
    pay.pay(description="毕业审定费", out_trade_no=NO, amount=AMOUNT)
    assert gate.ledger.pay(NO)
    serial = "" if pay._core._public_key_id else gate.keyring.certificate_serial
    told = gate.notices.paid(gate.ledger.trades[NO], serial=serial)
    found = pay.callback(told.headers, told.body)
    assert (found["resource"]["out_trade_no"], found["resource"]["amount"]["total"]) == (NO, 5000)
    back = pay.refund(out_refund_no=f"{NO}R", out_trade_no=NO, amount=AMOUNT | {"refund": 5000})
    assert json.loads(back[1])["status"] == "SUCCESS"
    assert json.loads(pay.query_refund(f"{NO}R")[1])["status"] == "SUCCESS"


@pytest.mark.parametrize("fault", ["ABNORMAL", "CLOSED", "NOT_ENOUGH"])
def test_it_is_told_of_a_refund_that_does_not_go_through(fault: str, pay: Any, gate: Paygate) -> None:
    """A closed number is over; any other is the same refund, asked about until the merchant has seen to it."""
    pay.pay(description="毕业审定费", out_trade_no=NO, amount=AMOUNT)
    gate.ledger.pay(NO)
    gate.ledger.trades[NO].refund_fault = fault
    back = {"out_trade_no": NO, "amount": AMOUNT | {"refund": 5000}}
    status, text = pay.refund(out_refund_no=f"{NO}R", **back)
    if fault == "NOT_ENOUGH":
        assert (status, json.loads(text)["code"], pay.query_refund(f"{NO}R")[0]) == (403, fault, 404)
    else:
        assert json.loads(pay.query_refund(f"{NO}R")[1])["status"] == json.loads(text)["status"] == fault
    gate.ledger.mend_refund(NO)
    number = f"{NO}R2" if fault == "CLOSED" else f"{NO}R"
    if fault != "ABNORMAL":
        assert pay.refund(out_refund_no=number, **back)[0] == 200
    assert json.loads(pay.query_refund(number)[1])["status"] == "SUCCESS"
    if fault == "CLOSED":
        assert pay.refund(out_refund_no=f"{NO}R", **back)[0] == 400


def test_it_reads_the_bill(pay: Any, gate: Paygate) -> None:
    pay.pay(description="毕业审定费", out_trade_no=NO, amount=AMOUNT)
    gate.ledger.pay(NO)
    day = gate.ledger.trades[NO].told()["success_time"][:10]
    status, text = pay.trade_bill(day)
    assert status == 200
    status, packed = pay.download_bill(json.loads(text)["download_url"])
    assert status == 200
    assert NO in gzip.decompress(packed).decode("utf-8-sig")


def test_what_the_merchant_did_not_sign_is_refused(pay: Any, gate: Paygate) -> None:
    pay._core._cert_serial_no = "0" * 40
    assert pay.query(out_trade_no=NO)[0] == 401
