"""The application's own storage on an engine that isolates threads: moto does not, neither tables nor buckets."""

import logging
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

import msgspec
import pytest
from botocore.config import Config

from chalicelib.domain.errors import DomainError
from chalicelib.settings import SETTINGS
from chalicelib.storage import bulk, clients, windows
from chalicelib.storage.tables import AuditItem, Item, RecordItem, RegistryItem, SessionItem
from infra import data_stack
from infra.environment import Place, resources
from tests.conftest import PLACE
from tests.ministack import server
from tests.stored import cold, open_windows

CONTENDERS = 32
ROUNDS = 100 if os.environ.get("KAOJI_LONG") else 10
FEW_ROUNDS = 100 if os.environ.get("KAOJI_LONG") else 3  # where a round takes a third of a second and more
_STRIPPED_MOST = 10

__all__ = ["ministack_url"]


@pytest.fixture(scope="session")
def ministack_url() -> Iterator[str]:
    """Its address, with the real template's tables made, and the buckets."""
    with server.running() as url:
        make_tables(url, PLACE)
        buckets = server.client("s3", url, s3={"addressing_style": "path"})
        for name in (SETTINGS.accepted, SETTINGS.site):
            buckets.create_bucket(Bucket=name)
        yield url


def make_tables(url: str, place: Place) -> None:
    client, names = server.client("dynamodb", url), resources(place.stage, place.account)
    for key, resource in data_stack.template()["Resources"].items():
        if resource["Type"] == "AWS::DynamoDB::Table":
            keys = ("BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")
            given = {name: resource["Properties"][name] for name in keys if name in resource["Properties"]}
            client.create_table(TableName=names[f"Table{key}"], **given)


def renew_tables(url: str) -> None:
    """Nothing is left of what stood in them."""
    client = server.client("dynamodb", url)
    for key, name in resources(PLACE.stage, PLACE.account).items():
        if key.startswith("Table"):
            client.delete_table(TableName=name)
    make_tables(url, PLACE)
    cold()


@pytest.fixture
def engine(aws: None, ministack_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Points tables and buckets at ministack; gives the tables' client, to hook its events. Secrets stay with moto."""
    there = msgspec.structs.replace(SETTINGS, endpoint=ministack_url, s3_endpoint=ministack_url)
    monkeypatch.setattr(clients, "SETTINGS", there)
    monkeypatch.setattr(bulk, "SETTINGS", there)
    monkeypatch.setattr(clients, "_CONFIG", clients._CONFIG.merge(Config(read_timeout=20)))
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    _forget()
    logging.getLogger("urllib3.connectionpool").setLevel(logging.ERROR)
    yield clients.connection().client
    _forget()


@pytest.fixture
def opened(engine: Any) -> None:
    """Every business can be applied for."""
    if windows.fresh().rev == 0:
        open_windows()
    cold()


def _forget() -> None:
    """All clients, whichever the test made, and the session: it keeps the keys it was made with."""
    clients.connection.cache_clear()
    clients.s3.cache_clear()
    clients.ssm.cache_clear()
    clients.sns.cache_clear()
    clients.ses.cache_clear()
    clients._session.cache_clear()
    bulk.sender.cache_clear()
    for model in (RecordItem, RegistryItem, SessionItem, AuditItem):
        untyped: type[Item] = model
        untyped._connection = None


Doing = Callable[[], bytes]
Outcome = bytes | DomainError


def contend(doings: list[Doing]) -> list[Outcome]:
    """All at once, behind one barrier; a refusal is an outcome, anything else is an error of the test."""
    barrier = Barrier(len(doings))

    def run(doing: Doing) -> Outcome:
        barrier.wait()
        try:
            return doing()
        except DomainError as refusal:
            return refusal

    with ThreadPoolExecutor(len(doings)) as pool:
        return list(pool.map(run, doings))


def held_back(engine: Any, doings: list[Doing], meanwhile: Doing) -> list[Doing]:
    """A race at its worst: all have read before anything happens meanwhile, and send their transaction afterwards."""
    read, happened = Barrier(len(doings) + 1), Event()
    sending = "before-call.dynamodb.TransactWriteItems"

    def hold(**_: Any) -> None:
        read.wait(20)
        happened.wait(20)

    def happen() -> bytes:
        read.wait(20)
        engine.meta.events.unregister(sending, hold)
        try:
            return meanwhile()
        finally:
            happened.set()

    engine.meta.events.register(sending, hold)
    return [happen, *doings]


def winners(outcomes: list[Outcome]) -> list[bytes]:
    return [one for one in outcomes if isinstance(one, bytes)]


def breaks(is_broken: Callable[[], bool]) -> bool:
    """Whether a race without its conditions goes wrong: the first round that does is enough."""
    return any(is_broken() for _ in range(_STRIPPED_MOST))


_WRITES = ("TransactWriteItems", "PutItem", "UpdateItem", "DeleteItem")


@pytest.fixture
def without_conditions(engine: Any, ministack_url: str) -> Iterator[None]:
    """The same code with every condition taken off its writes: what the conditions are worth.

    What it leaves is broken, so nothing is left of it.
    """
    for name in _WRITES:
        engine.meta.events.register(f"provide-client-params.dynamodb.{name}", _stripped)
    yield
    for name in _WRITES:
        engine.meta.events.unregister(f"provide-client-params.dynamodb.{name}", _stripped)
    renew_tables(ministack_url)


def _stripped(params: dict[str, Any], **_: Any) -> dict[str, Any]:
    if "TransactItems" not in params:
        return _bare(params)
    legs = [leg for leg in params["TransactItems"] if "ConditionCheck" not in leg]
    return params | {"TransactItems": [{kind: _bare(leg) for kind, leg in one.items()} for one in legs]}


def _bare(leg: dict[str, Any]) -> dict[str, Any]:
    bare = {key: value for key, value in leg.items() if key != "ConditionExpression"}
    used = bare.get("UpdateExpression", "").replace(",", " ").replace("=", " ").replace(".", " ").split()
    for holder in ("ExpressionAttributeNames", "ExpressionAttributeValues"):
        kept = {name: value for name, value in bare.pop(holder, {}).items() if name in used}
        bare |= {holder: kept} if kept else {}
    return bare
