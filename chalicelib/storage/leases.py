"""Leases: a case is with one reviewer for 30 minutes, renewed by activity, at most four hours."""

from typing import Any

import msgspec
from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from chalicelib.domain.errors import LeasedError
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import HOUR, MINUTE, Instant, day_text, later, ttl
from chalicelib.storage.clients import connection
from chalicelib.storage.tables import SessionItem

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


def take(wanted: Lease) -> Lease:
    """Takes a free or lapsed lease, or renews one's own; raises LeasedError naming the holder."""
    refused = _write(wanted, _free(wanted) | (SessionItem.holder == wanted.holder))
    if refused:
        raise _taken(refused) from refused
    return wanted


def take_if_free(wanted: Lease) -> bool:
    """Takes a case that nobody has, not even oneself."""
    return _write(wanted, _free(wanted)) is None


def _free(wanted: Lease) -> Condition:
    free: Condition = SessionItem.pk.does_not_exist() | (SessionItem.until < wanted.since)
    return free


def _write(wanted: Lease, condition: Condition) -> TransactWriteError | None:
    """Lease and "mine" together; the refusal, if somebody has the case."""
    shared: Any = {
        "body": msgspec.json.encode(wanted).decode(),
        "until": wanted.until,
        "ttl": ttl(later(wanted.until, HOUR)),
    }
    item = SessionItem(f"LEASE#{wanted.no}", "-", holder=wanted.holder, **shared)
    try:
        with TransactWrite(connection=connection()) as transaction:
            transaction.save(item, condition=condition, return_values="ALL_OLD")
            transaction.save(SessionItem(f"R#{wanted.holder}", f"L#{wanted.no}", **shared))
    except TransactWriteError as refused:
        return refused
    return None


def _taken(refused: TransactWriteError) -> Exception:
    for reason in refused.cancellation_reasons:
        if reason and reason.raw_item:
            lease = msgspec.json.decode(reason.raw_item["body"]["S"], type=Lease)
            return LeasedError(f"{lease.holder_name}正在审核此件，{day_text(lease.until)} 前有效")
    return LeasedError("其他审核人员刚刚领取了此件")


def renewed(lease: Lease, now: Instant) -> Lease:
    """Thirty minutes from now, but never past four hours after it was taken."""
    until = min(later(now, TERM), later(lease.since, LONGEST))
    return msgspec.structs.replace(lease, until=until)


def release(no: No, holder: str) -> None:
    """Gives a case back; a lease that is no longer one's own stays as it is."""
    try:
        with TransactWrite(connection=connection()) as transaction:
            transaction.delete(SessionItem(f"LEASE#{no}", "-"), condition=SessionItem.holder == holder)
            transaction.delete(SessionItem(f"R#{holder}", f"L#{no}"))
    except TransactWriteError as refused:
        if refused.cause_response_code != "TransactionCanceledException":
            raise


def mine(holder: str, now: Instant) -> tuple[Lease, ...]:
    items = SessionItem.query(f"R#{holder}", SessionItem.sk.startswith("L#"), consistent_read=True)
    held = (msgspec.json.decode(item.body or "", type=Lease) for item in items)
    return tuple(lease for lease in held if lease.until > now)
