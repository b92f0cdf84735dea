"""What AWS may do to a call, injected at the point where moto would answer it: refuse, fail, or lose the reply."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import EndpointConnectionError, ReadTimeoutError
from moto.core.models import botocore_stubber

from chalicelib.storage.tables import AuditItem, Item, RecordItem, RegistryItem, SessionItem

Answer = tuple[int, dict[str, str], str | bytes]
# Gets the request as botocore would send it, and what moto would do with it.
Fault = Callable[[Any, Callable[[Any], Any]], Answer]
_NAMESPACE = "com.amazonaws.dynamodb.v20120810#"


def _answer(status: int, body: dict[str, Any]) -> Answer:
    return status, {"Content-Type": "application/x-amz-json-1.0"}, json.dumps(body)


def refused(code: str, status: int = 400) -> Fault:
    """An error of the whole call, such as throttling."""
    return lambda _request, _carried_out: _answer(status, {"__type": _NAMESPACE + code, "message": "injected"})


def conflict(request: Any, _carried_out: Callable[[Any], Any]) -> Answer:
    """Another transaction holds the last item of this one."""
    legs = json.loads(request.body)["TransactItems"]
    reasons = [{"Code": "None"}] * (len(legs) - 1) + [{"Code": "TransactionConflict", "Message": "injected"}]
    body = {"__type": _NAMESPACE + "TransactionCanceledException", "Message": "injected"}
    return _answer(400, body | {"CancellationReasons": reasons})


def unreachable(request: Any, _carried_out: Callable[[Any], Any]) -> Answer:
    raise EndpointConnectionError(endpoint_url=request.url)


def lost_reply(request: Any, carried_out: Callable[[Any], Any]) -> Answer:
    """The call is carried out; nobody hears of it, and botocore sends it again."""
    assert carried_out(request)[0] == 200
    raise ReadTimeoutError(endpoint_url=request.url)


class DiedError(BaseException):
    """The process is gone: no `except Exception` of any library may catch it."""


class Sent:
    """How often the operation went over the wire while a fault was armed."""

    def __init__(self) -> None:
        self.count = 0


@contextmanager
def injected(fault: Fault, operation: str = "", *, times: int = 1_000, service: str = "dynamodb") -> Iterator[Sent]:
    """The first `times` calls of a service ("" for any; of `operation`, if named) meet the fault; later ones arrive."""
    sent, carried_out = Sent(), botocore_stubber.process_request

    def process_request(request: Any) -> Any:
        target = request.headers.get("X-Amz-Target", b"").decode()
        if (service and service not in request.url.split("/")[2].split(".")) or operation not in target:
            return carried_out(request)
        sent.count += 1
        return fault(request, carried_out) if sent.count <= times else carried_out(request)

    vars(botocore_stubber)["process_request"] = process_request
    try:
        yield sent
    finally:
        del vars(botocore_stubber)["process_request"]


def dump() -> list[dict[str, Any]]:
    """Every item of every table, in one order."""
    found: list[dict[str, Any]] = []
    models: tuple[type[Item], ...] = (RecordItem, RegistryItem, SessionItem, AuditItem)
    for model in models:
        items = [{"table": model.Meta.table_name} | item.serialize() for item in model.scan()]
        found += sorted(items, key=lambda item: (item["pk"]["S"], item["sk"]["S"]))
    return found
