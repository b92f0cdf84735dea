"""Everything that differs between stages, read once from the environment. Secrets are not here (storage/keys.py)."""

import os

import msgspec


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Names of the stage's resources and hosts; an origin is scheme, host and port without a path.

    `office` is what people call the office that decides last (the site's own word stands in its configuration).
    `sms` and `email` name the adapters that messages leave by (storage/sms.py, storage/mail.py), `payments` the channel
    that takes money (storage/payments).
    """

    stage: str
    records: str
    registry: str
    sessions: str
    audit: str
    uploads: str
    accepted: str
    site: str
    parameters: str
    candidate_origin: str
    console_origin: str
    region: str
    office: str
    endpoint: str | None = None
    s3_endpoint: str | None = None
    sms: str = "off"
    email: str = "off"
    email_from: str = ""
    payments: str = "off"
    wechat_gateway: str = "https://api.mch.weixin.qq.com"


def load(environ: dict[str, str]) -> Settings:
    """Raises KeyError naming the variable that is missing."""
    return Settings(
        stage=environ["KAOJI_STAGE"],
        records=environ["KAOJI_TABLE_RECORDS"],
        registry=environ["KAOJI_TABLE_REGISTRY"],
        sessions=environ["KAOJI_TABLE_SESSIONS"],
        audit=environ["KAOJI_TABLE_AUDIT"],
        uploads=environ["KAOJI_BUCKET_UPLOADS"],
        accepted=environ["KAOJI_BUCKET_ACCEPTED"],
        site=environ["KAOJI_BUCKET_SITE"],
        parameters=environ["KAOJI_PARAMETERS"],
        candidate_origin=environ["KAOJI_CANDIDATE_ORIGIN"],
        console_origin=environ["KAOJI_CONSOLE_ORIGIN"],
        region=environ["AWS_DEFAULT_REGION"],
        office=environ.get("KAOJI_OFFICE", "市考办"),
        endpoint=environ.get("KAOJI_DYNAMODB_ENDPOINT"),
        s3_endpoint=environ.get("KAOJI_S3_ENDPOINT"),
        sms=environ.get("KAOJI_SMS", "off"),
        email=environ.get("KAOJI_EMAIL", "off"),
        email_from=environ.get("KAOJI_EMAIL_FROM", ""),
        payments=environ.get("KAOJI_PAYMENTS", "off"),
        wechat_gateway=environ.get("KAOJI_WECHAT_GATEWAY", "https://api.mch.weixin.qq.com"),
    )


SETTINGS = load(dict(os.environ))
