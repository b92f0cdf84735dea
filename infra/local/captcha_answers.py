"""For browser tests only (`--answer-captchas`): reads a captcha by trying all, as only the holder of the keys can."""

from http import HTTPStatus

from infra.local.gateway import LOCK
from infra.local.static_site import Answer

PATH = "/local/captcha/"


def answer(target: str) -> Answer:
    """The five digits of the captcha whose id ends the path."""
    from chalicelib.storage import captchas
    from chalicelib.storage.tables import SessionItem

    id_ = target.removeprefix(PATH)
    with LOCK:
        try:
            stored = SessionItem.get(captchas._key(id_), "-").hash
        except SessionItem.DoesNotExist:
            return Answer(HTTPStatus.NOT_FOUND, {})
    tried = (f"{number:0{captchas.DIGITS}}" for number in range(10**captchas.DIGITS))
    found = next(digits for digits in tried if captchas._hash(id_, digits) == stored)
    return Answer(HTTPStatus.OK, {"Content-Type": "text/plain", "Cache-Control": "no-store"}, found.encode())
