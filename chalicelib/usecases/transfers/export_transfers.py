"""Who has left the province in a term, for the national exchange: full numbers, so every person is a look on record."""

from collections.abc import Iterator

import msgspec

from chalicelib import data
from chalicelib.domain import people
from chalicelib.domain.audit import Actor
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import Instant
from chalicelib.domain.statuses import State
from chalicelib.domain.transfer_files import Departure
from chalicelib.domain.transfer_out import KIND, Kept
from chalicelib.storage import cases, library, queues, sightings, work
from chalicelib.storage import people as stored_people
from chalicelib.storage.sightings import Sighting
from chalicelib.storage.work import WorkRow

_PAGE = 50


def export_transfers(term: str, by: Actor, now: Instant) -> Iterator[Departure]:
    """School by school, in the order of approval. Five calls a person, and one Query for 50 of a school."""
    for school in data.schools():
        for row in _rows(term, school):
            if found := _departure(row, by, now):
                yield found


def _rows(term: str, school: SchoolCode) -> Iterator[WorkRow]:
    key, prefix, cursor = work.closed(KIND.business, term, school), f"{State.APPROVED}#", ""
    while page := queues.behind(key, prefix, cursor, _PAGE):
        yield from page
        cursor = queues.cursor_of(page[-1])


def _departure(row: WorkRow, by: Actor, now: Instant) -> Departure | None:
    """The index is a hint: who has left is told by the case and what its approval kept."""
    case, kept = cases.load(row.cid, row.no).case, cases.snapshot(row.cid, row.no)
    if case.state != State.APPROVED or kept is None:
        return None
    sightings.record(Sighting(cid=case.cid, no=case.no, at=now, actor=by))
    head, body = stored_people.load(case.cid).head, msgspec.json.decode(kept.body, type=Kept)
    plan, ticket = library.having(kept.plan_id, now).plan(kept.plan_id), people.ticket_of(head, case.ref)
    return Departure(
        no=case.no,
        at=kept.at,
        id_number=sightings.id_number(case.cid),
        name=head.name,
        province=next(code for code, one in data.provinces().items() if one.name.startswith(plan.province)),
        ticket=ticket.number,
        major=plan.national_code,
        title=plan.major_name,
        target=body.target,
        rows=body.rows,
    )
