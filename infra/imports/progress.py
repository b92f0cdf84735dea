"""How far a long command is, on stderr: a bar on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Thing = TypeVar("Thing")
_WIDTH, _OFTEN_S, _SELDOM_S, _LOOK = 30, 0.2, 10.0, 1_000


def followed(things: Iterable[Thing], label: str, total: int, *, start: int = 0) -> Iterator[Thing]:
    """Passes everything through; `total` may be a guess."""
    is_terminal = sys.stderr.isatty()
    pause = _OFTEN_S if is_terminal else _SELDOM_S
    said = time.monotonic()
    done = start
    for done, thing in enumerate(things, start + 1):
        yield thing
        if done % _LOOK == 0 and time.monotonic() - said >= pause:
            said = time.monotonic()
            _say(label, done, max(total, done), is_terminal=is_terminal)
    _say(label, done, done, is_terminal=is_terminal)
    if is_terminal:
        print(file=sys.stderr)


def _say(label: str, done: int, total: int, *, is_terminal: bool) -> None:
    share = done / total if total else 1.0
    if is_terminal:
        bar = "█" * int(share * _WIDTH)
        print(f"\r{label} {bar:░<{_WIDTH}} {share:4.0%} {done:,}", end="", file=sys.stderr, flush=True)
    else:
        print(f"{label} {done:,}（{share:.0%}）", file=sys.stderr, flush=True)
