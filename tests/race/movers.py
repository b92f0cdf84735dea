"""Who leaves the province in the races."""

import os
from functools import partial

from chalicelib.domain.applications import Operation
from chalicelib.domain.ids import Cid
from chalicelib.domain.transfer_out import KIND
from chalicelib.usecases.applications.submit_applications import Order, submit_applications
from chalicelib.usecases.transfers.show_transfer_out import show_transfer_out
from tests import transferring
from tests.builders import NOW
from tests.race import acting
from tests.race.conftest import Doing


def order(cid: Cid) -> Order:
    """With everything that can leave ticked."""
    shown = tuple(one for line in show_transfer_out(cid, 1, 1, NOW).lines for one in line.records)
    return Order(kind=KIND, ref=1, notice_version="2026-1", items=(transferring.typed({}, records=shown, shown=shown),))


def submission(cid: Cid, sent: Order, operation: Operation | None = None) -> Doing:
    return partial(submit_applications, acting.applicant(cid), sent, operation or acting.op(cid, at=NOW), os.urandom)


def leaving(cid: Cid) -> Doing:
    return submission(cid, order(cid))
