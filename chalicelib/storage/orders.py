"""Orders of a person, `O#<no>`, the lock on what is owed, `FEE#<case>`, and their one writer."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

import msgspec
from pynamodb.exceptions import UpdateError

from chalicelib.domain.applications import Act, Case, Change, Operation
from chalicelib.domain.errors import ConflictError, UnknownError
from chalicelib.domain.ids import Cid, No, is_number
from chalicelib.domain.instants import Instant
from chalicelib.domain.order_moves import Move
from chalicelib.domain.orders import Order, next_look
from chalicelib.storage import cases, gather, people, work
from chalicelib.storage.gather import Key
from chalicelib.storage.legs import CHECK, DELETE, PUT, UPDATE, Leg, legs, recorded, told
from chalicelib.storage.tables import AuditItem, Item, RecordItem, RegistryItem, WorkIndex

SHOWN_MOST = 50
_SHARDS = 4
_AT_ONCE = 25


class Hint(NamedTuple):
    """An order that the sweep is to look at."""

    cid: Cid
    no: No


class Held(NamedTuple):
    """An order together with its case as they stood at one moment, and who holds the lock of what is owed."""

    order: Order
    case: Case | None
    holder: No | None


def load(cid: Cid, no: No) -> Order:
    """One consistent read. Raises UnknownError: another person's number and no number are the same answer."""
    try:
        item = RecordItem.get(people.partition(cid), _sk(no), consistent_read=True)
    except RecordItem.DoesNotExist:
        raise UnknownError("没有找到这个订单") from None
    return _order(item)


def mine(cid: Cid) -> tuple[Order, ...]:
    """The latest orders of a person, the newest first: one Query."""
    found = RecordItem.query(
        people.partition(cid),
        RecordItem.sk.startswith("O#"),
        consistent_read=True,
        scan_index_forward=False,
        limit=SHOWN_MOST,
        page_size=SHOWN_MOST,
    )
    return tuple(map(_order, found))


def owner(no: str) -> Cid:
    """Whose order it is. Raises UnknownError for a number nobody has, or one of an application's."""
    found = cases.owner(No(no)) if is_number(no) else None
    if found is None:
        raise UnknownError("没有找到这个订单")
    return found


def with_case(order: Order) -> Held:
    """The order again, with what decides about its money: one BatchGet. Raises UnknownError."""
    place = people.partition(order.cid)
    keys: list[Key] = [(RecordItem, place, sk) for sk in (_sk(order.no), f"X#{order.case}", _lock_of(order.case))]
    found = gather.items(keys)
    if keys[0] not in found:
        raise UnknownError("没有找到这个订单")
    case = found.get(keys[1])
    return Held(
        _order(found[keys[0]]),
        msgspec.json.decode(case.body or "", type=Case) if case else None,
        _holder(found.get(keys[2])),
    )


def holder(cid: Cid, case: No) -> No | None:
    """The order that holds what is owed for a case."""
    try:
        return _holder(RecordItem.get(people.partition(cid), _lock_of(case), consistent_read=True))
    except RecordItem.DoesNotExist:
        return None


def _holder(item: Item | None) -> No | None:
    return No(item.holder or "") if isinstance(item, RecordItem) else None


def commit(move: Move, change: Change | None = None) -> Order:
    """The move, its event and, where it concerns the case, the case's own step: one transaction.

    Raises ConflictError when the order, the case or the lock moved on meanwhile: none is begun for what is not owed.
    """
    parts = [_put(move), recorded(move.event), *_lock(move)]
    if move.before is None:
        parts += [Leg(PUT, _number(move.after), RegistryItem.pk.does_not_exist(), _moved_on), _owed(move.after)]
    if change:
        parts += legs(Act(operation=_nobody(move), changes=(change,), cid=move.after.cid))
    elif move.message:
        parts += _told(move)
    cases.attempt(sorted(parts, key=lambda leg: leg.kind))
    return move.after


def hand_over(act: Act, seen: No | None) -> None:
    """The step of a case whose fee is paid here no more. `seen`: the order that held what is owed.

    Raises ConflictError when the case moved on, or an order for it was begun, meanwhile.
    """
    lock = RecordItem(people.partition(act.cid), _lock_of(act.changes[0].after.no))
    unchanged = RecordItem.holder == seen if seen else RecordItem.pk.does_not_exist()
    cases.attempt(sorted([*legs(act), Leg(CHECK, lock, unchanged, _moved_on)], key=lambda leg: leg.kind))


