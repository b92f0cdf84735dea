"""How long a session lives, and what refuses a login."""

from typing import ClassVar, Protocol

import msgspec

from chalicelib.domain.errors import DomainError
from chalicelib.domain.ids import Cid, TicketRef
from chalicelib.domain.instants import HOUR, MINUTE, SECOND, Instant


class CaptchaWrongError(DomainError):
    code, message = "captcha_wrong", "验证码错误或已过期，请输入新的验证码"


class Dated(Protocol):
    """Anything with a beginning and a last sign of life."""

    @property
    def issued(self) -> Instant: ...

    @property
    def renewed(self) -> Instant: ...


class Lifespan(msgspec.Struct, frozen=True):
    """Ends after `idle` without a request, and after `absolute` in any case (milliseconds)."""

    idle: int
    absolute: int

    # Renewing at every request would write a cookie or an item each time for nothing.
    stale: ClassVar[int] = MINUTE
    skew: ClassVar[int] = 5 * SECOND


CANDIDATE = Lifespan(20 * MINUTE, 8 * HOUR)
STAFF = Lifespan(15 * MINUTE, 8 * HOUR)
STEP_UP = 5 * MINUTE


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate's session, wholly in its signed cookie; `person` is the keyed hash of the ID number."""

    cid: Cid
    person: str
    epoch: int
    issued: Instant
    renewed: Instant


def end_of(span: Lifespan, session: Dated) -> Instant:
    """When it ends without a further request; never later than `absolute` allows."""
    return Instant(min(session.renewed + span.idle, session.issued + span.absolute))


def is_alive(span: Lifespan, session: Dated, now: Instant) -> bool:
    """Half-open; a session from the future (another server's clock) is believed for a few seconds only."""
    if now < session.renewed - span.skew:
        return False
    return now < end_of(span, session)


def is_stale(span: Lifespan, session: Dated, now: Instant) -> bool:
    return now > session.renewed + span.stale


class TicketLine(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket as the answer to a login names it."""

    ref: TicketRef
    number_masked: str
    major_name: str
    level: str
    school_name: str
