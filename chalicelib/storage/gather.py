"""Several items, or several reads, in one wait. PynamoDB's own batches ask on without end, or fail as crashes."""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any, TypeVar

from chalicelib.domain.errors import BusyError
from chalicelib.storage.clients import connection
from chalicelib.storage.tables import Item

First = TypeVar("First")
Second = TypeVar("Second")
Key = tuple[type[Item], str, str]

_TRIES, _PAUSE_S, _DELETED_MOST = 3, 0.05, 25
_POOL = ThreadPoolExecutor(max_workers=4, thread_name_prefix="read")


def together(first: Callable[[], First], second: Callable[[], Second]) -> tuple[First, Second]:
    """Two reads at once; an error of either is raised, when neither is under way any more."""
    pending = _POOL.submit(second)
    try:
        done = first()
    finally:
        wait([pending])
    return done, pending.result()


def items(keys: Iterable[Key], pause: Callable[[float], None] = time.sleep) -> dict[Key, Item]:
    """One consistent BatchGet over any of the tables; absent items are absent.

    What DynamoDB leaves out is asked for again, twice; then BusyError.
    """
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        return {}
    tables = {model.Meta.table_name: model for model, _, _ in wanted}
    request = {
        table: {
            "ConsistentRead": True,
            "Keys": [{"pk": {"S": pk}, "sk": {"S": sk}} for found, pk, sk in wanted if found is model],
        }
        for table, model in tables.items()
    }
    found: dict[Key, Item] = {}
    for tried in range(1, _TRIES + 1):
        answer: Any = connection().client.batch_get_item(RequestItems=request)
        found |= {
            (model, raw["pk"]["S"], raw["sk"]["S"]): model.from_raw_data(raw)
            for table, model in tables.items()
            for raw in answer["Responses"].get(table, ())
        }
        request = answer.get("UnprocessedKeys")
        if not request:
            return found
        pause(_PAUSE_S * tried)
    raise BusyError


def delete(keys: Iterable[Key], pause: Callable[[float], None] = time.sleep) -> None:
    """Blind, 25 in a call, of any of the tables. What DynamoDB leaves undone is sent again, twice; then BusyError."""
    wanted = list(dict.fromkeys(keys))
    for start in range(0, len(wanted), _DELETED_MOST):
        request: dict[str, list[Any]] = {}
        for model, pk, sk in wanted[start : start + _DELETED_MOST]:
            item = {"DeleteRequest": {"Key": {"pk": {"S": pk}, "sk": {"S": sk}}}}
            request.setdefault(model.Meta.table_name, []).append(item)
        _sent(request, pause)


def _sent(request: dict[str, list[Any]], pause: Callable[[float], None]) -> None:
    for tried in range(1, _TRIES + 1):
        request = connection().client.batch_write_item(RequestItems=request).get("UnprocessedItems")
        if not request:
            return
        pause(_PAUSE_S * tried)
    raise BusyError
