"""Channels that take money: one interface, the stage's own channel, and nothing imported before money moves.

`ADAPTERS` names how each is made. The local stack enters one of its own, which ships with no package.
"""

from collections.abc import Callable
from functools import cache

from chalicelib.domain.errors import UnknownError
from chalicelib.domain.orders import Way
from chalicelib.settings import SETTINGS
from chalicelib.storage.payments.port import Provider

OFF = "off"


def _wechat() -> Provider:
    from chalicelib.storage.payments import wechat

    return wechat.provider()


ADAPTERS: dict[str, Callable[[], Provider]] = {"wechat": _wechat}
# Beside the adapters, because a list that offers to pay imports none of them.
WAYS: dict[str, tuple[Way, ...]] = {"wechat": (Way.NATIVE, Way.H5)}


def offered() -> str:
    """The name of the stage's channel; `off` where people pay at their school only."""
    return SETTINGS.payments


def ways() -> tuple[Way, ...]:
    """How people can pay on this stage; none where its channel is off."""
    return WAYS.get(offered(), ())


def provider(name: str) -> Provider:
    """Raises UnknownError for a channel that this stage does not have."""
    if name != offered() or name not in ADAPTERS:
        raise UnknownError("没有这个支付渠道")
    return _made(name)


@cache
def _made(name: str) -> Provider:
    return ADAPTERS[name]()


def forget() -> None:
    """Drop what was made, so that rotated keys (and each test's) are read again."""
    _made.cache_clear()
