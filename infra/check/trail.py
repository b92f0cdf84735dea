"""Chains of events, and cases against them: what happened, whether it was allowed, and whether it is what stands."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import msgspec

from chalicelib.domain import fees
from chalicelib.domain.applications import Case
from chalicelib.domain.audit import AuditEvent, first_fault
from chalicelib.domain.decisions import DecisionLine
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import MINUTE, SECOND, Instant
from chalicelib.domain.orders import Order
from chalicelib.domain.staff import Staff
from chalicelib.domain.stages import CITY, desk
from chalicelib.domain.statuses import Event, State, one_stage_edges, two_stage_edges
from chalicelib.domain.windows import Windows, find
from chalicelib.storage import legs
from chalicelib.storage.leases import Lease
from infra.check.values import Context, Fact, Found, Group, Partition, Place, Revision

JOIN: Final = "case"
_TERMINAL: Final = frozenset({State.APPROVED, State.WITHDRAWN, State.EXPIRED, State.CANCELLED})
_AFTERWARDS: Final = frozenset({(State.APPROVED, Event.CORRECT), (State.EXPIRED, Event.REFUND)})
_AWAITS: Final = frozenset({State.SUBMITTED, State.UNDER_REVIEW})
# A container goes on for 30 s with the windows that it read, and a request was stamped before it read them.
_KNOWN_LATE: Final = MINUTE
_STAMPED_EARLY: Final = 30 * SECOND


class Deed(msgspec.Struct, frozen=True):
    """Of an event what is compared with its case."""

    event: str
    at: Instant
    came_from: str
    went_to: str
    round: int
    digest: str
    detail: str
    staff: str
    hash: str


def events_of(partition: Partition) -> list[AuditEvent]:
    return [event for _, event in partition.values(AuditEvent)]


def holds(partition: Partition, _: Context) -> Iterator[Found]:
    """I31: from its start each event follows the last, and stands where its day is looked for."""
    chained = partition.values(AuditEvent)
    if chained and (fault := first_fault(event for _, event in chained)):
        yield chained[fault - 1][0].place, "事件链从此处起不再成立"
    for item, event in chained:
        expected = legs.recorded(event).item.attribute_values
        if any(item.get(name) != expected[name] for name in ("pk", "sk", "day", "at")):
            yield item.place, "事件与它的键或日期索引不符"


def facts_of(partition: Partition) -> Iterator[Fact]:
    """Of a person's cases, of a chain, of what the registry and the leases say of a case."""
    for item, case in partition.values(Case):
        yield Fact(JOIN, case.no, "case", item.place, msgspec.json.encode(case))
    for item, order in partition.values(Order):
        yield Fact(JOIN, order.no, "order", item.place, msgspec.json.encode(order.cid))
    if partition.pk.startswith("N#"):
        for item, cid in partition.values(str):
            yield Fact(JOIN, partition.pk[2:], "number", item.place, msgspec.json.encode(cid))
    for item, lease in partition.values(Lease):
        side = "lease" if partition.pk.startswith("LEASE#") else "mine"
        yield Fact(JOIN, lease.no, side, item.place, msgspec.json.encode(lease))
    if partition.table == "audit" and partition.pk.startswith("X#"):
        deeds = [_deed(event) for event in events_of(partition)]
        yield Fact(JOIN, partition.pk[2:], "deeds", partition.items[0].place, msgspec.json.encode(deeds))


def _deed(event: AuditEvent) -> Deed:
    same = {name: getattr(event, name) for name in Deed.__struct_fields__ if name != "staff"}
    return Deed(**same, staff=event.actor.id if event.actor.kind == "staff" else "")


def _deeds(group: Group) -> list[Deed]:
    return group.one("deeds", list[Deed]) or []


def followed(group: Group, _: Context) -> Iterator[Found]:
    """I3: every event is an edge of the state graph, from the state that the last one left."""
    case = group.one("case", Case)
    edges = one_stage_edges() if case and len(case.stages) == 1 else two_stage_edges()
    state = ""
    for deed in _deeds(group):
        is_edge = state in _TERMINAL or ((state or None, deed.event), deed.went_to) in edges.items()
        if deed.came_from != state or not is_edge:
            yield _place(group), "状态的变化不在状态图中"
            return
        state = deed.went_to


def written_together(group: Group, _: Context) -> Iterator[Found]:
    """I4: one event per version, and the last one is what stands."""
    case, deeds = group.one("case", Case), _deeds(group)
    if case is None or not deeds:
        if case or deeds:
            yield _place(group), "申请与事件链缺少其一"
        return
    last = deeds[-1]
    stands = (case.ver, case.state, case.round, case.digest, case.chain, case.since)
    if stands != (len(deeds), last.went_to, last.round, last.digest, last.hash, last.at):
        yield _place(group), "申请与事件链的最后一步不符"


