"""How a process ends, stops or loses a reply at its so-manieth call of any service (reliability: S6)."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import ReadTimeoutError

from tests.security import faults
from tests.security.faults import Answer, DiedError

BEFORE, AFTER, LOST = "before", "after", "lost reply"
Carry = Callable[[Any], Any]
_FROZEN = "frozen"
_PATIENCE_S = 20.0


class Point:
    """At the so-manieth call the process dies `before` it, `after` it, or its reply is lost and the process lives."""

    def __init__(self, call: int, how: str) -> None:
        self.call, self.how = call, how
        self.seen, self.fired = 0, False

    def __call__(self, request: Any, carried_out: Carry) -> Answer:
        self.seen += 1
        if self.fired and self.how != LOST:
            raise DiedError  # on the way out, too, nothing more is sent
        if self.seen != self.call:
            passed: Answer = carried_out(request)
            return passed
        self.fired = True
        if self.how != BEFORE:
            carried_out(request)
        if self.how == LOST:
            raise ReadTimeoutError(endpoint_url=request.url)
        raise DiedError


class Gate:
    """Holds one process at its so-manieth call, before or after it, until another one is done."""

    def __init__(self, call: int, how: str) -> None:
        self.call, self.how = call, how
        self.seen = 0
        self.reached, self.opened = threading.Event(), threading.Event()

    def __call__(self, request: Any, carried_out: Carry) -> Answer:
        is_here = threading.current_thread().name == _FROZEN and self._is_reached()
        if is_here and self.how == BEFORE:
            self._wait()
        answer: Answer = carried_out(request)
        if is_here and self.how != BEFORE:
            self._wait()
        if is_here and self.how == LOST:
            raise ReadTimeoutError(endpoint_url=request.url)
        return answer

    def _is_reached(self) -> bool:
        self.seen += 1
        return self.seen == self.call

    def _wait(self) -> None:
        self.reached.set()
        assert self.opened.wait(_PATIENCE_S)


def beside(gate: Gate, doing: Callable[[], str], other: Callable[[], str]) -> tuple[str, str] | None:
    """What both were told; None if the first ended before the gate. Never are two inside moto at once."""
    said: list[Any] = []

    def run() -> None:
        try:
            said.append(doing())
        except BaseException as error:
            said.append(error)
        finally:
            gate.reached.set()

    first = threading.Thread(target=run, name=_FROZEN)
    with sent(gate):
        first.start()
        assert gate.reached.wait(_PATIENCE_S)
        met = gate.seen >= gate.call
        try:
            second = other() if met else ""
        finally:
            gate.opened.set()
            first.join(_PATIENCE_S)
    if isinstance(said[0], BaseException):
        raise said[0]
    return (said[0], second) if met else None


@contextmanager
def sent(fault: Callable[[Any, Carry], Answer]) -> Iterator[None]:
    """Every call of every service meets the fault; one transaction is carried out once, as its token demands.

    moto ignores `ClientRequestToken`: DynamoDB answers the second copy of a committed transaction like the first.
    """
    committed: dict[str, Answer] = {}

    def at_the_service(request: Any, carried_out: Carry) -> Answer:
        def once(asked: Any) -> Answer:
            token = _token(asked)
            if token not in committed:
                answer: Answer = carried_out(asked)
                if not token or answer[0] != 200:
                    return answer
                committed[token] = answer
            return committed[token]

        return fault(request, once)

    with faults.injected(at_the_service, service="", times=1_000_000):
        yield


def _token(request: Any) -> str:
    if not request.headers.get("X-Amz-Target", b"").endswith(b"TransactWriteItems"):
        return ""
    return str(json.loads(request.body).get("ClientRequestToken", ""))
