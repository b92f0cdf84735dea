"""The parts of the one transaction: how each joins it, and what its refusal means."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.domain.applications import Act, Case, Change, Message, Operation, line_of
from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.errors import (
    ConflictError,
    DecidedAlreadyError,
    LeasedError,
    LiveApplicationError,
)
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import DAY, later, shanghai, ttl
from chalicelib.domain.reviews import decided_text
from chalicelib.domain.transcripts import Grant
from chalicelib.storage import operations, outbox, people, work
from chalicelib.storage.tables import AuditItem, Item, RecordItem, RegistryItem, SessionItem

Raw = dict[str, dict[str, Any]]
CHECK, DELETE, PUT, UPDATE = range(4)


class Leg(NamedTuple):
    """One item of the transaction; `kind` sorts legs into the order in which PynamoDB sends them."""

    kind: int
    item: Item
    condition: Condition | None
    refusal: Callable[[Raw], Exception]
    actions: Sequence[Action] = ()

    def join(self, transaction: TransactWrite) -> None:
        if self.kind == CHECK:
            transaction.condition_check(type(self.item), self.item.pk, self.item.sk, condition=self.condition)
        elif self.kind == DELETE:
            transaction.delete(self.item, condition=self.condition)
        elif self.kind == PUT:
            transaction.save(self.item, condition=self.condition, return_values="ALL_OLD")
        else:
            transaction.update(self.item, list(self.actions), condition=self.condition, return_values="ALL_OLD")


def legs(act: Act) -> list[Leg]:
    """All legs of an act, sorted; never more than 64 (8 course codes, 12 certificates, 9 draft steps)."""
    made = [*_operation(act.operation), _head(act)]
    for change in act.changes:
        made.extend(_change(act, change))
    made.extend(_certificates(act))
    made.extend(_draft(act.cid, key, ver) for key, ver in act.drafts.items())
    return sorted(made, key=lambda leg: leg.kind)


def _unconditional(kind: int, item: Item) -> Leg:
    return Leg(kind, item, None, lambda _raw: ConflictError())


def _draft(cid: Cid, key: str, ver: int) -> Leg:
    """What another device has saved since this step was read is not what was sent."""
    return Leg(DELETE, RecordItem(people.partition(cid), key), RecordItem.ver == ver, _changed)


def _operation(operation: Operation) -> Iterator[Leg]:
    """`I#<actor>#<key>` put-if-absent: after its refusal `operations.once` finds the answer."""
    if not operation.key:
        return
    item = SessionItem(
        operations.partition(operation),
        "-",
        hash=operation.request,
        body=operation.answer.decode(),
        ttl=ttl(later(operation.at, DAY)),
    )
    yield Leg(PUT, item, SessionItem.pk.does_not_exist(), lambda _raw: ConflictError())


def _head(act: Act) -> Leg:
    """Case lines change without comparing `ver`, so that two reviewers of one person do not collide.

    What was judged by the record, a round that is sent or an approval's grounds, holds only while `rver` does, and its
    tickets: `ver`.
    """
    lines: Any = RecordItem.lines
    actions: list[Action] = []
    for change in act.changes:
        line = line_of(change.after)
        path = lines[change.after.no]
        actions.append(path.set(msgspec.json.encode(line).decode()) if line else path.remove())
    actions.extend(lines[no].remove() for no in act.dropped)
    condition = RecordItem.pk.exists()
    if act.own and act.head:
        condition &= RecordItem.epoch == act.head.epoch
        actions.append(RecordItem.ver.set(act.head.ver + 1))
    is_judged = any(change.grants or change.snapshot or (act.own and change.round) for change in act.changes)
    if act.head and (act.own or is_judged):
        condition &= RecordItem.ver == act.head.ver
    if act.head and is_judged:
        condition &= RecordItem.rver == act.head.rver
    if act.head and any(change.is_of_transcript for change in act.changes):
        actions.append(RecordItem.rver.set(act.head.rver + 1))
    if count := sum(change.message is not None for change in act.changes):
        actions.append(RecordItem.unread.add(count))
    item = RecordItem(people.partition(act.cid), people.HEAD)
    return Leg(UPDATE, item, condition, lambda _raw: ConflictError(), actions)


def _change(act: Act, change: Change) -> Iterator[Leg]:
    case = change.after
    yield _case(change, own=act.own)
    yield recorded(change.event)
    yield from _lease(act, change)
    yield from _locks(act.cid, change)
    yield from (_grant(act.cid, grant) for grant in change.grants)
    if change.snapshot:
        yield _record(act.cid, f"G#{case.no}", change.snapshot)
    if change.before is None:
        yield _absent(RegistryItem(f"N#{case.no}", "-", body=case.cid))
    if change.round:
        yield _record(act.cid, f"X#{case.no}#R{case.round:02}", change.round)
    if change.decision:
        decided = change.decision
        yield _record(act.cid, f"X#{case.no}#R{decided.round:02}#{decided.stage}", decided)
    if change.message:
        yield told(act.cid, f"{case.no}-{case.ver}", change.message, "" if act.own else case.person)


def _case(change: Change, *, own: bool) -> Leg:
    case, before = change.after, change.before
    w, ws = work.place(case, change.due)
    item = RecordItem(
        people.partition(case.cid),
        f"X#{case.no}",
        body=msgspec.json.encode(case).decode(),
        ver=case.ver,
        round=case.round,
        state=case.state,
        digest=case.digest,
        holder=case.person,
        w=w,
        ws=ws,
        row=work.row(case),
    )
    condition = RecordItem.pk.does_not_exist()
    if before:
        condition = (RecordItem.ver == before.ver) & (RecordItem.state == before.state)
        condition &= RecordItem.digest == before.digest
    return Leg(PUT, item, condition, _changed if own else _overtaken)


def _changed(_raw: Raw) -> Exception:
    """Candidates are not told who decides."""
    return ConflictError("此申请的状态刚刚有变化，请刷新页面查看；已填写的内容已保留")


def _overtaken(raw: Raw) -> Exception:
    """Names who was first, if the standing case was decided last."""
    if "body" not in raw:
        return ConflictError()
    case = msgspec.json.decode(raw["body"]["S"], type=Case)
    if case.decisions and case.decisions[-1].at == case.since:
        return DecidedAlreadyError(decided_text(case.decisions[-1]))
    return ConflictError()


def _lease(act: Act, change: Change) -> Iterator[Leg]:
    """A decision gives the lease up with its own transaction; a candidate waits until nobody looks."""
    item, at = SessionItem(f"LEASE#{change.after.no}", "-"), act.operation.at
    if act.leaseholder:
        held = (SessionItem.holder == act.leaseholder) & (SessionItem.until >= at)
        yield Leg(DELETE, item, held, lambda _raw: ConflictError("此件的领取已过期，请重新领取后再审核"))
        yield _unconditional(DELETE, SessionItem(f"R#{act.leaseholder}", f"L#{change.after.no}"))
    elif act.own and change.before:
        free = SessionItem.pk.does_not_exist() | (SessionItem.until < at)
        yield Leg(CHECK, item, free, lambda _raw: LeasedError())


def _locks(cid: Cid, change: Change) -> Iterator[Leg]:
    """Whoever holds a lock is the one live application about it, whichever form asked."""
    no, partition = change.after.no, people.partition(cid)
    for lock in change.locks_taken:
        item = RecordItem(partition, f"K#{lock}", holder=no)
        yield Leg(PUT, item, RecordItem.pk.does_not_exist(), lambda _raw: LiveApplicationError())
    for lock in change.locks_freed:
        item = RecordItem(partition, f"K#{lock}")
        yield Leg(DELETE, item, RecordItem.holder == no, lambda _raw: ConflictError())


def _grant(cid: Cid, grant: Grant) -> Leg:
    key = f"{people.GRANT}{grant.effect}#{grant.code}"
    item = RecordItem(people.partition(cid), key, body=msgspec.json.encode(grant).decode())
    return Leg(PUT, item, RecordItem.pk.does_not_exist(), lambda _raw: ConflictError("该课程已经登记过"))


def recorded(event: AuditEvent) -> Leg:
    moment = shanghai(event.at)
    item = AuditItem(
        event.chain,
        f"{event.seq:06}",
        body=msgspec.json.encode(event).decode(),
        day=f"{moment:%Y%m%d}#{int(event.hash[0], 16)}",
        at=f"{event.at:013}#{event.chain}",
    )
    return Leg(PUT, item, AuditItem.pk.does_not_exist(), lambda _raw: ConflictError())


def _record(cid: Cid, key: str, value: msgspec.Struct) -> Leg:
    return _absent(RecordItem(people.partition(cid), key, body=msgspec.json.encode(value).decode()))


def told(cid: Cid, name: str, message: Message, person: str) -> Leg:
    """A message in its place by time; whoever writes one raises `unread` of the head in the same transaction.

    Where the stage sends messages out, one to a `person` waits to be sent; nobody is told so of his own doings.
    """
    item = RecordItem(people.partition(cid), f"M#{message.at:013}#{name}", body=msgspec.json.encode(message).decode())
    if person and outbox.offered():
        item.holder = person
        item.w, item.ws = outbox.place(cid, message.at)
    return _absent(item)


def _absent(item: Item) -> Leg:
    return Leg(PUT, item, type(item).pk.does_not_exist(), lambda _raw: ConflictError())


def _certificates(act: Act) -> Iterator[Leg]:
    """Who else sent this certificate: a flag for reviewers, never a condition."""
    no: No = act.changes[0].after.no
    for certificate in act.certificates:
        yield _unconditional(PUT, RegistryItem(f"CERT#{certificate}", f"{act.cid}#{no}"))
