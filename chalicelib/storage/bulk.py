"""Reads and writes by the hundred thousand: items go out as ready JSON, answers come back as the JSON they are.

A client of its own: it waits longer than one that answers people, and builds no object per attribute.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from threading import local
from typing import Any

import botocore.session
import msgspec
from botocore.config import Config
from botocore.parsers import JSONParser, ResponseParserFactory

from chalicelib.domain.errors import BusyError
from chalicelib.settings import SETTINGS
from chalicelib.storage import clients
from chalicelib.storage.tables import Item

READ_MOST, WRITE_MOST = 100, 25
_TRIES, _FIRST_PAUSE_S, _LONGEST_PAUSE_S = 12, 0.05, 5.0
_CONFIG = Config(
    connect_timeout=5,
    read_timeout=10,
    retries={"total_max_attempts": 8, "mode": "standard"},
    parameter_validation=False,
    account_id_endpoint_mode="disabled",
    user_agent="kaoji/1",
)

Attributes = dict[str, dict[str, Any]]


class _AsItIs(JSONParser):  # type: ignore[misc]
    """botocore walks the shape of every attribute; DynamoDB's JSON is a mapping already."""

    def parse(self, response: dict[str, Any], shape: Any) -> dict[str, Any]:
        if response["status_code"] >= 300:
            refused: dict[str, Any] = super().parse(response, shape)
            return refused
        parsed: dict[str, Any] = msgspec.json.decode(response["body"])
        return parsed | {"ResponseMetadata": {"HTTPStatusCode": response["status_code"], "HTTPHeaders": {}}}


class _Factory(ResponseParserFactory):  # type: ignore[misc]
    def create_parser(self, _protocol_name: str) -> _AsItIs:
        return _AsItIs()


class _Sender:
    """Sends a body that is ready: serializing 25 items costs botocore more than signing and sending them.

    Each thread has its own body.
    """

    def __init__(self) -> None:
        session = botocore.session.get_session()
        session.register_component("response_parser_factory", _Factory())
        self.client = session.create_client(
            "dynamodb", region_name=SETTINGS.region, endpoint_url=SETTINGS.endpoint, config=_CONFIG
        )
        clients.outlast_conflicts(self.client)
        clients.tell_when_busy(self.client)
        self._ready = local()
        self.client.meta.events.register_first("before-call.dynamodb", self._fill)

    def _fill(self, params: dict[str, Any], **_: Any) -> None:
        params["body"] = self._ready.body

    def read(self, body: bytes) -> dict[str, Any]:
        self._ready.body = body
        answer: dict[str, Any] = self.client.batch_get_item(RequestItems={})
        return answer

    def write(self, body: bytes) -> dict[str, Any]:
        self._ready.body = body
        answer: dict[str, Any] = self.client.batch_write_item(RequestItems={})
        return answer


@cache
def sender() -> _Sender:
    return _Sender()


def line_of(item: Item) -> bytes:
    """One item as it goes into `put`. Through PynamoDB's attributes: convenient, and ten times as long as text."""
    return msgspec.json.encode({"PutRequest": {"Item": item.serialize()}})


def text_line(pk: str, sk: str, body: str) -> bytes:
    """The same for an item of two keys, which are ASCII, and a body."""
    keys = (pk.encode(), sk.encode(), msgspec.json.encode(body))
    return b'{"PutRequest":{"Item":{"pk":{"S":"%b"},"sk":{"S":"%b"},"body":{"S":%b}}}}' % keys


def put(table: type[Item], lines: Sequence[bytes], pause: Callable[[float], None] = time.sleep) -> None:
    """Blind puts, at most 25. What DynamoDB leaves undone is sent again, ever more slowly; then BusyError."""
    name = table.Meta.table_name
    for tried in range(_TRIES):
        answer = sender().write(b'{"RequestItems":{"%s":[%s]}}' % (name.encode(), b",".join(lines)))
        left = answer.get("UnprocessedItems", {}).get(name, [])
        if not left:
            return
        lines = [msgspec.json.encode(request) for request in left]
        pause(min(_FIRST_PAUSE_S * 2**tried, _LONGEST_PAUSE_S))
    raise BusyError("数据库繁忙，稍后用同样的命令继续")


def get(
    table: type[Item], keys: Iterable[tuple[str, str]], pause: Callable[[float], None] = time.sleep
) -> dict[tuple[str, str], Attributes]:
    """At most 100 different keys, consistently; absent items are absent. Raises BusyError."""
    name = table.Meta.table_name
    wanted: list[Any] = [{"pk": {"S": pk}, "sk": {"S": sk}} for pk, sk in keys]
    found: dict[tuple[str, str], Attributes] = {}
    for tried in range(_TRIES):
        if not wanted:
            return found
        body = msgspec.json.encode({"RequestItems": {name: {"ConsistentRead": True, "Keys": wanted}}})
        answer = sender().read(body)
        for raw in answer["Responses"].get(name, ()):
            found[raw["pk"]["S"], raw["sk"]["S"]] = raw
        wanted = answer.get("UnprocessedKeys", {}).get(name, {}).get("Keys", [])
        if wanted:
            pause(min(_FIRST_PAUSE_S * 2**tried, _LONGEST_PAUSE_S))
    raise BusyError("数据库繁忙，稍后用同样的命令继续")
