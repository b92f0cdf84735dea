"""Counters of tries in the sessions table, written before a password is looked at."""

from collections.abc import Sequence
from typing import Any

import msgspec
from pynamodb.exceptions import UpdateError

from chalicelib.domain import tries
from chalicelib.domain.errors import TooManyError
from chalicelib.domain.instants import Instant, ttl
from chalicelib.domain.tries import Cap, LockedOutError, Tries
from chalicelib.storage import cases, gather
from chalicelib.storage.legs import PUT, UPDATE, Leg, Raw
from chalicelib.storage.tables import SessionItem


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Who tries which account from where; `device` is known by a cookie we signed for this very account."""

    account: str
    address: str
    device: str = ""


def reserve(source: Source, now: Instant) -> None:
    """Takes one try from every counter that binds this source; raises LockedOutError or TooManyError."""
    for cap, subject in _caps(source):
        count(cap, subject, now)
    keys = _keys(source)
    found = gather.items((SessionItem, key, "-") for key in keys)
    before: list[Any] = [found.get((SessionItem, key, "-")) for key in keys]
    rules = (tries.in_lane, tries.on_account)
    after = [rule(_value(item), now) for rule, item in zip(rules, before, strict=False)]
    _write(list(zip(keys, before, after, strict=True)), now)


def forgive(source: Source, now: Instant) -> None:
    """A success: the lane and the account begin anew, the address gets its try back."""
    gather.delete((SessionItem, key, "-") for key in _keys(source))
    for cap, subject in _caps(source):
        give_back(cap, subject, now)


def lift(person: str) -> None:
    """Strangers' failures at every way in begin anew: the office has seen who it is."""
    gather.delete((SessionItem, _account_key(f"{way}{person}"), "-") for way in tries.WAYS)


def count(cap: Cap, subject: str, now: Instant) -> None:
    """One conditional update; raises LockedOutError with the rest of the window."""
    number, end = tries.window_of(cap, now)
    item = SessionItem(_counter(cap, subject, number), "-")
    try:
        item.update(
            [SessionItem.n.add(1), SessionItem.ttl.set(ttl(Instant(end + cap.window)))],
            SessionItem.pk.does_not_exist() | (SessionItem.n < cap.most),
        )
    except UpdateError as refused:
        if refused.cause_response_code == "ConditionalCheckFailedException":
            raise LockedOutError(end - now) from refused
        raise


def counted(caps: Sequence[Cap], subject: str, now: Instant) -> list[int]:
    """What each window holds already. One call."""
    keys = [(SessionItem, _counter(cap, subject, tries.window_of(cap, now)[0]), "-") for cap in caps]
    found = gather.items(keys)
    return [int(getattr(found.get(key), "n", 0) or 0) for key in keys]


def legs(caps: Sequence[Cap], subject: str, amount: int, now: Instant) -> list[Leg]:
    """For the transaction that uses `amount` of each window up; TooManyError where others left too little meanwhile."""
    return [_leg(cap, subject, amount, now) for cap in caps] if amount else []


def _leg(cap: Cap, subject: str, amount: int, now: Instant) -> Leg:
    number, end = tries.window_of(cap, now)
    item = SessionItem(_counter(cap, subject, number), "-")
    room = SessionItem.pk.does_not_exist() | (SessionItem.n <= cap.most - amount)
    actions = [SessionItem.n.add(amount), SessionItem.ttl.set(ttl(Instant(end + cap.window)))]
    return Leg(UPDATE, item, room, lambda _raw: TooManyError("刚刚还有另一次同样的操作，请重新提交"), actions)


def give_back(cap: Cap, subject: str, now: Instant) -> None:
    """What was counted in this window was no failure."""
    number, _ = tries.window_of(cap, now)
    SessionItem(_counter(cap, subject, number), "-").update([SessionItem.n.add(-1)])


def _caps(source: Source) -> list[tuple[Cap, str]]:
    if source.device:
        return []
    address = tries.household(source.address)
    return [(cap, address) for cap in tries.ADDRESS_CAPS] + [(tries.NETWORK_CAP, tries.network(source.address))]


def _counter(cap: Cap, subject: str, number: int) -> str:
    return f"CNT#{cap.kind}#{subject}#{number}"


def _keys(source: Source) -> list[str]:
    """Lane first; the account's own cap binds strangers only."""
    if source.device:
        return [f"TRY#{source.account}#device#{source.device}"]
    return [f"TRY#{source.account}#net#{tries.network(source.address)}", _account_key(source.account)]


def _account_key(account: str) -> str:
    return f"TRY#{account}"


def _value(item: SessionItem | None) -> Tries:
    return msgspec.json.decode(item.body or "", type=Tries) if item else Tries()


def _write(changes: list[tuple[str, SessionItem | None, Tries]], now: Instant) -> None:
    """All or none, each only if nobody tried in between: of parallel guesses one is heard."""
    expiry = ttl(Instant(now + tries.KEPT))
    parts = []
    for key, before, after in changes:
        item = SessionItem(key, "-", body=msgspec.json.encode(after).decode(), ttl=expiry)
        unchanged = SessionItem.body == before.body if before else SessionItem.pk.does_not_exist()
        parts.append(Leg(PUT, item, unchanged, _beside_another))
    cases.attempt(parts)


def _beside_another(_raw: Raw) -> Exception:
    return TooManyError("正在处理另一次登录，请稍后再试")
