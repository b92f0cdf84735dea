"""A stage is deployed, deployed again, deployed from another clone and taken back, in both partitions, against moto."""

import json
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import botocore.session
import pytest

from infra.bench.package import clone
from infra.deploy import policies, rollout, site, smoke
from infra.deploy.rollback import rollback
from infra.deploy.rollout import Rollout
from infra.deploy.status import status
from infra.deploy.target import Target, choices
from tests.infra.deploy import shims
from tests.infra.deploy.conftest import pages

SETTINGS = """
candidate = "https://kaoji.example.cn"
console = "https://shenhe.example.cn"
candidate_certificate = "candidate-certificate"
console_certificate = "console-certificate"
sms = "sns"
"""


@dataclass
class Account:
    """One stage in one region, and what was there after each deployment."""

    stage: str
    session: botocore.session.Session
    folders: list[Path]
    said: list[str] = field(default_factory=list)
    seen: list[dict[str, list[str]]] = field(default_factory=list)
    written: list[str] = field(default_factory=list)

    def rollout(self, folder: Path, settings: str | None = None) -> Rollout:
        return Rollout(Target(self.stage, self.session, folder), settings, self.said.append)

    def client(self, service: str) -> Any:
        return self.session.create_client(service)

    def resources(self) -> dict[str, list[str]]:
        """Everything of this stage by kind."""
        own = f"kaoji-{self.stage}"
        kinds = {
            "roles": [one["RoleName"] for one in self.client("iam").list_roles()["Roles"]],
            "functions": [one["FunctionName"] for one in self.client("lambda").list_functions()["Functions"]],
            "rules": [one["Name"] for one in self.client("events").list_rules()["Rules"]],
            "tables": self.client("dynamodb").list_tables()["TableNames"],
            "buckets": [one["Name"] for one in self.client("s3").list_buckets()["Buckets"]],
            "logs": [one["logGroupName"] for one in self.client("logs").describe_log_groups()["logGroups"]],
        }
        found = {kind: sorted(name for name in names if own in name) for kind, names in kinds.items()}
        apis = self.client("apigateway").get_rest_apis()["items"]
        parameters = self.client("ssm").get_parameters(Names=[f"/kaoji/{self.stage}/master"])["Parameters"]
        return found | {
            "apis": [one["id"] for one in apis if one["name"] == "kaoji"],
            "secrets": [one["Value"] for one in parameters],
        }


@pytest.fixture(scope="module", params=["us-east-1", "cn-north-1"])
def account(
    request: pytest.FixtureRequest, _backend: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Account]:
    """Three deployments: the first, the same again, and one from another clone that knows nothing."""
    region: str = request.param
    session = botocore.session.Session()
    session.set_config_variable("region", region)
    shims.install(session)
    folders = [clone(tmp_path_factory.mktemp(region)) for _ in range(2)]
    for folder in folders:
        (folder / "requirements.txt").write_text("# the libraries are another test's\n")
    made = Account(f"try{region[:2]}", session, folders)
    session.register("provide-client-params.s3.PutObject", lambda params, **_: made.written.append(params["Key"]))
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # moto knows neither bucket policies nor distributions
        patch.setattr(site, "build", pages)
        patch.setattr(smoke, "checks", lambda *_, **__: iter([("asked", True)]))
        patch.setattr(smoke, "direct", lambda api: (f"asked {api}", True))
        releases = iter(["20270101-000001-a", "20270101-000002-b", "20270101-000003-c", "20270101-000004-d"])
        patch.setattr(rollout, "new_release", lambda: next(releases))
        for folder, settings in ((folders[0], SETTINGS), (folders[0], None), (folders[1], None)):
            assert made.rollout(folder, settings).deploy()
            made.seen.append(made.resources())
        yield made


def test_the_first_deployment_makes_everything_once(account: Account) -> None:
    first, stage = account.seen[0], account.stage
    functions = {f"kaoji-{stage}" + ("" if one == "api_handler" else f"-{one}") for one in policies.functions()}
    assert set(first["functions"]) == functions
    assert set(first["logs"]) == {f"/aws/lambda/{name}" for name in functions}
    assert len(first["roles"]) == len(functions)
    assert len(first["rules"]) == len(functions) - 1
    assert [len(first[kind]) for kind in ("tables", "buckets", "apis", "secrets")] == [4, 4, 1, 1]


def test_the_second_makes_nothing_new_nor_does_the_third_from_another_clone(account: Account) -> None:
    assert account.seen[1] == account.seen[0]
    assert account.seen[2] == account.seen[0]


def test_each_role_has_the_policy_of_its_function_and_no_other(account: Account) -> None:
    target = account.rollout(account.folders[1]).target
    names = target.names(account.rollout(account.folders[1]).chosen)
    iam = account.client("iam")
    for function in policies.functions():
        role = f"kaoji-{account.stage}-{function}"
        [name] = iam.list_role_policies(RoleName=role)["PolicyNames"]
        document = iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
        assert document == policies.rendered(function, names, {"sms": "sns", "email": "off"})
        assert iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"] == []
        assert f"arn:{target.partition}:" in json.dumps(document)


