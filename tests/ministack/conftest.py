"""One ministack for the whole run."""

from collections.abc import Iterator

import pytest

from tests.ministack import server


@pytest.fixture(scope="session")
def ministack() -> Iterator[str]:
    """Its address. Fails, never skips, when ministack is not there."""
    with server.running() as url:
        yield url
