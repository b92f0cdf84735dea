"""boto3's client as anybody uses it, the network from a tape: `raw.py TAPE TIMES get|query`."""

import json
import sys
from pathlib import Path
from typing import Any

import boto3
from botocore.awsrequest import AWSResponse
from botocore.httpsession import URLLib3Session

tape, times, what = json.loads(Path(sys.argv[1]).read_text("utf-8")), int(sys.argv[2]), sys.argv[3]


def send(_session: Any, request: Any) -> AWSResponse:
    answer = AWSResponse(request.url, 200, {"content-type": "application/x-amz-json-1.0"}, None)
    answer._content = tape[what].encode()
    return answer


URLLib3Session.send = send
client = boto3.client("dynamodb", region_name="us-east-1")


def ask() -> Any:
    if what == "get":
        return client.get_item(TableName="t", Key={"pk": {"S": "C#1"}, "sk": {"S": "A"}})["Item"]
    return client.query(
        TableName="t",
        KeyConditionExpression="pk = :p AND begins_with(sk, :s)",
        ExpressionAttributeValues={":p": {"S": "C#1"}, ":s": {"S": "A#S#"}},
    )["Items"]


for _ in range(times):
    ask()
