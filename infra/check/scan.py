"""Reads the tables partition by partition and the buckets object by object, never more than a page in memory."""

import hashlib
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from typing import Any, Final, NamedTuple

import boto3
import msgspec
from botocore.config import Config

from chalicelib.domain.accounts import Account
from chalicelib.domain.ids import No
from chalicelib.domain.people import CaseLine, Head
from chalicelib.settings import SETTINGS
from chalicelib.storage import clients
from chalicelib.storage.tables import AuditItem, RecordItem, RegistryItem, SessionItem
from infra.check import grammar
from infra.check.pictures import Stored
from infra.check.values import UNREADABLE, Item, Partition, Place

TABLES: Final = {
    "registry": SETTINGS.registry,
    "records": SETTINGS.records,
    "sessions": SETTINGS.sessions,
    "audit": SETTINGS.audit,
}
_TYPES: Final = {
    table: {one.attr_name: one.attr_type for one in model.get_attributes().values()}
    for table, model in zip(TABLES, (RegistryItem, RecordItem, SessionItem, AuditItem), strict=True)
}
Read = Callable[[str], Iterator[dict[str, Any]]]


class Source(NamedTuple):
    """Where everything is read: the items of a table in DynamoDB's JSON, partition by partition; objects, one of so
    many opened, with 0 none.
    """

    items: Read
    objects: Callable[[int], Iterator[Stored]]


class _Apart(msgspec.Struct, frozen=True):
    epoch: int = 0
    ver: int = 0
    rver: int = 0
    lines: dict[No, str] = {}
    unread: int = 0
    read_to: str = ""
    reminders: frozenset[str] = frozenset()


_WHOLE: Final = re.compile(r"-?\d{1,38}")
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
    """Unreadable as a whole if one attribute is of another type than its table has it, and then without it."""
    types = _TYPES[table]
    read = {name: _plain(value) for name, value in given.items() if types.get(name) in value}
    attributes: dict[str, Any] = {name: value for name, value in read.items() if value is not UNREADABLE}
    place = Place(table, attributes["pk"], attributes["sk"])
    is_whole = len(attributes) == len(given)
    return Item(place, attributes, _value(place, attributes) if is_whole else UNREADABLE)


def _plain(typed: dict[str, Any]) -> Any:
    """Every number of ours is whole."""
    [(kind, value)] = typed.items()
    if kind == "N":
        return int(value) if _WHOLE.fullmatch(value) else UNREADABLE
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
    except msgspec.DecodeError:
        return UNREADABLE


def _whole(value: Any, attributes: dict[str, Any]) -> Any:
    """With what stands in attributes of its own, as `people.head_of` and `accounts.account_of` have it."""
    if not isinstance(value, Head | Account):
        return value
    apart = msgspec.convert(attributes, type=_Apart)
    if isinstance(value, Account):
        return msgspec.structs.replace(value, epoch=apart.epoch, ver=apart.ver)
    lines = {no: msgspec.json.decode(text, type=CaseLine) for no, text in apart.lines.items()}
    return msgspec.structs.replace(value, **(msgspec.structs.asdict(apart) | {"lines": lines}))


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