def _owed(order: Order) -> Leg:
    """Whatever school's: that of a ticket may change."""
    case = RecordItem(people.partition(order.cid), f"X#{order.case}")
    return Leg(CHECK, case, RecordItem.w.startswith(work.UNPAID), _moved_on)


def _put(move: Move) -> Leg:
    order, before = move.after, move.before
    unchanged = RecordItem.ver == before.ver if before else RecordItem.pk.does_not_exist()
    look = next_look(order, order.since)
    w, ws = place(order, look) if look else (None, None)
    item = RecordItem(
        people.partition(order.cid), _sk(order.no), body=_body(order), ver=order.ver, state=order.state, w=w, ws=ws
    )
    return Leg(PUT, item, unchanged, _moved_on)


def place(order: Order, look: Instant) -> tuple[str, str]:
    """Where the sweep finds it from then on."""
    return f"T#order#{int(order.cid[0], 16) % _SHARDS}", f"{look:013}#{order.no}"


def _lock(move: Move) -> Iterator[Leg]:
    order = move.after
    item = RecordItem(people.partition(order.cid), _lock_of(order.case), holder=order.no)
    if move.takes_lock:
        yield Leg(PUT, item, RecordItem.pk.does_not_exist(), _moved_on)
    elif move.frees_lock:
        yield Leg(DELETE, item, RecordItem.holder == order.no, _moved_on)


def _number(order: Order) -> RegistryItem:
    return RegistryItem(f"N#{order.no}", "-", body=order.cid)


def _told(move: Move) -> Iterator[Leg]:
    order, message = move.after, move.message
    if message:
        head = RecordItem(people.partition(order.cid), people.HEAD)
        yield told(order.cid, f"{order.no}-{order.ver}", message, "")
        yield Leg(UPDATE, head, RecordItem.pk.exists(), _moved_on, [RecordItem.unread.add(1)])


def _nobody(move: Move) -> Operation:
    """Repeats are told by the order's state, not by a key."""
    return Operation(actor=move.event.actor.id, key="", request="", at=move.event.at)


def _moved_on(_raw: Any) -> Exception:
    return ConflictError("订单状态刚刚有变化，请刷新页面查看")


def due(now: Instant) -> tuple[Hint, ...]:
    """Orders to look at, at most 25 of each shard, the longest waiting first."""
    before = WorkIndex.ws < f"{now + 1:013}"
    found = [
        RecordItem.work.query(f"T#order#{shard}", before, limit=_AT_ONCE, page_size=_AT_ONCE)
        for shard in range(_SHARDS)
    ]
    return tuple(Hint(Cid(item.pk[2:]), No(item.sk[2:])) for items in found for item in items)


def waiting() -> Iterator[Order]:
    """Every order that waits for its channel, in whatever state: for reports."""
    for shard in range(_SHARDS):
        for item in RecordItem.work.query(f"T#order#{shard}"):
            yield load(Cid(item.pk[2:]), No(item.sk[2:]))


def of_day(day: date) -> tuple[Order, ...]:
    """Every order of which something was written on that day in China, or the day after: what happens at midnight is
    heard of a moment later. 32 Queries, then two reads an order: for reports.
    """
    days = [f"{one:%Y%m%d}#{shard}" for one in (day, day + timedelta(days=1)) for shard in range(16)]
    chains = {item.pk for one in days for item in AuditItem.by_day.query(one) if item.pk.startswith("O#")}
    numbers = [No(chain.removeprefix("O#")) for chain in sorted(chains)]
    return tuple(load(owner(no), no) for no in numbers)


def postpone(order: Order, look: Instant) -> None:
    """Nothing new was heard: the next look is then; one that moved on has its own."""
    _, ws = place(order, look)
    try:
        RecordItem(people.partition(order.cid), _sk(order.no)).update(
            [RecordItem.ws.set(ws)], RecordItem.ver == order.ver
        )
    except UpdateError as refused:
        if refused.cause_response_code != "ConditionalCheckFailedException":
            raise


def _sk(no: No) -> str:
    return f"O#{no}"


def _lock_of(case: No) -> str:
    return f"FEE#{case}"


def _order(item: Item) -> Order:
    return msgspec.json.decode(item.body or "", type=Order)


def _body(order: Order) -> str:
    return msgspec.json.encode(order).decode()
