"""Agree to what the courses from elsewhere become here: the school records the signature only then."""

import msgspec

from chalicelib.domain import filings, own_acts
from chalicelib.domain import transfer_in_reading as reading
from chalicelib.domain.applications import Act, Operation
from chalicelib.domain.audit import Actor
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.statuses import told
from chalicelib.domain.transfer_in import KIND
from chalicelib.domain.transfer_in_courses import basis_of
from chalicelib.storage import cases, operations
from chalicelib.usecases.reviews.matters import matter_of
from chalicelib.usecases.transfers import arrivals


class Agreed(msgspec.Struct, frozen=True):
    """What the page showed: the version of the case, and the digest of what each course becomes."""

    ver: int
    basis: str


class Confirmed(msgspec.Struct, frozen=True):
    no: No
    state: str
    state_text: str


def confirm_transfer_in(by: Actor, epoch: int, case_id: tuple[int, No], agreed: Agreed, op: Operation) -> bytes:
    """The new state as JSON. `case_id`: ticket and number. Raises ConflictError unless what was shown holds still."""
    return operations.once(op, lambda: _confirmed(by, epoch, case_id, agreed, op))


def _confirmed(by: Actor, epoch: int, case_id: tuple[int, No], agreed: Agreed, op: Operation) -> bytes:
    cid, (ref, no) = Cid(by.id), case_id
    record, file = arrivals.load(cid, epoch, ref, no)
    case = file.case
    filings.require_version(case, agreed.ver)
    basis = basis_of(reading.found_of(KIND.content_of(file.rounds[-1]), matter_of(file, record, op.at)))
    change = own_acts.confirmed(case, basis, by, op.at)
    if basis != agreed.basis:
        raise ConflictError("课程的核对结果刚刚有变化，请刷新页面，重新核对后确认")
    after = change.after
    answer = Confirmed(no, after.state, told(after.state, after.fee, unconfirmed=after.is_unconfirmed))
    operation = msgspec.structs.replace(op, answer=msgspec.json.encode(answer))
    return cases.commit(Act(operation=operation, changes=(change,), cid=cid, head=record.head, own=True))
