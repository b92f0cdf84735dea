"""What a password may be: length, no common ones, nothing of the person's own numbers; no rules of composition."""

import re
from collections.abc import Collection, Iterable

import msgspec

from chalicelib.domain.errors import FieldFault

LONGEST = 128
DECORATION = 8
PART = 6  # six characters of a person's own number are the initial password
_TRIMMINGS = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "1qaz2wsx3edc4rfv5tgb")

_RUN = 4
_RUNS = frozenset(
    (line * 2)[start : start + _RUN] for row in _ROWS for line in (row, row[::-1]) for start in range(len(row))
)


class Policy(msgspec.Struct, frozen=True):
    shortest: int


CANDIDATE = Policy(10)
STAFF = Policy(12)


def initial(id_number: str) -> str:
    """What an account begins with: the last six of the number, X in upper case (manual: 初始密码)."""
    return id_number[-6:].upper()


def fault(password: str, policy: Policy, common: Collection[str], own: Iterable[str]) -> FieldFault | None:
    """`common` holds lower-case words; `own` what others know of this person: numbers, account, name."""
    if not policy.shortest <= len(password) <= LONGEST:
        return _fault(f"密码应为 {policy.shortest} 至 {LONGEST} 个字符")
    folded = password.casefold()
    if any(part in folded for text in own for part in _parts(text.casefold())):
        return _fault("密码不能包含账号、姓名或证件号码中的内容")
    if is_common(folded, common):
        return _fault("这个密码过于常见，容易被猜中，请换一个")
    return None


def is_common(folded: str, common: Collection[str]) -> bool:
    """On the list, on it once decorated ("manchester2026!"), one character over and over, or a walk on the keys."""
    core = _TRIMMINGS.sub("", folded)
    decorated = core in common and len(folded) - len(core) <= DECORATION
    return folded in common or decorated or len(set(folded)) <= 3 or _is_walk(folded)


def _is_walk(folded: str) -> bool:
    """All but two characters lie in runs of four neighbours, in either direction."""
    covered = {
        place
        for start in range(len(folded) - _RUN + 1)
        if folded[start : start + _RUN] in _RUNS
        for place in range(start, start + _RUN)
    }
    return len(covered) >= len(folded) - 2


def _parts(text: str) -> Iterable[str]:
    if len(text) <= PART:
        return (text,) if len(text) > 2 else ()
    return (text[start : start + PART] for start in range(len(text) - PART + 1))


def _fault(message: str) -> FieldFault:
    return FieldFault("password", message)
