"""Codes for one use, `CODE#<person>`: kept as keyed hashes, tried a few times, used up by a conditional delete."""

from typing import NamedTuple

from pynamodb.exceptions import UpdateError

from chalicelib.domain.accounts import CodeWrongError
from chalicelib.domain.codes import KINDS, SMS, cleaned
from chalicelib.domain.instants import Instant, ttl
from chalicelib.storage import signing
from chalicelib.storage.legs import DELETE, PUT, Leg
from chalicelib.storage.tables import SessionItem


class Place(NamedTuple):
    """Where a code of this person stands; `browser` asked for it (empty for codes of the office)."""

    person: str
    kind: str
    browser: str = ""

    @property
    def key(self) -> tuple[str, str]:
        bound = f"#{signing.mac('code-browser', self.browser)}" if self.kind == SMS.name else ""
        return f"CODE#{self.person}", f"{self.kind}{bound}"


def issued(place: Place, code: str, until: Instant) -> Leg:
    """A later code replaces the earlier one, and its spent tries."""
    item = SessionItem(*place.key, hash=_hash(place, code), n=0, until=until, ttl=ttl(until))
    return Leg(PUT, item, None, lambda _raw: CodeWrongError())


def write(place: Place, code: str, until: Instant) -> None:
    issued(place, code, until).item.save()


def take_try(place: Place, typed: str, now: Instant) -> bool:
    """Counts the try, then compares: one call whether there is a code or not."""
    item = SessionItem(*place.key)
    alive = (SessionItem.until > now) & (SessionItem.n < KINDS[place.kind].most)
    try:
        item.update([SessionItem.n.add(1)], alive)
    except UpdateError as refused:
        if refused.cause_response_code == "ConditionalCheckFailedException":
            return False
        raise
    return signing.same(item.hash or "", _hash(place, typed))


def used_up(place: Place, typed: str, now: Instant) -> Leg:
    """Deletes this very code with the change it allows: of two who use it at once, one is refused."""
    standing = (SessionItem.hash == _hash(place, typed)) & (SessionItem.until > now)
    return Leg(DELETE, SessionItem(*place.key), standing, lambda _raw: CodeWrongError())


def _hash(place: Place, code: str) -> str:
    return signing.mac("code", f"{place.person}|{place.kind}|{cleaned(code)}")
