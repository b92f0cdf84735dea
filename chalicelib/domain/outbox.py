"""Messages that also go out by SMS and e-mail: what they say outside, when they are tried again, and when no more."""

from enum import StrEnum
from typing import Final

import msgspec

from chalicelib.domain.applications import Message
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import DAY, MINUTE, Instant, later

_WAITS: Final = (MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE, 180 * MINUTE)
SUBJECT: Final = "考籍服务：您有新的消息"


class Channel(StrEnum):
    SMS = "sms"
    EMAIL = "email"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A message under `key` that is on its way to `person` (the keyed hash); `sent` are the channels it went by."""

    cid: Cid
    key: str
    person: str
    message: Message
    tries: int
    sent: tuple[Channel, ...] = ()


def text(message: Message) -> str:
    """No name, no course, no result: whoever reads another's telephone learns that something has come."""
    if not message.no:
        return "您关注的业务有新的提醒，请登录查看。"
    return f"您的申请有新进展，请登录查看。受理编号后六位 {message.no[-6:]}。"


def next_try(tries: int, now: Instant) -> Instant:
    """After so many tries, this one included."""
    return later(now, _WAITS[min(tries, len(_WAITS)) - 1])


def is_over(entry: Entry, now: Instant) -> bool:
    """Yesterday's news is sent no more; it stands in the list."""
    return now >= later(entry.message.at, DAY)
