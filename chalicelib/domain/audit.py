"""Audit events and the hash chain that shows any later edit, swap or cut."""

import hashlib
from collections.abc import Iterable

import msgspec

from chalicelib.domain.instants import Instant


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts. `id` is a cid, a staff id or `clock`; `person` a keyed hash of the ID number ("" for the clock).

    `role` is that of staff at the time.
    """

    kind: str
    id: str
    name: str = ""
    organisation: str = ""
    person: str = ""
    role: str = ""


CLOCK = Actor(kind="clock", id="clock", name="系统")
OPERATOR = Actor(kind="operator", id="operator", name="运维")


class AuditEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a chain; `seq` counts from 1 and `prev` is the hash before it ("" at the start)."""

    chain: str
    seq: int
    event: str
    at: Instant
    actor: Actor
    came_from: str = ""
    went_to: str = ""
    round: int = 0
    digest: str = ""
    detail: str = ""
    prev: str = ""
    hash: str = ""


def chained(event: AuditEvent, prev: str) -> AuditEvent:
    bare = msgspec.structs.replace(event, prev=prev, hash="")
    return msgspec.structs.replace(bare, hash=_digest(bare))


def _digest(bare: AuditEvent) -> str:
    return hashlib.sha256(msgspec.json.encode(bare, order="deterministic")).hexdigest()


def first_fault(events: Iterable[AuditEvent]) -> int | None:
    """The sequence number at which a chain, read from its start, stops being true; None if it holds."""
    prev = ""
    for seq, event in enumerate(events, 1):
        if event.seq != seq or event != chained(event, prev):
            return seq
        prev = event.hash
    return None
