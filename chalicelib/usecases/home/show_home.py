"""Home: the ticket, what waits for the candidate, how far the degree is, which businesses are open. One call."""

import msgspec

from chalicelib import data
from chalicelib.domain import home, people, transcripts
from chalicelib.domain.degrees.audit import judge_degree
from chalicelib.domain.degrees.programs import program
from chalicelib.domain.degrees.records import iso_day
from chalicelib.domain.degrees.results import Outcome, verdict_text
from chalicelib.domain.home import Attention, BusinessLine, UnderWay
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import Instant, term
from chalicelib.domain.people import Head, Ticket
from chalicelib.domain.transcripts import Sheet, Transcript
from chalicelib.storage import library
from chalicelib.storage import people as stored_people
from chalicelib.storage import windows as stored_windows
from chalicelib.usecases.degrees.auditing import open_choices
from chalicelib.usecases.orders.list_orders import dues_of


class TicketView(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket for its holder: the number in full and as pages repeat it. `leaving`: whether its scores are to leave
    the province, or have."""

    ref: int
    number: str
    number_masked: str
    plan_id: str
    major_code: str
    major_name: str
    level: str
    school_name: str
    leaving: str


class ScoresLine(msgspec.Struct, frozen=True, kw_only=True):
    """The quick entries 当次成绩 and 历次成绩."""

    latest_session: str | None
    latest_count: int
    earlier_count: int


class DegreeLine(msgspec.Struct, frozen=True, kw_only=True):
    """离毕业还差, in short. `at_least`: more may be owed; `inferred`: it rests on rules that no source states.

    `ended`: the ISO date on which graduating by this version ended, "" while it goes on.
    """

    plan_id: str
    version: str
    outcome: Outcome
    text: str
    units: int
    exams: int
    at_least: bool
    inferred: bool
    ended: str


class HomeView(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    id_masked: str
    ticket: TicketView
    tickets: tuple[TicketView, ...]
    attention: tuple[Attention, ...]
    under_way: tuple[UnderWay, ...]
    businesses: tuple[BusinessLine, ...]
    scores: ScoresLine
    degree: DegreeLine | None
    term: str
    unread: int


def show_home(cid: Cid, epoch: int, ref: int, now: Instant) -> HomeView:
    """Raises SignedOutError for a session of an earlier epoch, UnknownError for a ticket not one's own."""
    record = stored_people.load(cid, epoch=epoch)
    head, ticket = record.head, people.ticket_of(record.head, ref)
    current, transcript = stored_windows.load(now), record.transcript
    return HomeView(
        name=head.name,
        id_masked=head.id_masked,
        ticket=ticket_view(head, ticket),
        tickets=tickets_view(head),
        attention=home.attention(head, dues_of(head, now), current, now),
        under_way=home.under_way(head, data.promises(), now),
        businesses=home.businesses(head, current, ticket, now),
        scores=_scores(transcripts.released(transcript, now)),
        degree=None if people.has_left(head, ticket.ref) else _degree(head, ticket, transcript, now),
        term=term(now),
        unread=head.unread,
    )


def ticket_view(head: Head, ticket: Ticket) -> TicketView:
    return TicketView(
        ref=ticket.ref,
        number=ticket.number,
        number_masked=people.mask_ticket(ticket.number),
        plan_id=ticket.plan_id,
        major_code=ticket.major_code,
        major_name=ticket.major_name,
        level=ticket.level,
        school_name=ticket.school_name,
        leaving=people.leaving_text(head, ticket.ref),
    )


def tickets_view(head: Head) -> tuple[TicketView, ...]:
    return tuple(ticket_view(head, ticket) for ticket in head.tickets)


def _scores(sheets: tuple[Sheet, ...]) -> ScoresLine:
    latest = sheets[0].session if sheets else None
    counts = [(sheet.session == latest, len(sheet.rows)) for sheet in sheets]
    return ScoresLine(
        latest_session=latest,
        latest_count=sum(rows for is_latest, rows in counts if is_latest),
        earlier_count=sum(rows for is_latest, rows in counts if not is_latest),
    )


def _degree(head: Head, ticket: Ticket, transcript: Transcript, now: Instant) -> DegreeLine | None:
    """None for a ticket whose plan nobody has entered."""
    shelf = library.having(ticket.plan_id, now)
    plan = shelf.plans.get(ticket.plan_id)
    if plan is None:
        return None
    compiled = program(shelf, plan.id, iso_day(now))
    verdict = judge_degree(compiled, transcript, open_choices(head), now=now)
    return DegreeLine(
        plan_id=plan.id,
        version=plan.version,
        outcome=verdict.outcome,
        text=verdict_text(verdict),
        units=verdict.units,
        exams=verdict.exams,
        at_least=verdict.at_least,
        inferred=verdict.inferred,
        ended=compiled.ended,
    )
