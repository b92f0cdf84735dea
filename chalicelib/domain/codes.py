"""Codes for one use: issued by the office on paper or at the desk, or sent to the reset mobile."""

import re

import msgspec

from chalicelib.domain.instants import DAY, MINUTE

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is read as something else
_LENGTH = 12


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
    value = int.from_bytes(entropy)
    text = ""
    for _ in range(_LENGTH):
        value, digit = divmod(value, len(_ALPHABET))
        text += _ALPHABET[digit]
    return "-".join(text[start : start + 4] for start in range(0, _LENGTH, 4))


def sms_code(entropy: bytes) -> str:
    """Six digits from 16 random bytes."""
    return f"{int.from_bytes(entropy) % 1_000_000:06}"


def cleaned(typed: str) -> str:
    """As compared: without what people put between the groups, in upper case."""
    return re.sub(r"[\s\-－—·]", "", typed).upper()
