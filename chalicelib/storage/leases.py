"""Leases: a case is with one reviewer for 30 minutes, renewed by activity, at most four hours."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import msgspec
from pynamodb.expressions.condition import Condition

from chalicelib.domain.errors import ConflictError, LeasedError
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import HOUR, MINUTE, Instant, day_text, later, ttl
from chalicelib.storage import cases, people
from chalicelib.storage.gather import items
from chalicelib.storage.legs import CHECK, DELETE, PUT, Leg, Raw
from chalicelib.storage.tables import RecordItem, SessionItem

TERM = 30 * MINUTE
LONGEST = 4 * HOUR


class Lease(msgspec.Struct, frozen=True, kw_only=True):
    """Who has a case, since when and until when; `cid` lets "mine" lead back to the case."""

    no: No
    cid: Cid
    holder: str
    holder_name: str
    since: Instant
    until: Instant


def find(no: No, now: Instant) -> Lease | None:
    """The live lease of a case. Expiry is compared here; TTL only sweeps."""
    try:
        item = SessionItem.get(f"LEASE#{no}", "-", consistent_read=True)
    except SessionItem.DoesNotExist:
        return None
    lease = msgspec.json.decode(item.body or "", type=Lease)
    return lease if lease.until > now else None


def holders(nos: Iterable[No], now: Instant) -> dict[No, str]:
    """Who has which of these cases, by name: one call, none for no case."""
    found = items((SessionItem, f"LEASE#{no}", "-") for no in nos)
    held = (msgspec.json.decode(item.body or "", type=Lease) for item in found.values())
    return {lease.no: lease.holder_name for lease in held if lease.until > now}


def take(wanted: Lease, ver: int) -> Lease:
    """Takes a free or lapsed lease, or renews one's own, while the case is at version `ver`.

    A page that renews while its own decision is under way must not leave the case leased to a stage that is over.
    Raises LeasedError naming the holder, ConflictError when the case moved on.
    """
    _write(wanted, _free(wanted) | (SessionItem.holder == wanted.holder), RecordItem.ver == ver)
    return wanted


def take_if_free(wanted: Lease, queue: str, person: str) -> bool:
    """Takes a case that nobody has, not even oneself, that still waits in this queue, and that is not one's own.

    The row it was found by is a hint of an index; the case itself is asked in the same transaction.
    """
    waiting = (RecordItem.w == queue) & (RecordItem.holder != person)
    try:
        _write(wanted, _free(wanted), waiting)
    except (ConflictError, LeasedError):
        return False
    return True


def _free(wanted: Lease) -> Condition:
    free: Condition = SessionItem.pk.does_not_exist() | (SessionItem.until < wanted.since)
    return free


def _write(wanted: Lease, condition: Condition, case: Condition) -> None:
    """Lease and "mine" together, if `case` holds for the case."""
    shared: Any = {
        "body": msgspec.json.encode(wanted).decode(),
        "until": wanted.until,
        "ttl": ttl(later(wanted.until, HOUR)),
    }
    item = SessionItem(f"LEASE#{wanted.no}", "-", holder=wanted.holder, **shared)
    mine = SessionItem(f"R#{wanted.holder}", f"L#{wanted.no}", **shared)
    cases.attempt(
        [
            Leg(CHECK, RecordItem(people.partition(wanted.cid), f"X#{wanted.no}"), case, _moved),
            Leg(PUT, item, condition, _taken),
            Leg(PUT, mine, None, _moved),
        ]
    )


def _moved(_raw: Raw) -> Exception:
    return ConflictError("此件刚刚有更新，请刷新后重试")


def _taken(raw: Raw) -> Exception:
    if "body" not in raw:
        return LeasedError("其他审核人员刚刚领取了此件")
    lease = msgspec.json.decode(raw["body"]["S"], type=Lease)
    return LeasedError(f"{lease.holder_name}正在审核此件，{day_text(lease.until)} 前有效")


def renewed(lease: Lease, now: Instant) -> Lease:
    """Thirty minutes from now, but never past four hours after it was taken."""
    until = min(later(now, TERM), later(lease.since, LONGEST))
    return msgspec.structs.replace(lease, until=until)


def release(no: No, holder: str) -> None:
    """Gives a case back; a lease that is no longer one's own stays as it is."""
    lease, mine = SessionItem(f"LEASE#{no}", "-"), SessionItem(f"R#{holder}", f"L#{no}")
    with suppress(ConflictError):
        cases.attempt([Leg(DELETE, lease, SessionItem.holder == holder, _moved), Leg(DELETE, mine, None, _moved)])


def mine(holder: str, now: Instant) -> tuple[Lease, ...]:
    items = SessionItem.query(f"R#{holder}", SessionItem.sk.startswith("L#"), consistent_read=True)
    held = (msgspec.json.decode(item.body or "", type=Lease) for item in items)
    return tuple(lease for lease in held if lease.until > now)
