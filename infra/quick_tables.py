"""moto's DynamoDB, quicker: the same answers without copying or looking through all that is stored.

Of tables whose keys are two texts, as all of ours are. What is stored is never changed in place here: an update works
on a copy that takes the item's place. So a table is kept, and put back, without copying what it holds.
"""

import copy
from functools import cache
from typing import Any

from moto.core import responses
from moto.core.serialize import ResponseSerializer
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType, Item, LimitedSizeDict
from moto.dynamodb.models.table import Table

_update, _query, _items = DynamoDBBackend.update_item, Table.query, Table.all_items
_picked = ResponseSerializer.get_value
_cast_value = vars(DynamoType)["cast_value"].fget
# Asked for each call; of each class and operation the answer is one.
_NAMES = {name: cache(getattr(responses, name)) for name in ("method_names_from_class", "camelcase_to_underscores")}
# Where moto's backend names the index when it asks a table, after the key of the partition.
_INDEX = 6


def quicken() -> None:
    """For the whole process, once and for all."""
    methods: dict[Any, dict[str, Any]] = {
        DynamoDBBackend: {"update_item": _updated},
        DynamoType: {"cast_value": property(_value)},
        ResponseSerializer: {"get_value": _member},
        Item: {"__deepcopy__": lambda item, _memo: item},
        Table: {
            "__deepcopy__": lambda table, _memo: _holding(table, shelves(table.items)),
            "all_items": _all_items,
            "query": _queried,
        },
        responses: _NAMES,
    }
    for kind, made in methods.items():
        for name, method in made.items():
            setattr(kind, name, method)


def shelves(items: Any) -> Any:
    """A table's items, to keep or to put back."""
    made = items.copy()
    for key, held in items.items():
        made[key] = held.copy()
    return made


def _holding(table: Table, items: Any) -> Table:
    made = copy.copy(table)
    made.items = items
    return made


def _updated(backend: DynamoDBBackend, table_name: str, key: Any, *given: Any, **named: Any) -> Item:
    table = backend.get_table(table_name)
    hash_key, range_key = DynamoType(key[table.hash_key_attr]), DynamoType(key[table.range_key_attr])
    if item := table.get_item(hash_key, range_key):
        table.items[hash_key][range_key] = _copied(item)
    return _update(backend, table_name, key, *given, **named)


def _copied(item: Item) -> Item:
    """Texts and numbers are not changed in place and are shared."""
    made = object.__new__(Item)
    made.hash_key, made.range_key, made.attrs = item.hash_key, item.range_key, LimitedSizeDict()
    for name, value in item.attrs.items():
        dict.__setitem__(made.attrs, name, value if value.type in "SNB" else copy.deepcopy(value))
    return made


def _queried(table: Table, hash_key: DynamoType, *given: Any, **named: Any) -> Any:
    """Without an index, of one partition."""
    if given[_INDEX] is None:
        table = _holding(table, {hash_key: table.items.get(hash_key, {})})
    return _query(table, hash_key, *given, **named)


def _all_items(table: Table) -> list[Item]:
    items = [item for held in table.items.values() for item in held.values()]
    return sorted(items, key=lambda item: (item.hash_key.value, item.range_key.value))


def _value(one: DynamoType) -> Any:
    return one.value if one.type == "S" else _cast_value(one)


def _member(serializer: ResponseSerializer, value: Any, key: str, shape: Any) -> Any:
    """Of the ten members of a value one is there, and bears its own name: moto looks for each under ten."""
    if isinstance(value, dict) and getattr(shape, "parent", None) and shape.parent.name == "AttributeValue":
        return value.get(key)
    return _picked(serializer, value, key, shape)
