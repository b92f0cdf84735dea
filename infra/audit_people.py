"""Everybody's audit, one Query a person, a few of them at a time; never more than those in memory."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, TypeVar

from chalicelib import data
from chalicelib.domain import transcripts
from chalicelib.domain.degrees.audit import audit_degree
from chalicelib.domain.degrees.programs import program
from chalicelib.domain.degrees.records import iso_day
from chalicelib.domain.degrees.results import DegreeAudit
from chalicelib.domain.errors import SignedOutError
from chalicelib.domain.ids import Cid, SchoolCode, TicketRef
from chalicelib.domain.instants import DAY, SHANGHAI, Instant, later, of
from chalicelib.domain.library import Library
from chalicelib.domain.people import Ticket
from chalicelib.domain.transcripts import Transcript
from chalicelib.storage import enrolments, library, people
from chalicelib.storage.people import Record
from chalicelib.usecases.degrees.auditing import open_choices
from infra.audit_rows import Summary, row_of

Thing = TypeVar("Thing")
Found = TypeVar("Found")
_AT_ONCE = 8


class Place(NamedTuple):
    """A school and a major where somebody studies."""

    school: SchoolCode
    major_code: str
    tickets: int


class Person(NamedTuple):
    """Somebody's tickets listed in one place; `record` is None where the head is gone."""

    place: Place
    record: Record | None
    refs: tuple[TicketRef, ...]


class Basis(NamedTuple):
    """One state of plans and rules for all. What is known `now` is judged as of `day`: its rules are in force, scores
    that are not yet released stay unknown.
    """

    shelf: Library
    now: Instant
    day: Instant


def basis(day: date | None, now: Instant) -> Basis:
    """`day` lasts until its midnight in Shanghai; None is today."""
    shelf = library.load(now)
    if day is None:
        return Basis(shelf, now, now)
    begins = of(datetime(day.year, day.month, day.day, tzinfo=SHANGHAI))
    return Basis(shelf, now, later(begins, DAY - 1))


def places(school: SchoolCode | None, major_code: str | None, on: Basis) -> tuple[Place, ...]:
    """Every school with every major of a plan, or as narrowed; only where somebody is."""
    schools = [school] if school else sorted(data.schools())
    majors = [major_code] if major_code else sorted({plan.major_code for plan in on.shelf.plans.values()})
    found = (Place(one, other, enrolments.count(one, other)) for one in schools for other in majors)
    return tuple(place for place in found if place.tickets)


def rows(everywhere: Iterable[Place], on: Basis, summary: Summary) -> Iterator[list[str]]:
    for person in _in_flight(_person, _listed(everywhere)):
        for ref in person.refs:
            ticket = _ticket(person.record, ref)
            if person.record is None or ticket is None:
                summary.lost += 1
                continue
            if (ticket.school, ticket.major_code) != (person.place.school, person.place.major_code):
                continue  # the ticket moved: an import writes the new entry, and nothing deletes the old one
            audit = _audit(person.record, ticket, on)
            summary.add(audit)
            yield row_of(person.record.head, ticket, audit)


def _listed(everywhere: Iterable[Place]) -> Iterator[tuple[Place, Cid, tuple[TicketRef, ...]]]:
    for place in everywhere:
        listed = enrolments.of(place.school, place.major_code)
        for cid, found in groupby(listed, key=attrgetter("cid")):
            yield place, cid, tuple(one.ref for one in found)


def _person(listed: tuple[Place, Cid, tuple[TicketRef, ...]]) -> Person:
    place, cid, refs = listed
    try:
        return Person(place, people.load(cid), refs)
    except SignedOutError:
        return Person(place, None, refs)


def _ticket(record: Record | None, ref: TicketRef) -> Ticket | None:
    tickets = record.head.tickets if record else ()
    return next((ticket for ticket in tickets if ticket.ref == ref), None)


def _audit(record: Record, ticket: Ticket, on: Basis) -> DegreeAudit | None:
    if ticket.plan_id not in on.shelf.plans:
        return None
    held = record.transcript
    known = Transcript(transcripts.released(held, on.now), held.grants)
    compiled = program(on.shelf, ticket.plan_id, iso_day(on.day))
    return audit_degree(compiled, known, open_choices(record.head), now=on.day)


def _in_flight(work: Callable[[Thing], Found], things: Iterable[Thing]) -> Iterator[Found]:
    """Results in the order of things, `_AT_ONCE` of them under way."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        pending: deque[Future[Found]] = deque()
        for thing in things:
            pending.append(pool.submit(work, thing))
            if len(pending) == _AT_ONCE:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
