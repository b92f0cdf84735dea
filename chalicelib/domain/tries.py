"""Counting tries at a password: reserved before anything is hashed, so that parallel guesses gain nothing.

Figures: reliability § 4.3. Two sorts of lanes: a known device has its own, strangers share one per network;
the caps on the whole account bind strangers only, so that nobody can lock a candidate out of a known device.
"""

import ipaddress

import msgspec

from chalicelib.domain.errors import TooManyError
from chalicelib.domain.instants import DAY, HOUR, MINUTE, SECOND, Instant

LANE_WINDOW, ACCOUNT_WINDOW = 15 * MINUTE, HOUR
SLOW_FROM, LOCK_FROM, IN_A_ROW_MOST = 5, 10, 100
ACCOUNT_MOST = 30
LOCK_FIRST, LOCK_LONGEST, DELAY_FIRST, DELAY_LONGEST = 15 * MINUTE, DAY, 2 * SECOND, 30 * SECOND
KEPT = 30 * DAY


# Ways in that count for themselves: whoever is locked out of one still has the others.
RESET, ACTIVATION = "reset#", "activation#"
WAYS = ("", RESET, ACTIVATION)


class LockedOutError(TooManyError):
    """`retry_after` in seconds; 0: only the school's desk can help."""

    def __init__(self, wait: int) -> None:
        self.retry_after = -(-wait // SECOND)
        minutes = -(-wait // MINUTE)
        text = f"请 {minutes} 分钟后再试" if wait > MINUTE else f"请 {self.retry_after} 秒后再试"
        super().__init__(f"尝试次数过多，{text}" if wait else "连续输错次数过多，请携带证件到主考学校处理")


class Tries(msgspec.Struct, frozen=True, kw_only=True):
    """Tries since the last success: all of them in a row, and those within the window that began at `since`."""

    row: int = 0
    count: int = 0
    since: Instant = Instant(0)
    until: Instant = Instant(0)


class Cap(msgspec.Struct, frozen=True):
    """At most `most` failures in each `window` (milliseconds) for one source; `kind` names it in keys."""

    kind: str
    window: int
    most: int


ADDRESS_CAPS = (Cap("ip", 10 * MINUTE, 30), Cap("ipday", DAY, 300))
NETWORK_CAP = Cap("net", 10 * MINUTE, 200)
# A computer room shares one address: drawing is limited for its cost only, guessing by the caps above.
CAPTCHA_CAP = Cap("captcha", MINUTE, 60)
# Messages cost money and annoy people: for one account, and from one subscriber.
SMS_CAPS = (Cap("sms", MINUTE, 1), Cap("smsday", DAY, 5))
SMS_ADDRESS_CAP = Cap("smsip", DAY, 20)

# Of codes by which others may check an approval. What is right gives its try back, so that a hall full of people who
# check behind one address is not stopped; all that an address asks is bounded too, and nobody spends what is another's.
CHECK_WRONG_CAP, CHECK_CAP = Cap("check", 10 * MINUTE, 20), Cap("checks", 10 * MINUTE, 600)


def in_lane(before: Tries, now: Instant) -> Tries:
    """One more try in a lane. From the fifth each makes the next wait, from the tenth the lane is locked."""
    if now < before.until:
        raise LockedOutError(before.until - now)
    fresh = before.count < LOCK_FROM and now >= before.since + LANE_WINDOW
    count = 1 if fresh else before.count + 1
    since = now if fresh else before.since
    return Tries(row=before.row + 1, count=count, since=since, until=Instant(now + pause(count)))


def on_account(before: Tries, now: Instant) -> Tries:
    """One more try of a stranger, from wherever: 30 an hour, 100 in a row."""
    if before.row >= IN_A_ROW_MOST:
        raise LockedOutError(0)
    fresh = now >= before.since + ACCOUNT_WINDOW
    if not fresh and before.count >= ACCOUNT_MOST:
        raise LockedOutError(before.since + ACCOUNT_WINDOW - now)
    return Tries(row=before.row + 1, count=1 if fresh else before.count + 1, since=now if fresh else before.since)


def pause(count: int) -> int:
    """Milliseconds until the next try, charged in advance and given back by success."""
    if count < SLOW_FROM:
        return 0
    if count < LOCK_FROM:
        return min(DELAY_FIRST << (count - SLOW_FROM), DELAY_LONGEST)
    return min(LOCK_FIRST << min(count - LOCK_FROM, 10), LOCK_LONGEST)


def window_of(cap: Cap, now: Instant) -> tuple[int, Instant]:
    """Number and end of the fixed window that `now` lies in."""
    number = now // cap.window
    return number, Instant((number + 1) * cap.window)


def network(address: str) -> str:
    """The neighbourhood of an address: /24, or /48 for IPv6. What is no address is its own network."""
    try:
        length = 24 if ipaddress.ip_address(address).version == 4 else 48
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{address}/{length}", strict=False).network_address)


def household(address: str) -> str:
    """What one subscriber holds: the address, or the /64 for IPv6."""
    try:
        version = ipaddress.ip_address(address).version
    except ValueError:
        return address
    return address if version == 4 else str(ipaddress.ip_network(f"{address}/64", strict=False).network_address)
