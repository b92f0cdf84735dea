"""Which right each call of the application needs: seen at its own clients, as action and resource of a policy."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from chalicelib.domain.ids import UploadId
from chalicelib.settings import SETTINGS
from chalicelib.storage import bulk, clients, keys, presigned

# An action of IAM and what it is done to: `records`, `records/index/work`, `accepted/thumb/*`, `parameter/master`.
Right = tuple[str, str]

_PARTS = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}
# A signed form passes as CreateBucket: botocore takes that operation for its template.
_S3 = {"CreateBucket": "PutObject"}


@contextmanager
def watched(is_on: Callable[[], bool] = lambda: True) -> Iterator[set[Right]]:
    """Everything that is asked of AWS meanwhile, while `is_on`; secrets are fetched again."""
    seen: set[Right] = set()

    def dynamodb(params: Any, model: Any, **_: Any) -> None:
        if is_on():
            seen.update(_dynamodb(model.name, json.loads(params["body"])))

    def other(params: Any, model: Any, **_: Any) -> None:
        if is_on():
            seen.update(_other(model.service_model.service_name, model.name, params))

    sources = [
        (one.client.meta.events, "before-call.dynamodb", dynamodb) for one in (clients.connection(), bulk.sender())
    ]
    made = {"s3": clients.s3, "ssm": clients.ssm, "sns": clients.sns, "sesv2": clients.ses}
    # Signed links are parameters without a call.
    sources += [(make().meta.events, f"provide-client-params.{name}", other) for name, make in made.items()]
    for events, name, note in sources:
        events.register(name, note)
    keys.forget()
    try:
        yield seen
    finally:
        for events, name, note in sources:
            events.unregister(name, note)


def _dynamodb(operation: str, body: dict[str, Any]) -> Iterator[Right]:
    if operation == "TransactWriteItems":
        for item in body["TransactItems"]:
            for part, asked in item.items():
                yield f"dynamodb:{_PARTS[part]}", _table(asked["TableName"])
    elif "RequestItems" in body:
        for table in body["RequestItems"]:
            yield f"dynamodb:{operation}", _table(table)
    else:
        index = f"/index/{body['IndexName']}" if "IndexName" in body else ""
        yield f"dynamodb:{operation}", _table(body["TableName"]) + index


def _table(name: str) -> str:
    return name.removeprefix(f"kaoji-{SETTINGS.stage}-")


def _other(service: str, operation: str, params: dict[str, Any]) -> Iterator[Right]:
    if service == "s3":
        # A signed form names its key in its policy, not here.
        folder, slash, _ = params.get("Key", presigned.incoming_key(UploadId(""))).rpartition("/")
        bucket = {SETTINGS.uploads: "uploads", SETTINGS.accepted: "accepted", SETTINGS.site: "site"}[params["Bucket"]]
        version = "Version" if "VersionId" in params else ""
        yield f"s3:{_S3.get(operation, operation)}{version}", f"{bucket}/{folder}{slash}*"
    elif service == "ssm":
        for name in params["Names"]:
            yield f"ssm:{operation}", "parameter/" + name.removeprefix(f"{SETTINGS.parameters}/")
    else:
        yield f"{'ses' if service == 'sesv2' else service}:{operation}", "*"
