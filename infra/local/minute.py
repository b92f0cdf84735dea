"""Runs the scheduled functions as EventBridge would: all that ask for every minute, under the one lock."""

import importlib
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from chalice.app import Rate, ScheduledEventConfig

from infra.local.gateway import LOCK

Scheduled = Callable[[dict[str, Any], None], object]
_EVERY_MINUTE = Rate(1, unit=Rate.MINUTES).to_string()


def functions(app: Any) -> dict[str, Scheduled]:
    """The functions that Chalice would deploy with a rule of one minute, by name."""
    sources = [source for source in app.event_sources if isinstance(source, ScheduledEventConfig)]
    return {source.name: _function(source.handler_string) for source in sources if _expression(source) == _EVERY_MINUTE}


def _expression(source: ScheduledEventConfig) -> str:
    expression = source.schedule_expression
    return expression if isinstance(expression, str) else str(expression.to_string())


def _function(handler: str) -> Scheduled:
    module, _, name = handler.rpartition(".")
    found: Scheduled = getattr(importlib.import_module(module), name)
    return found


def run_all(app: Any) -> None:
    """A function that fails is shown and tried again a minute later, as Lambda would."""
    for name, function in functions(app).items():
        try:
            with LOCK:
                function(_event(name), None)
        except Exception:
            traceback.print_exc(file=sys.stderr)


def start(app: Any, *, seconds: float = 60) -> threading.Event:
    """Runs them now and then for ever, until the returned event is set."""
    over = threading.Event()

    def run() -> None:
        run_all(app)
        while not over.wait(seconds):
            run_all(app)

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