def test_functions_know_their_stage_and_nothing_secret(account: Account) -> None:
    found = account.client("lambda").get_function_configuration(FunctionName=f"kaoji-{account.stage}")
    variables = found["Environment"]["Variables"]
    assert variables["KAOJI_VERSION"] == "20270101-000003-c"
    assert variables["KAOJI_SMS"] == "sns"
    assert account.seen[0]["secrets"][0] not in variables.values()
    assert (found["MemorySize"], found["Timeout"]) == (1769, 29)


def test_the_api_is_regional_and_its_stage_is_called_api(account: Account) -> None:
    gateway = account.client("apigateway")
    [api] = [one for one in gateway.get_rest_apis()["items"] if one["name"] == "kaoji"]
    assert api["endpointConfiguration"]["types"] == ["REGIONAL"]
    assert [one["stageName"] for one in gateway.get_stages(restApiId=api["id"])["item"]] == ["api"]


def test_assets_are_published_before_pages_and_pages_are_stored_as_they_are_asked_for(account: Account) -> None:
    kinds = [kind(key) for key in account.written if key.startswith(("candidate/", "console/"))]
    once = kinds[: len(kinds) // 3]
    assert once == sorted(once)
    assert set(once) == {0, 1, 2}
    bucket, s3 = f"kaoji-{account.stage}-site-123456789012", account.client("s3")
    page = s3.get_object(Bucket=bucket, Key="candidate/login/")
    assert (page["ContentType"], page["CacheControl"]) == ("text/html; charset=utf-8", "no-cache")
    [asset] = [key for key in account.written if key.startswith("candidate/assets/pages-login.")][:1]
    found = s3.get_object(Bucket=bucket, Key=asset)
    assert (found["ContentType"], found["CacheControl"]) == (
        "text/javascript; charset=utf-8",
        "public, max-age=31536000, immutable",
    )


def kind(key: str) -> int:
    """Assets, other files, pages."""
    return 0 if "/assets/" in key else 2 if key.endswith((".html", "/")) else 1


def test_pages_are_the_same_at_every_build() -> None:
    """Or a deployment would change what nobody changed."""
    assert pages.__wrapped__(choices(SETTINGS)) == pages(choices(SETTINGS))


def test_pages_bring_their_policy_where_the_edge_cannot_send_it(account: Account) -> None:
    made = account.rollout(account.folders[1])
    page = account.client("s3").get_object(Bucket=made.target.names(made.chosen)["BucketSite"], Key="candidate/login/")
    assert (b'http-equiv="Content-Security-Policy"' in page["Body"].read()) == made.target.is_china


def test_what_is_no_longer_built_goes_but_assets_and_the_published_windows_stay(account: Account) -> None:
    made, s3 = account.rollout(account.folders[1]), account.client("s3")
    bucket = made.target.names(made.chosen)["BucketSite"]
    for key in ("candidate/old/", "candidate/assets/old.1.js", "data/windows.json"):
        s3.put_object(Bucket=bucket, Key=key, Body=b"x")
    assert site.publish(made.target, made.chosen, made.files)[1] == 1
    left = {one["Key"] for one in s3.list_objects_v2(Bucket=bucket)["Contents"]}
    assert {"candidate/assets/old.1.js", "data/windows.json"} <= left
    assert "candidate/old/" not in left


def test_the_state_bucket_has_all_that_another_clone_needs(account: Account) -> None:
    made = account.rollout(account.folders[1])
    assert made.text == SETTINGS
    assert made.state.releases() == ["20270101-000003-c", "20270101-000002-b", "20270101-000001-a"]
    kept = made.state.release("20270101-000001-a")
    assert kept
    assert site.unpacked(made.state.get(kept.site) or b"") == made.files
    assert (made.state.get(kept.package) or b"")[:2] == b"PK"


def test_status_tells_what_runs_where(account: Account) -> None:
    account.said.clear()
    status(account.rollout(account.folders[1]))
    said = "\n".join(account.said)
    assert f"kaoji-{account.stage}：20270101-000003-c" in said
    assert "→ 20270101-000003-c" in said
    assert "密钥：齐全" in said


def test_a_lost_secret_stops_the_deployment_instead_of_being_made_again(account: Account) -> None:
    ssm, name = account.client("ssm"), f"/kaoji/{account.stage}/data-key"
    kept = ssm.get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"]
    ssm.delete_parameter(Name=name)
    with pytest.raises(LookupError, match="data-key"):
        account.rollout(account.folders[1]).deploy()
    ssm.put_parameter(Name=name, Value=kept, Type="SecureString")


def test_a_rollback_puts_back_code_and_pages_of_the_release_before(account: Account) -> None:
    """The last test of the file: it changes what runs."""
    made = account.rollout(account.folders[1])
    before = account.resources()
    assert rollback(made, None, is_dry=True)
    assert rollback(made, None, is_dry=False)
    for name in account.seen[0]["functions"]:
        found = account.client("lambda").get_function_configuration(FunctionName=name)
        assert found["Environment"]["Variables"]["KAOJI_VERSION"] == "20270101-000002-b"
    assert account.resources() == before
    with pytest.raises(LookupError, match="20270101-000009-x"):
        rollback(made, "20270101-000009-x", is_dry=True)
