"""Who studies what where, so that everybody of a school and major can be gone through without scanning a table."""

from collections.abc import Iterator
from typing import NamedTuple

from chalicelib.domain.ids import Cid, SchoolCode, TicketRef
from chalicelib.domain.people import Ticket
from chalicelib.storage.tables import RegistryItem


class Enrolment(NamedTuple):
    cid: Cid
    ref: TicketRef


def item(cid: Cid, ticket: Ticket) -> RegistryItem:
    """Says nothing but its key; written with the ticket, as often as one likes."""
    return RegistryItem(_partition(ticket.school, ticket.major_code), f"{cid}#{ticket.ref}")


def of(school: SchoolCode, major_code: str) -> Iterator[Enrolment]:
    """In the order of people, page by page: one Query for each megabyte, which holds about 15,000."""
    for found in RegistryItem.query(_partition(school, major_code)):
        cid, _, ref = found.sk.rpartition("#")
        yield Enrolment(Cid(cid), TicketRef(int(ref)))


def count(school: SchoolCode, major_code: str) -> int:
    """Read without the rows."""
    return int(RegistryItem.count(_partition(school, major_code)))


def _partition(school: SchoolCode, major_code: str) -> str:
    return f"E#{school}#{major_code}"
