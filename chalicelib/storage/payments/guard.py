"""What is demanded of everything that a channel signs, before a library looks at it, and of every call to it.

wechatpayv3 2.0.4 accepts a notification of yesterday, fetches certificates for a serial that it does not know, takes
any spelling of a signature, follows redirects and guesses at encodings: none of that reaches it (decision 9).
"""

import base64
import binascii
from collections.abc import Collection, Mapping
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

import requests

from chalicelib import observability
from chalicelib.domain.instants import SECOND, Instant
from chalicelib.domain.orders import ChannelBusyError, NoticeRefusedError

SKEW: Final = 300 * SECOND
BODY_MOST: Final = 64 * 1024
_ANSWER_MOST: Final = 256 * 1024
_TIMEOUT: Final = (1.0, 3.0)
_ALGORITHM: Final = "WECHATPAY2-SHA256-RSA2048"
NAMES: Final = ("Signature", "Timestamp", "Nonce", "Serial", "Signature-Type")
_HOSTS: Final = frozenset({"https://api.mch.weixin.qq.com", "https://api2.mch.weixin.qq.com"})


class Got(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes


def signed_by(
    headers: Mapping[str, str], raw: bytes, known: Collection[str], now: Instant
) -> tuple[dict[str, str], str]:
    """The five headers under their proper names, and the body as text. Raises NoticeRefusedError unless all are there
    once, the serial is one of ours, the time is now, the signature is spelt in the only way, and the body is UTF-8."""
    given = {name.lower(): value for name, value in headers.items()}
    found = {f"Wechatpay-{name}": given.get(f"wechatpay-{name.lower()}", "") for name in NAMES}
    is_fit = (
        len(raw) <= BODY_MOST
        and all(found.values())
        and found["Wechatpay-Signature-Type"] == _ALGORITHM
        and found["Wechatpay-Serial"] in known
        and _is_fresh(found["Wechatpay-Timestamp"], now)
        and _is_canonical(found["Wechatpay-Signature"])
    )
    try:
        text = raw.decode() if is_fit else ""
    except UnicodeDecodeError:
        is_fit = False
    if not is_fit:
        raise NoticeRefusedError
    return found, text


def _is_fresh(timestamp: str, now: Instant) -> bool:
    """Seconds, as digits and nothing else."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        return False
    return abs(int(timestamp) * SECOND - now) <= SKEW


def _is_canonical(signature: str) -> bool:
    """Base64 leaves bits of its last letter open, and decoders skip what they do not know."""
    try:
        plain = base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError):
        return False
    return base64.b64encode(plain).decode() == signature


def require_gateway(origin: str) -> str:
    """The channel's own hosts, and for the local stack this machine. Raises ValueError for any other."""
    parts = urlsplit(origin)
    is_here = parts.scheme == "http" and parts.hostname == "127.0.0.1" and parts.netloc and not parts.path
    if origin not in _HOSTS and not is_here:
        raise ValueError(f"{origin} is no gateway of the channel")
    return origin


class Call(NamedTuple):
    """`path` with its query; `most` bytes of an answer are read."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes | None = None
    most: int = _ANSWER_MOST


def send(gateway: str, call: Call) -> Got:
    """One call: short patience, no redirect, no proxy of the environment, an answer of bounded size.

    Raises ChannelBusyError where nothing came that can be read.
    """
    if not call.path.startswith("/") or call.path.startswith("//"):
        raise ChannelBusyError
    sending: dict[str, Any] = {"timeout": _TIMEOUT, "allow_redirects": False, "stream": True}
    try:
        with requests.Session() as session:
            session.trust_env = False
            answered = session.request(
                call.method, gateway + call.path, headers=dict(call.headers), data=call.body, **sending
            )
            with answered as answer:
                content = answer.raw.read(call.most + 1, decode_content=True)
                got = Got(answer.status_code, dict(answer.headers), content)
    except (requests.RequestException, OSError) as failed:
        observability.log("channel unanswered", path=_told(call.path), error=type(failed).__name__)
        raise ChannelBusyError from failed
    if len(got.body) > call.most or 300 <= got.status < 400 or got.status >= 500:
        observability.log("channel refused", path=_told(call.path), status=got.status)
        raise ChannelBusyError
    return got


def _told(path: str) -> str:
    """The kind of call, without numbers and parameters."""
    return "/".join(part for part in path.partition("?")[0].split("/") if not any(map(str.isdigit, part[2:])))
