"""An application (case), its rounds and the changes that may befall it. Everything here is a value."""

import hashlib

import msgspec

from chalicelib.domain.audit import Actor, AuditEvent, chained
from chalicelib.domain.credentials import Picture
from chalicelib.domain.decisions import Decision, DecisionLine
from chalicelib.domain.errors import ConflictError, WrongStateError
from chalicelib.domain.ids import Cid, CourseCode, No, SchoolCode, TicketRef
from chalicelib.domain.instants import Instant
from chalicelib.domain.people import CaseLine, Head, is_unconfirmed
from chalicelib.domain.stages import Stages
from chalicelib.domain.statuses import FOR_GOOD, LIVE, Event, FeeState, State, transition
from chalicelib.domain.subjects import Snapshot, Subject
from chalicelib.domain.transcripts import Grant

ROUNDS_MOST = 10


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """Head of a case, `X#<no>`. `person` is the candidate's keyed hash, so that nobody decides on himself.

    `unit` names what it is about, `codes` the courses. `locks` are held while it is live: no two applications of a
    person hold one. `stages` decide one after the other, `stage` is whose turn it is; `notice` was read at the first.
    `confirmed`: None where the candidate sent it, and may mend it; else the digest of what was confirmed, "" before.
    """

    no: No
    cid: Cid
    business: str
    ref: TicketRef
    school: SchoolCode
    school_name: str
    plan_id: str
    unit: str
    codes: tuple[CourseCode, ...]
    locks: tuple[str, ...]
    title: str
    batch: str
    term: str
    window: str
    name_masked: str
    ticket_masked: str
    person: str
    state: State
    stages: Stages
    stage: str
    round: int
    ver: int
    digest: str
    submitted_at: Instant
    since: Instant
    chain: str = ""
    fee: FeeState = FeeState.NONE
    paid_at: Instant | None = None
    records: tuple[str, ...] = ()
    leaves: bool = False
    confirmed: str | None = None
    confirmed_at: Instant | None = None
    flags: tuple[str, ...] = ()
    notice: str = ""
    decisions: tuple[DecisionLine, ...] = ()

    @property
    def is_own(self) -> bool:
        return self.confirmed is None

    @property
    def is_unconfirmed(self) -> bool:
        return is_unconfirmed(self)


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """One submission, immutable: what was sent and what the rules knew at that moment.

    `content` is the business's own value (`kinds.Kind.content`) as JSON with its keys in order.
    """

    no: No
    round: int
    at: Instant
    content: msgspec.Raw
    known: dict[str, int | str]
    pictures: tuple[Picture, ...]
    notice: str
    window: str
    window_rev: int
    plan_rev: int = 0
    digest: str = ""


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
    snapshot: Snapshot | None = None
    message: Message | None = None
    due: Instant | None = None

    @property
    def is_of_transcript(self) -> bool:
        """Whether the transcript is another one afterwards: something was granted, or has left."""
        return bool(self.grants) or (self.after.leaves and self.after.state == State.APPROVED)

    @property
    def locks_taken(self) -> tuple[str, ...]:
        held = locks_of(self.before)
        return tuple(lock for lock in locks_of(self.after) if lock not in held)

    @property
    def locks_freed(self) -> tuple[str, ...]:
        kept = locks_of(self.after)
        return tuple(lock for lock in locks_of(self.before) if lock not in kept)


def locks_of(case: Case | None) -> tuple[str, ...]:
    return case.locks if case and case.state in LIVE else ()


def line_of(case: Case) -> CaseLine | None:
    """The head's line of a case: live and rejected ones, and those that hold records for good."""
    is_kept = case.state == State.APPROVED and case.records
    if not is_kept and case.state not in LIVE | {State.REJECTED}:
        return None
    shown = {name: getattr(case, name) for name in CaseLine.__struct_fields__ if name != "at"}
    return CaseLine(**shown, at=case.since)


def sealed(round_: Round) -> Round:
    """The round with its digest: SHA-256 over everything that was sent, picture hashes included."""
    told = msgspec.json.encode(msgspec.structs.replace(round_, digest=""), order="deterministic")
    return msgspec.structs.replace(round_, digest=hashlib.sha256(told).hexdigest())


def step(before: Case | None, event: Event, after: Case, by: Actor, *, detail: str = "") -> tuple[Case, AuditEvent]:
    """`after` moved along the transition table, one version on, with its event chained behind the last."""
    previous = before.state if before else None
    state = transition(previous, event, stages=len(after.stages))
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
    draft = msgspec.structs.replace(case, notice=round_.notice)
    after, event = step(None, Event.SUBMIT, draft, by, detail=_known(round_))
    return Change(before=None, after=after, event=event, round=round_)


def resubmitted(case: Case, round_: Round, by: Actor, *, term: str, subject: Subject) -> Change:
    """The next round replaces the standing one, about what `subject` says; earlier decisions no longer count."""
    require_own(case)
    if case.state == State.REJECTED and case.term != term:
        raise WrongStateError("上一次的申请已随当次业务结束，请重新申请")
    if case.round >= ROUNDS_MOST:
        raise WrongStateError(f"同一申请最多提交 {ROUNDS_MOST} 次，请联系主考学校")
    if round_.round != case.round + 1:
        raise ConflictError
    draft = msgspec.structs.replace(
        case,
        **msgspec.structs.asdict(subject),
        round=round_.round,
        digest=round_.digest,
        stage=case.stages[0],
        since=round_.at,
        window=round_.window,
        term=term,
        fee=case.fee if case.fee in FOR_GOOD else FeeState.NONE,
    )
    after, event = step(case, Event.RESUBMIT, draft, by, detail=_known(round_))
    return Change(before=case, after=after, event=event, round=round_)


def require_own(case: Case) -> None:
    if not case.is_own:
        raise WrongStateError("这份档案由转出省份送来，不能修改或撤回；有疑问请联系主考学校")


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """One request that writes: who, under which idempotency key, with which body, and the answer to repeat."""

    actor: str
    key: str
    request: str
    at: Instant
    answer: bytes = b""


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that one request does, in one transaction.

    `own`: done by the candidate, or for him, so that `head.ver` and `head.epoch` must still hold. `leaseholder`: the
    staff member who must hold the case; for the candidate's own changes of a standing case nobody may hold it.
    `drafts`: keys of the steps that it uses up, with the version in which each of them goes.
    `dropped`: numbers of rejected cases of past terms, whose lines the new application replaces on the head.
    """

    operation: Operation
    changes: tuple[Change, ...]
    cid: Cid
    head: Head | None = None
    own: bool = False
    leaseholder: str = ""
    drafts: dict[str, int] = {}
    dropped: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
