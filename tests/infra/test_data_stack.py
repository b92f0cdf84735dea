"""The data stack is valid, complete and closed, and its tables are the ones the models expect."""

import warnings
from typing import Any

import boto3
import pytest
from pynamodb.models import Model

from chalicelib import settings
from chalicelib.storage.tables import AuditItem, RecordItem, RegistryItem, SessionItem
from infra import data_stack, environment
from infra.deploy import policies
from infra.environment import Place

MODELS: dict[str, type[Model]] = {
    "Records": RecordItem,
    "Registry": RegistryItem,
    "Sessions": SessionItem,
    "Audit": AuditItem,
}
BUCKETS = ("Uploads", "Accepted", "Site", "State")
KEPT = ("Records", "Registry", "Audit")


def properties(name: str) -> dict[str, Any]:
    found: dict[str, Any] = data_stack.template()["Resources"][name]["Properties"]
    return found


def policy(name: str) -> list[dict[str, Any]]:
    statements: list[dict[str, Any]] = properties(f"{name}Policy")["PolicyDocument"]["Statement"]
    return statements


@pytest.mark.parametrize("region", ["us-east-1", "cn-north-1", "cn-northwest-1"])
def test_the_template_is_valid_in_this_region(region: str) -> None:
    from cfnlint.api import ManualArgs, lint  # type: ignore[import-untyped]

    assert lint(data_stack.TEMPLATE.read_text("utf-8"), config=ManualArgs(regions=[region])) == []


def test_no_partition_or_suffix_is_written_out() -> None:
    text = data_stack.TEMPLATE.read_text("utf-8")
    assert "arn:aws" not in text
    assert "amazonaws" not in text


@pytest.fixture(scope="module", params=["us-east-1", "cn-north-1"])
def stack(request: pytest.FixtureRequest, _backend: None) -> tuple[Place, dict[str, str]]:
    region: str = request.param
    stage = f"stack{region[:2]}"
    place = Place(stage=stage, candidate_origin="https://a.cn", console_origin="https://b.cn", region=region)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return place, data_stack.create(place)


def test_outputs_are_the_names_that_the_environment_is_made_of(stack: tuple[Place, dict[str, str]]) -> None:
    place, outputs = stack
    assert outputs == environment.outputs(place)
    assert set(outputs.values()) <= set(environment.variables(place).values())


def test_the_environment_holds_every_setting(stack: tuple[Place, dict[str, str]]) -> None:
    place, outputs = stack
    made = settings.load(environment.variables_from(outputs, stage=place.stage, region=place.region))
    assert made.records == f"kaoji-{place.stage}-records"
    assert (made.candidate_origin, made.console_origin) == ("https://a.cn", "https://b.cn")


@pytest.mark.parametrize("name", MODELS)
def test_table_has_the_keys_and_indexes_of_its_model(name: str, stack: tuple[Place, dict[str, str]]) -> None:
    place, outputs = stack
    client = boto3.client("dynamodb", region_name=place.region)
    table = client.describe_table(TableName=outputs[f"Table{name}"])["Table"]
    assert _keys_of(table) == _keys_of(_schema(MODELS[name]))
    assert _indexes_of(table) == _indexes_of(_schema(MODELS[name]))
    assert _types_of(table) == _types_of(_schema(MODELS[name]))


def test_a_quick_table_is_the_same_table(stack: tuple[Place, dict[str, str]]) -> None:
    place, outputs = stack
    slow = boto3.client("dynamodb", region_name=place.region)
    quick = boto3.client("dynamodb", region_name="us-east-1")
    for name in MODELS:
        one = slow.describe_table(TableName=outputs[f"Table{name}"])["Table"]
        other = quick.describe_table(TableName=f"kaoji-test-{name.lower()}")["Table"]
        assert _keys_of(one) == _keys_of(other)
        assert _indexes_of(one) == _indexes_of(other)


