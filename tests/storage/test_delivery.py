"""The ports for SMS and e-mail on moto's SNS and SES, and what becomes of their failures."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import Mock

import msgspec
import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ConnectTimeoutError
from moto.backends import get_backend

from chalicelib.domain.outbox import SUBJECT
from chalicelib.settings import SETTINGS, load
from chalicelib.storage import clients, mail, sms
from chalicelib.storage.delivery import NotDeliveredError
from tests.conftest import PLACE

NUMBER, ADDRESS, SENDER = "13000000006", "someone@example.cn", "kaoji@example.cn"
TEXT = "您的申请有新进展，请登录查看。"


@pytest.fixture(autouse=True)
def _adapters(aws: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for service in ("ses", "sns"):
        backend(service).reset()
    on = msgspec.structs.replace(SETTINGS, sms="sns", email="ses", email_from=SENDER)
    for module in (sms, mail):
        monkeypatch.setattr(module, "SETTINGS", on)


@pytest.fixture
def sender(aws: None) -> None:
    """Whoever sends must have been verified."""
    clients.ses().create_email_identity(EmailIdentity=SENDER)


def backend(service: str) -> Any:
    return get_backend(service)[PLACE.account][PLACE.region]


def raised(**_: Any) -> None:
    raise ConnectTimeoutError(endpoint_url="")


def broken(**_: Any) -> AWSResponse:
    return AWSResponse("", 503, {}, Mock(stream=lambda: [b""]))


@contextmanager
def failing(client: Any, service: str, how: Any) -> Iterator[None]:
    name = f"before-send.{service}"
    client.meta.events.register_first(name, how)
    try:
        yield
    finally:
        client.meta.events.unregister(name, how)


def test_a_text_message_goes_to_the_mainland_number() -> None:
    sms.deliver(NUMBER, TEXT, "d" * 32)
    assert list(backend("sns").sms_messages.values()) == [(f"+86{NUMBER}", TEXT)]


@pytest.mark.usefixtures("sender")
def test_a_letter_goes_out_under_our_name() -> None:
    mail.deliver(ADDRESS, TEXT, "d" * 32)
    [message] = backend("ses").sent_messages
    assert (message.source, message.destinations["ToAddresses"], message.body) == (SENDER, [ADDRESS], TEXT)
    assert message.subject == SUBJECT


def test_both_carry_the_id_by_which_a_second_copy_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    for name in ("sns", "ses"):
        given = Mock(publish=lambda **call: asked.append(call), send_email=lambda **call: asked.append(call))
        monkeypatch.setattr(clients, name, lambda given=given: given)
    sms.deliver(NUMBER, TEXT, "d" * 32)
    mail.deliver(ADDRESS, TEXT, "d" * 32)
    assert asked[0]["MessageAttributes"]["dedupe"]["StringValue"] == "d" * 32
    assert asked[1]["EmailTags"] == [{"Name": "dedupe", "Value": "d" * 32}]


@pytest.mark.parametrize("how", [raised, broken], ids=["no answer", "503"])
def test_an_outage_is_told_to_whoever_sends_after_one_try(how: Any) -> None:
    with failing(clients.sns(), "sns", how), pytest.raises(NotDeliveredError):
        sms.deliver(NUMBER, TEXT)
    with failing(clients.ses(), "sesv2", how), pytest.raises(NotDeliveredError):
        mail.deliver(ADDRESS, TEXT, "d" * 32)


def test_a_sender_who_is_not_verified_is_a_failure_that_names_no_address() -> None:
    with pytest.raises(NotDeliveredError) as refused:
        mail.deliver(ADDRESS, TEXT, "d" * 32)
    assert str(refused.value) == "MessageRejected"


def test_codes_of_the_moment_never_fail_the_request() -> None:
    """Or an answer would tell which number is known."""
    with failing(clients.sns(), "sns", raised):
        sms.send(NUMBER, TEXT)


def test_off_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (sms, mail):
        monkeypatch.setattr(module, "SETTINGS", SETTINGS)
        assert not module.is_on()
    bare = load({name: value for name, value in os.environ.items() if name not in ("KAOJI_SMS", "KAOJI_EMAIL")})
    assert (bare.sms, bare.email) == ("off", "off")
