"""Show a reviewer the full numbers of the candidate whose case he holds; every look is on record."""

import msgspec

from chalicelib.domain import people, reviews
from chalicelib.domain.audit import Actor
from chalicelib.domain.errors import LeasedError, UnknownError
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import Instant
from chalicelib.domain.reviews import Scope
from chalicelib.storage import cases, leases, sightings
from chalicelib.storage import people as stored_people
from chalicelib.storage.gather import together
from chalicelib.storage.sightings import Sighting


class Revealed(msgspec.Struct, frozen=True):
    """As printed on certificates, for comparison."""

    id_number: str
    ticket_number: str


def reveal_candidate(cid: Cid, no: No, scope: Scope, by: Actor, now: Instant) -> Revealed:
    """Raises UnknownError outside the scope, LeasedError unless `by` holds the case now."""
    file, lease = together(lambda: cases.load(cid, no), lambda: leases.find(no, now))
    if not reviews.within(scope, file.case) or by.person == file.case.person:
        raise UnknownError("没有找到这个申请")
    if lease is None or lease.holder != by.id:
        raise LeasedError("请先领取此件，再查看完整号码")
    sightings.record(Sighting(cid=cid, no=no, at=now, actor=by))
    number, record = together(lambda: sightings.id_number(cid), lambda: stored_people.load(cid))
    return Revealed(number, people.ticket_of(record.head, file.case.ref).number)
