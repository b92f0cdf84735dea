"""A person on the record, eligible for exemptions, with the window open."""

import pytest

from tests.stored import open_windows, put_eligible


@pytest.fixture
def eligible(aws: None) -> None:
    put_eligible()
    open_windows()
