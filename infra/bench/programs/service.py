"""The application from its unpacked package answers one event a number of times; the network answers from a tape.

`service.py TASK TAPE TIMES [store]`. With `store` the table is a list in memory: what is left is everything else.
"""

import json
import sys
from pathlib import Path
from typing import Any

task, tape, times = sys.argv[1], json.loads(Path(sys.argv[2]).read_text("utf-8")), int(sys.argv[3])
sys.path.insert(0, task)

from botocore.awsrequest import AWSResponse  # noqa: E402
from botocore.httpsession import URLLib3Session  # noqa: E402


def send(_session: Any, request: Any) -> AWSResponse:
    answer = AWSResponse(request.url, 200, {"content-type": "application/x-amz-json-1.0"}, None)
    answer._content = tape["answers"][request.body.decode()].encode()
    return answer


URLLib3Session.send = send

import app  # noqa: E402
from chalicelib.handlers import clock  # noqa: E402

clock.now = lambda: tape["now"]


def ask() -> None:
    answer = app.app(tape["event"], None)
    if answer["statusCode"] != 200 or not answer["body"]:
        raise SystemExit(f"{answer['statusCode']}: {answer['body']}")


if "store" in sys.argv:
    from chalicelib.storage.tables import RecordItem

    ask_store = RecordItem.query
    kept: list[Any] = []

    def remember(*asked: Any, **more: Any) -> list[Any]:
        kept[:] = kept or list(ask_store(*asked, **more))
        return kept

    RecordItem.query = remember  # type: ignore[assignment,method-assign]
for _ in range(times):
    ask()
