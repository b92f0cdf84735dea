"""What the clients wait for: an answer of ours must leave before API Gateway gives up."""

import pytest

from chalicelib.storage import clients
from chalicelib.storage.tables import AuditItem, RecordItem, RegistryItem, SessionItem

GATEWAY_S = 29


def test_all_models_share_the_one_client(aws: None) -> None:
    models = (RecordItem, RegistryItem, SessionItem, AuditItem)
    assert {id(model._get_connection().connection.client) for model in models} == {id(clients.connection().client)}


@pytest.mark.parametrize("make", [lambda: clients.connection().client, clients.s3, clients.ssm])
def test_every_try_of_a_call_together_stays_below_the_gateways_limit(make: object, aws: None) -> None:
    """PynamoDB writes 30 s and four tries over what its session was told."""
    config = make().meta.config  # type: ignore[operator]
    longest = config.retries["total_max_attempts"] * (config.connect_timeout + config.read_timeout)
    assert longest < GATEWAY_S
    assert config.user_agent == "kaoji/1"
