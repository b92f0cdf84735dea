"""Take the oldest free case of one's own queues."""

import msgspec

from chalicelib.domain import reviews
from chalicelib.domain.audit import Actor
from chalicelib.domain.errors import QueueEmptyError
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import Instant, later
from chalicelib.domain.reviews import Scope
from chalicelib.domain.stages import CITY
from chalicelib.storage import cases, leases, queues
from chalicelib.storage.leases import Lease
from chalicelib.storage.work import WorkRow

LOOKED_AT_MOST = 50


class Taken(msgspec.Struct, frozen=True):
    """The case's place in the console's address."""

    id: str


def take_next(business: str, scope: Scope, by: Actor, now: Instant) -> Taken:
    """Two calls when nobody interferes, three at the city: what one has passed at the school is given back.

    Raises QueueEmptyError when every case left is with somebody, one's own, or others' to decide.
    """
    for key in queues.keys(business, scope):
        for row in queues.page(key, LOOKED_AT_MOST):
            if leases.take_if_free(_lease(row, by, now), key, by.person) and _is_for(row, scope, by):
                return Taken(case_id(row.cid, row.no))
    raise QueueEmptyError


def _is_for(row: WorkRow, scope: Scope, by: Actor) -> bool:
    """Where others must decide, the lease is over at once."""
    if scope.stage != CITY or not reviews.barred(cases.load(row.cid, row.no).case, scope, by):
        return True
    leases.release(row.no, by.id)
    return False


def _lease(row: WorkRow, by: Actor, now: Instant) -> Lease:
    return Lease(no=row.no, cid=row.cid, holder=by.id, holder_name=by.name, since=now, until=later(now, leases.TERM))


def case_id(cid: Cid, no: No) -> str:
    return f"{cid}.{no}"
