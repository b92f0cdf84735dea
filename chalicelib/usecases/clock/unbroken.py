"""One of many that a scheduled function looks after."""

from collections.abc import Callable
from typing import Final

from chalicelib import observability

CRASHED: Final = "crashed"


def unbroken(act: Callable[[], str], event: str, **named: str) -> str:
    """What `act` answers, or `crashed`: what nobody foresaw with one of them is logged as an error with its places,
    counted, and ends nothing for the others. Refusals are the caller's.
    """
    try:
        return act()
    except Exception:
        observability.failure(event, **named)
        return CRASHED
