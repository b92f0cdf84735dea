"""The sparse index that says whose turn a case is (`w`, `ws`), and the row that its lists show."""

import msgspec

from chalicelib.domain.applications import Case
from chalicelib.domain.ids import Cid, No, SchoolCode
from chalicelib.domain.instants import Instant
from chalicelib.domain.stages import CITY
from chalicelib.domain.statuses import FeeState, State

RETURNED = "T#returned#0"
UNPAID = "T#fee#"


class WorkRow(msgspec.Struct, frozen=True, kw_only=True):
    """What a queue shows of a case: at most 700 bytes, people masked."""

    cid: Cid
    no: No
    business: str
    title: str
    name_masked: str
    ticket_masked: str
    school_name: str
    submitted_at: Instant
    since: Instant
    round: int
    state: State
    stage: str
    flags: tuple[str, ...] = ()


def queue(business: str, stage: str, school: SchoolCode) -> str:
    return f"Q#{business}#city" if stage == CITY else f"Q#{business}#{stage}#{school}"


def unpaid(school: SchoolCode) -> str:
    """Of a school, because it may decide at any time to take its fee itself."""
    return f"{UNPAID}{school}"


def unconfirmed(school: SchoolCode) -> str:
    """Nobody's turn but the candidate's."""
    return f"T#confirm#{school}"


def closed(business: str, term: str, school: SchoolCode) -> str:
    return f"Z#{business}#{term}#{school}"


def place(case: Case, due: Instant | None) -> tuple[str, str]:
    """Index key of a case in its state; `due` is when the clock must look at a returned or unpaid one again."""
    if case.state == State.UNDER_REVIEW and case.fee == FeeState.DUE:
        return unpaid(case.school), f"{due or case.since:013}#{case.no}"
    if case.is_unconfirmed:
        return unconfirmed(case.school), f"{case.since:013}#{case.no}"
    if case.state in (State.SUBMITTED, State.UNDER_REVIEW):
        return queue(case.business, case.stage, case.school), f"{case.since:013}#{case.no}"
    if case.state == State.RETURNED:
        return RETURNED, f"{due or case.since:013}#{case.no}"
    return closed(case.business, case.term, case.school), f"{case.state}#{case.since:013}#{case.no}"


def row(case: Case) -> str:
    shown = {name: getattr(case, name) for name in WorkRow.__struct_fields__}
    return msgspec.json.encode(WorkRow(**shown)).decode()
