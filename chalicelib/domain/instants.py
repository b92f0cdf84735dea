"""Points in time: UTC milliseconds inside, Asia/Shanghai for people."""

from datetime import UTC, datetime, timedelta, timezone
from typing import NewType

Instant = NewType("Instant", int)

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000


def of(moment: datetime) -> Instant:
    """The instant of an aware datetime; a naive one is a programming error."""
    if moment.tzinfo is None:
        raise ValueError("a naive datetime has no instant")
    return Instant(round(moment.timestamp() * 1000))


def shanghai(instant: Instant) -> datetime:
    return datetime.fromtimestamp(instant / 1000, UTC).astimezone(SHANGHAI)


def day_text(instant: Instant) -> str:
    """For people: 12月14日 17:00."""
    moment = shanghai(instant)
    return f"{moment.month}月{moment.day}日 {moment:%H:%M}"


def later(instant: Instant, milliseconds: int) -> Instant:
    return Instant(instant + milliseconds)


def term(instant: Instant) -> str:
    """The half-year a business belongs to, e.g. `2026H2`."""
    moment = shanghai(instant)
    return f"{moment.year}H{1 if moment.month <= 6 else 2}"


def term_text(term_: str) -> str:
    """For people: 2026年下半年."""
    return f"{term_[:4]}年{'上' if term_.endswith('H1') else '下'}半年"


def ttl(instant: Instant) -> int:
    """DynamoDB's expiry attribute counts in seconds."""
    return instant // 1000
