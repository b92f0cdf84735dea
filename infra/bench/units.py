"""What each call costs at DynamoDB and on which key, by its rules of size: seen at the application's own clients.

Reads: 4 KB a unit, halved where not consistent. Writes: 1 KB a unit of the larger of before and after, doubled in a
transaction, and again on each index for the entry that goes and the one that comes.
"""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from chalicelib.settings import SETTINGS
from infra.bench.processes import PLACE

_READ, _WRITE = 4_096, 1_024
# Keys of each index and what else it holds, by table; see data-stack.yaml.
_INDEXES = {"records": ("work", ("w", "ws"), ("row",)), "audit": ("day", ("day", "at"), ())}
_FIRST_KEY = re.compile(r"(#\w+) = (:\w+)")

Attributes = dict[str, dict[str, Any]]


class Touch(NamedTuple):
    """`place` is a table or `table/index`; `key` the partition; `kind` R or W."""

    place: str
    key: str
    kind: str
    units: float


@contextmanager
def recorded() -> Iterator[list[Touch]]:
    """Every touch of DynamoDB meanwhile."""
    from chalicelib.storage import clients

    touches: list[Touch] = []

    def before(params: Any, model: Any, context: Any, **_: Any) -> None:
        writes = list(_writes(model.name, json.loads(params["body"])))
        context["asked"], context["old"] = json.loads(params["body"]), [(one, _stored(*one)) for one in writes]

    def after(parsed: Any, model: Any, context: Any, http_response: Any, **_: Any) -> None:
        if http_response.status_code == 200:
            touches.extend(_reads(model.name, context["asked"], parsed))
            twice = 2 if model.name.startswith("Transact") else 1
            for place, old in context["old"]:
                touches.extend(_written(place, old, _stored(*place), twice))

    events = clients.connection().client.meta.events
    events.register("before-call.dynamodb", before)
    events.register("after-call.dynamodb", after)
    try:
        yield touches
    finally:
        events.unregister("before-call.dynamodb", before)
        events.unregister("after-call.dynamodb", after)


def size(item: Attributes) -> int:
    """Bytes of names and values."""
    return sum(len(name.encode()) + _value(*one.popitem()) for name, one in _copies(item))


def _copies(item: Attributes) -> Iterable[tuple[str, dict[str, Any]]]:
    return [(name, dict(value)) for name, value in item.items()]


def _value(kind: str, value: Any) -> int:
    if kind in ("S", "B"):
        return len(value.encode() if isinstance(value, str) else value)
    if kind == "N":
        return len(value) // 2 + 2
    if kind == "M":
        return 3 + sum(len(name) + 1 + _value(*dict(one).popitem()) for name, one in value.items())
    if kind == "SS":
        return sum(len(one.encode()) for one in value)
    return 1


def _rounded(bytes_: int, unit: int) -> int:
    return max(1, -(-bytes_ // unit))


def _table(name: str) -> str:
    return name.removeprefix(f"kaoji-{SETTINGS.stage}-")


def _reads(operation: str, asked: Any, answer: Any) -> Iterator[Touch]:
    if operation == "GetItem":
        share = 1 if asked.get("ConsistentRead") else 0.5
        units = _rounded(size(answer.get("Item", {})), _READ) * share
        yield Touch(_table(asked["TableName"]), asked["Key"]["pk"]["S"], "R", units)
    elif operation == "Query":
        share = 1 if asked.get("ConsistentRead") else 0.5
        index = f"/{asked['IndexName']}" if "IndexName" in asked else ""
        units = _rounded(sum(size(item) for item in answer["Items"]), _READ) * share
        yield Touch(_table(asked["TableName"]) + index, _queried(asked), "R", units)
    elif operation == "BatchGetItem":
        for name, wanted in asked["RequestItems"].items():
            found = {(one["pk"]["S"], one["sk"]["S"]): size(one) for one in answer["Responses"].get(name, ())}
            share = 1 if wanted.get("ConsistentRead") else 0.5
            for key in wanted["Keys"]:
                units = _rounded(found.get((key["pk"]["S"], key["sk"]["S"]), 0), _READ) * share
                yield Touch(_table(name), key["pk"]["S"], "R", units)


def _queried(asked: Any) -> str:
    """The partition's key stands first in the condition."""
    found = _FIRST_KEY.search(asked["KeyConditionExpression"])
    if found is None:
        raise ValueError(asked["KeyConditionExpression"])
    key: str = asked["ExpressionAttributeValues"][found[2]]["S"]
    return key


Place = tuple[str, str, str]


def _writes(operation: str, asked: Any) -> Iterator[Place]:
    """Full name of the table and keys of each item that is written or condition-checked."""
    if operation in ("PutItem", "UpdateItem", "DeleteItem"):
        yield _place(asked)
    elif operation == "TransactWriteItems":
        yield from (_place(one) for item in asked["TransactItems"] for one in item.values())
    elif operation == "BatchWriteItem":
        for name, requests in asked["RequestItems"].items():
            yield from (_place({"TableName": name, **one}) for request in requests for one in request.values())


def _place(one: Any) -> Place:
    keys = one.get("Item") or one["Key"]
    return one["TableName"], keys["pk"]["S"], keys["sk"]["S"]


def _stored(table: str, pk: str, sk: str) -> Attributes:
    """As moto has it at this moment; empty if it is not there."""
    from moto.backends import get_backend
    from moto.dynamodb.models.dynamo_type import DynamoType

    backend: Any = get_backend("dynamodb")[PLACE.account][PLACE.region]
    found = backend.tables[table].get_item(DynamoType({"S": pk}), DynamoType({"S": sk}))
    attributes: Attributes = found.to_json()["Attributes"] if found else {}
    return attributes


def _written(place: Place, old: Attributes, new: Attributes, twice: int) -> Iterator[Touch]:
    table = _table(place[0])
    yield Touch(table, place[1], "W", _rounded(max(size(old), size(new)), _WRITE) * twice)
    if table not in _INDEXES:
        return
    index, keys, more = _INDEXES[table]
    shown = [{name: item[name] for name in ("pk", "sk", *keys, *more) if name in item} for item in (old, new)]
    entries = [one if keys[0] in one and keys[1] in one else {} for one in shown]
    if entries[0] == entries[1]:
        return
    moved = [entries[0].get(name) for name in keys] != [entries[1].get(name) for name in keys]
    for entry in entries if moved else entries[1:]:
        if entry:
            yield Touch(f"{table}/{index}", entry[keys[0]]["S"], "W", _rounded(size(entry), _WRITE))
