"""A candidate, the tickets of that person, and the numbers people type."""

import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import Protocol

import msgspec
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_11_2

from chalicelib.domain import transcripts
from chalicelib.domain.errors import FieldFault, UnknownError
from chalicelib.domain.ids import Cid, CourseCode, SchoolCode, TicketRef
from chalicelib.domain.stages import SIGNATURE
from chalicelib.domain.statuses import LIVE, FeeState, State
from chalicelib.domain.transcripts import Course, Transcript, ids_of

_RESIDENT = re.compile(r"[0-9]{17}[0-9X]")
_OTHER_DOCUMENT = re.compile(r"[0-9A-Z()]{6,20}")


class Ticket(msgspec.Struct, frozen=True, kw_only=True):
    """准考证. `number` is shown to its holder in full and to nobody else; URLs carry `ref`."""

    ref: TicketRef
    number: str
    plan_id: str
    major_code: str
    major_name: str
    level: str
    school: SchoolCode
    school_name: str


class CaseLine(msgspec.Struct, frozen=True, kw_only=True):
    """What the head says of one live (or rejected) application: enough for home and lists.

    `school`: where it is dealt with, wherever its ticket has gone since. `records`: passes that it holds; an approved
    application that holds some keeps its line. `leaves`: they leave with its approval. `confirmed`: as in the case.
    """

    business: str
    ref: TicketRef
    school: SchoolCode
    school_name: str
    unit: str
    title: str
    state: State
    stage: str
    round: int
    at: int
    window: str
    batch: str
    fee: FeeState = FeeState.NONE
    records: tuple[str, ...] = ()
    leaves: bool = False
    confirmed: str | None = None


class Confirmed(Protocol):
    """A case or its line."""

    @property
    def state(self) -> State: ...
    @property
    def stage(self) -> str: ...
    @property
    def confirmed(self) -> str | None: ...


def is_unconfirmed(case: Confirmed) -> bool:
    """Whether it is the candidate's turn to confirm what the office has begun."""
    return (case.state, case.stage, case.confirmed) == (State.UNDER_REVIEW, SIGNATURE, "")


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """Item `A` of a person. `ver` guards the person's own doings and tickets, `rver` the transcript, `epoch` sessions.

    `unread` counts messages that came after the one named by `read_to`, the newest that was read.
    """

    cid: Cid
    name: str
    id_masked: str
    tickets: tuple[Ticket, ...]
    epoch: int = 1
    ver: int = 1
    rver: int = 1
    lines: dict[str, CaseLine] = {}
    unread: int = 0
    read_to: str = ""
    reminders: frozenset[str] = frozenset()
    facts: tuple[str, ...] = ()


def ticket_of(head: Head, ref: int) -> Ticket:
    """Raises UnknownError: another person's ticket and no ticket are the same answer."""
    for ticket in head.tickets:
        if ticket.ref == ref:
            return ticket
    raise UnknownError("没有找到这个准考证")


def held(head: Head, business: str) -> dict[str, str]:
    """Records that applications of other businesses stand on, each with what holds it: no pass is used for two ends.

    A correction of its score frees none.
    """
    holding = LIVE | {State.APPROVED}
    others = [line for line in head.lines.values() if line.business != business and line.state in holding]
    return {one: line.title for line in others for record in line.records for one in ids_of(record)}


def leaving(head: Head) -> frozenset[str]:
    """Records that are to leave with a live application: they are held, and count for nothing else."""
    return frozenset(one for _, record in _going(head, LIVE) for one in ids_of(record))


def left(head: Head) -> frozenset[str]:
    """Records that have left the province."""
    return frozenset(record for _, record in _going(head, {State.APPROVED}))


def spent(head: Head, effect: str) -> frozenset[CourseCode]:
    """Courses of which a granted record leaves or has left: it is one for good, and none is granted again."""
    records = (record.split("/") for _, record in _going(head, LIVE | {State.APPROVED}))
    return frozenset(CourseCode(parts[-1]) for parts in records if parts[0] == effect)


def staying(head: Head, transcript: Transcript, besides: TicketRef | None = None) -> Transcript:
    """What counts for anything else: without the courses that are about to leave, whole; `besides` asks for its own."""
    return transcripts.without(transcript, {course for course in _courses(head, LIVE) if course[0] != besides})


def remaining(head: Head, transcript: Transcript) -> Transcript:
    """Without the courses that have left, whole: a sitting that is released later has left too."""
    return transcripts.without(transcript, _courses(head, {State.APPROVED}))


def _courses(head: Head, states: Collection[State]) -> frozenset[Course]:
    return frozenset((ref, CourseCode(record.rpartition("/")[2])) for ref, record in _going(head, states))


def _going(head: Head, states: Collection[State]) -> Iterator[tuple[TicketRef, str]]:
    going = (line for line in head.lines.values() if line.leaves and line.state in states)
    return ((line.ref, record) for line in going for record in line.records)


def has_left(head: Head, ref: TicketRef) -> bool:
    """Whether nothing can be done by a ticket any more."""
    return State.APPROVED in _leaves(head, ref)


def leaving_text(head: Head, ref: TicketRef) -> str:
    """What people are told of a ticket whose scores leave, "" of any other."""
    if has_left(head, ref):
        return "考籍已转出"
    return "考籍正在办理转出" if _leaves(head, ref) & LIVE else ""


def _leaves(head: Head, ref: TicketRef) -> set[State]:
    return {line.state for line in head.lines.values() if line.leaves and line.ref == ref}


def clean_id_number(text: str) -> str:
    """As stored and looked up: no white space, upper-case; only the ID field is ever case-folded."""
    return "".join(text.split()).upper()


def id_number_fault(text: str) -> FieldFault | None:
    """Resident cards: 17 digits, ISO 7064 mod 11-2, a real birth date; regions are not judged."""
    if _RESIDENT.fullmatch(text):
        return None if is_resident_number(text) else FieldFault("id_number", "证件号码有误，请核对后重新输入")
    if len(text) in (15, 18) and text[:-1].isdigit():
        return FieldFault("id_number", "居民身份证号码应为 18 位，末位可以是字母 X")
    if not _OTHER_DOCUMENT.fullmatch(text):
        return FieldFault("id_number", "证件号码应为 6 至 20 位数字或字母")
    return None


def is_resident_number(text: str) -> bool:
    try:
        mod_11_2.validate(text)
        date.fromisoformat(f"{text[6:10]}-{text[10:12]}-{text[12:14]}")
    except (ValidationError, ValueError):
        return False
    return True


def mask_id_number(number: str) -> str:
    return number[:3] + "*" * (len(number) - 7) + number[-4:] if len(number) > 8 else "*" * len(number)


def mask_name(name: str) -> str:
    return name[:1] + "*" * (len(name) - 1)


def mask_ticket(number: str) -> str:
    return f"{number[:2]}…{number[-3:]}"
