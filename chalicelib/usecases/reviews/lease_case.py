"""Take a case, or go on working on it."""

import msgspec

from chalicelib.domain import reviews
from chalicelib.domain.audit import Actor
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import Instant, later
from chalicelib.domain.reviews import Scope
from chalicelib.storage import cases, leases
from chalicelib.storage.gather import together
from chalicelib.storage.leases import Lease


class Leased(msgspec.Struct, frozen=True):
    until: Instant


def lease_case(cid: Cid, no: No, scope: Scope, by: Actor, now: Instant) -> Leased:
    """Raises UnknownError outside the scope, ForbiddenError out of turn and where others must decide, LeasedError
    naming who has the case.

    And WrongStateError where no decision is due: a lease would keep the candidate from mending a returned case.
    """
    file, standing = together(lambda: cases.load(cid, no), lambda: leases.find(no, now))
    reviews.require_visible(file.case, scope, by)
    reviews.require_awaited(file.case, scope, by)
    own = standing and standing.holder == by.id
    since = standing.since if standing and own else now
    fresh = Lease(no=no, cid=cid, holder=by.id, holder_name=by.name, since=since, until=later(now, leases.TERM))
    return Leased(leases.take(leases.renewed(fresh, now), file.case.ver).until)
