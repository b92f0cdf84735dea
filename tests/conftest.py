"""Settings before chalicelib is imported; moto with the real template's tables; a clock; a meter of round trips."""

import gc
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from infra.environment import LOCAL_KEYS, Place, resources, variables

PLACE = Place(
    stage="test", candidate_origin="https://kaoji.example.org", console_origin="https://console.kaoji.example.org"
)
os.environ.update(variables(PLACE) | LOCAL_KEYS)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long programme belongs to `make test-long`: it is left out elsewhere, not skipped."""
    if not os.environ.get("KAOJI_LONG"):
        long = [item for item in items if item.get_closest_marker("long")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


def pytest_configure() -> None:
    """What tests leave behind is little: looking for it as often as a server does took a tenth of their time."""
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session")
def _backend() -> Iterator[None]:
    """One moto for the whole run: making tables costs more than emptying them."""
    from moto import mock_aws

    from infra import data_stack

    with mock_aws():
        data_stack.create_quickly(PLACE)
        data_stack.add_versioning(PLACE)
        data_stack.create_secrets(PLACE)
        yield


@pytest.fixture
def aws(_backend: None) -> None:
    """Empty tables and buckets, and containers that remember nothing."""
    empty()


def tables() -> dict[str, Any]:
    """moto's own, by name: what is in one is its `items`."""
    from moto.backends import get_backend

    backend: Any = get_backend("dynamodb")[PLACE.account][PLACE.region]
    return dict(backend.tables)


def copied() -> dict[str, Any]:
    """All items by table, to put back."""
    from infra.quick_tables import shelves

    return {name: shelves(table.items) for name, table in tables().items()}


def put_back(items: dict[str, Any]) -> None:
    from infra.quick_tables import shelves

    for name, table in tables().items():
        table.items = shelves(items[name])


def buckets() -> dict[str, Any]:
    """moto's own, by name: what is in one is its `keys`."""
    from moto.backends import get_backend

    backend: Any = get_backend("s3")[PLACE.account]["aws"]
    return dict(backend.buckets)


def empty() -> None:
    from infra.local import backend as local

    for table in tables().values():
        table.items.clear()
    for bucket in buckets().values():
        bucket.keys.clear()
    local.forget()


@dataclass
class Clock:
    """Instants for tests: `clock()` is now, `clock.forward(...)` moves on. Starts 2026-12-02 10:00 in Shanghai."""

    now: int = 0

    def __call__(self) -> Any:
        from chalicelib.domain.instants import Instant

        return Instant(self.now)

    def at(self, text: str) -> Any:
        """Sets the clock to a Shanghai time such as `2026-12-08 17:00`."""
        from chalicelib.domain.instants import SHANGHAI, of

        self.now = of(datetime.fromisoformat(text).replace(tzinfo=SHANGHAI))
        return self()

    def forward(self, *, days: int = 0, hours: int = 0, minutes: int = 0, seconds: int = 0) -> Any:
        self.now += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
        return self()


@pytest.fixture
def clock() -> Clock:
    made = Clock()
    made.at("2026-12-02 10:00")
    return made


class Calls(Counter[str]):
    """DynamoDB calls by operation, comparable with `==`; `names` in order with tables; `s3` apart."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.s3: Counter[str] = Counter()


Meter = Callable[[], AbstractContextManager[Calls]]


@pytest.fixture
def meter(aws: None) -> Meter:
    """`with meter() as calls: …; assert calls == {"Query": 1}` counts on the application's own clients."""
    return metered


@contextmanager
def metered() -> Iterator[Calls]:
    from chalicelib.storage import bulk, clients

    calls = Calls()
    short = {name: key.removeprefix("Table").lower() for key, name in resources(PLACE.stage, PLACE.account).items()}

    def dynamodb(model: Any, params: Any, **_: Any) -> None:
        calls[model.name] += 1
        named = sorted(short[name] for name in short if f'"{name}"'.encode() in params["body"])
        calls.names.append(" ".join([model.name, *named]))

    def s3(model: Any, **_: Any) -> None:
        calls.s3[model.name] += 1

    watched = (
        (clients.connection().client.meta.events, "before-call.dynamodb", dynamodb),
        (bulk.sender().client.meta.events, "before-call.dynamodb", dynamodb),
        (clients.s3().meta.events, "before-call.s3", s3),
    )
    for events, name, count in watched:
        events.register(name, count)
    try:
        yield calls
    finally:
        for events, name, count in watched:
            events.unregister(name, count)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The one browser of a run, for every folder: its event loop runs to the end and lets no second one start."""
    from playwright.sync_api import sync_playwright

    from infra.browser import ARGUMENTS, ensure_chinese_font, find_or_install_chromium

    ensure_chinese_font()
    path = find_or_install_chromium()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield launched
        launched.close()
