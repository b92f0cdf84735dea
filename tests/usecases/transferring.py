"""A candidate whose 考籍 leaves the province, and the desks that decide it."""

import json
from typing import Any

from chalicelib.domain.ids import No
from chalicelib.domain.instants import HOUR
from chalicelib.domain.transfer_out import KIND
from chalicelib.domain.transfer_out_forms import Target, Typed
from chalicelib.storage import people
from chalicelib.usecases.applications.resubmit_application import NextRound, resubmit_application
from chalicelib.usecases.applications.submit_applications import submit_applications
from chalicelib.usecases.transfers.show_transfer_out import show_transfer_out
from tests import transferring
from tests.builders import CID, NOW, a_head, a_sheet
from tests.transferring import CODES
from tests.usecases.acting import CITY_DESK, SCHOOL_DESK, WHO, an_order, at, entropy
from tests.usecases.graduating import approve

DESKS = (SCHOOL_DESK, SCHOOL_DESK, CITY_DESK)


def put_mover(*codes: str, **head: Any) -> None:
    """A few passes of one ticket, nothing else."""
    people.create(a_head(**head), "000000199001011234")
    people.put_sheet(CID, a_sheet(codes=codes or CODES))


def typed(ref: int = 1, **changes: Any) -> Typed:
    """As somebody ticks who has just looked at the page; fields of the target by their names."""
    shown = show_transfer_out(CID, 1, ref, NOW).lines
    target: dict[str, Any] = {name: changes.pop(name) for name in Target.__struct_fields__ if name in changes}
    ticked = tuple(line.record for line in shown if not line.reason)
    given = {"records": ticked, "shown": tuple(one for line in shown for one in line.records)} | changes
    return transferring.typed(target, **given)


def submit(op: Any = None, ref: int = 1, **changes: Any) -> No:
    order = an_order(typed(ref, **changes), kind=KIND, ref=ref)
    return No(json.loads(submit_applications(WHO, order, op or at(0), entropy))["applications"][0]["no"])


def again(no: No, ver: int, op: Any = None, **changes: Any) -> Any:
    sent = NextRound(kind=KIND, ref=1, no=no, ver=ver, item=typed(**changes))
    return json.loads(resubmit_application(WHO, sent, op or at(HOUR)))


def leave(**changes: Any) -> No:
    """Submitted, passed, signed and approved."""
    no = submit(**changes)
    for desk in DESKS:
        approve(no, desk)
    return no
