"""A storm: one call in five fails in one of the ways in which AWS does, by a seed (reliability: S7)."""

import json
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

from botocore.exceptions import ConnectTimeoutError, ReadTimeoutError

from tests.security import faults
from tests.security.faults import Answer, Fault

SHARE = 0.2
Carry = Callable[[Any], Any]


def not_connected(request: Any, _carried_out: Carry) -> Answer:
    raise ConnectTimeoutError(endpoint_url=request.url)


def not_heard(request: Any, _carried_out: Carry) -> Answer:
    """Nothing was done, which nobody can know."""
    raise ReadTimeoutError(endpoint_url=request.url)


def not_answered(request: Any, carried_out: Carry) -> Answer:
    """Something may have been done, which nobody can know either."""
    carried_out(request)
    raise ReadTimeoutError(endpoint_url=request.url)


def nothing_done(request: Any, _carried_out: Carry) -> Answer:
    """All of a batch is given back."""
    asked = json.loads(request.body)["RequestItems"]
    return (
        200,
        {"Content-Type": "application/x-amz-json-1.0"},
        json.dumps({"Responses": {}, "UnprocessedKeys": asked, "UnprocessedItems": asked}),
    )


def unprocessed(request: Any, carried_out: Carry) -> Answer:
    """The first half of each table's part of a batch is done, the rest is given back."""
    asked = json.loads(request.body)["RequestItems"]
    done, left = {}, {}
    for table, part in asked.items():
        keys = part["Keys"] if isinstance(part, dict) else part
        middle = len(keys) // 2
        for into, some in ((done, keys[:middle]), (left, keys[middle:])):
            if some:
                into[table] = part | {"Keys": some} if isinstance(part, dict) else some
    is_read = request.headers["X-Amz-Target"].endswith(b"BatchGetItem")
    body: dict[str, Any] = {"Responses": {}} if is_read else {}
    if done:
        request.body = json.dumps(json.loads(request.body) | {"RequestItems": done}).encode()
        status, headers, said = carried_out(request)
        if status != 200:
            return status, headers, said
        body = json.loads(said)
    body["UnprocessedKeys" if is_read else "UnprocessedItems"] = left
    return 200, {"Content-Type": "application/x-amz-json-1.0"}, json.dumps(body)


def stale(request: Any, carried_out: Carry) -> Answer:
    """An index that has not heard of its newest entry."""
    status, headers, said = carried_out(request)
    body = json.loads(said)
    if status != 200 or not body.get("Items"):
        return status, headers, said
    items = body["Items"][:-1]
    return 200, {"Content-Type": "application/x-amz-json-1.0"}, json.dumps(body | {"Items": items, "Count": len(items)})


def refused_by_s3(code: str, status: int) -> Fault:
    text = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>injected</Message></Error>"
    return lambda _request, _carried_out: (status, {"Content-Type": "application/xml"}, text)


_WIRE = {"connect timeout": not_connected, "read timeout": not_heard, "lost reply": not_answered}
_S3 = {"SlowDown": refused_by_s3("SlowDown", 503), "InternalError": refused_by_s3("InternalError", 500)}
_DYNAMODB = {
    "throughput": faults.refused("ProvisionedThroughputExceededException"),
    "throttled": faults.refused("ThrottlingException"),
    "internal": faults.refused("InternalServerError", 500),
    "unavailable": faults.refused("ServiceUnavailable", 503),
}
_SINGLE = {"TransactionConflictException": faults.refused("TransactionConflictException")}
_BY_OPERATION: dict[str, dict[str, Fault]] = {
    "TransactWriteItems": {
        "TransactionConflict": faults.conflict,
        "TransactionInProgress": faults.refused("TransactionInProgressException"),
    },
    "BatchGetItem": {"unprocessed": unprocessed},
    "BatchWriteItem": {"unprocessed": unprocessed},
    **dict.fromkeys(("PutItem", "UpdateItem", "DeleteItem"), _SINGLE),
}


class Storm:
    """`blown` counts what failed, by name. Of the running request `met` names it, `worst` is the longest row of it."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311
        self.calls, self.blown = 0, Counter[str]()
        self.worst = self._row = 0
        self.met: list[str] = []

    def begin(self) -> None:
        self.worst = self._row = 0
        self.met.clear()

    def __call__(self, request: Any, carried_out: Carry) -> Answer:
        self.calls += 1
        if self._random.random() >= SHARE:
            self._row = 0
            answer: Answer = carried_out(request)
            return answer
        name, fault = self._random.choice(list(_possible(request).items()))
        self.blown[name] += 1
        self.met.append(name)
        self._row += 1
        self.worst = max(self.worst, self._row)
        return fault(request, carried_out)


def _possible(request: Any) -> dict[str, Fault]:
    target = request.headers.get("X-Amz-Target", b"").decode()
    if "DynamoDB" not in target:
        return _WIRE | _S3
    operation = target.partition(".")[2]
    more = _BY_OPERATION.get(operation, {})
    if operation == "Query" and b'"IndexName"' in request.body:
        more = {"stale index": stale}
    return _WIRE | _DYNAMODB | more
