"""What may be wrong with orders and the money on them."""

from typing import Any, cast

import msgspec
import pytest

from chalicelib.domain import lapses, order_moves
from chalicelib.domain.applications import Case, Change, line_of, step, submitted
from chalicelib.domain.audit import CLOCK
from chalicelib.domain.ids import Cid, No, new_no
from chalicelib.domain.instants import DAY, SECOND, Instant, later, term
from chalicelib.domain.orders import Order, OrderState
from chalicelib.domain.refunds import Refund
from chalicelib.domain.staff import actor_of
from chalicelib.domain.statuses import Event, FeeState
from chalicelib.domain.windows import CITY
from chalicelib.storage import cases, people, windows, work
from chalicelib.storage import orders as stored
from chalicelib.storage.tables import AuditItem, RecordItem, RegistryItem
from chalicelib.usecases.orders.settling import receive
from infra.local.simulated import Simulated
from tests.builders import a_case, a_round, an_act, an_operation
from tests.infra.check.corrupting import breaks, cid_of, put_case, rewrite, told_of
from tests.money import a_due, a_proof, an_order
from tests.usecases.orders import connect
from tests.usecases.test_refunds import APPROVER, ASKER


def owing(cid: Cid, now: Instant) -> Case:
    """An application that waits for its fee, true to everything that is checked of applications."""
    sent = sent_in(cid, now)
    waiting = msgspec.structs.replace(sent, stage="city", fee=FeeState.DUE, since=now)
    return moved(sent, Event.PASS, waiting)


def moved(before: Case, event: Event, draft: Case) -> Case:
    after, record = step(before, event, draft, CLOCK)
    change = Change(before=before, after=after, event=record)
    cases.commit(an_act(change, cid=after.cid, head=None, own=False, operation=an_operation("", actor="clock")))
    return after


def sent_in(cid: Cid, now: Instant, **changes: Any) -> Case:
    no, head = new_no(now, bytes(10)), people.load(cid).head
    ticket, window = head.tickets[0], f"exemption:{term(later(now, -7 * DAY))}:city"
    sent = a_round(no=no, at=now, window=window, pictures=())
    drawn = a_case(
        no=no,
        cid=cid,
        business="graduation",
        school=ticket.school,
        window=f"graduation:{term(now)}:{CITY}",
        locks=("grad#1",),
        codes=(),
        digest=sent.digest,
        since=now,
        submitted_at=now,
        ver=0,
    )
    change = submitted(msgspec.structs.replace(drawn, **changes), sent, CLOCK)
    cases.commit(an_act(change, cid=cid, head=head, operation=an_operation("", actor=cid)))
    return change.after


def ordered(now: Instant, seed: int = 1, case: Case | None = None) -> Order:
    """Made and open at the channel."""
    cid = cid_of("zhangsan")
    owed = case or owing(cid, now)
    due = a_due(cid=cid, no=owed.no, school=owed.school, deadline=later(now, DAY))
    plan = order_moves.Plan(no=new_no(now, seed.to_bytes(10)), provider="simulated", way=an_order().way)
    return stored.commit(order_moves.created(due, plan, CLOCK, now))


def paid(now: Instant) -> Order:
    order = ordered(now)
    with pytest.MonkeyPatch.context() as patch:
        channel = Simulated()
        connect(channel, patch)
        channel.open(order, None, now)  # type: ignore[arg-type]
        channel.pay(order.no, now)
        proof = channel.accounts[order.no].proof
        assert proof
        return receive(order, proof, now)


def item_of(order: Order) -> RecordItem:
    return RecordItem.get(people.partition(order.cid), f"O#{order.no}")


def change(order: Order, **changes: Any) -> Order:
    return rewrite(item_of(order), Order, **changes)


@breaks("I20")
def a_second_order_is_alive(now: Instant) -> None:
    order = ordered(now)
    free(order)
    ordered(now, 2, cases.load(order.cid, order.case).case)


def free(order: Order) -> None:
    RecordItem(people.partition(order.cid), f"FEE#{order.case}").delete()


@breaks("I20")
def a_live_order_has_no_lock(now: Instant) -> None:
    free(ordered(now))


