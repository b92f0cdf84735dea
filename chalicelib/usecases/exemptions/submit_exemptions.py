"""Submit exemptions of several courses: one application per unit, one batch, one transaction."""

from collections.abc import Callable

import msgspec

from chalicelib import data
from chalicelib.domain import drafts, exemptions, people, windows
from chalicelib.domain.applications import Change, Operation
from chalicelib.domain.exemptions import Item, Standing
from chalicelib.domain.ids import Cid, No, TicketRef, new_no
from chalicelib.domain.windows import Business
from chalicelib.storage import cases, submissions
from chalicelib.storage import drafts as stored_drafts
from chalicelib.storage import people as stored_people
from chalicelib.storage import windows as stored_windows
from chalicelib.storage.gather import together
from chalicelib.storage.submissions import Gathered
from chalicelib.usecases.exemptions import judging

Entropy = Callable[[int], bytes]


class Submission(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of the request."""

    notice_version: str
    items: tuple[Item, ...]


class Submitted(msgspec.Struct, frozen=True):
    no: No
    unit: str
    title: str


class Receipt(msgspec.Struct, frozen=True):
    """The answer: the batch and its applications, each with its 受理编号."""

    batch: No
    applications: tuple[Submitted, ...]


def submit_exemptions(who: tuple[Cid, int], ref: int, form: Submission, op: Operation, entropy: Entropy) -> bytes:
    """The receipt as JSON; the same receipt again for the same operation. `who` is person and epoch."""
    cid, epoch = who
    wanted = [upload for item in form.items for one in item.credentials for upload in one.uploads]
    record, found = together(
        lambda: stored_people.load(cid, epoch=epoch), lambda: submissions.load(cid, op, wanted)
    )
    if found.answer is not None:
        return found.answer
    current = stored_windows.load(op.at)
    ticket = people.ticket_of(record.head, ref)
    window = windows.require_open(current, Business.EXEMPTION, ticket.school, op.at)
    standing = judging.standing(record, ticket, window, current.rev, op.at)
    changes, receipt = _changes(standing, form, found, entropy, op.key)
    answered = msgspec.structs.replace(op, answer=msgspec.json.encode(receipt))
    extras = (_steps(standing.ticket.ref, form), judging.certificates(form.items))
    return cases.commit(exemptions.act_of(answered, record.head, changes, extras))


def _changes(
    standing: Standing, form: Submission, found: Gathered, entropy: Entropy, key: str
) -> tuple[tuple[Change, ...], Receipt]:
    items = judging.judged(standing, form, found.pictures)
    batch = new_no(standing.now, entropy(10))
    changes = []
    for unit, round_ in items:
        case = exemptions.case_of(standing, unit, (new_no(standing.now, entropy(10)), batch))
        changes.append(exemptions.submission(case, round_, judging.actor(standing), key))
    sent = tuple(Submitted(one.after.no, one.after.unit, one.after.title) for one in changes)
    return tuple(changes), Receipt(batch, sent)


def _steps(ref: TicketRef, form: Submission) -> tuple[str, ...]:
    """The draft steps that this submission uses up."""
    steps = ["courses", *(f"u-{item.unit}" for item in form.items)]
    return tuple(stored_drafts.key(Business.EXEMPTION, ref, drafts.NEW, step) for step in steps)
