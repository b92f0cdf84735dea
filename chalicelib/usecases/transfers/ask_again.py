"""What each hour does for those who wait to sign: whoever confirmed something else than there is now is asked again."""

from collections import Counter
from functools import partial
from typing import Final

from chalicelib import data, observability
from chalicelib.domain import own_acts
from chalicelib.domain.applications import Act, Operation
from chalicelib.domain.audit import CLOCK
from chalicelib.domain.errors import DomainError
from chalicelib.domain.instants import Instant
from chalicelib.domain.stages import SIGNATURE
from chalicelib.domain.transfer_in import KIND
from chalicelib.domain.transfer_in_courses import basis_of
from chalicelib.domain.transfer_in_reading import found_of
from chalicelib.storage import cases, people, queues, work
from chalicelib.storage.gather import together
from chalicelib.storage.work import WorkRow
from chalicelib.usecases.clock.unbroken import unbroken
from chalicelib.usecases.reviews.matters import matter_of

# So many that wait for their signature are looked at in an hour, those of each school that have waited longest.
LOOKED_AT_MOST: Final = 600


def ask_again(now: Instant) -> Counter[str]:
    """How many were `asked`, or `refused` for the moment; run as often as you like. Two reads a case in one wait."""
    schools = data.schools()
    share = LOOKED_AT_MOST // len(schools)
    rows = [row for school in schools for row in queues.page(work.queue(KIND.business, SIGNATURE, school), share)]
    done = Counter(unbroken(partial(_looked_at, row, now), "not asked again", no=row.no) for row in rows)
    return Counter({name: count for name, count in done.items() if name != "stands"})


def _looked_at(row: WorkRow, now: Instant) -> str:
    """The index is a hint: the case is read again. A case that moves meanwhile is looked at in an hour."""
    record, file = together(lambda: people.load(row.cid), lambda: cases.load(row.cid, row.no))
    case, matter = file.case, matter_of(file, record, now)
    if not own_acts.is_outdated(case, basis_of(found_of(KIND.content_of(matter.round), matter))):
        return "stands"
    change = own_acts.asked_again(case, CLOCK, now)
    operation = Operation(actor=CLOCK.id, key="", request="", at=now)
    try:
        cases.commit(Act(operation=operation, changes=(change,), cid=case.cid))
    except DomainError as refused:
        observability.log("not asked again", no=row.no, code=refused.code)
        return "refused"
    return "asked"
