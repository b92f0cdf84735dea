"""The tuned clients: one DynamoDB connection for all models and transactions, one S3 client, made on first use."""

from functools import cache
from typing import Any

import botocore.session
from botocore.config import Config
from pynamodb.connection import Connection

from chalicelib.settings import SETTINGS

# `standard` retries stay far below API Gateway's 29 s; a fixed agent saves building it twice per call.
_CONFIG = Config(
    connect_timeout=1,
    read_timeout=2,
    retries={"total_max_attempts": 3, "mode": "standard"},
    parameter_validation=False,
    user_agent="kaoji/1",
)


@cache
def connection() -> Connection:
    """PynamoDB's connection; models and `TransactWrite` share its client."""
    made = Connection(region=SETTINGS.region, host=SETTINGS.endpoint)
    made.session.set_default_client_config(_CONFIG)
    return made


@cache
def s3() -> Any:
    return _client(
        "s3",
        Config(
            signature_version="s3v4",
            s3={"addressing_style": "path" if SETTINGS.s3_endpoint else "virtual"},
            connect_timeout=1,
            read_timeout=5,
            retries={"total_max_attempts": 3, "mode": "standard"},
            user_agent="kaoji/1",
        ),
        SETTINGS.s3_endpoint,
    )


@cache
def ssm() -> Any:
    return _client("ssm", _CONFIG, None)


def _client(service: str, config: Config, endpoint: str | None) -> Any:
    session = botocore.session.get_session()
    return session.create_client(service, region_name=SETTINGS.region, config=config, endpoint_url=endpoint)
