"""Who may decide what about a case, and what a decision does to it (architecture § 4)."""

import msgspec

from chalicelib.domain import messages
from chalicelib.domain.applications import ROUNDS_MOST, Case, Change, Message, step
from chalicelib.domain.audit import Actor
from chalicelib.domain.decisions import Decision, DecisionLine
from chalicelib.domain.errors import (
    ConflictError,
    DecidedAlreadyError,
    FieldFault,
    ForbiddenError,
    IncompleteError,
    UnknownError,
    WrongStateError,
)
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import Instant, day_text
from chalicelib.domain.stages import CITY, SIGNATURE, Offices, Stages, desk, following
from chalicelib.domain.statuses import TEXTS, Event, FeeState, State, fee_after
from chalicelib.domain.subjects import Snapshot
from chalicelib.domain.transcripts import Grant

PASS, RETURN, REJECT = "pass", "return", "reject"
OUTCOMES = {PASS: "通过", RETURN: "退回补正", REJECT: "不通过"}
FEE_FIRST = "请在缴费时间内完成缴费。"
UNCONFIRMED = "考生尚未在平台确认，确认后才能现场签字"
CONFIRM_FIRST = "请先核对课程并在线确认，确认后才能到校签字。"
AGAIN, ASK_SCHOOL = "在办理时间内可以修改后重新提交", "有疑问请联系主考学校"


class Scope(msgspec.Struct, frozen=True):
    """Whose turn a staff member may take: the cases of some schools at stage `school`, or stage `city`."""

    stage: str
    schools: tuple[SchoolCode, ...] = ()


def within(scope: Scope, case: Case) -> bool:
    """Whether a case at its present stage belongs to this scope."""
    if desk(case.stage) != scope.stage:
        return False
    return scope.stage == CITY or case.school in scope.schools


def awaits(scope: Scope, case: Case) -> bool:
    """Whether somebody of this scope is to decide it now: what was returned, is unpaid or closed waits for nobody."""
    return within(scope, case) and case.state in (State.SUBMITTED, State.UNDER_REVIEW) and case.fee != FeeState.DUE


def readable(scope: Scope, case: Case) -> bool:
    """A school goes on seeing its own candidates' cases after they went to the city."""
    return scope.stage == CITY or case.school in scope.schools


def require_visible(case: Case, scope: Scope, by: Actor) -> None:
    """Outside one's scope, and about oneself, there is no case: raises UnknownError as for a number nobody has."""
    if not readable(scope, case) or by.person == case.person:
        raise UnknownError("没有找到这个申请")


def require_decidable(case: Case, scope: Scope, by: Actor, *, ver: int, digest: str) -> None:
    """Raises unless `by` may decide this very version: turn, scope, state, and other eyes at the last of several.

    A signature is witnessed by the school that has judged; the candidate's own hand is the other.
    """
    require_visible(case, scope, by)
    if case.ver != ver or case.digest != digest:
        raise _overtaken(case, ver)
    require_awaited(case, scope, by)


def require_awaited(case: Case, scope: Scope, by: Actor) -> None:
    """Raises ForbiddenError out of turn and where others must decide, and WrongStateError where no decision is due."""
    if not within(scope, case):
        raise ForbiddenError("此件不在您的审核环节")
    _require_paid(case)
    if not awaits(scope, case):
        raise WrongStateError
    if found := _same_eyes(case, by):
        raise found


def _require_paid(case: Case) -> None:
    if case.fee == FeeState.DUE:
        raise WrongStateError("考生尚未缴费，缴费后才能继续办理")


def require_confirmed(case: Case) -> None:
    """What arrived is passed after the candidate's own yes; who disagrees asks the school, which may reject it."""
    if case.is_unconfirmed:
        raise WrongStateError(UNCONFIRMED)


def _overtaken(case: Case, ver: int) -> ConflictError | DecidedAlreadyError:
    last = case.decisions[-1] if case.decisions else None
    if last and case.ver > ver and last.at == case.since:
        return DecidedAlreadyError(decided_text(last))
    return ConflictError("考生刚刚更新了此件，请刷新后按最新内容审核")


def decided_text(line: DecisionLine) -> str:
    outcome = OUTCOMES[line.outcome]
    return f"此件已由{line.staff_name}于 {day_text(line.at)} 处理：{outcome}"


def is_approval(case: Case, outcome: str) -> bool:
    """A pass of the last stage is the approval: it grants what was asked for and wants a fresh code."""
    return outcome == PASS and following(case.stages, case.stage) is None


def _same_eyes(case: Case, by: Actor) -> ConflictError | ForbiddenError | None:
    """The last stage's decision stands on the first's pass of the same round and digest, by another human elsewhere."""
    if case.stage in (case.stages[0], SIGNATURE) or following(case.stages, case.stage):
        return None
    first = first_pass(case)
    if first is None:
        return ConflictError("没有找到本轮的学校初审记录，不能终审")
    if first.person == by.person or first.organisation == by.organisation:
        return ForbiddenError("初审与终审须由不同单位的不同人员完成")
    return None


