"""The demo people as a world in which everything holds; planted once, and put back before each test."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from moto.backends import get_backend

from chalicelib.domain.instants import Instant
from chalicelib.handlers import clock
from infra import seeds
from tests.conftest import PLACE, empty


def _tables() -> dict[str, Any]:
    backend: Any = get_backend("dynamodb")[PLACE.account][PLACE.region]
    return dict(backend.tables)


def _buckets() -> dict[str, Any]:
    backend: Any = get_backend("s3")[PLACE.account]["aws"]
    return dict(backend.buckets)


@pytest.fixture(scope="module")
def planted(_backend: None) -> Iterator[tuple[Instant, dict[str, Any], dict[str, Any]]]:
    empty()
    now = clock.now()
    seeds.plant(now)
    items = {name: copy.deepcopy(table.items) for name, table in _tables().items()}
    objects = {name: copy.copy(bucket.keys) for name, bucket in _buckets().items()}
    yield now, items, objects
    empty()


@pytest.fixture
def now(planted: tuple[Instant, dict[str, Any], dict[str, Any]]) -> Instant:
    """Of a good world, as it was planted."""
    at, items, objects = planted
    for name, table in _tables().items():
        table.items = copy.deepcopy(items[name])
    for name, bucket in _buckets().items():
        bucket.keys = copy.copy(objects[name])
    return at
