"""What home tells a candidate: what waits for them, and which businesses are open."""

from collections.abc import Collection

import msgspec

from chalicelib.domain.businesses import KINDS, kind_of
from chalicelib.domain.fees import Due, is_offered
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import Instant, day_text
from chalicelib.domain.people import CaseLine, Head, Ticket, is_unconfirmed, leaving_text
from chalicelib.domain.promises import Book, promise
from chalicelib.domain.stages import SIGNATURE
from chalicelib.domain.statuses import TEXTS, FeeState, State
from chalicelib.domain.windows import (
    TITLES,
    Business,
    OnSite,
    Phase,
    Window,
    Windows,
    closed_text,
    correction_deadline,
    current,
    effective,
    name_of,
    on_site,
    phase,
)

# The kind of a line about what is owed or wants a yes; the others are states, or the signature.
# What can be paid here and now, and what is paid at the school or at another time; what is to be confirmed here.
FEE, OWED, CONFIRM = "fee", "owed", "confirm"


class Attention(msgspec.Struct, frozen=True, kw_only=True):
    """One line of 需要您处理."""

    kind: str
    no: str
    ref: int
    business: str
    title: str
    text: str
    deadline: Instant | None = None


class UnderWay(msgspec.Struct, frozen=True, kw_only=True):
    """One application that waits for a reviewer."""

    no: str
    ref: int
    business: str
    title: str
    state: State
    state_text: str
    at: Instant
    promise: str


class BusinessLine(msgspec.Struct, frozen=True, kw_only=True):
    """A business on home: open or soon (近期可办理), closed or not announced (未开放办理)."""

    business: Business
    title: str
    state: Phase
    opens: Instant | None
    closes: Instant | None
    reason: str
    demo: bool
    remind: bool


def attention(head: Head, dues: tuple[Due, ...], windows: Windows, now: Instant) -> tuple[Attention, ...]:
    """What is owed and what was returned, by their deadlines; then the rejected. What waits for a reviewer waits for
    nobody here.
    """
    found = [
        _attention(no, line, windows)
        for no, line in head.lines.items()
        if line.state in (State.RETURNED, State.REJECTED)
    ]
    owed = [_owed(due, now) for due in dues]
    unsigned = [
        _unsigned(no, line, on_site(windows, line.window, line.school), now)
        for no, line in head.lines.items()
        if is_called(line)
    ]
    timely = (one for one in (*owed, *unsigned, *found) if one.deadline is None or now < one.deadline)
    return tuple(sorted(timely, key=lambda one: (one.kind == State.REJECTED, one.deadline or 0, one.no)))


def _owed(due: Due, now: Instant) -> Attention:
    """M3.2-10: how to pay while it can be paid here; otherwise whom to ask."""
    phone = f"，{due.school_name}电话 {due.phone}" if due.phone else ""
    if due.open_until:
        text = f"有一笔待支付的订单，请在 {day_text(due.open_until)} 前支付"
    elif not due.online:
        text = f"请{due.by}缴清，请向主考学校咨询缴费办法{phone}"
    elif due.is_going_back:
        text = "退款中，到账后才能重新支付"
    elif due.deadline is None:
        text = f"缴费时间待公布{phone}"
    elif due.opens and now < due.opens:
        text = f"缴费将于 {day_text(due.opens)} 开始，到 {day_text(due.deadline)} 截止"
    else:
        text = f"请在 {day_text(due.deadline)} 前支付"
    return Attention(
        kind=FEE if due.is_payable or due.open_until else OWED,
        no=due.no,
        ref=due.ref,
        business=due.business,
        title=f"{due.name} ¥{due.amount // 100}.{due.amount % 100:02}",
        text=text,
        deadline=due.open_until or (due.deadline if due.online else None),
    )


def is_own_turn(line: CaseLine) -> bool:
    """Whether an application under review waits for its candidate."""
    return line.fee == FeeState.DUE or is_called(line)


def is_called(line: CaseLine) -> bool:
    """Whether the candidate is to come to the school: what is owed here is paid first."""
    is_there = (line.state, line.stage) == (State.UNDER_REVIEW, SIGNATURE)
    return is_there and line.fee != FeeState.DUE


def _unsigned(no: str, line: CaseLine, visit: OnSite | None, now: Instant) -> Attention:
    """Where and until when to come, once it is announced; afterwards the school says what is still possible."""
    signing = kind_of(line.business).signing
    text = signing.text if signing else ""
    if is_unconfirmed(line):
        text = "请核对课程并在线确认，确认后才能到校签字"
    elif visit and visit.closes <= now:
        text = f"现场签字已于 {day_text(visit.closes)} 截止，请尽快联系主考学校"
    elif visit:
        text = f"{text}。{day_text(visit.opens)} 至 {day_text(visit.closes)}，{visit.place}"
    return Attention(
        kind=CONFIRM if is_unconfirmed(line) else SIGNATURE,
        no=no,
        ref=line.ref,
        business=line.business,
        title=name_of(line.business, line.title),
        text=text,
        deadline=visit.closes if visit and now < visit.closes else None,
    )


def under_way(head: Head, book: Book, now: Instant) -> tuple[UnderWay, ...]:
    """What others are working on, the latest first."""
    found = [
        UnderWay(
            no=no,
            ref=line.ref,
            business=line.business,
            title=name_of(line.business, line.title),
            state=line.state,
            state_text=TEXTS[line.state],
            at=Instant(line.at),
            promise=promise(book, line, now),
        )
        for no, line in head.lines.items()
        if line.state in (State.SUBMITTED, State.UNDER_REVIEW) and not is_own_turn(line)
    ]
    return tuple(sorted(found, key=lambda one: (-one.at, one.no)))


def _attention(no: str, line: CaseLine, windows: Windows) -> Attention:
    until, text = None, "审核未通过，请查看原因"
    if line.state == State.RETURNED:
        until = correction_deadline(windows, line.window, line.school)
        text = f"有内容需要补正，请在 {day_text(until)} 前修改并重新提交" if until else "有内容需要补正，期限待公布"
    return Attention(
        kind=line.state,
        no=no,
        ref=line.ref,
        business=line.business,
        title=name_of(line.business, line.title),
        text=text,
        deadline=until,
    )


def businesses(head: Head, windows: Windows, ticket: Ticket, now: Instant) -> tuple[BusinessLine, ...]:
    """What is open is offered only to those for whom it is; `remind`: the person asked to be told when it opens."""
    found = every_business(windows, ticket.school, now, head.reminders)
    return tuple(one for one in found if one.state != Phase.OPEN or _is_for(one.business, head, ticket))


def _is_for(business: Business, head: Head, ticket: Ticket) -> bool:
    """To a ticket that leaves, or has left, its way out alone."""
    if not leaving_text(head, ticket.ref):
        return is_offered(business, head)
    kind = KINDS.get(business)
    return kind is not None and kind.leaves


def every_business(
    windows: Windows, school: SchoolCode, now: Instant, reminders: Collection[str] = ()
) -> tuple[BusinessLine, ...]:
    """In the order of the menu."""
    return tuple(
        _business(current(effective(windows, business, school), now), business, now, remind=business in reminders)
        for business in Business
    )


def _business(window: Window | None, business: Business, now: Instant, *, remind: bool) -> BusinessLine:
    state = phase(window, now)
    return BusinessLine(
        business=business,
        title=TITLES[business],
        state=state,
        opens=window.opens if window else None,
        closes=window.closes if window else None,
        reason="" if state == Phase.OPEN else closed_text(window, business, now).split("，")[0],
        demo=bool(window and window.demo),
        remind=remind,
    )
