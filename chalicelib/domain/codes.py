"""Codes that people read and type: for one use, of the office or by message; and those by which others may check."""

import re
import unicodedata

import msgspec

from chalicelib.domain.instants import DAY, MINUTE

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is read as something else
_OFFICE_LENGTH, _GROUP = 12, 4


class Kind(msgspec.Struct, frozen=True):
    """`life` in milliseconds; after `most` tries, right or wrong, the code is dead."""

    name: str
    life: int
    most: int


# 58 bits: guesses are hopeless, so that a stranger who spends somebody's tries has to work for it.
OFFICE = Kind("office", DAY, 20)
# Six digits, bound to the browser that asked: nobody else can spend its tries.
SMS = Kind("sms", 10 * MINUTE, 5)
KINDS = {kind.name: kind for kind in (OFFICE, SMS)}

PRINT_DAYS, PRINT_DAYS_MOST = 60, 180


def office_code(entropy: bytes) -> str:
    """`K7M2-PQ4X-9WTA` from 16 random bytes."""
    return grouped(written(entropy, _OFFICE_LENGTH))


def written(entropy: bytes, length: int) -> str:
    """From 16 random bytes at most 24 letters: beyond that nothing would be left to draw from."""
    value, text = int.from_bytes(entropy), ""
    for _ in range(length):
        value, digit = divmod(value, len(LETTERS))
        text += LETTERS[digit]
    return text


def is_written(text: str, length: int) -> bool:
    """What has not this form was never given out: there is nothing to look up."""
    return len(text) == length and set(text) <= set(LETTERS)


def grouped(code: str) -> str:
    """By fours, as it is read out."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def sms_code(entropy: bytes) -> str:
    """Six digits from 16 random bytes."""
    return f"{int.from_bytes(entropy) % 1_000_000:06}"


def cleaned(typed: str) -> str:
    """As compared: half-width, without what people put between the groups, in upper case."""
    return re.sub(r"[\s\-－—·]", "", unicodedata.normalize("NFKC", typed)).upper()
