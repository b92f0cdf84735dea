"""Password hashes: Argon2id, m = 19 MiB, t = 2, p = 1, as PHC strings."""

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

# The hash of a random text nobody knows: an unknown account costs exactly what a known one costs.
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$75frrPiy+DljK/VloFnnwg$ROyFeImB/i97FiDw2gllJJxgCQaYzy14fWmNakljvPQ"


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def hashed(password: str) -> str:
    return _hasher().hash(_normal(password))


def matches(stored: str | None, password: str) -> bool:
    """Always one hash: `None` (no such account, no password yet) is compared with a hash that nothing matches."""
    from argon2.exceptions import VerifyMismatchError

    try:
        return _hasher().verify(stored or _NOBODY, _normal(password)) and bool(stored)
    except VerifyMismatchError:
        return False


def is_outdated(stored: str) -> bool:
    return _hasher().check_needs_rehash(stored)


def _normal(password: str) -> bytes:
    """As typed, in NFC: two keyboards may compose the same character differently."""
    return unicodedata.normalize("NFC", password).encode(errors="surrogatepass")
