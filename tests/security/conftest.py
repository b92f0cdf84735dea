"""The whole application over HTTP, with the people of tests/security/world.py on its record."""

import io
from collections.abc import Iterator
from typing import Any

import pytest

from infra.local.simulated import Simulated
from tests.apiclient import Browser
from tests.conftest import Clock, empty
from tests.handlers.conftest import app, edge
from tests.security import world
from tests.security.scene import Scene
from tests.stored import open_windows
from tests.usecases.orders import connect

__all__ = ["app", "edge"]


@pytest.fixture
def record(app: Any) -> None:
    """Both candidates, and the window open."""
    world.enter(world.FIRST)
    world.enter(world.SECOND)
    open_windows()


@pytest.fixture
def first(record: None, app: Any, clock: Any) -> Browser:
    return world.as_candidate(app, world.FIRST, clock())


@pytest.fixture
def second(record: None, app: Any, clock: Any) -> Browser:
    return world.as_candidate(app, world.SECOND, clock())


@pytest.fixture
def school(record: None, app: Any, clock: Any) -> Browser:
    return world.as_staff(app, world.SCHOOL_DESK, clock())


@pytest.fixture
def other_school(record: None, app: Any, clock: Any) -> Browser:
    return world.as_staff(app, world.OTHER_SCHOOL, clock())


@pytest.fixture
def city(record: None, app: Any, clock: Any) -> Browser:
    return world.as_staff(app, world.CITY_DESK, clock())


@pytest.fixture(scope="module")
def scene(_backend: None) -> Iterator[Scene]:
    """Built once for a file; it puts itself back after every question."""
    from app import app

    clock, seen = Clock(), list[str]()
    clock.at("2026-12-02 10:00")

    def picture(_self: object, text: str) -> io.BytesIO:
        seen.append(text)
        return io.BytesIO(b"picture")

    empty()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("chalicelib.handlers.clock.now", clock)
        patch.setattr("captcha.image.ImageCaptcha.generate", picture)
        channel = Simulated()
        connect(channel, patch)
        yield Scene(app, clock, seen, channel)
    empty()
