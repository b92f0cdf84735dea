"""Runs the scheduled functions as EventBridge would, under the one lock: all at the start, then each at its rate."""

import importlib
import re
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from chalice.app import ScheduledEventConfig

from infra.local.gateway import LOCK
from infra.local.static_site import Answer

PATH = "/local/minute"
_MINUTES = {"minute": 1, "hour": 60, "day": 1440}


@dataclass(frozen=True)
class Scheduled:
    """One function that Chalice would deploy with a rule; `minutes` lie between two runs."""

    name: str
    minutes: int
    run: Callable[[dict[str, Any], None], object]


def functions(app: Any) -> tuple[Scheduled, ...]:
    sources = (source for source in app.event_sources if isinstance(source, ScheduledEventConfig))
    return tuple(Scheduled(one.name, _minutes(one), _function(one.handler_string)) for one in sources)


def _minutes(source: ScheduledEventConfig) -> int:
    """Of `rate(5 minutes)`; raises ValueError for a cron line, which nothing here uses."""
    expression = source.schedule_expression
    text = expression if isinstance(expression, str) else str(expression.to_string())
    rate = re.fullmatch(r"rate\((\d+) (minute|hour|day)s?\)", text)
    if rate is None:
        raise ValueError(f"{source.name}: {text} is no rate")
    return int(rate[1]) * _MINUTES[rate[2]]


def _function(handler: str) -> Callable[[dict[str, Any], None], object]:
    module, _, name = handler.rpartition(".")
    found: Callable[[dict[str, Any], None], object] = getattr(importlib.import_module(module), name)
    return found


def run_due(scheduled: tuple[Scheduled, ...], minute: int) -> None:
    """Minute 0 is the start. A function that fails is shown and tried again at its next turn."""
    for one in scheduled:
        if minute % one.minutes == 0:
            try:
                with LOCK:
                    one.run(_event(one.name), None)
            except Exception:
                traceback.print_exc(file=sys.stderr)


def helper(scheduled: tuple[Scheduled, ...]) -> Callable[[str], Answer]:
    """For browser tests only (`--answer-captchas`): the path answers when a minute's functions have run."""

    def answer(_target: str) -> Answer:
        run_due(scheduled, 1)
        return Answer(HTTPStatus.NO_CONTENT, {})

    return answer


def start(scheduled: tuple[Scheduled, ...], *, seconds: float = 60) -> threading.Event:
    """Now and every minute, until the returned event is set."""
    over = threading.Event()

    def run() -> None:
        minute = 0
        while True:
            run_due(scheduled, minute)
            minute += 1
            if over.wait(seconds):
                return

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
