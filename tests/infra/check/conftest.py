"""The demo people as a world in which everything holds; planted once, and put back before each test."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.domain.instants import Instant
from chalicelib.handlers import clock
from infra import seeds
from tests.conftest import buckets, copied, empty, put_back


@pytest.fixture(scope="module")
def planted(_backend: None) -> Iterator[tuple[Instant, dict[str, Any], dict[str, Any]]]:
    empty()
    now = clock.now()
    seeds.plant(now)
    items = copied()
    objects = {name: copy.copy(bucket.keys) for name, bucket in buckets().items()}
    yield now, items, objects
    empty()


@pytest.fixture
def now(planted: tuple[Instant, dict[str, Any], dict[str, Any]]) -> Instant:
    """Of a good world, as it was planted."""
    at, items, objects = planted
    put_back(items)
    for name, bucket in buckets().items():
        bucket.keys = copy.copy(objects[name])
    return at
