"""What is owed for a case, from the fee table and the desks' settings, and the two steps that money makes in a case.

The seam between a business that asks a fee and the orders: the business sets `Case.fee` to `FeeState.DUE` with one of
its own changes (it goes along into the line of the head, where orders find it), and orders move it on by `paid` and
`refunded`, in the very transaction that moves the order. Neither knows anything else of the other.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

import msgspec

from chalicelib.domain import messages, windows
from chalicelib.domain.applications import Case, Change, step
from chalicelib.domain.audit import Actor
from chalicelib.domain.errors import WrongStateError
from chalicelib.domain.ids import Cid, No, SchoolCode, TicketRef
from chalicelib.domain.instants import Instant, later, shanghai
from chalicelib.domain.orders import LAST_CALL
from chalicelib.domain.people import CaseLine, Head
from chalicelib.domain.stages import CITY, following
from chalicelib.domain.statuses import FOR_GOOD, Event, FeeState, State
from chalicelib.domain.windows import Business, Window, Windows


class Fee(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of the fee table: `amount` in 分, from `since` on. `note` is what people are told before they pay."""

    business: str
    name: str
    amount: int
    since: date
    note: str
    source: str
    status: str


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """How a school takes money: whether people may pay here, and whom they may ring."""

    online: bool = False
    phone: str = ""


class Desks(msgspec.Struct, frozen=True, kw_only=True):
    """`CONF/fees`: the city's own way, and that of schools that decided otherwise."""

    rev: int = 0
    city: Desk = Desk()
    schools: dict[SchoolCode, Desk] = {}

    def of(self, school: SchoolCode) -> Desk:
        return self.schools.get(school, self.city)


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """What one person owes for one case; `amount` in 分.

    `opens` and `deadline` are those of the school's fee window of that term, None while it is not announced;
    `is_open`: whether an order could be begun at the instant that was asked about. `is_going_back`: what was paid is on
    its way back, and only then can it be paid again. Where `online` is false the money is paid at the school, in time
    (`by`). `open_until`: an order for it stands, and can be paid until then, whatever else changed.
    """

    cid: Cid
    ref: TicketRef
    business: str
    no: No
    term: str
    school: SchoolCode
    school_name: str
    name: str
    amount: int
    note: str
    opens: Instant | None
    deadline: Instant | None
    is_open: bool
    online: bool
    phone: str
    by: str
    is_going_back: bool = False
    open_until: Instant | None = None

    @property
    def is_payable(self) -> bool:
        return self.online and self.is_open and not self.is_going_back


class Terms(msgspec.Struct, frozen=True):
    """What fees go by on a day: the table, the desks, the windows."""

    table: tuple[Fee, ...]
    desks: Desks
    windows: Windows


def fee_of(table: Iterable[Fee], business: str, day: date) -> Fee | None:
    """The amount of that day; None for a business that asks none."""
    rows = [fee for fee in table if fee.business == business and fee.since <= day]
    return max(rows, key=lambda fee: fee.since, default=None)


def asked(table: Iterable[Fee], case: Case, day: date) -> Fee | None:
    """What the first pass of a case asks for; None from then on, and where an earlier round saw to it for good."""
    is_first = case.stage == case.stages[0] and following(case.stages, case.stage) is not None
    return fee_of(table, case.business, day) if is_first and case.fee not in FOR_GOOD else None


def at_school_text(fee: Fee, case: Case, desk: Desk) -> str:
    """Where nothing is paid here: by when it is, and whom to ask."""
    phone = f"，咨询电话 {desk.phone}" if desk.phone else ""
    return f"{fee.name}不在本平台缴纳，请{_by(case.stage)}缴清，请向{case.school_name}咨询缴费办法{phone}"


def _by(stage: str) -> str:
    """When the school is to have it: at the city the signature was given already, and the fee went back after it."""
    return "尽快" if stage == CITY else "在现场签字前"


def concerns(line: CaseLine) -> bool:
    """Whether a fee is owed here, or at the school until it has seen the candidate."""
    return is_at_school(line) or line.fee == FeeState.DUE


def is_at_school(line: CaseLine | Case) -> bool:
    return (line.state, line.fee) == (State.UNDER_REVIEW, FeeState.AT_SCHOOL)


def is_offered(business: str, head: Head) -> bool:
    """To pay only to whoever owes here, or has paid: nobody else has anything to do there."""
    here = (FeeState.DUE, FeeState.PAID)
    return business != Business.FEE or any(line.fee in here for line in head.lines.values())


