"""Where an application for graduation stands on its way, with dates: a pure function of the case."""

from typing import NamedTuple

import msgspec

from chalicelib.domain.applications import Case
from chalicelib.domain.instants import Instant
from chalicelib.domain.reviews import PASS
from chalicelib.domain.stages import CITY, SCHOOL, SIGNATURE
from chalicelib.domain.statuses import FeeState, State

DONE, NOW, AHEAD, FAILED = "done", "now", "ahead", "failed"
_WAITING = (State.SUBMITTED, State.UNDER_REVIEW)


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the way; `at` where its date is known."""

    key: str
    text: str
    state: str
    at: Instant | None = None


class _Step(NamedTuple):
    key: str
    text: str
    is_done: bool
    at: Instant | None


def track(case: Case, city: str) -> tuple[Mark, ...]:
    """已提交 → 学校初审 → 待缴费 → 已缴费 → 现场签字 → 市考办复审 → 毕业, by the decisions on the standing round.

    `city` is what the province calls that office; the steps of a fee stand only where one is asked.
    """
    passed = {line.stage: line.at for line in case.decisions if (line.round, line.outcome) == (case.round, PASS)}
    is_approved = case.state == State.APPROVED
    steps = (
        _Step("submitted", "已提交", True, case.submitted_at),
        _Step(SCHOOL, "学校初审", SCHOOL in passed, passed.get(SCHOOL)),
        *_fee(case, passed.get(SCHOOL)),
        _Step(SIGNATURE, "现场签字", SIGNATURE in passed, passed.get(SIGNATURE)),
        _Step(CITY, f"{city}复审", CITY in passed, passed.get(CITY)),
        _Step("approved", "毕业", is_approved, case.since if is_approved else None),
    )
    marks: list[Mark] = []
    turn = NOW if case.state in _WAITING else FAILED
    for step in steps:
        state = DONE if step.is_done else turn
        turn = turn if step.is_done else AHEAD
        at = step.at if step.is_done else case.since if state == FAILED else None
        marks.append(Mark(key=step.key, text=step.text, state=state, at=at))
    return tuple(marks)


def _fee(case: Case, asked: Instant | None) -> tuple[_Step, ...]:
    """The day of a payment is known to the case until its next step; the order keeps it."""
    if case.fee == FeeState.NONE and not _is_lapsed(case):
        return ()
    is_paid = case.fee == FeeState.PAID
    is_last = (case.state, case.stage) == (State.UNDER_REVIEW, SIGNATURE) and case.since != asked
    at = case.since if is_paid and is_last else None
    return (_Step("due", "待缴费", is_paid, asked), _Step("paid", "已缴费", is_paid, at))


def _is_lapsed(case: Case) -> bool:
    """Given back by no decision: the round passed, and then the time for paying was over."""
    last = case.decisions[-1] if case.decisions else None
    is_back = case.state in (State.RETURNED, State.EXPIRED)
    return bool(is_back and last and (last.round, last.outcome) == (case.round, PASS))
