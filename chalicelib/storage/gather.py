"""Several items, or several reads, in one wait."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any, TypeVar

from chalicelib.domain.errors import BusyError
from chalicelib.storage.clients import connection
from chalicelib.storage.tables import Item

First = TypeVar("First")
Second = TypeVar("Second")
Key = tuple[type[Item], str, str]

_POOL = ThreadPoolExecutor(max_workers=4, thread_name_prefix="read")


def together(first: Callable[[], First], second: Callable[[], Second]) -> tuple[First, Second]:
    """Two reads at once; an error of either is raised, when neither is under way any more."""
    pending = _POOL.submit(second)
    try:
        done = first()
    finally:
        wait([pending])
    return done, pending.result()


def items(keys: Iterable[Key]) -> dict[Key, Item]:
    """One consistent BatchGet over any of the tables; absent items are absent. Raises BusyError when throttled."""
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
    answer: Any = connection().client.batch_get_item(RequestItems=request)
    if answer.get("UnprocessedKeys"):
        raise BusyError
    return {
        (model, raw["pk"]["S"], raw["sk"]["S"]): model.from_raw_data(raw)
        for table, model in tables.items()
        for raw in answer["Responses"].get(table, ())
    }
