"""`SEEN#<cid>`: who saw a person's full numbers, and why. Put-only; the opened number itself is never written."""

from collections.abc import Sequence

import msgspec
from pynamodb.exceptions import PutError

from chalicelib.domain.audit import Actor
from chalicelib.domain.errors import ConflictError, UnknownError
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import Instant, shanghai
from chalicelib.domain.portions import portions
from chalicelib.storage import cases, keys, people
from chalicelib.storage.legs import PUT, Leg, Raw
from chalicelib.storage.tables import AuditItem, RecordItem


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """One look at the full numbers of `cid`, on behalf of the case `no`; `exported`: name and ticket left in a list."""

    cid: Cid
    no: No
    at: Instant
    actor: Actor
    exported: bool = False


def record(sighting: Sighting) -> None:
    """Before anything is shown: a look without its entry does not happen.

    An entry that stands there already is this very look: a double click, or botocore's second copy.
    """
    try:
        item_of(sighting).save(AuditItem.pk.does_not_exist())
    except PutError as refused:
        if refused.cause_response_code != "ConditionalCheckFailedException":
            raise


def record_all(looks: Sequence[Sighting]) -> None:
    """Likewise for a list, as many in a transaction as a commit has: one of a person is enough."""
    first = list({look.cid: look for look in looks}.values())
    for some in portions(first, cases.ITEMS_MOST):
        try:
            cases.attempt([Leg(PUT, item_of(look), AuditItem.pk.does_not_exist(), _stands) for look in some])
        except ConflictError:
            for look in some:
                record(look)


def _stands(_raw: Raw) -> Exception:
    return ConflictError()


def item_of(sighting: Sighting) -> AuditItem:
    return AuditItem(
        f"SEEN#{sighting.cid}",
        f"{sighting.at:013}#{sighting.actor.id}",
        body=msgspec.json.encode(sighting).decode(),
        day=f"{shanghai(sighting.at):%Y%m%d}#0",
        at=f"{sighting.at:013}#SEEN#{sighting.cid}",
    )


def latest(cid: Cid, count: int) -> tuple[Sighting, ...]:
    """The youngest looks, youngest first. One Query."""
    found = AuditItem.query(f"SEEN#{cid}", consistent_read=True, scan_index_forward=False, limit=count)
    return tuple(msgspec.json.decode(item.body or "", type=Sighting) for item in found)


def id_number(cid: Cid) -> str:
    """The sealed number, opened. Raises UnknownError for a person who is not there."""
    try:
        item = RecordItem.get(people.partition(cid), people.HEAD, attributes_to_get=["cipher"])
    except RecordItem.DoesNotExist:
        raise UnknownError from None
    return keys.unseal(item.cipher or b"", cid=cid, attribute="id_number")
