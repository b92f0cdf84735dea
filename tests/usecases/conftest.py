"""A person on the record, eligible for exemptions, with the window open; another who owes a fee that is taken here."""

import pytest

from infra.local.simulated import Simulated
from tests.money import open_desks
from tests.stored import open_windows, put_eligible
from tests.usecases.orders import connect, enter


@pytest.fixture
def eligible(aws: None) -> None:
    put_eligible()
    open_windows()


@pytest.fixture
def channel(aws: None, monkeypatch: pytest.MonkeyPatch) -> Simulated:
    """The one that the stage offers."""
    enter()
    open_desks()
    made = Simulated()
    connect(made, monkeypatch)
    return made
