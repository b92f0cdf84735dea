"""The degree audit of one ticket, with the other versions of the major and up to three other majors. One call."""

from chalicelib.domain import people
from chalicelib.domain.degrees.questions import Question
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import Instant
from chalicelib.storage import people as stored_people
from chalicelib.usecases.degrees.auditing import AuditView, Subject, audit_view


def show_audit(cid: Cid, epoch: int, ref: int, question: Question, now: Instant) -> AuditView:
    """Raises UnknownError for a ticket not one's own, IncompleteError for what the plan does not offer."""
    record = stored_people.load(cid, epoch=epoch)
    ticket = people.ticket_of(record.head, ref)
    return audit_view(Subject(head=record.head, ticket=ticket, transcript=record.transcript), question, now)
