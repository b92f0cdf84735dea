"""An approval of somebody who is there, and its 查验码; nobody is real."""

from typing import Any

import msgspec

from chalicelib.domain.applications import Change, step
from chalicelib.domain.audit import CLOCK
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import HOUR, Instant, later
from chalicelib.domain.statuses import Event
from chalicelib.storage import cases, people
from tests.builders import CID, NOW, a_number, a_submission, an_act, an_operation

MOVES = {"passed": Event.PASS, "approved": Event.APPROVE}


def approve(cid: Cid = CID, *, seed: int = 1, at: Instant = NOW, **changes: Any) -> No:
    """An application that is through both stages, an hour before."""
    before, head = later(at, -HOUR), people.load(cid).head
    sent = a_submission(seed, cid=cid, since=before, submitted_at=before, **changes)
    cases.commit(an_act(sent, cid=cid, head=head, operation=an_operation("", actor=cid)))
    case = sent.after
    for event in MOVES.values():
        case = move(case.no, event, cid=cid, at=before)
    return a_number(seed)


def move(no: No, event: Event, *, cid: Cid = CID, at: Instant = NOW) -> Any:
    """One step along the table, whoever takes it."""
    case = cases.load(cid, no).case
    stage = "city" if event == Event.PASS else case.stage
    after, told = step(case, event, msgspec.structs.replace(case, stage=stage, since=at), CLOCK)
    change = Change(before=case, after=after, event=told)
    cases.commit(an_act(change, cid=cid, head=None, own=False, operation=an_operation("", actor=CLOCK.id)))
    return after
