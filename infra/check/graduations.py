"""What graduations stand on: the snapshot of each approval against the transcript, and records against each other."""

import hashlib
from collections import Counter
from collections.abc import Iterator

import msgspec

from chalicelib.domain.degrees.demands import Place as Part
from chalicelib.domain.degrees.results import DegreeAudit, UnitState
from chalicelib.domain.graduation_audits import Kept
from chalicelib.domain.score_rows import ScoreRow, facts_of
from chalicelib.domain.statuses import LIVE, State
from chalicelib.domain.subjects import Snapshot
from chalicelib.domain.windows import Business
from infra.check.people import Person
from infra.check.values import Context, Found

# Besides the plan: never part of what is counted.
_BESIDE = frozenset({Part.NATIONAL, Part.ADDON})


def used_once(person: Person, _: Context) -> Iterator[Found]:
    """I14: every approval has its snapshot, of the round judged; each pass in it stands and is used once."""
    known = facts_of(person.transcript)
    for file in person.files.values():
        kept = person.snapshots.get(file.case.no)
        is_graduate = (file.case.business, file.case.state) == (Business.GRADUATION, State.APPROVED)
        if is_graduate and (kept is None or kept[1].sent != file.case.digest):
            yield file.item.place, "准予毕业，但没有所依据的快照"
    for no, (item, snapshot) in person.snapshots.items():
        if no not in person.files or not _is_whole(snapshot):
            yield item.place, "快照没有对应的申请，或内容与摘要不符"
            continue
        rows = _kept(snapshot).rows
        if len({row.record for row in rows}) < len(rows) or len({row.code for row in rows}) < len(rows):
            yield item.place, "一条成绩或一门课程用了两次"
        if any(_stated(row) != known.get(row.record, ("",))[1:4] for row in rows):
            yield item.place, "快照中的成绩与成绩记录不符"


def _is_whole(snapshot: Snapshot) -> bool:
    return hashlib.sha256(bytes(snapshot.body)).hexdigest() == snapshot.digest


def _kept(snapshot: Snapshot) -> Kept:
    return msgspec.json.decode(snapshot.body, type=Kept)


def _stated(row: ScoreRow) -> tuple[str, int | None, int | None]:
    return row.source, row.score, row.credits2


def held_once(person: Person, _: Context) -> Iterator[Found]:
    """I15: no record serves applications of two businesses."""
    holding = [file for file in person.files.values() if file.case.state in LIVE | {State.APPROVED}]
    users = Counter(
        record for record, _ in {(record, file.case.business) for file in holding for record in file.case.records}
    )
    for file in holding:
        if any(users[record] > 1 for record in file.case.records):
            yield file.item.place, "所用的成绩同时用于另一项业务"


def adds_up(person: Person, _: Context) -> Iterator[Found]:
    """I16: the credits shown are those of the units that are met, added up once more."""
    for item, snapshot in person.snapshots.values():
        audit = _kept(snapshot).audit
        if _is_whole(snapshot) and audit.totals.credits2 != _counted(audit):
            yield item.place, "所计学分与所用课程的学分之和不符"


def _counted(audit: DegreeAudit) -> int:
    return sum(
        unit.credits2 or 0
        for section in audit.sections
        if section.place not in _BESIDE
        for unit in section.units
        if unit.state == UnitState.MET
    )