def final(group: Group, _: Context) -> Iterator[Found]:
    """I5: what is over stays so, but for a correction, or for its fee that goes back."""
    deeds = _deeds(group)
    for before, deed in pairwise(deeds):
        if before.went_to in _TERMINAL and (before.went_to, deed.event) not in _AFTERWARDS:
            yield _place(group), "已结束的申请又有变化"


def in_time(group: Group, context: Context) -> Iterator[Found]:
    """I6: sent while the window was open by the revision that the event names, current at that instant. What the office
    receives waits for no window."""
    case = group.one("case", Case)
    for deed in _deeds(group):
        if case is None or deed.event not in (Event.SUBMIT, Event.RESUBMIT):
            continue
        window_id, _, rest = deed.detail.partition("@")
        revision = next((one for one in context.windows if str(one.rev) == rest.partition(" ")[0]), None)
        if revision is None or not _was_current(revision, deed.at, context):
            yield _place(group), "提交所依据的办理时间版次不存在或当时无效"
        elif case.is_own and not _was_open(revision, window_id, case, deed):
            yield _place(group), "在办理时间之外提交"


def _was_current(revision: Revision, at: Instant, context: Context) -> bool:
    later = [one.at for one in context.windows if one.rev == revision.rev + 1]
    return revision.at <= at + _STAMPED_EARLY and all(at < end + _KNOWN_LATE for end in later)


def _was_open(revision: Revision, window_id: str, case: Case, deed: Deed) -> bool:
    window = find(Windows(revision.rev, revision.rows), window_id, case.school)
    if window is None:
        return False
    if deed.came_from == State.RETURNED:
        return deed.at < window.corrects
    return window.opens <= deed.at < window.closes


def expired(group: Group, context: Context) -> Iterator[Found]:
    """I12: nothing expires or lapses before its time by some revision that was current."""
    case = group.one("case", Case)
    for deed in _deeds(group):
        if case is None or deed.event not in (Event.EXPIRE, Event.LAPSE):
            continue
        known = [Windows(one.rev, one.rows) for one in context.windows if _was_current(one, deed.at, context)]
        ends = [_end_of(case, deed, one) for one in known]
        if not any(end is not None and end <= deed.at for end in ends):
            yield _place(group), "在补正或缴费的期限之前结束"


def _end_of(case: Case, deed: Deed, current: Windows) -> Instant | None:
    if deed.event == Event.LAPSE:
        paying = fees.window_of(current, case.term, case.school)
        return paying.closes if paying else None
    window = find(current, case.window, case.school)
    return window.corrects if window else None


def in_scope(group: Group, context: Context) -> Iterator[Found]:
    """I13: who decided is on the register, and had this stage of this school."""
    case = group.one("case", Case)
    for line in case.decisions if case else ():
        posts = context.staff.get(line.staff, ())
        if case and not any(_was_theirs(line, case, post) for post in posts):
            yield _place(group), "作出决定的人员不在名册上，或不在其范围内"
    decided = {line.staff for line in case.decisions} if case else set()
    deeds = [deed for deed in _deeds(group) if deed.staff and deed.event != Event.REFUND]
    if any(deed.staff not in decided for deed in deeds) and case:
        yield _place(group), "事件中的人员没有相应的决定"


def _was_theirs(line: DecisionLine, case: Case, post: Staff) -> bool:
    """By what the member of staff was, then or now."""
    is_stage = (post.scope_kind, post.person) == (desk(line.stage), line.person)
    return is_stage and (line.stage == CITY or case.school in post.schools)


def numbered(group: Group, _: Context) -> Iterator[Found]:
    """T6, of cases and orders, which share the register: the number leads to its person."""
    case, order = group.one("case", Case), group.one("order", Cid)
    if (case.cid if case else order) != group.one("number", Cid):
        yield _place(group), "编号与申请或订单不符"


def leased(group: Group, context: Context) -> Iterator[Found]:
    """T8: a lease is on a case that waits for a decision, and stands on its holder's own list."""
    case, mine = group.one("case", Case), group.values("mine", Lease)
    live = [(place, one) for place, one in group.values("lease", Lease) if one.until > context.now]
    for place, lease in live:
        if case is None or case.state not in _AWAITS or case.cid != lease.cid:
            yield place, "被领取的申请不在等待审核"
        if lease not in [one for _, one in mine]:
            yield place, "领取没有列在领取人名下"
    held = [lease for _, lease in live]
    yield from ((place, "名下的领取已不存在") for place, one in mine if one.until > context.now and one not in held)


def _place(group: Group) -> Place:
    """The case if there is one."""
    sides = [fact for name in ("case", "order", "deeds", "number", "lease", "mine") for fact in group.side(name)]
    return sides[0].place
