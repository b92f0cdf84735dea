"""The tuned clients: one DynamoDB connection for all models and transactions, one S3 client, made on first use."""

import random
from functools import cache
from threading import Lock
from typing import Any

import botocore.session
from botocore.config import Config
from botocore.exceptions import ConnectionError as NoConnectionError
from botocore.exceptions import HTTPClientError
from pynamodb.connection import Connection

from chalicelib import observability
from chalicelib.domain.errors import BusyError
from chalicelib.settings import SETTINGS

_TRIES = 3
# `standard` retries stay far below API Gateway's 29 s; a fixed agent saves building it twice per call.
_CONFIG = Config(
    connect_timeout=1,
    read_timeout=2,
    retries={"total_max_attempts": _TRIES, "mode": "standard"},
    parameter_validation=False,
    user_agent="kaoji/1",
)
# What a single write gets from a transaction under way; botocore does not know it. Conflicts between transactions are
# `cases.attempt`'s.
_CONFLICT = "TransactionConflictException"
# What may succeed in a moment, though it was tried three times.
_PASSING = {
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "SlowDown",
    "ThrottlingException",
    _CONFLICT,
    "TransactionInProgressException",
}


# botocore makes no clients in two threads at once.
_MAKING = Lock()


@cache
def _session() -> Any:
    """One for all clients: it reads all regions' endpoints and hooks up its handlers once."""
    return botocore.session.get_session()


@cache
def connection() -> Connection:
    """PynamoDB's connection, which models and `TransactWrite` share, on a client of ours: PynamoDB writes its own
    limits (30 s, four times) over those of a session, beyond the 29 s that a request has."""
    made = Connection(region=SETTINGS.region, host=SETTINGS.endpoint)
    made._client = _client("dynamodb", _CONFIG, SETTINGS.endpoint)
    outlast_conflicts(made._client)
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


# The outbox tries again by itself: what does not answer soon must not hold up the rest.
_OUTWARD = Config(connect_timeout=1, read_timeout=3, retries={"total_max_attempts": 1}, user_agent="kaoji/1")


@cache
def sns() -> Any:
    return _client("sns", _OUTWARD, None)


@cache
def ses() -> Any:
    return _client("sesv2", _OUTWARD, None)


def _client(service: str, config: Config, endpoint: str | None) -> Any:
    with _MAKING:
        made = _session().create_client(service, region_name=SETTINGS.region, config=config, endpoint_url=endpoint)
    tell_when_busy(made)
    return made


def outlast_conflicts(client: Any) -> None:
    """A single write that meets a transaction is tried again like any other that may succeed in a moment."""
    client.meta.events.register("needs-retry.dynamodb", _pause)


def _pause(response: tuple[Any, dict[str, Any]] | None, attempts: int, **_: Any) -> float | None:
    """Seconds until the next try, with full jitter; None for what is no conflict, or no passing one."""
    code = response[1].get("Error", {}).get("Code") if response else None
    return random.uniform(0.025, 0.2) * attempts if code == _CONFLICT and attempts < _TRIES else None  # noqa: S311


def tell_when_busy(client: Any) -> None:
    """Outages and throttling that outlast the retries are BusyError (503, `Retry-After`) wherever they strike."""
    service = client.meta.service_model.service_id.hyphenize()
    client.meta.events.register(f"after-call.{service}", _answered)
    client.meta.events.register(f"after-call-error.{service}", _unanswered)


def _answered(http_response: Any, parsed: Any, model: Any, **_: Any) -> None:
    code = str(parsed.get("Error", {}).get("Code", ""))
    if http_response.status_code >= 500 or code in _PASSING:
        observability.log("busy", operation=model.name, error=code)
        raise BusyError


def _unanswered(exception: Exception, **_: Any) -> None:
    if isinstance(exception, NoConnectionError | HTTPClientError):
        observability.log("busy", error=type(exception).__name__)
        raise BusyError from exception