@breaks("I20")
def a_lock_belongs_to_nothing(now: Instant) -> None:
    RecordItem(people.partition(ordered(now).cid), f"FEE#{new_no(now, bytes(10))}", holder="0" * 26).save()


@breaks("I21")
def an_order_is_paid_without_proof(now: Instant) -> None:
    change(paid(now), proof=None)


@breaks("I21")
def the_proof_is_of_another_amount(now: Instant) -> None:
    order = paid(now)
    assert order.proof
    change(order, proof=msgspec.structs.replace(order.proof, amount=1))


@breaks("I22")
def late_money_lies_about(now: Instant) -> Instant:
    """Nothing looked after the money since; after the case the clock did."""
    order, found = ordered(now), later(now, DAY + SECOND)
    cases.postpone(cases.load(order.cid, order.case).case, found)
    move = order_moves.received(order, a_proof(no=order.no), CLOCK, now, is_wanted=False)
    assert move
    stored.commit(move)
    return found


@breaks("I23")
def an_order_is_closed_that_nobody_closed(now: Instant) -> None:
    order = ordered(now)
    free(order)
    item = item_of(order)
    item.state, item.w, item.ws = OrderState.CLOSED, None, None
    rewrite(item, Order, state=OrderState.CLOSED)


@breaks("I23")
def an_order_has_lost_an_event(now: Instant) -> None:
    order = paid(now)
    AuditItem(f"O#{order.no}", f"{order.ver:06}").delete()


@breaks("I24")
def one_person_gave_the_money_back(now: Instant) -> None:
    order = paid(now)
    change(order, refund=refund(order.no, ASKER.person))


def refund(no: No, approver: str) -> Refund:
    asked, approved = actor_of(ASKER), msgspec.structs.replace(actor_of(APPROVER), person=approver)
    return Refund(no=f"{no}R", reason="误缴", asked_at=Instant(0), asked_by=asked, approved_by=approved)


@breaks("I24")
def a_refund_has_a_number_of_its_own(now: Instant) -> None:
    order = paid(now)
    change(order, refund=msgspec.structs.replace(refund(order.no, APPROVER.person), no="R"))


@breaks("I25")
def a_case_was_let_through_unpaid(now: Instant) -> None:
    """And the head says the same as the case."""
    order, lines = ordered(now), cast("Any", RecordItem.lines)
    case = put_case(told_of(RecordItem.get(people.partition(order.cid), f"X#{order.case}")), fee=FeeState.PAID)
    head = RecordItem.get(people.partition(case.cid), people.HEAD)
    head.update([lines[case.no].set(msgspec.json.encode(line_of(case)).decode())])


@breaks("I25")
def a_case_was_withdrawn_with_its_money(now: Instant) -> None:
    case = sent_in(cid_of("zhangsan"), now, fee=FeeState.PAID)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work, "UNPAID", "")  # no order begins for a case that owes nothing
        order = ordered(now, case=case)
    move = order_moves.received(order, a_proof(no=order.no), CLOCK, now, is_wanted=True)
    assert move
    stored.commit(move)
    moved(case, Event.WITHDRAW, msgspec.structs.replace(case, since=now))


@breaks("I25")
def a_case_that_no_pass_asked_waits_for_its_fee(now: Instant) -> None:
    sent_in(cid_of("zhangsan"), now, fee=FeeState.DUE)


@breaks("I12")
def a_case_goes_back_while_it_can_be_paid(now: Instant) -> None:
    case = owing(cid_of("zhangsan"), now)
    change = lapses.lapsed(case, CLOCK, windows.fresh(), later(now, SECOND))
    cases.commit(an_act(change, cid=case.cid, head=None, own=False, operation=an_operation("", actor="clock")))


@breaks("I12")
def the_clock_forgets_a_case_that_nobody_paid(now: Instant) -> None:
    """It has run since, a day after it should have looked."""
    case = owing(cid_of("zhangsan"), now)
    cases.postpone(case, later(now, -DAY - SECOND))


@breaks("T5")
def the_sweep_has_lost_an_order(now: Instant) -> None:
    item = item_of(ordered(now))
    item.w, item.ws = None, None
    item.save()


@breaks("T6")
def an_orders_number_leads_nowhere(now: Instant) -> None:
    RegistryItem(f"N#{ordered(now).no}", "-").delete()
