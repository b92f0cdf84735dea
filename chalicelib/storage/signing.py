"""Signed tokens that need no storage: `<key version>.<payload>.<mac>`, one key per purpose."""

import base64
import binascii
import hmac
from typing import TypeVar

import msgspec

from chalicelib.storage import keys

Value = TypeVar("Value", bound=msgspec.Struct)


def mac(purpose: str, text: str) -> str:
    return keys.VERSION + _text(hmac.digest(keys.key(purpose), _raw(text), "sha256"))


def same(left: str, right: str) -> bool:
    """In constant time, whatever a browser sends."""
    return hmac.compare_digest(_raw(left), _raw(right))


def sign(purpose: str, value: msgspec.Struct) -> str:
    payload = f"{keys.VERSION}.{_text(msgspec.json.encode(value))}"
    return f"{payload}.{mac(purpose, payload)}"


def read(purpose: str, token: str, shape: type[Value]) -> Value | None:
    """The value of a token that we signed for this purpose; None for anything else."""
    payload, _, signature = token.rpartition(".")
    if not same(mac(purpose, payload), signature):
        return None
    try:
        return msgspec.json.decode(_bytes(payload.partition(".")[2]), type=shape)
    except (msgspec.ValidationError, binascii.Error):
        return None  # signed by an older release with another shape


def _raw(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
