"""A plugin of pytest: the processor's time of each test that has tables, and of one stubbed call beside it.

Both are taken in the same process and in turn, so that a busy machine slows both. The first test of a run makes the
tables and is left out. `calls` counts what each test asks of moto.
"""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from moto.core.botocore_stubber import BotocoreStubber

TO = "KAOJI_BENCH_TO"
# The first call after a test is a cold one.
_WARM = 3
_KEYS = {"aws_access_key_id": "none", "aws_secret_access_key": "none"}


def stubbed() -> Any:
    """boto3's client whose one call is answered without a network."""

    def send(request: Any, **_: Any) -> AWSResponse:
        answer = AWSResponse(request.url, 200, {"content-type": "application/x-amz-json-1.0"}, None)
        answer._content = b'{"Item":{"pk":{"S":"C#1"},"sk":{"S":"A"}}}'
        return answer

    client = boto3.client("dynamodb", region_name="us-east-1", **_KEYS)
    client.meta.events.register_first("before-send", send)
    return client


class Durations:
    def __init__(self) -> None:
        self.client, self.asked = stubbed(), 0
        self.tests: list[tuple[float, int]] = []
        self.stubbed: list[float] = []
        ask = BotocoreStubber.process_request

        def counted(stubber: BotocoreStubber, request: Any) -> Any:
            self.asked += 1
            return ask(stubber, request)

        BotocoreStubber.process_request = counted  # type: ignore[method-assign, assignment]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        began, asked = time.process_time(), self.asked
        result = yield
        between = time.process_time()
        if "_backend" in getattr(item, "fixturenames", ()):
            self.tests.append((between - began, self.asked - asked))
            self.stubbed.append(min(self._call() for _ in range(_WARM)))
        return result

    def _call(self) -> float:
        began = time.process_time()
        self.client.get_item(TableName="t", Key={"pk": {"S": "C#1"}, "sk": {"S": "A"}})
        return time.process_time() - began

    def pytest_sessionfinish(self) -> None:
        told = {"tests": self.tests[1:], "stubbed": self.stubbed[1:]}
        Path(os.environ[TO]).write_text(json.dumps(told), "utf-8")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Durations())
