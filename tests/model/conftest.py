"""The world of the model: planted once for a file; each play puts it back."""

from collections.abc import Iterator

import pytest

from tests.conftest import Clock
from tests.model.world import World, patched


@pytest.fixture(scope="module")
def world(_backend: None) -> Iterator[World]:
    clock = Clock()
    clock.at("2026-12-02 10:00")
    with patched(clock) as luck:
        yield World(clock, luck)
