"""Finds what may not be there, in whatever clothes: numbers and tokens raw, escaped, encoded, masked or torn apart."""

import base64
import json
import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import quote, quote_plus, unquote

from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_11_2

_RESIDENT = re.compile(
    r"(?<![0-9A-Za-z])\d{6}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])"
)
_KINDS = {
    "mobile": re.compile(r"(?<![0-9A-Za-z])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![0-9A-Za-z])"),
    "password hash": re.compile(r"\$argon2id?\$"),
    "cookie": re.compile(r"__Host-[a-z-]+="),
    "one-time secret": re.compile(r"otpauth://"),
    "key id": re.compile(r"(?:AKIA|ASIA)[0-9A-Z]{16}"),
    "private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY"),
}


def found(text: str, secrets: Mapping[str, str] | None = None) -> list[str]:
    """The names of everything in `text` that leaks: known secrets in any clothes, and unknown ones by their shape."""
    text, flat = _plain(text), _flat(text)
    known = [name for name, secret in (secrets or {}).items() if any(one in text for one in _clothes(secret))]
    torn = [name for name, secret in (secrets or {}).items() if name not in known and _flat(secret) in flat]
    shapes = [kind for kind, pattern in _KINDS.items() if pattern.search(text)]
    residents = ["resident number" for one in _RESIDENT.findall(text) if _is_resident(one.upper())]
    return [*known, *torn, *shapes, *residents[:1]]


def _plain(text: str) -> str:
    """With it what stands there once addresses are decoded, full-width digits are digits and nothing is invisible."""
    seen = "".join(one for one in unicodedata.normalize("NFKC", text) if unicodedata.category(one) != "Cf")
    return "\n".join(dict.fromkeys((text, seen, unquote(seen))))


def _flat(text: str) -> str:
    """Without what people put between the characters of a number, and without case."""
    return re.sub(r"[\s\-_·.,:/\\\"\'\[\]]", "", _plain(text)).casefold()


def _is_resident(text: str) -> bool:
    try:
        mod_11_2.validate(text)
    except ValidationError:
        return False
    return True


def _clothes(secret: str) -> set[str]:
    raw = secret.encode()
    encoded = {_inner_base64(raw, shift) for shift in range(3)}
    urlsafe = {text.replace("+", "-").replace("/", "_") for text in encoded}
    escaped = {json.dumps(secret)[1:-1], quote(secret), quote_plus(secret), raw.hex(), raw.hex().upper()}
    return {secret, secret[::-1]} | escaped | encoded | urlsafe


def _inner_base64(raw: bytes, shift: int) -> str:
    """The part of its base64 that is the same whatever stands before (`shift` bytes too many) and after it."""
    text = base64.b64encode(bytes(shift) + raw).decode()
    return text[-(-8 * shift // 6) : 8 * (shift + len(raw)) // 6]
