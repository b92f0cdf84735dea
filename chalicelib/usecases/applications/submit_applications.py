"""Submit what was typed: one application per item, one batch, one transaction."""

from collections.abc import Callable
from typing import Any

import msgspec

from chalicelib import data
from chalicelib.domain import drafts, filings, messages, people
from chalicelib.domain.applications import Act, Change, Operation
from chalicelib.domain.filings import Numbers
from chalicelib.domain.ids import No, new_no
from chalicelib.domain.kinds import Filing, Kind, Pictures, Standing
from chalicelib.storage import cases, operations, submissions
from chalicelib.storage import drafts as stored_drafts
from chalicelib.storage import people as stored_people
from chalicelib.storage.gather import together
from chalicelib.usecases.applications.standings import Applicant, admission, standing_of

Entropy = Callable[[int], bytes]


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What a page sends: the business and ticket it is about, the notice that was read, the items, the drafts seen."""

    kind: Kind[Any, Any]
    ref: int
    notice_version: str
    items: tuple[Any, ...]
    drafts: dict[str, int] = {}


class Submitted(msgspec.Struct, frozen=True):
    no: No
    unit: str
    title: str


class Receipt(msgspec.Struct, frozen=True):
    """The answer: the batch and its applications, each with its 受理编号."""

    batch: No
    applications: tuple[Submitted, ...]


def submit_applications(who: Applicant, order: Order, op: Operation, entropy: Entropy) -> bytes:
    """The receipt as JSON; the same receipt again for the same operation."""
    return operations.once(op, lambda: _submitted(who, order, op, entropy))


def _submitted(who: Applicant, order: Order, op: Operation, entropy: Entropy) -> bytes:
    kind, wanted, steps = order.kind, order.kind.uploads(order.items), _steps(order)
    record, found = together(
        lambda: stored_people.load(who.cid, epoch=who.epoch), lambda: submissions.load(who.cid, wanted, drafts=steps)
    )
    ticket = people.ticket_of(record.head, order.ref)
    standing = standing_of(record, ticket, admission(kind.business, ticket, op.at), who, op.at)
    filings.require_notice(standing, order.notice_version)
    filings.require_ticket(record.head, ticket.ref, leaves=kind.leaves)
    filed = kind.file(standing, order.items, found.pictures)
    changes = _changes(kind, standing, filed, found.pictures, entropy)
    return cases.commit(
        Act(
            operation=msgspec.structs.replace(op, answer=msgspec.json.encode(_receipt(changes))),
            changes=messages.acknowledged(changes, data.promises()),
            cid=who.cid,
            head=record.head,
            own=True,
            drafts=stored_drafts.used_up(found.drafts, _seen(order)),
            dropped=filings.outlived(
                record.head, kind.business, {one.subject.unit for one in filed}, standing.window.term
            ),
            certificates=submissions.certificates(
                certificate for one in filed for certificate in kind.certificates(one.content, data)
            ),
        )
    )


def _changes(
    kind: Kind[Any, Any], standing: Standing, filed: tuple[Filing[Any], ...], pictures: Pictures, entropy: Entropy
) -> tuple[Change, ...]:
    batch, changes = new_no(standing.now, entropy(10)), []
    for filing in filed:
        filings.require_free(standing, kind.business, filing)
        numbers = Numbers(new_no(standing.now, entropy(10)), batch)
        changes.append(filings.submission(kind, standing, filing, pictures, numbers))
    return tuple(changes)


def _receipt(changes: tuple[Change, ...]) -> Receipt:
    sent = tuple(Submitted(one.after.no, one.after.unit, one.after.title) for one in changes)
    return Receipt(No(changes[0].after.batch), sent)


def _steps(order: Order) -> tuple[str, ...]:
    """The draft steps that this submission uses up."""
    steps = dict.fromkeys(step for item in order.items for step in order.kind.steps(item))
    return tuple(_key(order, step) for step in steps)


def _seen(order: Order) -> dict[str, int]:
    return {_key(order, step): ver for step, ver in order.drafts.items()}


def _key(order: Order, step: str) -> str:
    return stored_drafts.key(order.kind.business, order.ref, drafts.NEW, step)
