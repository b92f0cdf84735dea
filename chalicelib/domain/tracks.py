"""Where an application stands that has a long way to go, with dates: a pure function of the case."""

from collections.abc import Mapping
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
    """One step of the way; `at` where its date is known. `note`: what is to be known while it is the next."""

    key: str
    text: str
    state: str
    at: Instant | None = None
    note: str = ""


class Beside(NamedTuple):
    """What the way shows of other things than the case: what the province calls the office of stage `city`; when the
    standing round was sent; whether the school's pass would ask the fee here; what is said where the school takes it.
    """

    city: str
    sent: Instant
    asks: bool = False
    at_school: str = ""


class _Step(NamedTuple):
    key: str
    text: str
    is_done: bool
    at: Instant | None
    note: str = ""


def track(case: Case, beside: Beside, end: str) -> tuple[Mark, ...]:
    """已提交 → 学校初审 → 待缴费 → 已缴费 → 现场签字 → 市考办复审 → `end`, by the decisions on the standing round.

    The steps of a fee stand where one is asked here, or will be; 本人确认 before the signature of what the office
    began; the city's where it decides. Without an end there is no way: the history says it all.
    """
    if not end:
        return ()
    passed = {line.stage: line.at for line in case.decisions if (line.round, line.outcome) == (case.round, PASS)}
    is_approved = case.state == State.APPROVED
    steps = (
        _Step("submitted", "已提交" if case.is_own else "已收到电子档案", True, beside.sent),
        _Step(SCHOOL, "学校初审", SCHOOL in passed, passed.get(SCHOOL)),
        *_fee(case, passed.get(SCHOOL), beside),
        *_confirmation(case),
        _Step(SIGNATURE, "现场签字", SIGNATURE in passed, passed.get(SIGNATURE), beside.at_school),
        *_city(case, passed, beside),
        _Step("approved", end, is_approved, case.since if is_approved else None),
    )
    marks: list[Mark] = []
    turn = NOW if case.state in _WAITING else FAILED
    for step in steps:
        state = DONE if step.is_done else turn
        turn = turn if step.is_done else AHEAD
        at = step.at if step.is_done else case.since if state == FAILED else None
        note = step.note if state == NOW else ""
        marks.append(Mark(key=step.key, text=step.text, state=state, at=at, note=note))
    return tuple(marks)


def _confirmation(case: Case) -> tuple[_Step, ...]:
    return () if case.is_own else (_Step("confirmed", "本人确认", bool(case.confirmed), case.confirmed_at),)


def _city(case: Case, passed: Mapping[str, Instant], beside: Beside) -> tuple[_Step, ...]:
    if CITY not in case.stages:
        return ()
    return (_Step(CITY, f"{beside.city}复审", CITY in passed, passed.get(CITY), beside.at_school),)


def _fee(case: Case, asked: Instant | None, beside: Beside) -> tuple[_Step, ...]:
    """What was paid stays paid over all rounds: the pass that asked it may be one of an earlier round."""
    if case.fee not in (FeeState.DUE, FeeState.PAID) and not beside.asks and not _is_lapsed(case):
        return ()
    is_paid = case.fee == FeeState.PAID
    if case.paid_at:
        passes = [one.at for one in case.decisions if (one.stage, one.outcome) == (SCHOOL, PASS)]
        asked = max((at for at in passes if at <= case.paid_at), default=asked)
    return (_Step("due", "待缴费", is_paid, asked), _Step("paid", "已缴费", is_paid, case.paid_at))


def _is_lapsed(case: Case) -> bool:
    """Given back by no decision: the round passed, and then the time for paying was over."""
    last = case.decisions[-1] if case.decisions else None
    is_back = case.state in (State.RETURNED, State.EXPIRED)
    return bool(is_back and last and (last.round, last.outcome) == (case.round, PASS))
