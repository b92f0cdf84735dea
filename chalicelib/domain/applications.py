"""An application (case), its rounds and the changes that may befall it. Everything here is a value."""

import hashlib

import msgspec

from chalicelib.domain.audit import Actor, AuditEvent, chained
from chalicelib.domain.credentials import Credential, Picture
from chalicelib.domain.errors import ConflictError, WrongStateError
from chalicelib.domain.ids import Cid, CourseCode, No, SchoolCode, TicketRef
from chalicelib.domain.instants import Instant
from chalicelib.domain.people import CaseLine, Head
from chalicelib.domain.statuses import LIVE, Event, State, transition
from chalicelib.domain.transcripts import Grant

ROUNDS_MOST = 10
SCHOOL, CITY = "school", "city"


class DecisionLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line per decision on the head of a case; the words stand in `Decision`."""

    stage: str
    round: int
    outcome: str
    at: Instant
    digest: str
    staff: str
    staff_name: str
    organisation: str
    person: str


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """Head of a case, `X#<no>`. `person` is the candidate's keyed hash, so that nobody decides on himself."""

    no: No
    cid: Cid
    business: str
    ref: TicketRef
    school: SchoolCode
    school_name: str
    plan_id: str
    unit: str
    codes: tuple[CourseCode, ...]
    title: str
    batch: str
    term: str
    window: str
    name_masked: str
    ticket_masked: str
    person: str
    state: State
    stage: str
    round: int
    ver: int
    digest: str
    submitted_at: Instant
    since: Instant
    chain: str = ""
    flags: tuple[str, ...] = ()
    decisions: tuple[DecisionLine, ...] = ()


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """One submission, immutable: what was sent and what the rules knew at that moment."""

    no: No
    round: int
    at: Instant
    credentials: tuple[Credential, ...]
    pictures: tuple[Picture, ...]
    notice: str
    window: str
    window_rev: int
    theory_passes: int
    rule: str
    plan_rev: int = 0
    digest: str = ""


class ItemVerdict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is wrong with one credential of the round (`credential` counts from 0)."""

    credential: int
    reasons: tuple[str, ...] = ()
    words: str = ""


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """The text of a decision, `X#<no>#R<nn>#<stage>`: reason codes plus the reviewer's own words."""

    no: No
    round: int
    stage: str
    outcome: str
    at: Instant
    items: tuple[ItemVerdict, ...] = ()
    reasons: tuple[str, ...] = ()
    words: str = ""


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A line for the message list, written with the change it tells of; without `no` it leads to its business."""

    at: Instant
    no: No
    title: str
    text: str
    business: str = ""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One step of one case. Locks follow from the states; `due` is the sweeper's hint for a returned case."""

    before: Case | None
    after: Case
    event: AuditEvent
    round: Round | None = None
    decision: Decision | None = None
    grants: tuple[Grant, ...] = ()
    message: Message | None = None
    due: Instant | None = None

    @property
    def locks_taken(self) -> tuple[CourseCode, ...]:
        return self.after.codes if holds_locks(self.after) and not holds_locks(self.before) else ()

    @property
    def locks_freed(self) -> tuple[CourseCode, ...]:
        return self.after.codes if holds_locks(self.before) and not holds_locks(self.after) else ()


def holds_locks(case: Case | None) -> bool:
    return case is not None and case.state in LIVE


def line_of(case: Case) -> CaseLine | None:
    """The head's line of a case: live ones and the rejected, which wait for the candidate."""
    if case.state not in LIVE | {State.REJECTED}:
        return None
    return CaseLine(
        business=case.business,
        ref=case.ref,
        unit=case.unit,
        title=case.title,
        state=case.state,
        stage=case.stage,
        round=case.round,
        at=case.since,
        window=case.window,
        batch=case.batch,
    )


def sealed(round_: Round) -> Round:
    """The round with its digest: SHA-256 over everything that was sent, picture hashes included."""
    bare = msgspec.structs.replace(round_, digest="")
    digest = hashlib.sha256(msgspec.json.encode(bare, order="deterministic")).hexdigest()
    return msgspec.structs.replace(round_, digest=digest)


def step(before: Case | None, event: Event, after: Case, by: Actor, *, detail: str = "") -> tuple[Case, AuditEvent]:
    """`after` moved along the transition table, one version on, with its event chained behind the last."""
    previous = before.state if before else None
    state = transition(previous, event)
    moved = msgspec.structs.replace(after, state=state, ver=before.ver + 1 if before else 1)
    record = chained(
        AuditEvent(
            chain=f"X#{moved.no}",
            seq=moved.ver,
            event=event,
            at=moved.since,
            actor=by,
            came_from=previous or "",
            went_to=state,
            round=moved.round,
            digest=moved.digest,
            detail=detail,
        ),
        before.chain if before else "",
    )
    return msgspec.structs.replace(moved, chain=record.hash), record


def _known(round_: Round) -> str:
    """The revisions of windows and plan that the rules went by."""
    return f"{round_.window}@{round_.window_rev} plan@{round_.plan_rev}"


def submitted(case: Case, round_: Round, by: Actor) -> Change:
    """A new case with its first round."""
    after, event = step(None, Event.SUBMIT, case, by, detail=_known(round_))
    return Change(before=None, after=after, event=event, round=round_)


def resubmitted(case: Case, round_: Round, by: Actor, *, term: str) -> Change:
    """The next round replaces the standing one; earlier decisions no longer count."""
    if case.state == State.REJECTED and case.term != term:
        raise WrongStateError("上一次的申请已随当次业务结束，请重新申请")
    if case.round >= ROUNDS_MOST:
        raise WrongStateError(f"同一申请最多提交 {ROUNDS_MOST} 次，请联系主考学校")
    if round_.round != case.round + 1:
        raise ConflictError
    draft = msgspec.structs.replace(
        case, round=round_.round, digest=round_.digest, stage=SCHOOL, since=round_.at, window=round_.window, term=term
    )
    after, event = step(case, Event.RESUBMIT, draft, by, detail=_known(round_))
    return Change(before=case, after=after, event=event, round=round_)


def withdrawn(case: Case, by: Actor, now: Instant) -> Change:
    after, event = step(case, Event.WITHDRAW, msgspec.structs.replace(case, since=now), by)
    return Change(before=case, after=after, event=event)


def expired(case: Case, by: Actor, now: Instant) -> Change:
    after, event = step(case, Event.EXPIRE, msgspec.structs.replace(case, since=now), by)
    text = f"{case.title}的补正期限已过，本次申请已结束，可在下一次开放时重新申请。"
    message = Message(at=now, no=case.no, title=f"{case.title}：已过期", text=text)
    return Change(before=case, after=after, event=event, message=message)


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """One request that writes: who, under which idempotency key, with which body, and the answer to repeat."""

    actor: str
    key: str
    request: str
    at: Instant
    answer: bytes = b""


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that one request does, in one transaction.

    `own`: done by the candidate, so that `head.ver` and `head.epoch` must still hold. `leaseholder`: the staff
    member who must hold the case; for the candidate's own changes of a standing case nobody may hold it.
    `dropped`: numbers of rejected cases of past terms, whose lines the new application replaces on the head.
    """

    operation: Operation
    changes: tuple[Change, ...]
    cid: Cid
    head: Head | None = None
    own: bool = False
    leaseholder: str = ""
    drafts: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
