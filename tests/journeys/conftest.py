"""A real browser on the local stack; everything a page says in the console counts against the test."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests import stack as stacks
from tests.browsing import PHONE
from tests.stack import Stack

# The browser logs every answer of 400 and more by itself; whether one was wanted is the test's to say.
_EXPECTED = "Failed to load resource"
# A busy machine is slow, not wrong: what is awaited comes or does not.
_PATIENCE_MS = 30_000
expect.set_options(timeout=_PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the browser."""
    here = str(Path(__file__).parent)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def _standing() -> Iterator[Stack]:
    """One for all files of a process: coming up costs nine seconds of a processor.

    Up sooner without those who have applied for graduation; a file that is about them has a stack of its own.
    """
    with stacks.running("--answer-captchas", "--few") as found:
        yield found


@pytest.fixture(scope="module")
def stack(_standing: Stack) -> Stack:
    """As it came up for each file, so that journeys of one file share people and others are not surprised."""
    _standing.rewind()
    return _standing


Contexts = Callable[..., BrowserContext]


@pytest.fixture
def contexts(browser: Browser) -> Iterator[Contexts]:
    """`contexts(**options)` is a new person at a new device: own cookies, Chinese, Shanghai time, a telephone."""
    complaints: list[str] = []
    usual: dict[str, Any] = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "viewport": PHONE}
    with ExitStack() as opened:

        def make(**options: Any) -> BrowserContext:
            context = browser.new_context(**(usual | options))
            opened.callback(context.close)
            listened(context, complaints)
            return context

        yield make
    assert complaints == []


@pytest.fixture
def page(contexts: Contexts) -> Page:
    return contexts().new_page()


def listened(context: BrowserContext, complaints: list[str]) -> None:
    """Collects what its pages say in the console, is as patient as a busy machine needs, and holds file choosers."""
    context.set_default_timeout(_PATIENCE_MS)
    context.on("console", lambda message: _listen(message, complaints))
    context.on("weberror", lambda error: complaints.append(f"{error.page and error.page.url}: {error.error}"))
    # Held from the first: a chooser that opens while the driver only begins to hold them is lost now and then
    context.on("page", lambda page: page.on("filechooser", lambda _: None))


def _listen(message: ConsoleMessage, complaints: list[str]) -> None:
    """Errors, and violations of the content security policy, which are errors too."""
    if message.type == "error" and not message.text.startswith(_EXPECTED):
        complaints.append(f"{message.page and message.page.url}: {message.text}")
