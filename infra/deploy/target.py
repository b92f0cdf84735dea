"""Where a stage is deployed: account and region, and what its operator chose for it."""

import tomllib
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import botocore.session
from botocore.config import Config

from infra import environment
from infra.environment import Place

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, kw_only=True)
class Choices:
    """The stage's own settings, a TOML file; nothing of them is secret."""

    candidate: str
    console: str
    candidate_certificate: str
    console_certificate: str
    sms: str = "off"
    email: str = "off"
    email_from: str = ""
    payments: str = "off"
    office: str = "市考办"
    site: str = "site/content/shanghai.toml"


def choices(text: str) -> Choices:
    """Raises ValueError naming what is missing, unknown or no origin."""
    given = tomllib.loads(text)
    known = {field.name for field in fields(Choices)}
    try:
        made = Choices(**given)
    except TypeError as wrong:
        raise ValueError(f"环境设置不完整或有未知项（可用：{'、'.join(sorted(known))}）：{wrong}") from wrong
    for origin in (made.candidate, made.console):
        parts = urlsplit(origin)
        if parts.scheme != "https" or not parts.netloc or parts.path or parts.query:
            raise ValueError(f"{origin} 不是 https://主机名 的形式")
    if made.email == "ses" and not made.email_from:
        raise ValueError("email = ses 时必须填写 email_from")
    if made.payments not in ("off", "wechat"):
        raise ValueError("payments 只能是 off 或 wechat")
    return made


@dataclass(frozen=True)
class Target:
    """A stage in the account and region of `session`, deployed from the sources below `project`."""

    stage: str
    session: botocore.session.Session
    project: Path = ROOT

    def client(self, service: str, **more: Any) -> Any:
        return self.session.create_client(service, **more)

    @cached_property
    def region(self) -> str:
        """Raises LookupError where none is set."""
        region = self.session.get_config_variable("region")
        if not region:
            raise LookupError("未设置 AWS_DEFAULT_REGION")
        return str(region)

    @cached_property
    def account(self) -> str:
        return str(self.client("sts").get_caller_identity()["Account"])

    @property
    def partition(self) -> str:
        return str(self.session.get_partition_for_region(self.region))

    @property
    def is_china(self) -> bool:
        return self.partition == "aws-cn"

    def place(self, chosen: Choices) -> Place:
        return Place(
            stage=self.stage,
            candidate_origin=chosen.candidate,
            console_origin=chosen.console,
            account=self.account,
            region=self.region,
        )

    def names(self, chosen: Choices) -> dict[str, str]:
        """What the policies name: known before anything is there, because every name is fixed."""
        own = {"Partition": self.partition, "Region": self.region, "Account": self.account, "Stage": self.stage}
        return environment.outputs(self.place(chosen)) | own | {"EmailFrom": chosen.email_from}

    def variables(self, chosen: Choices, release: str) -> dict[str, str]:
        """Environment of the functions; Lambda sets the region itself and lets nobody else do it."""
        made = environment.variables(self.place(chosen))
        del made["AWS_DEFAULT_REGION"]
        mail = {"KAOJI_EMAIL": chosen.email, "KAOJI_EMAIL_FROM": chosen.email_from}
        own = {"KAOJI_SMS": chosen.sms, "KAOJI_PAYMENTS": chosen.payments, "KAOJI_OFFICE": chosen.office}
        return made | mail | own | {"KAOJI_VERSION": release}

    def picture_origins(self, chosen: Choices) -> tuple[str, str]:
        """Where browsers post pictures and see them: the hosts that the application's own client signs for."""
        config = Config(signature_version="s3v4", s3={"addressing_style": "virtual"})
        client, names = self.client("s3", config=config), self.names(chosen)
        links = [
            client.generate_presigned_url("get_object", Params={"Bucket": names[name], "Key": "x"})
            for name in ("BucketUploads", "BucketAccepted")
        ]
        uploads, accepted = (urlsplit(link)._replace(path="", query="").geturl() for link in links)
        return uploads, accepted
