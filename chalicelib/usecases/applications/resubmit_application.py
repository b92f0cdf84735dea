"""Send the next round of one application: a change while 待审核, a mended return, or 重新提交 after a rejection."""

from typing import Any

import msgspec

from chalicelib import data
from chalicelib.domain import filings, messages, people
from chalicelib.domain.applications import Act, Case, Operation
from chalicelib.domain.errors import UnknownError
from chalicelib.domain.ids import No
from chalicelib.domain.kinds import Kind
from chalicelib.domain.statuses import TEXTS
from chalicelib.storage import cases, operations, submissions
from chalicelib.storage import drafts as stored_drafts
from chalicelib.storage import people as stored_people
from chalicelib.storage.gather import together
from chalicelib.usecases.applications.standings import Applicant, admission, standing_of


class NextRound(msgspec.Struct, frozen=True, kw_only=True):
    """What a page sends; `ver` is the version of the case that it showed."""

    kind: Kind[Any, Any]
    ref: int
    no: No
    ver: int
    item: Any
    drafts: dict[str, int] = {}


class Resubmitted(msgspec.Struct, frozen=True):
    no: No
    round: int
    state: str
    state_text: str


def resubmit_application(who: Applicant, sent: NextRound, op: Operation) -> bytes:
    """The new state as JSON; the same answer again for the same operation."""
    return operations.once(op, lambda: _resubmitted(who, sent, op))


def _resubmitted(who: Applicant, sent: NextRound, op: Operation) -> bytes:
    kind, wanted = sent.kind, sent.kind.uploads((sent.item,))
    steps = [_key(sent, step) for step in kind.steps(sent.item)]
    record, found = together(
        lambda: stored_people.load(who.cid, epoch=who.epoch), lambda: submissions.load(who.cid, wanted, sent.no, steps)
    )
    case = _require(found.case, sent)
    ticket = people.ticket_of(record.head, case.ref)
    admitted = admission(kind.business, ticket, op.at, mending=case)
    filings.require_ticket(record.head, ticket.ref, leaves=kind.leaves, besides=case.no)
    standing = standing_of(record, ticket, admitted, who, op.at)
    [filing] = kind.file(standing, (sent.item,), found.pictures)
    change = filings.resubmission(kind, standing, filing, found.pictures, case)
    answer = Resubmitted(case.no, change.after.round, change.after.state, TEXTS[change.after.state])
    return cases.commit(
        Act(
            operation=msgspec.structs.replace(op, answer=msgspec.json.encode(answer)),
            changes=messages.acknowledged((change,), data.promises()),
            cid=who.cid,
            head=record.head,
            own=True,
            drafts=stored_drafts.used_up(found.drafts, {_key(sent, step): ver for step, ver in sent.drafts.items()}),
            certificates=submissions.certificates(kind.certificates(filing.content, data)),
        )
    )


def _key(sent: NextRound, step: str) -> str:
    return stored_drafts.key(sent.kind.business, sent.ref, sent.no, step)


def _require(case: Case | None, sent: NextRound) -> Case:
    """A number of another business or ticket is a number nobody has."""
    if case is None or (case.business, case.ref) != (sent.kind.business, sent.ref):
        raise UnknownError("没有找到这个申请")
    filings.require_version(case, sent.ver)
    return case