def dues(head: Head, terms: Terms, now: Instant) -> tuple[Due, ...]:
    """Everything this person owes."""
    found = (_due(head, No(no), line, terms, now) for no, line in head.lines.items() if concerns(line))
    return tuple(one for one in found if one)


def _due(head: Head, no: No, line: CaseLine, terms: Terms, now: Instant) -> Due | None:
    fee = fee_of(terms.table, line.business, shanghai(now).date())
    if fee is None:
        return None
    term = line.window.split(":")[1]
    window, desk = window_of(terms.windows, term, line.school), terms.desks.of(line.school)
    return Due(
        cid=head.cid,
        ref=line.ref,
        business=line.business,
        no=no,
        term=term,
        school=line.school,
        school_name=line.school_name,
        name=fee.name,
        amount=fee.amount,
        note=fee.note,
        opens=window.opens if window else None,
        deadline=window.closes if window else None,
        is_open=bool(window and windows.is_open(window, later(now, LAST_CALL)) and now >= window.opens),
        # What a pass left to the school, or was handed over, it takes itself, whatever it does by now
        online=desk.online and line.fee == FeeState.DUE,
        phone=desk.phone,
        by=_by(line.stage),
    )


def window_of(current: Windows, term: str, school: SchoolCode) -> Window | None:
    """When the fee of a term's cases is taken at a school."""
    rows = windows.effective(current, Business.FEE, school)
    return next((row for row in rows if row.term == term), None)


# What becomes of a fee that goes back, and what the candidate may do then.
_GIVEN_BACK: Final = {
    State.SUBMITTED: (FeeState.NONE, "如需继续办理，初审通过后会再通知缴费；如不再办理，可以撤回申请。"),
    State.UNDER_REVIEW: (
        FeeState.DUE,
        "如需继续办理，请在缴费时间内重新缴费；缴费时间已过的，申请会退回给您；主考学校已改为自行收费的，"
        "会另行通知您向学校缴费。",
    ),
    State.EXPIRED: (FeeState.NONE, ""),
}


def is_awaited(case: Case | None) -> bool:
    """Whether money that comes now is what the case waits for."""
    return case is not None and case.state == State.UNDER_REVIEW and case.fee == FeeState.DUE


def paid(case: Case, by: Actor, now: Instant, *, order: No) -> Change:
    """The fee has come. Raises WrongStateError where the case waits for none: it lapsed, or another order paid it."""
    if not is_awaited(case):
        raise WrongStateError
    text = "已收到缴费，无需再次支付。后续安排请留意消息。"
    return _moved(case, Event.PAY, FeeState.PAID, Step(by, now, order, ("已缴费", text)))


def refunded(case: Case, by: Actor, now: Instant, *, order: No) -> Change:
    """The fee goes back: under review it is owed again, before that the next pass asks for it, afterwards nobody does.

    Raises WrongStateError where it cannot go back.
    """
    require_returnable(case)
    fee, text = _GIVEN_BACK[case.state]
    told = f"费用正在原路退回，一般 1 至 3 个工作日到账。{text}"
    return _moved(case, Event.REFUND, fee, Step(by, now, order, ("退款中", told)))


def require_returnable(case: Case) -> None:
    """Raises WrongStateError once the case was decided, while its candidate mends it, and where nothing is paid."""
    if told := barred(case):
        raise WrongStateError(told)


def barred(case: Case) -> str:
    """Why its fee cannot go back; empty where it can."""
    if case.state == State.RETURNED:
        return "申请已退回考生补正，请在考生重新提交后，或补正期限过后再退费"
    if case.state not in _GIVEN_BACK:
        return "申请已有审核结果，费用不能在这里退回，请由主考学校线下处理"
    return "" if case.fee == FeeState.PAID else WrongStateError.message


class Step(msgspec.Struct, frozen=True):
    """Who moved the money of which order, when, and how the candidate is told."""

    by: Actor
    at: Instant
    order: No
    told: tuple[str, str]


def _moved(case: Case, event: Event, fee: FeeState, done: Step) -> Change:
    paid_at = done.at if fee == FeeState.PAID else None
    draft = msgspec.structs.replace(case, fee=fee, paid_at=paid_at, since=done.at)
    after, record = step(case, event, draft, done.by, detail=done.order)
    word, text = done.told
    message = messages.about(case, done.at, word, text)
    return Change(before=case, after=after, event=record, message=message)
