"""The one door to a change of state (architecture § 4): every transition of every application."""

from enum import StrEnum

from chalicelib.domain.errors import WrongStateError


class State(StrEnum):
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    RETURNED = "returned"
    REJECTED = "rejected"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class FeeState(StrEnum):
    """Of a case whose business asks a fee: no pass asked for it yet; it is the candidate's turn to pay it here; it was
    paid here; the school takes it itself, whatever it does afterwards; the school has recorded the signature since.
    """

    NONE = ""
    DUE = "due"
    PAID = "paid"
    AT_SCHOOL = "at_school"
    SEEN = "seen"


# It is not asked again, in whatever round.
FOR_GOOD = frozenset({FeeState.PAID, FeeState.AT_SCHOOL, FeeState.SEEN})


class Event(StrEnum):
    SUBMIT = "submit"
    RESUBMIT = "resubmit"
    WITHDRAW = "withdraw"
    PASS = "pass"  # noqa: S105
    RETURN = "return"
    REJECT = "reject"
    APPROVE = "approve"
    EXPIRE = "expire"
    PAY = "pay"
    REFUND = "refund"
    SIGN = "sign"
    LAPSE = "lapse"
    HAND_OVER = "hand_over"
    CONFIRM = "confirm"
    ASK_AGAIN = "ask_again"
    CORRECT = "correct"
    CANCEL = "cancel"


TEXTS = {
    State.SUBMITTED: "待审核",
    State.UNDER_REVIEW: "审核中",
    State.RETURNED: "需补正",
    State.REJECTED: "审核未通过",
    State.APPROVED: "审核通过",
    State.WITHDRAWN: "已撤回",
    State.EXPIRED: "已过期",
    State.CANCELLED: "已终止",
}


def told(state: State, fee: FeeState, *, unconfirmed: bool = False) -> str:
    """For people: under review it may be the candidate who is waited for."""
    if unconfirmed:
        return "待确认"
    return "待缴费" if (state, fee) == (State.UNDER_REVIEW, FeeState.DUE) else TEXTS[state]


def fee_after(fee: FeeState, event: Event, asked: FeeState) -> FeeState:
    """Of a decision: `asked` is what a first pass asks, for all rounds; a school that takes the fee itself has seen to
    it when it records the signature.
    """
    if event == Event.PASS and fee not in FOR_GOOD:
        return asked
    return FeeState.SEEN if (event, fee) == (Event.SIGN, FeeState.AT_SCHOOL) else fee


LIVE = frozenset({State.SUBMITTED, State.UNDER_REVIEW, State.RETURNED})

_TRANSITIONS: dict[tuple[State | None, Event], State] = {
    (None, Event.SUBMIT): State.SUBMITTED,
    (State.SUBMITTED, Event.RESUBMIT): State.SUBMITTED,
    (State.RETURNED, Event.RESUBMIT): State.SUBMITTED,
    (State.REJECTED, Event.RESUBMIT): State.SUBMITTED,
    (State.SUBMITTED, Event.WITHDRAW): State.WITHDRAWN,
    (State.SUBMITTED, Event.PASS): State.UNDER_REVIEW,
    (State.SUBMITTED, Event.RETURN): State.RETURNED,
    (State.UNDER_REVIEW, Event.RETURN): State.RETURNED,
    (State.SUBMITTED, Event.REJECT): State.REJECTED,
    (State.UNDER_REVIEW, Event.REJECT): State.REJECTED,
    (State.UNDER_REVIEW, Event.APPROVE): State.APPROVED,
    (State.UNDER_REVIEW, Event.PAY): State.UNDER_REVIEW,
    (State.UNDER_REVIEW, Event.REFUND): State.UNDER_REVIEW,
    (State.SUBMITTED, Event.REFUND): State.SUBMITTED,
    (State.EXPIRED, Event.REFUND): State.EXPIRED,
    (State.UNDER_REVIEW, Event.SIGN): State.UNDER_REVIEW,
    (State.UNDER_REVIEW, Event.LAPSE): State.RETURNED,
    (State.UNDER_REVIEW, Event.HAND_OVER): State.UNDER_REVIEW,
    (State.UNDER_REVIEW, Event.CONFIRM): State.UNDER_REVIEW,
    (State.UNDER_REVIEW, Event.ASK_AGAIN): State.UNDER_REVIEW,
    (State.RETURNED, Event.EXPIRE): State.EXPIRED,
    (State.APPROVED, Event.CORRECT): State.UNDER_REVIEW,
    (State.REJECTED, Event.CORRECT): State.UNDER_REVIEW,
} | {(state, Event.CANCEL): State.CANCELLED for state in LIVE}

# One-stage businesses (supplement) are decided where those of several stages pass on.
_ONE_STAGE = {(State.SUBMITTED, Event.APPROVE): State.APPROVED}


def transition(state: State | None, event: Event, *, stages: int = 2) -> State:
    """The state after `event`; raises WrongStateError where the table has no such edge."""
    edges = one_stage_edges() if stages == 1 else _TRANSITIONS
    try:
        return edges[state, event]
    except KeyError:
        raise WrongStateError from None


def two_stage_edges() -> dict[tuple[State | None, Event], State]:
    return dict(_TRANSITIONS)


def one_stage_edges() -> dict[tuple[State | None, Event], State]:
    return {edge: state for edge, state in _TRANSITIONS.items() if edge[1] != Event.PASS} | _ONE_STAGE
