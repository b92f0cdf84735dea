"""The merchant's keys: what is there but damaged is not there. It is found when they are read, not when money moves."""

from typing import Any

import pytest

from chalicelib.domain.orders import ChannelUnservedError
from chalicelib.storage import keys, payments
from infra import data_stack
from infra.local.paygate.keyring import Keyring
from tests.conftest import PLACE
from tests.security import paying

KEYRING = Keyring()
WHOLE = KEYRING.merchant()
DAMAGED: dict[str, dict[str, object]] = {
    "no merchant": {"mchid": ""},
    "no serial": {"serial": ""},
    "no private key": {"private_key": ""},
    "a private key cut off": {"private_key": str(WHOLE["private_key"])[:200]},
    "a public key for the private one": {"private_key": WHOLE["public_key"]},
    "no public key": {"public_key": ""},
    "a public key that is none": {"public_key": "x"},
    "no id of the public key": {"public_key_id": ""},
    "a short key of the channel": {"apiv3_key": "short"},
    "a certificate that is none": {"certificates": {KEYRING.certificate_serial: "x"}},
    "a certificate under another serial": {"certificates": {"AB": KEYRING.certificate_pem}},
    "a serial in lower case": {"certificates": {f"{KEYRING.certificate_serial.lower()}": KEYRING.certificate_pem}},
}


@pytest.fixture
def stored(aws: None) -> Any:
    """Puts the secret of the stage, with these changes."""

    def put(changes: dict[str, object]) -> None:
        data_stack.create_channel_keys(PLACE, WHOLE | changes)
        keys.forget()
        payments.forget()

    yield put
    paying.forget_keys()


def test_keys_that_are_whole_serve(stored: Any) -> None:
    stored({})
    assert payments.served() == ("wechat",)


@pytest.mark.parametrize("changes", DAMAGED.values(), ids=DAMAGED)
def test_damaged_keys_are_no_keys(changes: dict[str, object], stored: Any) -> None:
    """Row 72: told as one thing, so that a run, a report and the console go on without this channel."""
    stored(changes)
    assert not payments.is_served("wechat")
    with pytest.raises(ChannelUnservedError):
        payments.provider("wechat")
