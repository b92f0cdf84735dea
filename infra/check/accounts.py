"""Logins against the records they open, and every way that leads to a person."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

import msgspec

from chalicelib.domain.accounts import Account, Doing
from chalicelib.domain.applications import Case
from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.credentials import Picture
from chalicelib.domain.drafts import Draft
from chalicelib.domain.people import Head
from chalicelib.domain.statuses import State
from chalicelib.storage import accounts, enrolments, names, tickets
from chalicelib.storage.reminders import Wish
from chalicelib.storage.staff import Member
from chalicelib.storage.staff_sessions import StaffSession
from chalicelib.storage.tickets import Holder
from infra.check.scores import CORRECTED
from infra.check.values import Context, Fact, Found, Group, Partition

PERSON: Final = "person"
STAFF: Final = "staff"
_DOINGS: Final = frozenset(Doing)


class Login(msgspec.Struct, frozen=True):
    person: str
    account: Account


class Known(msgspec.Struct, frozen=True):
    """A head, with the keys by which tickets and names must lead to it."""

    head: Head
    ways: tuple[tuple[str, str], ...]
    approvals: int
    has_acted: bool


def facts_of(partition: Partition) -> Iterator[Fact]:
    if partition.table == "records":
        yield from _own(partition)
    elif partition.table == "registry":
        yield from _ways(partition)
    elif partition.table == "audit" and partition.pk.startswith("P#"):
        told = Counter(event.event for _, event in partition.values(AuditEvent))
        yield Fact(PERSON, partition.pk[2:], "told", partition.items[0].place, msgspec.json.encode(told))


def _own(partition: Partition) -> Iterator[Fact]:
    for item, account in partition.values(Account):
        person = partition.pk.removeprefix("L#").replace("#", "")
        login = Login(person, account)
        yield Fact(PERSON, account.cid, "login", item.place, msgspec.json.encode(login))
    for item, head in partition.values(Head):
        ways = [tickets.partition(ticket.number) for ticket in head.tickets]
        places = [enrolments.item(head.cid, ticket) for ticket in head.tickets]
        places += [names.item(head.name, ticket.school, head.cid) for ticket in head.tickets]
        approved = (case for _, case in partition.values(Case) if case.state == State.APPROVED)
        approvals = sum(bool(case.codes) or case.leaves or not case.is_own for case in approved)
        acted = any(partition.values(kind) for kind in (Draft, Picture))
        acted = acted or any(case.is_own for _, case in partition.values(Case))
        known = Known(head, (*((way, "-") for way in ways), *((one.pk, one.sk) for one in places)), approvals, acted)
        yield Fact(PERSON, head.cid, "head", item.place, msgspec.json.encode(known))


def _ways(partition: Partition) -> Iterator[Fact]:
    for item, holder in partition.values(Holder):
        yield Fact(PERSON, holder.cid, "ticket", item.place, msgspec.json.encode(holder))
    for item in partition.items:
        if partition.pk.startswith(("E#", "S#")) and "#" in item.place.sk:
            parts = item.place.sk.split("#")
            cid = parts[0] if partition.pk.startswith("E#") else parts[1]
            yield Fact(PERSON, cid, "way", item.place)
    for item, wish in partition.values(Wish):
        yield Fact(PERSON, item.place.sk, "wish", item.place, msgspec.json.encode(wish))
    for item, member in partition.values(Member):
        yield Fact(STAFF, member.staff.person, "member", item.place, msgspec.json.encode(item.place.sk))
    if partition.pk.startswith("STAFF#person#"):
        for item, hash_ in partition.values(str):
            yield Fact(STAFF, partition.pk[13:], "human", item.place, msgspec.json.encode(hash_))


def opened_by_its_owner(group: Group, _: Context) -> Iterator[Found]:
    """I26: who never set a password has done nothing."""
    known = group.one("head", Known)
    for place, login in group.values("login", Login):
        if not login.account.activated and known and known.has_acted:
            yield place, "未激活的账户已有申请、草稿或图片"


def is_activated_by_password(group: Group, _: Context) -> Iterator[Found]:
    """I26: activated and a password of one's own are the same."""
    for place, login in group.values("login", Login):
        if login.account.activated != bool(login.account.hash):
            yield place, "账户的激活状态与密码不符"


def on_record(group: Group, _: Context) -> Iterator[Found]:
    """I32: every change of a login, and of a transcript after its release, left its event."""
    told = group.one("told", dict[str, int]) or {}
    for place, login in group.values("login", Login):
        if login.account.ver != sum(count for name, count in told.items() if name in _DOINGS):
            yield place, "账户的改动与审计事件数不符"
    for place, known in group.values("head", Known):
        if known.head.rver - 1 != told.get(CORRECTED, 0) + known.approvals:
            yield place, "成绩档案的改动与审计事件数不符"


def found_by_every_way(group: Group, _: Context) -> Iterator[Found]:
    """T6: whoever has a login has a record of the same epoch, and is found by tickets, names and places of study."""
    known, ways = group.one("head", Known), {fact.place[1:] for side in ("ticket", "way") for fact in group.side(side)}
    for place, login in group.values("login", Login):
        if known is None or known.head.epoch != login.account.epoch:
            yield place, "登录账户没有同一会话版次的档案"
            continue
        if login.account.name != known.head.name or login.account.tickets != accounts.lines_of(known.head):
            yield place, "登录账户中的姓名或准考证与档案不符"
        if missing := [way for way in known.ways if way not in ways]:
            yield place, f"按准考证、姓名或专业查找缺少 {len(missing)} 项"
        holders = group.values("ticket", Holder)
        yield from ((way, "准考证指向的证件摘要不符") for way, one in holders if one.person != login.person)


def reminded(group: Group, _: Context) -> Iterator[Found]:
    """T9: what the head says of reminders is what the registry goes by."""
    wished = {place.pk.split("#")[1] for place, wish in group.values("wish", Wish) if wish.on}
    for place, known in group.values("head", Known):
        if known.head.reminders != wished:
            yield place, "提醒的登记与档案不符"


def one_account_each(group: Group, _: Context) -> Iterator[Found]:
    """T6, of staff: one account for each human."""
    humans, members = group.values("human", str), group.values("member", str)
    if sorted(hash_ for _, hash_ in members) != sorted(hash_ for _, hash_ in humans):
        yield group.facts[0].place, "工作人员账号与本人登记不成对"


def proven(partition: Partition, _: Context) -> Iterator[Found]:
    """I30: a session of staff began with a code, after it was issued and before its last sign of life."""
    for item, session in partition.values(StaffSession):
        if not session.issued <= session.mfa_at:
            yield item.place, "会话没有动态验证码的记录"
        if partition.pk != f"SS#{session.staff.id}":
            yield item.place, "会话与它的键不符"
