"""The whole application, an operator's desk, and reads that keep their order."""

import io
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from chalicelib.storage import bulk, cases, clients, gather, passwords
from chalicelib.storage.tables import AuditItem, Item, RecordItem, RegistryItem, SessionItem
from infra import accounts, stages
from infra.imports.spool import Spool
from tests.conftest import Clock
from tests.crashes.stand import Stand
from tests.handlers.conftest import answers, app
from tests.security import world
from tests.security.faults import DiedError

__all__ = ["answers", "app"]

TYPED = {accounts.ASK_NUMBER: world.FIRST.id_number, accounts.ASK_MOBILE: "13000000404"}


class Inline:
    """Runs what the pool of readers would: a call is the so-manieth each time, and nothing outlives its process."""

    def submit(self, doing: Callable[[], Any]) -> "Future[Any]":
        done: Future[Any] = Future()
        done.set_result(doing())
        return done


def removed(spool: Spool) -> None:
    """A process that dies tidies nothing up."""
    if isinstance(sys.exc_info()[1], DiedError):
        spool.close()
    else:
        _remove(spool)


_remove = Spool.remove


@pytest.fixture
def stand(
    app: Any, clock: Clock, answers: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stand]:
    monkeypatch.setattr(gather, "_POOL", Inline())
    monkeypatch.setattr(Spool, "remove", removed)
    monkeypatch.setattr(stages, "enter", lambda _stage: "https://console.example.org")
    monkeypatch.setattr("builtins.input", lambda prompt: TYPED.get(prompt, world.resident_number(7)))
    monkeypatch.setattr(sys, "stdin", Numbers())
    # One client for all looks: making one takes longer than a whole scan.
    monkeypatch.setattr("infra.check.scan.boto3.client", lambda *_given, **_more: clients.connection().client)
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: cheap)
    hurry(monkeypatch)
    made = Stand(app, clock, answers, tmp_path)
    yield made
    made.patch.undo()


@pytest.fixture
def rested() -> Iterator[None]:
    """Clients of its own, before and after: under a long storm botocore's own quota of retries runs out, by design."""
    _new_clients()
    yield
    _new_clients()


def _new_clients() -> None:
    for made in (clients.connection, clients.s3, bulk.sender):
        made.cache_clear()
    for model in (RecordItem, RegistryItem, SessionItem, AuditItem):
        untyped: type[Item] = model
        untyped._connection = None


class Numbers(io.StringIO):
    """What print-codes is given, as often as it asks."""

    def __iter__(self) -> Any:
        return iter([f"{world.FIRST.id_number}\n"])


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses between tries take no time."""
    for hurried in (cases.attempt, bulk.put, bulk.get, gather.items, gather.delete):
        monkeypatch.setattr(hurried, "__defaults__", (lambda _seconds: None,))
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _seconds: None)
