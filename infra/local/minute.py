"""Runs the scheduled functions of `chalicelib.handlers.events` as EventBridge would, once a minute."""

import importlib.util
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from infra.local.gateway import LOCK

EVERY_MINUTE = ("follow_windows",)
Scheduled = Callable[[dict[str, Any], None], object]


def functions() -> dict[str, Scheduled]:
    """The minute functions that exist, by name; looked up late, because the module may be absent."""
    if importlib.util.find_spec("chalicelib.handlers.events") is None:
        return {}
    module = importlib.import_module("chalicelib.handlers.events")
    return {name: getattr(module, name) for name in EVERY_MINUTE if hasattr(module, name)}


def run_all() -> None:
    """A function that fails is shown and tried again a minute later, as Lambda would."""
    for name, function in functions().items():
        try:
            with LOCK:
                function(_event(name), None)
        except Exception:
            traceback.print_exc(file=sys.stderr)


def start(*, seconds: float = 60) -> threading.Event:
    """Runs them now and then for ever, until the returned event is set."""
    over = threading.Event()

    def run() -> None:
        run_all()
        while not over.wait(seconds):
            run_all()

    threading.Thread(target=run, name="minute", daemon=True).start()
    return over


def _event(name: str) -> dict[str, Any]:
    return {
        "version": "0",
        "id": f"local-{name}",
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": "123456789012",
        "time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": "us-east-1",
        "resources": [f"arn:aws:events:us-east-1:123456789012:rule/{name}"],
        "detail": {},
    }
