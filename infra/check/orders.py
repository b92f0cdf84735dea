"""Orders: by themselves, beside each other and their cases in one partition, and against their chains of events."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

import msgspec

from chalicelib.domain import refunds
from chalicelib.domain.applications import Case
from chalicelib.domain.ids import No
from chalicelib.domain.instants import DAY, Instant
from chalicelib.domain.order_moves import CURRENCY
from chalicelib.domain.orders import TRANSITIONS, Deed, Order, OrderState, holds_lock, next_look
from chalicelib.domain.refunds import Refund
from chalicelib.domain.statuses import FeeState, State
from chalicelib.storage import orders
from infra.check.trail import events_of
from infra.check.values import Context, Fact, Found, Group, Item, Partition

JOIN: Final = "order"
_WITH_MONEY: Final = frozenset({OrderState.PAID, OrderState.PAID_LATE, OrderState.REFUNDING, OrderState.REFUNDED})


class Step(msgspec.Struct, frozen=True):
    """Of an event what is compared with its order."""

    event: str
    came_from: str
    went_to: str
    hash: str


def _orders(partition: Partition) -> list[tuple[Item, Order]]:
    return partition.values(Order)


def one_at_a_time(partition: Partition, _: Context) -> Iterator[Found]:
    """I20: of the orders of one case at most one may be paid or is, and the lock names it."""
    held = {
        No(item.place.sk.removeprefix("FEE#")): item for item in partition.items if item.place.sk.startswith("FEE#")
    }
    holding = Counter(order.case for _, order in _orders(partition) if holds_lock(order))
    for item, order in _orders(partition):
        if not holds_lock(order):
            continue
        lock = held.get(order.case)
        if holding[order.case] > 1:
            yield item.place, "同一费用有两个可支付或已支付的订单"
        elif lock is None or lock.get("holder") != order.no:
            yield item.place, "可支付或已支付的订单没有锁，或锁属于别的订单"
    yield from ((item.place, "锁没有对应的订单") for lock, item in held.items() if not holding[lock])


def proven(partition: Partition, _: Context) -> Iterator[Found]:
    """I21: money is there by proof, of this number and amount; and where it is not, there is no proof."""
    for item, order in _orders(partition):
        proof = order.proof
        if (proof is not None) != (order.state in _WITH_MONEY):
            yield item.place, "订单的状态与收款证明不符"
        elif proof and (proof.no, proof.amount, proof.currency) != (order.no, order.amount, CURRENCY):
            yield item.place, "收款证明不是这个订单的"


def settled(partition: Partition, context: Context) -> Iterator[Found]:
    """I22: money that came is paid or on its way back within a day; the sweep left nothing behind."""
    for item, order in _orders(partition):
        if order.state == OrderState.PAID_LATE and order.since < context.now - DAY:
            yield item.place, "收到的款项超过一天没有处理"


def given_back(partition: Partition, _: Context) -> Iterator[Found]:
    """I24: under the order's own number, asked by one and approved by another, or by rule."""
    for item, order in _orders(partition):
        refund, moved = order.refund, order.state in (OrderState.REFUNDING, OrderState.REFUNDED)
        if moved and refund is None:
            yield item.place, "退款没有依据"
        if refund is None:
            continue
        asked, approved = refund.asked_by, refund.approved_by
        if not refunds.is_no_of(order.no, refund.no) or ((approved is None) != (asked is None) and moved):
            yield item.place, "退款单号或批准不符"
        if asked and approved and asked.person == approved.person:
            yield item.place, "退款由同一人申请和批准"
        yield from ((item.place, wrong) for wrong in _ended(order.state, refund))


def _ended(state: OrderState, refund: Refund) -> Iterator[str]:
    """By the channel or by hand, which two people say."""
    said = refund.by_hand
    if (refund.ended_at is not None) != (state == OrderState.REFUNDED):
        yield "退款的结果与状态不符"
    if said and said.approved_by and said.approved_by.person == said.asked_by.person:
        yield "另行退还由同一人提出和批准"


def paid_for(partition: Partition, _: Context) -> Iterator[Found]:
    """I25: a case has its fee if, and only if, an order of it is paid; and none was withdrawn with money that nobody
    could give back. A paid order of a case that expired may stand beside another case that owes. Only a case under
    review waits for its fee.
    """
    paid = {order.case for _, order in _orders(partition) if order.state == OrderState.PAID}
    for item, case in partition.values(Case):
        if (case.fee == FeeState.PAID) != (case.no in paid):
            yield item.place, "申请的缴费与订单不符"
        elif case.state == State.WITHDRAWN and case.fee == FeeState.PAID:
            yield item.place, "已撤回的申请留有已支付的费用"
        elif case.state != State.UNDER_REVIEW and case.fee == FeeState.DUE:
            yield item.place, "待缴费的申请不在审核中"


def indexed(partition: Partition, context: Context) -> Iterator[Found]:
    """T5, of orders: what conditions and the sweep go by says the same as the order."""
    for item, order in _orders(partition):
        look = next_look(order, Instant(context.now))
        place = orders.place(order, look)[0] if look else None
        if (item.get("ver"), item.get("state"), item.get("w")) != (order.ver, order.state, place):
            yield item.place, "订单的属性与内容不符"


def facts_of(partition: Partition) -> Iterator[Fact]:
    for item, order in _orders(partition):
        yield Fact(JOIN, order.no, "order", item.place, msgspec.json.encode(order))
    if partition.table == "audit" and partition.pk.startswith("O#"):
        steps = [Step(one.event, one.came_from, one.went_to, one.hash) for one in events_of(partition)]
        yield Fact(JOIN, partition.pk[2:], "steps", partition.items[0].place, msgspec.json.encode(steps))


def followed(group: Group, _: Context) -> Iterator[Found]:
    """I23: every event is an edge of the table, and the last one is what stands: so nothing is closed unasked."""
    order, steps = group.one("order", Order), group.one("steps", list[Step]) or []
    sides = [*group.side("order"), *group.side("steps")]
    if not sides:
        return
    state = ""
    for step in steps:
        edge = (OrderState(state) if state else None, Deed(step.event))
        if step.came_from != state or TRANSITIONS.get(edge) != step.went_to:
            yield sides[0].place, "订单状态的变化不在状态图中"
            return
        state = step.went_to
    last = (len(steps), state, steps[-1].hash if steps else "")
    if order is None or (order.ver, order.state, order.chain) != last:
        yield sides[0].place, "订单与事件链的最后一步不符"
