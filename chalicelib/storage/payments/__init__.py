"""Channels that take money, behind one interface; nothing is imported before money moves.

One channel is offered, or none. Served is every one whose keys the stage has: whatever was begun by a channel ends by
it, also after another is offered or none. The local stack enters one of its own, which ships with no package.
"""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import msgspec

from chalicelib import observability
from chalicelib.domain.orders import ChannelUnservedError, Way
from chalicelib.settings import SETTINGS
from chalicelib.storage import keys
from chalicelib.storage.payments.port import Provider


class Channel(NamedTuple):
    """`make` raises MissingSecretError without its keys. `label` is what people know it by, `app` what they pay with.

    The ways stand beside the adapter, because a list that offers to pay imports none.
    """

    make: Callable[[], Provider]
    ways: tuple[Way, ...]
    label: str
    app: str


def _wechat() -> Provider:
    from chalicelib.storage.payments import wechat

    return wechat.provider()


CHANNELS: dict[str, Channel] = {"wechat": Channel(_wechat, (Way.NATIVE, Way.H5), "微信支付", "微信")}


def offered() -> str:
    """The name of the stage's channel; `off` where people pay at their school only."""
    return SETTINGS.payments


def ways() -> tuple[Way, ...]:
    """How people can pay on this stage; none where no channel is offered."""
    return CHANNELS[offered()].ways if offered() in CHANNELS else ()


def label(name: str) -> str:
    return CHANNELS[name].label if name in CHANNELS else name


def app(name: str) -> str:
    return CHANNELS[name].app if name in CHANNELS else name


def served() -> tuple[str, ...]:
    """The names of all channels whose keys this stage has."""
    return tuple(name for name in CHANNELS if is_served(name))


def is_served(name: str) -> bool:
    try:
        provider(name)
    except ChannelUnservedError:
        return False
    return True


def provider(name: str) -> Provider:
    """Raises ChannelUnservedError for a channel that nobody wrote, or whose keys are not there or not fit."""
    if name not in CHANNELS:
        raise ChannelUnservedError
    try:
        return _made(name)
    except (keys.MissingSecretError, msgspec.DecodeError, ValueError) as unfit:
        observability.log("channel without keys", channel=name, error=type(unfit).__name__)
        raise ChannelUnservedError from None


@cache
def _made(name: str) -> Provider:
    return CHANNELS[name].make()


def forget() -> None:
    """Drop what was made, so that rotated keys (and each test's) are read again."""
    _made.cache_clear()
