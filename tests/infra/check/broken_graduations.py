"""What may be wrong with a graduation and the passes that it stands on."""

import hashlib
from typing import Any

import msgspec

from chalicelib.domain.applications import line_of
from chalicelib.domain.audit import CLOCK
from chalicelib.domain.graduation_audits import Kept
from chalicelib.domain.instants import HOUR, MINUTE, Instant, later
from chalicelib.domain.subjects import Snapshot
from chalicelib.domain.windows import Business
from chalicelib.storage import people, windows
from chalicelib.storage.revisions import Edit
from chalicelib.storage.tables import RecordItem
from infra import demo_graduations
from infra.demo_people import PEOPLE
from infra.demo_stories import Teller
from tests.infra.check.corrupting import Told, breaks, cid_of, first, head_of, put_case, rewrite, told_of

GRADUATE = "fenger"


def graduated(now: Instant) -> Told:
    """The demo person who has everything graduates, while the time for it is open."""
    opened = (Business.GRADUATION, Business.PHOTO)
    rows = tuple(
        msgspec.structs.replace(row, opens=later(now, -2 * HOUR)) if row.business in opened else row
        for row in windows.fresh().rows
    )
    windows.save(rows, seen=1, edit=Edit(CLOCK, later(now, -2 * HOUR), "演示"))
    teller, at = Teller(now, 900), later(now, -HOUR)
    [person] = [one for one in PEOPLE if one.key == GRADUATE]
    no = demo_graduations.apply(teller, person, at)
    for minutes, account in enumerate(("fudan1", "fudan2", "shikao1"), 1):
        demo_graduations.approve(teller, person, no, account, later(at, minutes * MINUTE))
    return told_of(RecordItem.get(people.partition(cid_of(GRADUATE)), f"X#{no}"))


def snapshot() -> Any:
    return first(RecordItem, people.partition(cid_of(GRADUATE)), "G#")


def rewritten(**changes: Any) -> None:
    """Another content, that its digest names."""
    item = snapshot()
    kept = msgspec.json.decode(item.body, type=Snapshot)
    body = msgspec.json.encode(
        msgspec.structs.replace(msgspec.json.decode(kept.body, type=Kept), **changes), order="deterministic"
    )
    rewrite(item, Snapshot, body=msgspec.Raw(body), digest=hashlib.sha256(body).hexdigest())


def rows() -> tuple[Any, ...]:
    kept = msgspec.json.decode(snapshot().body, type=Snapshot)
    return msgspec.json.decode(kept.body, type=Kept).rows


@breaks("I14")
def an_approval_kept_nothing(now: Instant) -> None:
    graduated(now)
    snapshot().delete()


@breaks("I14")
def a_snapshot_is_of_another_round(now: Instant) -> None:
    graduated(now)
    rewrite(snapshot(), Snapshot, sent="0" * 64)


@breaks("I14")
def a_snapshot_was_changed(now: Instant) -> None:
    graduated(now)
    rewrite(snapshot(), Snapshot, digest="0" * 64)


@breaks("I14")
def one_pass_is_used_twice(now: Instant) -> None:
    graduated(now)
    rewritten(rows=(*rows(), rows()[0]))


@breaks("I14")
def a_pass_is_of_another_score_than_the_record(now: Instant) -> None:
    graduated(now)
    head, *rest = rows()
    rewritten(rows=(msgspec.structs.replace(head, score=100), *rest))


@breaks("I14")
def a_pass_is_on_no_record(now: Instant) -> None:
    graduated(now)
    head, *rest = rows()
    rewritten(rows=(msgspec.structs.replace(head, record="2001-04/1/T/99999", code="99999"), *rest))


@breaks("I15")
def a_pass_serves_two_businesses(_: Instant) -> None:
    """An exemption and a supplement of one person, both approved."""
    partition = people.partition(cid_of("qianqi"))
    found = [item for item in RecordItem.query(partition, RecordItem.sk.startswith("X#")) if item.sk.count("#") == 1]
    for told in map(told_of, found):
        case = put_case(told, records=("2026-10/1/T/00034",))
        line = msgspec.json.encode(line_of(case)).decode()
        head_of(case).update([RecordItem.lines[case.no].set(line)])


@breaks("I16")
def credits_do_not_add_up(now: Instant) -> None:
    graduated(now)
    kept = msgspec.json.decode(msgspec.json.decode(snapshot().body, type=Snapshot).body, type=Kept)
    totals = msgspec.structs.replace(kept.audit.totals, credits2=kept.audit.totals.credits2 + 2)
    rewritten(audit=msgspec.structs.replace(kept.audit, totals=totals))


@breaks("I15")
def a_ticket_that_leaves_has_something_else_under_way(_: Instant) -> None:
    """Two live applications of one ticket, one of which says that it takes the ticket along."""
    live = [told for told in map(told_of, RecordItem.scan(RecordItem.state == "submitted")) if not told.case.records]
    told = next(one for one in live if sum(_ticket(other) == _ticket(one) for other in live) > 1)
    case = put_case(told, leaves=True)
    head_of(case).update([RecordItem.lines[case.no].set(msgspec.json.encode(line_of(case)).decode())])


def _ticket(told: Told) -> tuple[str, int]:
    return told.case.cid, told.case.ref
