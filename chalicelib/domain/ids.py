"""Identifiers. None of them is a person's number, so all may stand in keys, URLs and logs."""

import re
from typing import NewType

from chalicelib.domain.errors import UnknownError
from chalicelib.domain.instants import Instant

Cid = NewType("Cid", str)
No = NewType("No", str)
UploadId = NewType("UploadId", str)
StaffId = NewType("StaffId", str)
CourseCode = NewType("CourseCode", str)
SchoolCode = NewType("SchoolCode", str)
TicketRef = NewType("TicketRef", int)

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_NO = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}")
_RANDOM = re.compile(r"[0-9a-f]{32}")


def new_no(now: Instant, entropy: bytes) -> No:
    """A number that sorts by time: 48 bits of milliseconds, then 80 random bits (10 bytes), in base 32."""
    if len(entropy) != 10:
        raise ValueError("a number needs 10 random bytes")
    value = now << 80 | int.from_bytes(entropy)
    return No("".join(_ALPHABET[value >> shift & 31] for shift in range(125, -1, -5)))


def parse_no(text: str) -> No:
    """Raises UnknownError: a malformed number is a number nobody has."""
    if not is_number(text):
        raise UnknownError
    return No(text)


def is_number(text: str) -> bool:
    return _NO.fullmatch(text) is not None


def parse_random(text: str) -> str:
    """A 128-bit identifier in lower-case hex (people, uploads)."""
    if not is_random(text):
        raise UnknownError
    return text


def is_random(text: str) -> bool:
    """What has not this form was never given out: there is nothing to look up."""
    return _RANDOM.fullmatch(text) is not None
