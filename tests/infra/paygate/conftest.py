"""A channel for a file's tests, and what it posts."""

from collections.abc import Iterator

import pytest

from infra.local.paygate import server
from infra.local.paygate.server import Paygate


class Mailbox:
    """Takes what is posted and answers `status`."""

    def __init__(self) -> None:
        self.status, self.posted = 204, list[tuple[str, dict[str, str], bytes]]()

    def __call__(self, url: str, headers: dict[str, str], body: bytes) -> int:
        self.posted.append((url, headers, body))
        return self.status


@pytest.fixture(scope="module")
def running() -> Iterator[Paygate]:
    gate = server.start(deliver=Mailbox())
    yield gate
    gate.stop()


@pytest.fixture
def gate(running: Paygate) -> Paygate:
    """Nothing was ordered yet."""
    running.ledger.trades.clear()
    running.protocol.failing, running.protocol.refunds_wait = 0, False
    running.cashier.post = Mailbox()
    return running
