"""The port through which text messages leave: `off` unless the stage names an adapter."""

import sys
from collections.abc import Callable

from chalicelib import observability
from chalicelib.settings import SETTINGS

Adapter = Callable[[str, str], None]


def _off(_number: str, _text: str) -> None:
    observability.log("sms_off")


def _console(number: str, text: str) -> None:
    """For the local stack, whose people are invented: what would have been sent, on the terminal."""
    sys.stdout.write(f"短信 → 尾号 {number[-4:]}：{text}\n")
    sys.stdout.flush()


ADAPTERS: dict[str, Adapter] = {"off": _off, "console": _console}


def send(number: str, text: str) -> None:
    """An adapter hands over and returns; what it cannot deliver is its own to log, without number and text."""
    ADAPTERS[SETTINGS.sms](number, text)
