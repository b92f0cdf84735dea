"""The stage's secrets in Parameter Store. They are made once, with the stage, and never again by themselves."""

import base64
import secrets

from infra.deploy.target import Target

NAMES = ("master", "data-key", "edge")


def missing(target: Target) -> list[str]:
    """Full names of those that are not there."""
    wanted = [f"/kaoji/{target.stage}/{name}" for name in NAMES]
    found = target.client("ssm").get_parameters(Names=wanted)["Parameters"]
    return [name for name in wanted if name not in {one["Name"] for one in found}]


def ensure(target: Target, *, is_new: bool) -> list[str]:
    """Names of what was made. Raises LookupError in a stage that has people: all they lead to would be lost."""
    absent = missing(target)
    if absent and not is_new:
        raise LookupError(
            f"缺少密钥 {'、'.join(absent)}。请从离线备份恢复；重新生成会使所有人无法登录、证件号码无法还原"
        )
    client = target.client("ssm")
    for name in absent:
        value = base64.b64encode(secrets.token_bytes(32)).decode()
        client.put_parameter(Name=name, Value=value, Type="SecureString", Overwrite=False)
    return absent


def require_channel(target: Target, payments: str) -> None:
    """The merchant's keys come from the channel: nobody can make them. Raises LookupError where they are not there."""
    name = f"/kaoji/{target.stage}/{payments}"
    if payments != "off" and not target.client("ssm").get_parameters(Names=[name])["Parameters"]:
        raise LookupError(f"payments = {payments}，但缺少商户密钥 {name}（见 docs/operators.md“在线缴费”）")


def edge(target: Target) -> str:
    found = target.client("ssm").get_parameter(Name=f"/kaoji/{target.stage}/edge", WithDecryption=True)
    return str(found["Parameter"]["Value"])
