"""A notification is believed as a whole or not at all (rows 66, 67, 74)."""

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.domain.instants import HOUR, SECOND, Instant, later
from chalicelib.domain.orders import Notice, NoticeRefusedError
from chalicelib.storage.payments import guard
from chalicelib.storage.payments.port import Payer
from chalicelib.storage.payments.wechat import Provider
from infra.local.paygate.ledger import Trade
from infra.local.paygate.notices import FAULTS
from infra.local.paygate.notices import Notice as Told
from infra.local.paygate.server import Paygate
from tests.money import an_order

ORDER = an_order(provider="wechat")


@pytest.fixture
def trade(wechat: Provider, gate: Paygate) -> Trade:
    wechat.open(an_order(expires=later(now(gate), HOUR)), Payer("203.0.113.7"), now(gate))
    gate.ledger.pay(ORDER.no)
    return gate.ledger.trades[ORDER.no]


def now(gate: Paygate) -> Instant:
    return Instant(int(gate.ledger.clock() * 1000))


def parse(wechat: Provider, told: Told, at: Instant) -> Notice:
    return wechat.parse(told.headers, told.body, at)


def test_a_true_notice_proves_the_payment(wechat: Provider, gate: Paygate, trade: Trade) -> None:
    found = parse(wechat, gate.notices.paid(trade), now(gate))
    assert found.proof
    assert (found.no, found.proof.source, found.proof.amount) == (ORDER.no, "notice", 5000)


def test_both_of_the_channels_keys_are_known(wechat: Provider, gate: Paygate, trade: Trade) -> None:
    """While a merchant moves to the public key, both kinds arrive."""
    serial = gate.keyring.certificate_serial
    assert parse(wechat, gate.notices.paid(trade, serial=serial), now(gate)).proof


def test_a_notice_of_a_refund_proves_no_payment(wechat: Provider, gate: Paygate, trade: Trade) -> None:
    wechat.refund(ORDER)
    assert parse(wechat, gate.notices.refunded(trade), now(gate)) == Notice(ORDER.no)


@pytest.mark.parametrize("fault", ["forged", "day_old", "unknown_serial"])
def test_faults_that_break_the_signature_are_refused(fault: str, wechat: Provider, gate: Paygate, trade: Trade) -> None:
    [told] = FAULTS[fault][1](gate.notices, trade)
    with pytest.raises(NoticeRefusedError):
        parse(wechat, told, now(gate))


def test_another_amount_is_what_it_says(wechat: Provider, gate: Paygate, trade: Trade) -> None:
    """Truly signed: the order finds out that it is not its own."""
    [told] = FAULTS["other_amount"][1](gate.notices, trade)
    proof = parse(wechat, told, now(gate)).proof
    assert proof
    assert proof.amount == 1


@pytest.mark.parametrize(("seconds", "is_right"), [(299, True), (-299, True), (302, False), (-302, False)])
def test_a_notice_holds_five_minutes(
    seconds: int, is_right: bool, wechat: Provider, gate: Paygate, trade: Trade
) -> None:
    """The library would take one of yesterday."""
    told, at = gate.notices.paid(trade), later(now(gate), seconds * SECOND)
    if is_right:
        assert parse(wechat, told, at).proof
    else:
        with pytest.raises(NoticeRefusedError):
            parse(wechat, told, at)


@pytest.mark.parametrize("key", ["mchid", "appid", "out_trade_no", "transaction_id", "success_time", "amount"])
@pytest.mark.parametrize("value", ["other", None, 7, []])
def test_a_signed_notice_about_something_else_is_refused(
    key: str, value: Any, wechat: Provider, gate: Paygate, trade: Trade, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Merchant and application are ours; a number that nobody has is found out with the order."""
    told = trade.told()
    monkeypatch.setattr(trade, "told", lambda: told | {key: value})
    if key in ("out_trade_no", "transaction_id") and value == "other":
        assert parse(wechat, gate.notices.paid(trade), now(gate)).proof
        return
    with pytest.raises(NoticeRefusedError):
        parse(wechat, gate.notices.paid(trade), now(gate))


@pytest.mark.parametrize("state", ["NOTPAY", "CLOSED", "PAYERROR", "REVOKED", ""])
def test_anything_but_a_success_proves_nothing(state: str, wechat: Provider, gate: Paygate, trade: Trade) -> None:
    trade.state = state
    with pytest.raises(NoticeRefusedError):
        parse(wechat, gate.notices.paid(trade), now(gate))


def test_a_header_less_or_a_body_too_long_is_refused_before_anything_is_decoded(
    wechat: Provider, gate: Paygate, trade: Trade
) -> None:
    told = gate.notices.paid(trade)
    for name in [one for one in told.headers if one.startswith("Wechatpay")]:
        less = {one: value for one, value in told.headers.items() if one != name}
        with pytest.raises(NoticeRefusedError):
            wechat.parse(less, told.body, now(gate))
    with pytest.raises(NoticeRefusedError):
        wechat.parse(told.headers, told.body + b" " * guard.BODY_MOST, now(gate))


def flipped(told: Told) -> Iterator[Told]:
    """Every byte of the body and of the five headers, changed by one bit: the lowest, and the one of the case."""
    for bit in (1, 0x20):
        for place in range(len(told.body)):
            other = bytes([told.body[place] ^ bit])
            yield told._replace(body=told.body[:place] + other + told.body[place + 1 :])
        for name in [one for one in told.headers if one.startswith("Wechatpay")]:
            value = told.headers[name]
            for place in range(len(value)):
                spelt = value[:place] + chr(ord(value[place]) ^ bit) + value[place + 1 :]
                yield told._replace(headers=told.headers | {name: spelt})


def test_every_single_byte_counts(wechat: Provider, gate: Paygate, trade: Trade) -> None:
    """S11, row 66."""
    told, at = gate.notices.paid(trade), now(gate)
    assert parse(wechat, told, at).proof
    believed = []
    for changed in flipped(told):
        try:
            believed.append((parse(wechat, changed, at), changed))
        except NoticeRefusedError:
            continue
    assert believed == []


def test_the_spelling_of_the_signature_counts(wechat: Provider, gate: Paygate, trade: Trade) -> None:
    """Decoders overlook the last bits, spaces and strange letters: the library would take all of these."""
    told = gate.notices.paid(trade)
    signature = told.headers["Wechatpay-Signature"]
    last = signature.rstrip("=")[-1]
    spellings = [
        signature[:-3] + chr(ord(last) + 1) + "==",
        f" {signature}",
        f"{signature}\n",
        signature[:9] + "!" + signature[9:],
    ]
    for spelt in spellings:
        with pytest.raises(NoticeRefusedError):
            wechat.parse(told.headers | {"Wechatpay-Signature": spelt}, told.body, now(gate))


def test_nothing_is_fetched_while_it_is_judged(
    wechat: Provider, gate: Paygate, trade: Trade, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 74: an unknown serial made the library ask for certificates."""
    monkeypatch.setattr("requests.Session.request", forbidden)
    monkeypatch.setattr("requests.get", forbidden)
    for serial in ("0" * 40, "PUB_KEY_ID_0000000000000000", "x", gate.keyring.certificate_serial.lower()):
        with pytest.raises(NoticeRefusedError):
            parse(wechat, gate.notices.paid(trade, serial=serial), now(gate))
    assert parse(wechat, gate.notices.paid(trade), now(gate)).proof


def forbidden(*_: Any, **__: Any) -> None:
    raise AssertionError("a call went out")
