"""Answers botocore inside the process in DynamoDB's place, and counts: for measuring what is ours."""

import base64
import json
import os
import signal
import time
from collections import Counter
from pathlib import Path
from typing import IO, Any

import msgspec
from botocore.awsrequest import AWSResponse

_KEY = base64.b64encode(bytes(32)).decode()


class Unplugged:
    """`seconds` is the stand-in's own processor time; `calls` by operation; `wru` as DynamoDB counts puts.

    Every ticket that is asked for exists and is of `person`. Of everything else nothing is stored: `log` takes what
    is put, one item a line. After `last` batches of puts the process kills itself, in the middle of a call.
    """

    def __init__(self, *, log: Path | None = None, last: int | None = None) -> None:
        self.seconds, self.calls, self.wru, self.person = 0.0, Counter[str](), 0, ""
        self._log: IO[bytes] | None = log.open("ab", buffering=0) if log else None
        self._last = last
        self._doings = {"BatchWriteItem": self._put, "BatchGetItem": self._get, "GetParameters": self._parameters}

    def answer(self, request: Any, **_: Any) -> AWSResponse:
        start = time.process_time()
        operation = request.headers["X-Amz-Target"].decode().rpartition(".")[2]
        self.calls[operation] += 1
        answered = AWSResponse(request.url, 200, {"content-type": "application/x-amz-json-1.0"}, None)
        answered._content = self._doings[operation](request.body) if operation in self._doings else b"{}"
        self.seconds += time.process_time() - start
        return answered

    def _put(self, body: bytes) -> bytes:
        [requests] = msgspec.json.decode(body)["RequestItems"].values()
        for request in requests:
            item = {name: value["S"] for name, value in request["PutRequest"]["Item"].items()}
            self.wru += -(-sum(len(name) + len(value.encode()) for name, value in item.items()) // 1024)
            if self._log:
                self._log.write(msgspec.json.encode(item) + b"\n")
        if self._last is not None and self.calls["BatchWriteItem"] > self._last:
            os.kill(os.getpid(), signal.SIGKILL)
        return b"{}"

    def _get(self, body: bytes) -> bytes:
        """A holder for each ticket; its cid follows from the hash, so that another process finds the same."""
        [(table, wanted)] = msgspec.json.decode(body)["RequestItems"].items()
        items = [
            {"pk": key["pk"], "sk": key["sk"], "body": {"S": f'["{key["pk"]["S"][4:36]}",1,"{self.person}"]'}}
            for key in wanted["Keys"]
        ]
        return msgspec.json.encode({"Responses": {table: items}, "UnprocessedKeys": {}})

    def _parameters(self, body: bytes) -> bytes:
        named = json.loads(body)["Names"]
        return json.dumps({"Parameters": [{"Name": name, "Value": _KEY} for name in named]}).encode()


def unplug(stand_in: Unplugged, id_number: str) -> None:
    """Puts it before the network of all clients of the application."""
    from chalicelib.storage import bulk, clients, keys

    for client in (bulk.sender().client, clients.connection().client, clients.ssm()):
        client.meta.events.register("before-send", stand_in.answer)
    stand_in.person = keys.person(id_number)
