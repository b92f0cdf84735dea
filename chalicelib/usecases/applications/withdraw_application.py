"""Take an application back while nobody has decided and nobody looks at it."""

import msgspec

from chalicelib.domain import own_acts
from chalicelib.domain.applications import Act, Operation
from chalicelib.domain.audit import Actor
from chalicelib.domain.errors import ConflictError, UnknownError
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.statuses import TEXTS
from chalicelib.storage import cases, operations, submissions
from chalicelib.storage import people as stored_people
from chalicelib.storage.gather import together


class Withdrawn(msgspec.Struct, frozen=True):
    no: No
    state: str
    state_text: str


def withdraw_application(by: Actor, epoch: int, no: No, ver: int, op: Operation) -> bytes:
    """The new state as JSON. Raises ConflictError unless `ver` is the version that the page showed."""
    return operations.once(op, lambda: _withdrawn(by, epoch, no, ver, op))


def _withdrawn(by: Actor, epoch: int, no: No, ver: int, op: Operation) -> bytes:
    cid = Cid(by.id)
    record, found = together(lambda: stored_people.load(cid, epoch=epoch), lambda: submissions.load(cid, no=no))
    case = found.case
    if case is None:
        raise UnknownError("没有找到这个申请")
    if case.ver != ver:
        raise ConflictError
    change = own_acts.withdrawn(case, by, op.at)
    answer = msgspec.json.encode(Withdrawn(no, change.after.state, TEXTS[change.after.state]))
    operation = msgspec.structs.replace(op, answer=answer)
    return cases.commit(Act(operation=operation, changes=(change,), cid=cid, head=record.head, own=True))
