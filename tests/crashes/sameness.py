"""Whether two states are one but for what may differ: instants within an hour, and what chance named.

An identifier that both states know is compared as it is. One that only one of them knows is compared by what is said
of it: by the lines that it stands in.
"""

import re
from collections import Counter
from collections.abc import Iterable

_INSTANT = re.compile(r"(?<![0-9A-Za-z])(1\d{12})(?![0-9A-Za-z])")
_SECONDS = re.compile(r"(?<![0-9A-Za-z])(1\d{9})(?![0-9A-Za-z])")
# Of the shard of an event's day, which its hash chooses, and of a code that was used.
_CHOSEN = re.compile(r'("day": \{"S": "\d{8}#)\d+|(last_step\\":)\d+')
# Where PIX# would be cut at its sign, the token goes on: names of things are letters, digits and a few signs.
_TOKEN = re.compile(r"[0-9A-Za-z_+/=$,-]{22,}")


def differences(found: Iterable[str], wanted: Iterable[str]) -> list[str]:
    """What is only in one of them, with `+` for too much and `-` for missing; empty if they are the same."""
    ours, given = Counter(_timed(found)), Counter(_timed(wanted))
    left, right = list((ours - given).elements()), list((given - ours).elements())
    common = _tokens(left) & _tokens(right)
    mine, theirs = _masked(left, common), _masked(right, common)
    return [f"+ {one}" for one in (mine - theirs).elements()] + [f"- {one}" for one in (theirs - mine).elements()]


def _timed(lines: Iterable[str]) -> list[str]:
    made = []
    for line in lines:
        plain = _INSTANT.sub(lambda hit: f"@{int(hit[1]) // 3_600_000}", line)
        plain = _SECONDS.sub(lambda hit: f"@{int(hit[1]) // 3_600}", plain)
        made.append(_CHOSEN.sub(lambda hit: (hit[1] or hit[2]) + "*", plain))
    return made


def _tokens(lines: list[str]) -> set[str]:
    return {hit for line in lines for hit in _TOKEN.findall(line)}


def _masked(lines: list[str], common: set[str]) -> Counter[str]:
    own = _tokens(lines) - common
    said = {token: _about(token, lines, own) for token in own}
    ranks = {text: rank for rank, text in enumerate(sorted(set(said.values())))}
    return Counter(
        _TOKEN.sub(lambda hit: f"<{ranks[said[hit[0]]]}>" if hit[0] in own else hit[0], line) for line in lines
    )


def _about(token: str, lines: list[str], own: set[str]) -> str:
    def named(hit: re.Match[str]) -> str:
        return "<this>" if hit[0] == token else "<other>" if hit[0] in own else hit[0]

    return "\n".join(sorted(_TOKEN.sub(named, line) for line in lines if token in line))
