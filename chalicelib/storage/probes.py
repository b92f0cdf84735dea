"""Whether what the service stands on answers; a probe says yes or no and keeps the reason to the log."""

from collections.abc import Callable
from functools import partial

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from chalicelib import observability
from chalicelib.domain.errors import BusyError
from chalicelib.storage import keys
from chalicelib.storage.keys import MissingSecretError
from chalicelib.storage.tables import AuditItem, RecordItem, RegistryItem, SessionItem

_FAULTS = (BotoCoreError, BusyError, ClientError, PynamoDBException, MissingSecretError)
_MODELS = (RecordItem, RegistryItem, SessionItem, AuditItem)


def tables() -> bool:
    return all(_answers(partial(model.count, "PROBE", limit=1)) for model in _MODELS)


def secrets() -> bool:
    return _answers(lambda: (keys.key("probe"), keys.data_key()))


def _answers(ask: Callable[[], object]) -> bool:
    try:
        ask()
    except _FAULTS:
        observability.failure("probe_failed")
        return False
    return True