@pytest.mark.parametrize("name", MODELS)
def test_table_is_sealed_backed_up_and_paid_by_use(name: str) -> None:
    table = properties(name)
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert table["SSESpecification"] == {"SSEEnabled": True, "SSEType": "KMS"}
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["TimeToLiveSpecification"] == {"AttributeName": "ttl", "Enabled": True}


@pytest.mark.parametrize("name", KEPT)
def test_lasting_tables_survive_the_stack(name: str) -> None:
    resource = data_stack.template()["Resources"][name]
    assert resource["DeletionPolicy"] == resource["UpdateReplacePolicy"] == "Retain"
    assert resource["Properties"]["DeletionProtectionEnabled"] == {"Ref": "DeletionProtection"}
    assert data_stack.template()["Parameters"]["DeletionProtection"]["Default"] == "true"


@pytest.mark.parametrize("name", BUCKETS)
def test_bucket_is_closed_sealed_and_ours(name: str) -> None:
    bucket = properties(name)
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    [rule] = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256"
    assert bucket["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}


@pytest.mark.parametrize("name", [name for name in BUCKETS if name != "Site"])
def test_bucket_speaks_tls_only(name: str) -> None:
    """The site's policy stands with its only reader, in the edge stacks."""
    [tls] = [one for one in policy(name) if one["Sid"] == "OnlyOverTls"]
    assert tls["Effect"] == "Deny"
    assert tls["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert tls["Resource"] == [{"Fn::GetAtt": [name, "Arn"]}, {"Fn::Sub": f"${{{name}.Arn}}/*"}]


def test_what_is_posted_dies_after_a_day_and_keeps_its_versions_until_then() -> None:
    uploads = properties("Uploads")
    [rule] = uploads["LifecycleConfiguration"]["Rules"]
    assert (rule["Prefix"], rule["ExpirationInDays"], rule["Status"]) == ("incoming/", 1, "Enabled")
    assert uploads["VersioningConfiguration"] == {"Status": "Enabled"}


def test_every_function_finds_its_log_which_is_kept_a_year() -> None:
    logs = [one for one in data_stack.template()["Resources"].values() if one["Type"] == "AWS::Logs::LogGroup"]
    named = {one["Properties"]["LogGroupName"]["Fn::Sub"].removeprefix("/aws/lambda/kaoji-${Stage}") for one in logs}
    assert named == {"" if name == "api_handler" else f"-{name}" for name in policies.functions()}
    assert {one["Properties"]["RetentionInDays"] for one in logs} == {365}


def test_only_our_own_pages_may_post() -> None:
    [rule] = properties("Uploads")["CorsConfiguration"]["CorsRules"]
    assert rule["AllowedMethods"] == ["POST"]
    assert rule["AllowedOrigins"] == [{"Ref": "CandidateOrigin"}]
    assert "CorsConfiguration" not in properties("Accepted") | properties("Site")


def _schema(model: type[Model]) -> dict[str, Any]:
    """The model's own idea of its table, in the words of `DescribeTable`."""
    schema: Any = model._get_schema()
    names = {"index_name": "IndexName", "key_schema": "KeySchema", "projection": "Projection"}
    return {
        "KeySchema": schema["key_schema"],
        "AttributeDefinitions": schema["attribute_definitions"],
        "GlobalSecondaryIndexes": [
            {name: index[own] for own, name in names.items()} for index in schema["global_secondary_indexes"]
        ],
    }


def _keys_of(table: dict[str, Any]) -> list[tuple[str, str]]:
    return sorted((key["KeyType"], key["AttributeName"]) for key in table["KeySchema"])


def _indexes_of(table: dict[str, Any]) -> dict[str, Any]:
    indexes = table.get("GlobalSecondaryIndexes") or []
    return {index["IndexName"]: (_keys_of(index), index["Projection"]) for index in indexes}


def _types_of(table: dict[str, Any]) -> set[tuple[str, str]]:
    return {(one["AttributeName"], one["AttributeType"]) for one in table["AttributeDefinitions"]}
