"""Who applies, and everything the rules need to know at that instant."""

from typing import NamedTuple

import msgspec

from chalicelib import data
from chalicelib.domain import windows
from chalicelib.domain.applications import Case
from chalicelib.domain.audit import Actor
from chalicelib.domain.degrees.programs import program
from chalicelib.domain.degrees.records import iso_day
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import Instant
from chalicelib.domain.kinds import Standing
from chalicelib.domain.library import Library
from chalicelib.domain.people import Head, Ticket
from chalicelib.domain.statuses import State
from chalicelib.domain.transcripts import Transcript
from chalicelib.domain.windows import Business, Window
from chalicelib.storage import library
from chalicelib.storage import windows as stored_windows
from chalicelib.storage.people import Record
from chalicelib.usecases.degrees.auditing import open_choices


class Applicant(msgspec.Struct, frozen=True):
    """The actor as the audit trail will name it, and the epoch of the session."""

    actor: Actor
    epoch: int

    @property
    def cid(self) -> Cid:
        return Cid(self.actor.id)


class Admission(NamedTuple):
    """The window that lets a submission in, and the revision of the windows that says so."""

    window: Window
    rev: int


def admission(business: Business, ticket: Ticket, now: Instant, mending: Case | None = None) -> Admission:
    """Raises WindowClosedError outside the time allowed.

    A returned case may be mended until the correction deadline of its own window, open or not; a case stays with the
    school that has it.
    """
    current, school = stored_windows.load(now), mending.school if mending else ticket.school
    if mending and mending.state == State.RETURNED:
        return Admission(windows.require_correctable(current, mending.window, school, now), current.rev)
    return Admission(windows.require_open(current, business, school, now), current.rev)


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The record and the rules of this moment, for whoever only looks."""

    head: Head
    library: Library
    transcript: Transcript
    now: Instant


def ground_of(record: Record, ticket: Ticket, now: Instant) -> Reading:
    shelf = library.having(ticket.plan_id, now)
    return Reading(head=record.head, library=shelf, transcript=record.transcript, now=now)


def standing_of(record: Record, ticket: Ticket, admitted: Admission, who: Applicant, now: Instant) -> Standing:
    shelf = library.having(ticket.plan_id, now)
    return Standing(
        head=record.head,
        ticket=ticket,
        library=shelf,
        program=program(shelf, ticket.plan_id, iso_day(now)),
        transcript=record.transcript,
        window=admitted.window,
        window_rev=admitted.rev,
        now=now,
        by=who.actor,
        choices=open_choices(record.head),
        books=data,
    )
