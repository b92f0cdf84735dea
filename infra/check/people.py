"""One person's partition: the head, the cases and their rounds, and the locks on it all."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from chalicelib.domain import fees
from chalicelib.domain.applications import Case, Message, Round, line_of, locks_of, sealed
from chalicelib.domain.decisions import Decision, DecisionLine
from chalicelib.domain.ids import No
from chalicelib.domain.instants import DAY, MINUTE
from chalicelib.domain.people import Head
from chalicelib.domain.reviews import PASS
from chalicelib.domain.stages import SIGNATURE
from chalicelib.domain.statuses import LIVE, State
from chalicelib.domain.subjects import Snapshot
from chalicelib.domain.transcripts import Grant, Sheet, Transcript
from chalicelib.storage import work
from infra.check.values import Context, Found, Item, Partition, Place


class File(NamedTuple):
    """A case with what stands below it: rounds by number, decisions by round and stage."""

    item: Item
    case: Case
    rounds: dict[int, tuple[Item, Round]]
    decisions: dict[tuple[int, str], tuple[Item, Decision]]


class Person(NamedTuple):
    """`head` is None where only parts of somebody are left; `locks` and `snapshots` name their case."""

    head: tuple[Item, Head] | None
    files: dict[No, File]
    grants: list[tuple[Item, Grant]]
    locks: dict[str, tuple[Place, str]]
    messages: list[tuple[Item, Message]]
    transcript: Transcript
    snapshots: dict[No, tuple[Item, Snapshot]]


def person_of(partition: Partition) -> Person:
    files = {case.no: File(item, case, {}, {}) for item, case in partition.values(Case)}
    for item, sent in partition.values(Round):
        if sent.no in files:
            files[sent.no].rounds[int(item.place.sk[-2:])] = item, sent
    for item, decision in partition.values(Decision):
        if decision.no in files:
            files[decision.no].decisions[decision.round, decision.stage] = item, decision
    locks = {
        item.place.sk.removeprefix("K#"): (item.place, item.get("holder") or "")
        for item in partition.items
        if item.place.sk.startswith("K#")
    }
    head = next(iter(partition.values(Head)), None)
    grants = partition.values(Grant)
    transcript = Transcript(tuple(sheet for _, sheet in partition.values(Sheet)), tuple(grant for _, grant in grants))
    snapshots = {kept.no: (item, kept) for item, kept in partition.values(Snapshot)}
    return Person(head, files, grants, locks, partition.values(Message), transcript, snapshots)


def locked(person: Person, _: Context) -> Iterator[Found]:
    """I1: for every effect and course at most one live application, and the lock names it."""
    held = Counter(lock for file in person.files.values() for lock in locks_of(file.case))
    for file in person.files.values():
        for lock in locks_of(file.case):
            if held[lock] > 1:
                yield file.item.place, "同一课程有两项正在办理的申请"
            elif person.locks.get(lock, ("", ""))[1] != file.case.no:
                yield file.item.place, "正在办理的申请没有锁，或锁属于别的申请"
    spare = (place for lock, (place, _holder) in person.locks.items() if not held[lock])
    yield from ((place, "锁没有对应的正在办理的申请") for place in spare)


def decided_once(person: Person, _: Context) -> Iterator[Found]:
    """I9: each round and stage is decided at most once, and line and text are of one decision."""
    for file in person.files.values():
        lines = {(line.round, line.stage): line for line in file.case.decisions}
        if len(lines) < len(file.case.decisions):
            yield file.item.place, "同一轮同一环节有两个决定"
        if lines.keys() != file.decisions.keys():
            yield file.item.place, "决定与决定的正文不成对"
        for key, (item, text) in file.decisions.items():
            line = lines.get(key)
            if line and (line.outcome, line.at) != (text.outcome, text.at):
                yield item.place, "决定的正文与摘要不符"


def saw_what_was_sent(person: Person, _: Context) -> Iterator[Found]:
    """I10: a round is sealed by its digest, and the case and its decisions name the digest of their round."""
    for file in person.files.values():
        for number, (item, sent) in file.rounds.items():
            if sent.round != number or sealed(sent) != sent:
                yield item.place, "提交的内容与其摘要不符"
        named = [(file.case.round, file.case.digest)] + [(line.round, line.digest) for line in file.case.decisions]
        digests = {number: sent.digest for number, (_, sent) in file.rounds.items()}
        if any(digests.get(number) != digest for number, digest in named):
            yield file.item.place, "决定或申请所指的不是该轮提交的内容"
        if sorted(file.rounds) != list(range(1, file.case.round + 1)):
            yield file.item.place, "轮次不连续"


def four_eyes(person: Person, _: Context) -> Iterator[Found]:
    """I11: nobody decides on himself; an approval of two offices is of two people of two organisations. The school's
    signature is no judgement."""
    for file in person.files.values():
        case = file.case
        if any(line.person == case.person for line in case.decisions):
            yield file.item.place, "审核人员就是考生本人"
        passed = [line for line in case.decisions if (line.outcome, line.round) == (PASS, case.round)]
        if case.state == State.APPROVED and not _by_others(case, passed):
            yield file.item.place, "审核通过不是由不同单位的不同人员作出"


def _by_others(case: Case, passed: list[DecisionLine]) -> bool:
    judged = [line for line in passed if line.stage != SIGNATURE]
    return (
        tuple(line.stage for line in passed) == case.stages
        and len({line.person for line in judged}) == len(judged)
        and len({line.organisation for line in judged}) == len(judged)
    )


def listed(person: Person, _: Context) -> Iterator[Found]:
    """T4: the head has a line for every live application, none that is not true."""
    if person.head is None:
        return
    item, head = person.head
    lines = {no: line_of(file.case) for no, file in person.files.items()}
    live = {no for no, file in person.files.items() if file.case.state in LIVE}
    if live - head.lines.keys() or any(lines.get(No(no)) != line for no, line in head.lines.items()):
        yield item.place, "概要中的申请与申请本身不符"


def indexed(person: Person, _: Context) -> Iterator[Found]:
    """T5: what conditions and queues go by says the same as the case."""
    for file in person.files.values():
        case, get = file.case, file.item.get
        stated = (get("ver"), get("round"), get("state"), get("digest"), get("holder"))
        w, ws = work.place(case, None)
        is_timed = w in (work.RETURNED, work.unpaid(case.school)) and get("ws").endswith(case.no)
        is_placed = get("w") == w and (get("ws") == ws or is_timed)
        if stated != (case.ver, case.round, case.state, case.digest, case.person):
            yield file.item.place, "申请的属性与内容不符"
        if not is_placed or get("row") != work.row(case):
            yield file.item.place, "队列中的一行与申请不符"


def counted(person: Person, _: Context) -> Iterator[Found]:
    """T7: `unread` counts the messages that came after the last that was read; of one instant any may have."""
    if person.head is None:
        return
    item, head = person.head
    at, _dot, name = head.read_to.partition(".")
    keys = [message.place.sk for message, _text in person.messages]
    left, may_be_left = (sum(key > mark for key in keys) for mark in (f"M#{at}#{name}", f"M#{at}"))
    if not left <= head.unread <= may_be_left:
        yield item.place, "未读消息数不符"


def sent_out(person: Person, context: Context) -> Iterator[Found]:
    """I33: what is to go out goes out; a day is given before it counts as left behind."""
    for item, _message in person.messages:
        if (item.get("w") or "").startswith("T#outbox#") and int(item.get("ws")[:13]) < context.ran - 10 * MINUTE:
            yield item.place, "待发消息超过十分钟没有处理"


def swept(person: Person, context: Context) -> Iterator[Found]:
    """I12, the part of the clock: the hint of a returned or unpaid case is not older than a day."""
    for file in person.files.values():
        waits = file.case.state == State.RETURNED or fees.is_awaited(file.case)
        if waits and int((file.item.get("ws") or "0")[:13]) < context.ran - DAY:
            yield file.item.place, "补正或缴费的期限已过一天，仍未结束"
