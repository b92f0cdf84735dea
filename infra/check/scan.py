"""Reads the tables partition by partition and the buckets object by object, never more than a page in memory."""

import hashlib
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from typing import Any, Final, NamedTuple

import boto3
import msgspec
from botocore.config import Config

from chalicelib.domain.accounts import Account
from chalicelib.domain.people import CaseLine, Head
from chalicelib.settings import SETTINGS
from chalicelib.storage import clients
from infra.check import grammar
from infra.check.pictures import Stored
from infra.check.values import UNREADABLE, Item, Partition, Place

TABLES: Final = {
    "registry": SETTINGS.registry,
    "records": SETTINGS.records,
    "sessions": SETTINGS.sessions,
    "audit": SETTINGS.audit,
}
Read = Callable[[str], Iterator[dict[str, Any]]]


class Source(NamedTuple):
    """Where everything is read: the items of a table in DynamoDB's JSON, partition by partition; objects, one of so
    many opened, with 0 none.
    """

    items: Read
    objects: Callable[[int], Iterator[Stored]]


# Longer than a client that answers people: a page is a megabyte.
_CONFIG = Config(connect_timeout=5, read_timeout=30, retries={"total_max_attempts": 8, "mode": "standard"})


def partitions(table: str, read: Read) -> Iterator[Partition]:
    for pk, items in groupby(read(table), key=lambda one: one["pk"]["S"]):
        found = sorted((_item(table, one) for one in items), key=lambda item: item.place.sk)
        yield Partition(table, pk, tuple(found))


def raw(table: str) -> Iterator[dict[str, Any]]:
    """A scan keeps the items of a partition together."""
    for page in _client().get_paginator("scan").paginate(TableName=TABLES[table], ConsistentRead=True):
        yield from page["Items"]


@cache
def _client() -> Any:
    return boto3.client("dynamodb", region_name=SETTINGS.region, endpoint_url=SETTINGS.endpoint, config=_CONFIG)


def _item(table: str, given: dict[str, Any]) -> Item:
    attributes = {name: _plain(value) for name, value in given.items()}
    place = Place(table, attributes["pk"], attributes["sk"])
    return Item(place, attributes, _value(place, attributes))


def _plain(typed: dict[str, Any]) -> Any:
    [(kind, value)] = typed.items()
    if kind == "N":
        return int(value)
    if kind == "M":
        return {name: _plain(one) for name, one in value.items()}
    return frozenset(value) if kind == "SS" else value


def _value(place: Place, attributes: dict[str, Any]) -> Any:
    key, body = grammar.key_of(place), attributes.get("body")
    if key is None or key.shape is None:
        return UNREADABLE if key and body is not None else None
    if key.shape is str:
        return UNREADABLE if body is None else body
    try:
        return _whole(msgspec.json.decode(body or "", type=key.shape), attributes)
    except (msgspec.DecodeError, TypeError):
        return UNREADABLE


def _whole(value: Any, attributes: dict[str, Any]) -> Any:
    """With what stands in attributes of its own, as `people.head_of` and `accounts.account_of` have it."""
    if not isinstance(value, Head | Account):
        return value
    numbers = {name: attributes.get(name, 0) for name in ("epoch", "ver")}
    if isinstance(value, Account):
        return msgspec.structs.replace(value, **numbers)
    lines = {no: msgspec.json.decode(text, type=CaseLine) for no, text in attributes.get("lines", {}).items()}
    return msgspec.structs.replace(
        value,
        **numbers,
        rver=attributes.get("rver", 0),
        lines=lines,
        unread=attributes.get("unread", 0),
        read_to=attributes.get("read_to", ""),
        reminders=attributes.get("reminders", frozenset()),
    )


def objects(sample: int) -> Iterator[Stored]:
    """Everything in the two buckets of pictures; only accepted objects are opened."""
    for bucket, name in (("uploads", SETTINGS.uploads), ("accepted", SETTINGS.accepted)):
        for page in clients.s3().get_paginator("list_objects_v2").paginate(Bucket=name):
            for found in page.get("Contents", ()):
                place = Place(bucket, found["Key"])
                at = round(found["LastModified"].timestamp() * 1000)
                is_opened = sample and bucket == "accepted" and _lot(found["Key"]) % sample == 0
                data = clients.s3().get_object(Bucket=name, Key=found["Key"])["Body"].read() if is_opened else None
                yield Stored(place, found["Size"], at, data)


def _lot(key: str) -> int:
    """The same pictures each time."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4])


AWS: Final = Source(raw, objects)