def barred(case: Case, scope: Scope, by: Actor) -> str:
    """Why a decision that this desk is to take is not `by`'s to take; empty where it is, and where none is due here."""
    found = _same_eyes(case, by) if awaits(scope, case) else None
    return found.message if found else ""


def first_pass(case: Case) -> DecisionLine | None:
    for line in case.decisions:
        if (line.stage, line.outcome, line.round, line.digest) == (case.stages[0], PASS, case.round, case.digest):
            return line
    return None


def returning(case: Case, due: Instant | None, now: Instant) -> tuple[bool, str]:
    """Whether it can be returned, and until when that lets mend, or why it cannot: a return must leave the candidate
    time and a round, and something of his own to mend.
    """
    if not case.is_own:
        return False, "档案由转出省份送来，考生不能补正，请选择通过或不通过"
    if due is None or due <= now:
        until = f"（{day_text(due)} 截止）" if due else ""
        return False, f"补正期限已过{until}，不能再退回补正，请选择通过或不通过"
    if case.round >= ROUNDS_MOST:
        return False, f"考生已提交 {ROUNDS_MOST} 次，不能再退回补正，请选择通过或不通过"
    return True, f"须在 {day_text(due)} 前修改并重新提交"


def require_returnable(case: Case, due: Instant | None, now: Instant) -> None:
    """Raises IncompleteError saying why not."""
    possible, told = returning(case, due, now)
    if not possible:
        raise IncompleteError(told)


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """What goes along with a decision: the end of mending and what stands meanwhile, the words of a pass and where it
    asks a fee (`due` or `at_school`), the grants of an approval and what it keeps of its grounds."""

    due: Instant | None = None
    kept: tuple[str, ...] = ()
    grants: tuple[Grant, ...] = ()
    snapshot: Snapshot | None = None
    passed: str = ""
    fee: FeeState = FeeState.NONE


def decided(case: Case, decision: Decision, by: Actor, ruling: Ruling) -> Change:
    """The change that a decision makes; a pass of the last stage is the approval."""
    event = _event(case, decision)
    line = DecisionLine(
        stage=case.stage,
        round=case.round,
        outcome=decision.outcome,
        at=decision.at,
        digest=case.digest,
        staff=by.id,
        staff_name=by.name,
        organisation=by.organisation,
        person=by.person,
        kept=ruling.kept,
    )
    later = following(case.stages, case.stage) if event in (Event.PASS, Event.SIGN) else None
    stage = later or case.stage
    draft = msgspec.structs.replace(
        case,
        stage=stage,
        since=decision.at,
        decisions=(*case.decisions, line),
        fee=fee_after(case.fee, event, ruling.fee),
    )
    after, record = step(case, event, draft, by, detail=",".join(decision.reasons))
    return Change(
        before=case,
        after=after,
        event=record,
        decision=decision,
        grants=ruling.grants if event == Event.APPROVE else (),
        snapshot=ruling.snapshot if event == Event.APPROVE else None,
        message=_message(after, decision, ruling),
        due=ruling.due if event == Event.RETURN else None,
    )


def _event(case: Case, decision: Decision) -> Event:
    if decision.outcome == RETURN:
        return Event.RETURN
    if decision.outcome == REJECT:
        return Event.REJECT
    if decision.outcome != PASS:
        raise IncompleteError(fields=[FieldFault("outcome", "请选择审核结果")])
    if is_approval(case, PASS):
        return Event.APPROVE
    return Event.SIGN if case.stage == SIGNATURE else Event.PASS


def _message(case: Case, decision: Decision, ruling: Ruling) -> Message:
    until = f"请在 {day_text(ruling.due)} 前" if ruling.due else "请"
    first = FEE_FIRST if case.fee == FeeState.DUE else CONFIRM_FIRST if case.is_unconfirmed else ""
    text = {
        State.UNDER_REVIEW: f"{ruling.passed}。{first}",
        State.APPROVED: f"{ruling.passed}。",
        State.RETURNED: f"有内容需要补正，{until}修改并重新提交。",
        State.REJECTED: f"审核未通过，请查看原因；{AGAIN if case.is_own else ASK_SCHOOL}。",
    }[case.state]
    return messages.about(case, decision.at, TEXTS[case.state], text)


def outcome_text(offices: Offices, order: Stages, decision: Decision, effect: str) -> str:
    """One line of the history: which office decided what, without a name."""
    if decision.outcome == PASS:
        return offices.passed(order, decision.stage, effect)
    return f"{offices.told(order, decision.stage)}{OUTCOMES[decision.outcome]}"
