"""Submit exemptions of several courses: one application per unit, one batch, one transaction."""

from collections.abc import Callable

import msgspec

from chalicelib.domain import catalogue, drafts, exemptions
from chalicelib.domain.applications import Act, Change, Operation
from chalicelib.domain.exemptions import Item, Standing
from chalicelib.domain.ids import No, TicketRef, new_no
from chalicelib.domain.windows import Business
from chalicelib.storage import cases, operations, submissions
from chalicelib.storage import drafts as stored_drafts
from chalicelib.storage import people as stored_people
from chalicelib.storage.gather import together
from chalicelib.storage.submissions import Gathered
from chalicelib.usecases.exemptions import judging
from chalicelib.usecases.exemptions.standings import Applicant, standing_of

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


def submit_exemptions(who: Applicant, ref: int, form: Submission, op: Operation, entropy: Entropy) -> bytes:
    """The receipt as JSON; the same receipt again for the same operation."""
    return operations.once(op, lambda: _submitted(who, ref, form, op, entropy))


def _submitted(who: Applicant, ref: int, form: Submission, op: Operation, entropy: Entropy) -> bytes:
    sent = [credential for item in form.items for credential in item.credentials]
    uploads = catalogue.pictures_of(sent)
    record, found = together(
        lambda: stored_people.load(who.cid, epoch=who.epoch), lambda: submissions.load(who.cid, uploads)
    )
    standing = standing_of(record, ref, who, op)
    changes, receipt = _changes(standing, form, found, entropy)
    answered = msgspec.structs.replace(op, answer=msgspec.json.encode(receipt))
    units = {change.after.unit for change in changes}
    return cases.commit(
        Act(
            operation=answered,
            changes=changes,
            cid=who.cid,
            head=record.head,
            own=True,
            drafts=_steps(standing.ticket.ref, form),
            dropped=exemptions.outlived(record.head, units, standing.window.term),
            certificates=judging.certificates(sent),
        )
    )


def _changes(
    standing: Standing, form: Submission, found: Gathered, entropy: Entropy
) -> tuple[tuple[Change, ...], Receipt]:
    exemptions.require_notice(standing, form.notice_version)
    batch, changes = new_no(standing.now, entropy(10)), []
    for unit, round_ in judging.rounds(standing, form.items, found.pictures):
        exemptions.require_free(standing, unit)
        case = exemptions.case_of(standing, unit, (new_no(standing.now, entropy(10)), batch))
        changes.append(exemptions.submission(case, round_, standing.by))
    sent = tuple(Submitted(one.after.no, one.after.unit, one.after.title) for one in changes)
    return tuple(changes), Receipt(batch, sent)


def _steps(ref: TicketRef, form: Submission) -> tuple[str, ...]:
    """The draft steps that this submission uses up."""
    steps = ["courses", *(f"u-{item.unit}" for item in form.items)]
    return tuple(stored_drafts.key(Business.EXEMPTION, ref, drafts.NEW, step) for step in steps)
