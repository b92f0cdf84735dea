"""Our side of the channel, on the local one."""

from collections.abc import Iterator

import msgspec
import pytest

from chalicelib.storage.payments.wechat import Provider
from chalicelib.storage.payments.wechat_core import Merchant, WeChat
from infra.local.paygate import server
from infra.local.paygate.server import Paygate

NOTIFY = "https://kaoji.example.org/api/payments/wechat/notify"


@pytest.fixture(scope="module")
def running() -> Iterator[Paygate]:
    gate = server.start(deliver=lambda *_: 204)
    yield gate
    gate.stop()


@pytest.fixture
def gate(running: Paygate) -> Paygate:
    running.ledger.trades.clear()
    running.protocol.failing, running.protocol.refunds_wait = 0, False
    return running


@pytest.fixture
def merchant(gate: Paygate) -> Merchant:
    return msgspec.convert(gate.keyring.merchant(), Merchant)


@pytest.fixture
def wechat(gate: Paygate, merchant: Merchant) -> Provider:
    return Provider(WeChat(merchant, gate.origin, NOTIFY))
