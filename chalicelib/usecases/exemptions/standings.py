"""Who applies, and everything the rules need to know at that instant."""

import msgspec

from chalicelib import data
from chalicelib.domain import exemption_needs, exemption_rules, people, windows
from chalicelib.domain.applications import Case, Operation
from chalicelib.domain.audit import Actor
from chalicelib.domain.degrees.programs import program
from chalicelib.domain.degrees.records import iso_day
from chalicelib.domain.exemption_needs import Holder, Need
from chalicelib.domain.exemptions import Standing
from chalicelib.domain.ids import Cid, CourseCode
from chalicelib.domain.statuses import State
from chalicelib.domain.windows import Business
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


def standing_of(record: Record, ref: int, who: Applicant, op: Operation, mending: Case | None = None) -> Standing:
    """Raises UnknownError for a ticket not one's own, WindowClosedError outside the time allowed.

    A returned case may be mended until the correction deadline of its own window, open or not.
    """
    current = stored_windows.load(op.at)
    ticket = people.ticket_of(record.head, ref)
    if mending and mending.state == State.RETURNED:
        window = windows.require_correctable(current, mending.window, ticket.school, op.at)
    else:
        window = windows.require_open(current, Business.EXEMPTION, ticket.school, op.at)
    shelf = library.having(ticket.plan_id, op.at)
    plan = shelf.plan(ticket.plan_id)
    return Standing(
        head=record.head,
        ticket=ticket,
        program=program(shelf, plan.id, iso_day(op.at)),
        plan_rev=shelf.rev_of(plan.id),
        transcript=record.transcript,
        window=window,
        window_rev=current.rev,
        now=op.at,
        by=who.actor,
        required_passes=exemption_rules.required_passes(data.exemption_rules(), plan.province),
    )


def needs_of(standing: Standing) -> dict[CourseCode, Need]:
    """Which courses this person need not, or may not, apply for."""
    known = open_choices(standing.head)
    holder = Holder(standing.program, standing.transcript, known, standing.ticket.ref, standing.now)
    return exemption_needs.needs(data.exemption_rules(), holder)
