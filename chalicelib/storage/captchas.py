"""Captchas: five digits, two minutes, one try, bound to the browser that asked."""

import re
import secrets
from typing import Any

import msgspec
from pynamodb.exceptions import DeleteError

from chalicelib.domain.instants import MINUTE, Instant, later, ttl
from chalicelib.domain.sessions import CaptchaWrongError
from chalicelib.storage import signing
from chalicelib.storage.tables import SessionItem

LIFETIME = 2 * MINUTE
DIGITS = 5
_SIZE = (160, 60)
_ID = re.compile(r"[0-9a-f]{32}")


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    picture: bytes
    expires: Instant


def draw(browser: str, now: Instant) -> Drawn:
    """`browser` is the value of the pre-login cookie; only it can use this captcha."""
    from captcha.image import ImageCaptcha

    id_ = secrets.token_hex(16)
    answer = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    picture = ImageCaptcha(*_SIZE).generate(answer).getvalue()
    expires = later(now, LIFETIME)
    SessionItem(
        _key(id_), "-", hash=_hash(id_, answer), holder=_holder(browser), until=expires, ttl=ttl(expires)
    ).save()
    return Drawn(id=id_, picture=picture, expires=expires)


def burn(id_: str, answer: str, browser: str, now: Instant) -> None:
    """Right or wrong, an answer uses the captcha up. Raises CaptchaWrongError, for every reason the same."""
    if not _ID.fullmatch(id_):
        raise CaptchaWrongError
    try:
        gone: Any = SessionItem._get_connection().delete_item(
            _key(id_),
            "-",
            condition=(SessionItem.until > now) & (SessionItem.holder == _holder(browser)),
            return_values="ALL_OLD",
        )
    except DeleteError as refused:
        if refused.cause_response_code == "ConditionalCheckFailedException":
            raise CaptchaWrongError from refused
        raise
    if not signing.same(gone["Attributes"]["hash"]["S"], _hash(id_, answer.strip())):
        raise CaptchaWrongError


def _key(id_: str) -> str:
    return f"CAP#{id_}"


def _hash(id_: str, answer: str) -> str:
    return signing.mac("captcha", f"{id_}|{answer}")


def _holder(browser: str) -> str:
    return signing.mac("captcha-browser", browser)
