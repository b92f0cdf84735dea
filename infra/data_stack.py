"""Makes the data stack on moto from the real template, and adds what moto's CloudFormation leaves out."""

import base64
import json
import secrets
from functools import cache
from pathlib import Path
from typing import Any

import boto3
import yaml

from infra.environment import Place, resources

TEMPLATE = Path(__file__).with_name("data-stack.yaml")


class _Loader(yaml.SafeLoader):
    """Reads CloudFormation's short tags (`!Ref x`) as their long form (`{Ref: x}`)."""


def _long_form(loader: _Loader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    name = suffix if suffix == "Ref" else f"Fn::{suffix}"
    if isinstance(node, yaml.ScalarNode):
        text = loader.construct_scalar(node)
        return {name: text.split(".", 1) if suffix == "GetAtt" else text}
    if isinstance(node, yaml.SequenceNode):
        return {name: loader.construct_sequence(node, deep=True)}
    raise TypeError(f"!{suffix} takes a text or a list")


_Loader.add_multi_constructor("!", _long_form)


@cache
def read(file: Path) -> dict[str, Any]:
    """A template in long form."""
    loaded: dict[str, Any] = yaml.load(file.read_text("utf-8"), _Loader)  # noqa: S506 (a SafeLoader)
    return loaded


def template() -> dict[str, Any]:
    return read(TEMPLATE)


def create(place: Place) -> dict[str, str]:
    """Creates the stack through moto's CloudFormation, which knows no bucket policies, and returns its outputs."""
    resources_ = template()["Resources"].items()
    known = {name: one for name, one in resources_ if one["Type"] != "AWS::S3::BucketPolicy"}
    parameters = {
        "Stage": place.stage,
        "CandidateOrigin": place.candidate_origin,
        "ConsoleOrigin": place.console_origin,
        "DeletionProtection": "false",
    }
    client = boto3.client("cloudformation", region_name=place.region)
    client.create_stack(
        StackName=stack_name(place.stage),
        TemplateBody=json.dumps(template() | {"Resources": known}),
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
    )
    return outputs(place.stage, client)


def outputs(stage: str, client: Any) -> dict[str, str]:
    """Of a stack that exists; `client` is CloudFormation's."""
    [stack] = client.describe_stacks(StackName=stack_name(stage))["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


def stack_name(stage: str) -> str:
    return f"kaoji-{stage}-data"


def create_quickly(place: Place) -> None:
    """The same tables and buckets without CloudFormation, whose import costs moto two seconds."""
    from infra.quick_tables import quicken

    quicken()
    dynamodb = boto3.client("dynamodb", region_name=place.region)
    s3 = boto3.client("s3", region_name=place.region)
    names = resources(place.stage, place.account)
    for key, resource in template()["Resources"].items():
        if resource["Type"] == "AWS::DynamoDB::Table":
            keys = ("BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")
            given = {name: resource["Properties"][name] for name in keys if name in resource["Properties"]}
            dynamodb.create_table(TableName=names[f"Table{key}"], **given)
        elif resource["Type"] == "AWS::S3::Bucket":
            s3.create_bucket(Bucket=names[f"Bucket{key}"])


def add_versioning(place: Place) -> None:
    """moto ignores VersioningConfiguration; an inspected upload names its version."""
    client = boto3.client("s3", region_name=place.region, endpoint_url=place.s3_endpoint)
    names = resources(place.stage, place.account)
    for key, resource in template()["Resources"].items():
        if "VersioningConfiguration" in resource["Properties"]:
            client.put_bucket_versioning(Bucket=names[f"Bucket{key}"], VersioningConfiguration={"Status": "Enabled"})


def create_secrets(place: Place) -> None:
    """The stage's two secrets: the master of all lookup and signing keys, and the key that seals ID numbers."""
    client = boto3.client("ssm", region_name=place.region)
    for name in ("master", "data-key"):
        value = base64.b64encode(secrets.token_bytes(32)).decode()
        client.put_parameter(Name=f"{place.parameters}/{name}", Value=value, Type="SecureString")


def create_channel_keys(place: Place, merchant: dict[str, object]) -> None:
    """What a payment channel gave its merchant."""
    client, value = boto3.client("ssm", region_name=place.region), json.dumps(merchant)
    client.put_parameter(
        Name=f"{place.parameters}/wechat", Value=value, Type="SecureString", Tier="Advanced", Overwrite=True
    )
