"""Receive what another province sent: one case a person, the system's submission; judged before anything is written."""

from datetime import date, datetime, time
from typing import NamedTuple

import msgspec

from chalicelib import data
from chalicelib.domain import filings, messages, people, windows
from chalicelib.domain.applications import Act, Change, Operation
from chalicelib.domain.audit import OPERATOR, Actor
from chalicelib.domain.errors import ConflictError, LiveApplicationError, UnknownError
from chalicelib.domain.filings import Numbers
from chalicelib.domain.ids import No, SchoolCode, new_no
from chalicelib.domain.imports.report import Finding
from chalicelib.domain.imports.transfer_tables import Arrival
from chalicelib.domain.instants import SHANGHAI, Instant, of
from chalicelib.domain.people import CaseLine, Head
from chalicelib.domain.statuses import LIVE
from chalicelib.domain.transfer_in import KIND
from chalicelib.domain.windows import Window
from chalicelib.storage import cases, enrolled, keys, library, tickets
from chalicelib.storage import people as stored_people
from chalicelib.storage import windows as stored_windows
from chalicelib.storage.people import Record
from chalicelib.storage.tickets import Holder
from chalicelib.usecases.applications.standings import Admission, Applicant, standing_of

UNKNOWN = "在本市没有这个准考证，或者证件号码不是其持有人的"
UNDER_WAY = "这个准考证已有正在办理的转入，办结后才能再收件"
NO_WINDOW = "外省转入的办理时间还没有公布，请先导入办理时间"


class Found(NamedTuple):
    """An arrival and the person here whom it is about; `is_new`: it was not received before."""

    arrival: Arrival
    holder: Holder
    is_new: bool


class Judged(NamedTuple):
    """Faults by row; `found` is for those without."""

    found: tuple[Found, ...]
    faults: tuple[tuple[int, Finding], ...]


def judge_arrivals(arrivals: tuple[Arrival, ...], now: Instant) -> Judged:
    """At most 100. One call each for their tickets, for their heads and for what was received before."""
    holders = tickets.find({one.ticket for one in arrivals})
    known, faults = [], []
    for one in arrivals:
        holder = holders.get(one.ticket)
        if holder and holder.person == keys.person(one.id_number):
            known.append((one, holder))
        else:
            faults.append((one.row, Finding("转入准考证号", UNKNOWN)))
    heads = enrolled.heads({holder.cid for _, holder in known})
    there = {case.no for case in cases.found([(holder.cid, _number(one)) for one, holder in known])}
    found = tuple(Found(one, holder, _number(one) not in there) for one, holder in known)
    for new in found:
        if new.is_new:
            judged = _faults(new.arrival, new.holder, heads[new.holder.cid], now)
            faults += [(new.arrival.row, fault) for fault in judged]
    return Judged(found, tuple(faults))


def receive_transfer(one: Found, now: Instant, by: Actor = OPERATOR) -> bool:
    """Whether it was written now: what is there already stays as it is. Raises ConflictError when overtaken."""
    holder, record = one.holder, stored_people.load(one.holder.cid)
    if _is_there(one.arrival, holder):
        return False
    if faults := _faults(one.arrival, holder, record.head, now):
        raise LiveApplicationError(faults[0].text(one.arrival.row))
    change = _change(one, record, by, now)
    head, ref = record.head, str(holder.ref)
    cases.commit(
        Act(
            operation=Operation(actor=by.id, key="", request="", at=now),
            changes=(change,),
            cid=head.cid,
            head=head,
            own=True,
            dropped=filings.outlived(head, KIND.business, {ref}, ""),
        )
    )
    return True


def _number(one: Arrival) -> No:
    """The same rows for the same person are one case, in whichever file: keyed, so that nobody can guess it."""
    told = msgspec.json.encode((one.id_number, one.ticket, one.content), order="deterministic").decode()
    day = datetime.combine(date.fromisoformat(one.content.origin.day), time(0), SHANGHAI)
    return new_no(of(day), bytes.fromhex(keys.lookup("arrival", told)[1:])[:10])


def _is_there(one: Arrival, holder: Holder) -> bool:
    try:
        cases.load(holder.cid, _number(one))
    except UnknownError:
        return False
    return True


def _faults(one: Arrival, holder: Holder, head: Head, now: Instant) -> list[Finding]:
    """What keeps it from being received: another province's, another business of the ticket, no time announced."""
    found, ticket = [], people.ticket_of(head, holder.ref)
    own = library.having(ticket.plan_id, now).plan(ticket.plan_id).province
    for title, code, is_own in (("转入地代码", one.province, True), ("转出地代码", one.content.origin.province, False)):
        if data.provinces()[code].name.startswith(own) != is_own:
            found.append(Finding(title, "应为本市的代码" if is_own else "应为外省的代码", code))
    if any(_is_under_way(line, holder) for line in head.lines.values()):
        found.append(Finding("转入准考证号", UNDER_WAY))
    try:
        filings.require_ticket(head, holder.ref, leaves=False)
    except LiveApplicationError as refused:
        found.append(Finding("转入准考证号", refused.message))
    return found if _window(ticket.school, now) else [*found, Finding("整个文件", NO_WINDOW)]


def _is_under_way(line: CaseLine, holder: Holder) -> bool:
    return (line.business, line.ref) == (KIND.business, holder.ref) and line.state in LIVE


def _window(school: SchoolCode, now: Instant) -> Window | None:
    """Receiving needs no open time: it is the office's doing. The window names the term, and when to come."""
    return windows.current(windows.effective(stored_windows.load(now), KIND.business, school), now)


def _change(one: Found, record: Record, by: Actor, now: Instant) -> Change:
    ticket = people.ticket_of(record.head, one.holder.ref)
    window = _window(ticket.school, now)
    if window is None:
        raise ConflictError(NO_WINDOW)
    admitted = Admission(window, stored_windows.load(now).rev)
    standing = standing_of(record, ticket, admitted, Applicant(by, record.head.epoch), now)
    standing = msgspec.structs.replace(standing, person=one.holder.person)
    [filing] = KIND.file(standing, (one.arrival.content,), {})
    number = _number(one.arrival)
    change = filings.submission(KIND, standing, filing, {}, Numbers(number, number))
    text = "已收到转出省的电子档案，等待主考学校审核；审核后请您核对课程并在线确认。"
    return msgspec.structs.replace(change, message=messages.about(change.after, now, "已收到电子档案", text))
