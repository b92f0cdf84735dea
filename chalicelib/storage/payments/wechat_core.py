"""`wechatpayv3` behind the guard: it signs, verifies and opens; what it sends and what it believes goes by `guard`.

Its gateway, transport and certificates are private (`_core`), which is why its version is pinned exactly; a test runs
the library as it is against the same gateway.
"""

import json
import time
from collections.abc import Mapping
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from wechatpayv3 import WeChatPay
from wechatpayv3.core import Core
from wechatpayv3.type import RequestType
from wechatpayv3.utils import build_authorization, load_certificate, load_private_key, load_public_key

from chalicelib.domain.instants import Instant
from chalicelib.domain.orders import ChannelBusyError, NoticeRefusedError
from chalicelib.storage.payments import guard

_BILL_MOST = 64 * 1024 * 1024
_APIV3_BYTES = 32


class Merchant(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The stage's secret `wechat`: PEM texts, our own serial, and the channel's key by its id.

    `certificates` are the channel's older kind, by serial in upper case: while a merchant moves to the key both come.
    Raises ValueError (from `msgspec` ValidationError) unless each of them is one that could be used.
    """

    mchid: str
    appid: str
    serial: str
    private_key: str
    apiv3_key: str
    public_key_id: str
    public_key: str
    certificates: dict[str, str] = {}

    def __post_init__(self) -> None:
        try:
            is_fit = _is_whole(self)
        except Exception as damaged:  # the library raises bare exceptions
            raise ValueError("a key cannot be read") from damaged
        if not is_fit:
            raise ValueError("a key is missing, or not what its name says")


def _is_whole(merchant: Merchant) -> bool:
    """Before money moves: what is damaged would end a run in its middle, or leave every notification unread."""
    return (
        all((merchant.mchid, merchant.appid, merchant.serial, merchant.public_key_id))
        and isinstance(load_private_key(merchant.private_key), RSAPrivateKey)
        and isinstance(load_public_key(merchant.public_key), RSAPublicKey)
        and len(merchant.apiv3_key.encode()) == _APIV3_BYTES
        and all(_is_named(serial, pem) for serial, pem in merchant.certificates.items())
    )


def _is_named(serial: str, pem: str) -> bool:
    """Compared letter by letter with what the channel sends, so in upper case."""
    certificate = load_certificate(pem)
    return certificate is not None and serial == serial.upper() and int(serial, 16) == certificate.serial_number


class _Guarded(Core):  # type: ignore[misc]
    """Never fetches a certificate: whoever can post a notification could make it do so."""

    def __init__(self, merchant: Merchant, gateway: str) -> None:
        super().__init__(
            mchid=merchant.mchid,
            cert_serial_no=merchant.serial,
            private_key=merchant.private_key,
            apiv3_key=merchant.apiv3_key,
            public_key=merchant.public_key,
            public_key_id=merchant.public_key_id,
        )
        self._merchant, self._gate_way = merchant, guard.require_gateway(gateway)
        self._certificates = [load_certificate(pem) for pem in merchant.certificates.values()]
        self.known = frozenset({merchant.public_key_id, *merchant.certificates})

    def _update_certificates(self) -> None:
        return None

    def request(self, path: str, method: RequestType = RequestType.GET, data: Any = None) -> tuple[int, str]:
        """In the place of the library's own. Raises ChannelBusyError for an answer that nobody signed."""
        got = self.sent(path, method, data)
        try:
            headers, text = guard.signed_by(got.headers, got.body, self.known, Instant(time.time_ns() // 1_000_000))
            is_signed = bool(self._verify_signature(headers, text))
        except NoticeRefusedError as unsigned:
            raise ChannelBusyError from unsigned
        if not is_signed:
            raise ChannelBusyError
        return got.status, text

    def sent(self, path: str, method: RequestType, data: Any, most: int = 0) -> guard.Got:
        merchant, body = self._merchant, json.dumps(data) if data else ""
        signed = build_authorization(path, method.value, merchant.mchid, merchant.serial, self._private_key, data=body)
        headers = {
            "Accept": "application/json",
            "Authorization": signed,
            "Content-Type": "application/json",
            "User-Agent": "kaoji/1",
            "Wechatpay-Serial": merchant.public_key_id,
        }
        call = guard.Call(method.value, path, headers, body.encode() if body else None)
        return guard.send(self._gate_way, call._replace(most=most) if most else call)


class WeChat(WeChatPay):  # type: ignore[misc]
    """The library's calls over the guarded core; its own constructor would read the keys a second time."""

    def __init__(self, merchant: Merchant, gateway: str, notify_url: str) -> None:
        self.merchant = merchant
        self._core = _Guarded(merchant, gateway)
        self._type, self._partner_mode = None, False
        self._mchid, self._appid, self._notify_url = merchant.mchid, merchant.appid, notify_url

    def opened(self, headers: Mapping[str, str], raw: bytes, now: Instant) -> dict[str, Any]:
        """A notification with its resource in plain. Raises NoticeRefusedError for all that is not beyond doubt."""
        canonical, text = guard.signed_by(headers, raw, self._core.known, now)
        try:
            found = self.callback(canonical, text)
        except Exception as refused:  # the library raises bare exceptions
            raise NoticeRefusedError from refused
        if not isinstance(found, dict):
            raise NoticeRefusedError
        return found

    def downloaded(self, url: str) -> bytes:
        """A bill: unsigned, but its digest was signed. Raises ChannelBusyError for another host's address."""
        gateway = self._core._gate_way
        if not url.startswith(f"{gateway}/"):
            raise ChannelBusyError
        got = self._core.sent(url.removeprefix(gateway), RequestType.GET, None, _BILL_MOST)
        if got.status != 200:
            raise ChannelBusyError
        return got.body
