"""What the policies of the package grant, in the words of tests/rights.py."""

from typing import Any

from infra.deploy import policies
from infra.environment import resources
from tests.conftest import PLACE
from tests.rights import Right

NAMES = resources(PLACE.stage, PLACE.account) | {
    "Partition": "aws",
    "Region": PLACE.region,
    "Account": PLACE.account,
    "Stage": PLACE.stage,
    "EmailFrom": "kaoji@example.cn",
}
ON = {"sms": "sns", "email": "ses"}
OFF = dict.fromkeys(ON, "off")
# Not for a call: with it S3 says that an upload is missing, without it that everything is forbidden.
TELLING = ("s3:ListBucket", "uploads")


def statements(function: str, channels: dict[str, str]) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = policies.rendered(function, NAMES, channels)["Statement"]
    return made


def granted(function: str) -> set[Right]:
    """As tests/rights.py names them; logs are Lambda's own."""
    found = [one for one in statements(function, ON) if one["Sid"] != "WriteLogs"]
    return {(action, thing) for one in found for action in one["Action"] for thing in things(one)} - {TELLING}


def things(statement: dict[str, Any]) -> list[str]:
    if statement["Sid"] in ("SendSms", "SendEmail"):
        return ["*"]
    resource = statement["Resource"]
    return [thing(one) for one in ([resource] if isinstance(resource, str) else resource)]


def thing(arn: str) -> str:
    name = arn.split(":", 5)[5].removeprefix("table/").replace(f"parameter/kaoji/{PLACE.stage}/", "parameter/")
    for key, own in resources(PLACE.stage, PLACE.account).items():
        name = name.replace(own, key.removeprefix("Table").removeprefix("Bucket").lower())
    return name
