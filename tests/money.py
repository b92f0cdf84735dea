"""Something that is owed, orders for it, and a channel inside the process; nobody is real."""

from typing import Any

import msgspec

from chalicelib.domain.applications import Change, step
from chalicelib.domain.audit import CLOCK
from chalicelib.domain.fees import Desk, Desks, Due
from chalicelib.domain.ids import Cid, No, TicketRef
from chalicelib.domain.instants import DAY, HOUR, Instant, later
from chalicelib.domain.orders import Order, OrderState, Proof, Way
from chalicelib.domain.refunds import Refund
from chalicelib.domain.statuses import Event, FeeState
from chalicelib.domain.windows import Business
from chalicelib.storage import cases, desks, people, windows
from tests.builders import (
    CID,
    NOW,
    SCHOOL,
    SCHOOL_REVIEWER,
    a_number,
    a_submission,
    a_window,
    an_act,
    an_operation,
)
from tests.stored import EDIT

CASE = a_number(1)


def a_due(**changes: Any) -> Due:
    due = Due(
        cid=CID,
        ref=TicketRef(1),
        business=Business.GRADUATION,
        no=CASE,
        term="2026H2",
        school=SCHOOL,
        school_name="复旦大学",
        name="毕业审定费",
        amount=5000,
        note="缴费成功后不退",
        opens=later(NOW, -DAY),
        deadline=later(NOW, 6 * DAY),
        is_open=True,
        online=True,
        phone="021-00000000",
        by="在现场签字前",
    )
    return msgspec.structs.replace(due, **changes)


def an_order(**changes: Any) -> Order:
    due = a_due()
    order = Order(
        no=a_number(70),
        cid=due.cid,
        person="person-1",
        ref=due.ref,
        business=due.business,
        case=due.no,
        school=due.school,
        school_name=due.school_name,
        name=due.name,
        amount=due.amount,
        provider="simulated",
        way=Way.NATIVE,
        state=OrderState.PREPAY,
        ver=1,
        created_at=NOW,
        since=NOW,
        expires=later(NOW, 2 * HOUR),
    )
    return msgspec.structs.replace(order, **changes)


def a_proof(**changes: Any) -> Proof:
    proof = Proof(
        source="notice",
        no=a_number(70),
        merchant="merchant",
        app="app",
        transaction="4200000000000000000000000001",
        amount=5000,
        currency="CNY",
        at=NOW,
    )
    return msgspec.structs.replace(proof, **changes)


def a_refund(**changes: Any) -> Refund:
    refund = Refund(no=f"{a_number(70)}R", reason="误缴", asked_at=NOW, asked_by=SCHOOL_REVIEWER)
    return msgspec.structs.replace(refund, **changes)


def owe(cid: Cid = CID, *, ref: int = 1, seed: int = 1, at: Instant = NOW) -> No:
    """A person who is there: the application for graduation passed the school and waits for its fee."""
    head, no = people.load(cid).head, a_number(seed)
    ticket = next(one for one in head.tickets if one.ref == ref)
    graduating = {
        "business": Business.GRADUATION,
        "window": "graduation:2026H2:city",
        "cid": cid,
        "ref": ticket.ref,
        "school": ticket.school,
        "title": "毕业申请",
        "unit": ticket.major_code,
        "locks": (f"grad#{seed}",),
        "codes": (),
        "since": at,
        "submitted_at": at,
    }
    sent = a_submission(seed, **graduating)
    cases.commit(an_act(sent, cid=cid, head=head, operation=an_operation("", actor=cid)))
    passed = msgspec.structs.replace(sent.after, stage="city", fee=FeeState.DUE, since=at)
    after, event = step(sent.after, Event.PASS, passed, CLOCK)
    waiting = Change(before=sent.after, after=after, event=event)
    cases.commit(an_act(waiting, cid=cid, head=None, own=False, operation=an_operation("", actor=CLOCK.id)))
    return no


def open_desks(*, online: bool = True, phone: str = "021-65640000") -> None:
    """The fee is taken here, from yesterday until in six days; whatever else is open stays so."""
    current = windows.fresh()
    windows.save((*current.rows, a_window(business=Business.FEE)), seen=current.rev, edit=EDIT)
    set_desks(online=online, phone=phone)


def set_desks(*, online: bool, phone: str = "021-65640000") -> None:
    desks.save(Desks(rev=desks.fresh().rev, city=Desk(online=online, phone=phone)), EDIT)
