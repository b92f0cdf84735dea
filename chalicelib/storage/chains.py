"""Chains of audit events that no case keeps the end of: the configuration's and each person's."""

import msgspec

from chalicelib.domain.audit import AuditEvent, chained
from chalicelib.storage.legs import Leg, recorded
from chalicelib.storage.tables import AuditItem


def follow(event: AuditEvent) -> Leg:
    """`event` behind the last of its chain, whatever its `seq`: one read. Whoever is overtaken is refused."""
    last = next(iter(latest(event.chain, 1)), None)
    placed = msgspec.structs.replace(event, seq=last.seq + 1 if last else 1)
    return recorded(chained(placed, last.hash if last else ""))


def begin(event: AuditEvent) -> Leg:
    """`event` as the first of its chain, without a read; refused where there is one."""
    return recorded(chained(msgspec.structs.replace(event, seq=1), ""))


def latest(chain: str, count: int) -> tuple[AuditEvent, ...]:
    """The youngest events, youngest first. One Query."""
    found = AuditItem.query(chain, consistent_read=True, scan_index_forward=False, limit=count)
    return tuple(msgspec.json.decode(item.body or "", type=AuditEvent) for item in found)
