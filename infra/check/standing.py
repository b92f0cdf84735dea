"""What graduations and transfers stand on: the snapshot of each approval against the transcript, and records against
each other."""

import hashlib
from collections import Counter
from collections.abc import Iterator

import msgspec

from chalicelib.domain.businesses import kind_of
from chalicelib.domain.degrees.demands import Place as Part
from chalicelib.domain.degrees.results import DegreeAudit, UnitState
from chalicelib.domain.graduation_audits import Kept
from chalicelib.domain.ids import No
from chalicelib.domain.score_rows import ScoreRow, facts_of
from chalicelib.domain.statuses import LIVE, State
from chalicelib.domain.subjects import Snapshot
from chalicelib.domain.windows import Business
from infra.check.people import Person
from infra.check.values import Context, Found

# Besides the plan: never part of what is counted.
_BESIDE = frozenset({Part.NATIONAL, Part.ADDON})


def used_once(person: Person, _: Context) -> Iterator[Found]:
    """I14: every approval has its snapshot, of the round judged; each pass in it stands and is used once, to graduate
    one of each course.
    """
    known = facts_of(person.transcript)
    for file in person.files.values():
        kept = person.snapshots.get(file.case.no)
        is_kept = file.case.state == State.APPROVED and kind_of(file.case.business).snapshot
        if is_kept and (kept is None or kept[1].sent != file.case.digest):
            yield file.item.place, "审核通过，但没有所依据的快照"
    for no, (item, snapshot) in person.snapshots.items():
        if no not in person.files or not _is_whole(snapshot):
            yield item.place, "快照没有对应的申请，或内容与摘要不符"
            continue
        rows = msgspec.json.decode(snapshot.body, type=_Rows).rows
        courses = {row.code for row in rows if _graduates(person, no)}
        if len({row.record for row in rows}) < len(rows) or (courses and len(courses) < len(rows)):
            yield item.place, "一条成绩或一门课程用了两次"
        if any(_stated(row) != known.get(row.record, ("",))[1:4] for row in rows):
            yield item.place, "快照中的成绩与成绩记录不符"


class _Rows(msgspec.Struct, frozen=True):
    """As much of a snapshot as those have that stand on passes; what arrives stands on none here."""

    rows: tuple[ScoreRow, ...] = ()


def _graduates(person: Person, no: No) -> bool:
    return no in person.files and person.files[no].case.business == Business.GRADUATION


def _is_whole(snapshot: Snapshot) -> bool:
    return hashlib.sha256(bytes(snapshot.body)).hexdigest() == snapshot.digest


def _stated(row: ScoreRow) -> tuple[str, int | None, int | None]:
    return row.source, row.score, row.credits2


def held_once(person: Person, _: Context) -> Iterator[Found]:
    """I15: no record serves applications of two businesses; beside one that leaves, its ticket has no other alive."""
    holding = [file for file in person.files.values() if file.case.state in LIVE | {State.APPROVED}]
    users = Counter(
        record for record, _ in {(record, file.case.business) for file in holding for record in file.case.records}
    )
    for file in holding:
        if any(users[record] > 1 for record in file.case.records):
            yield file.item.place, "所用的成绩同时用于另一项业务"
    leaving = {file.case.ref: file.case.no for file in holding if file.case.leaves}
    for file in holding:
        if file.case.state in LIVE and leaving.get(file.case.ref, file.case.no) != file.case.no:
            yield file.item.place, "准考证的考籍正在转出或已经转出，仍有其他申请"


def adds_up(person: Person, _: Context) -> Iterator[Found]:
    """I16: the credits shown are those of the units that are met, added up once more."""
    for no, (item, snapshot) in person.snapshots.items():
        if not _graduates(person, no) or not _is_whole(snapshot):
            continue
        audit = msgspec.json.decode(snapshot.body, type=Kept).audit
        if audit.totals.credits2 != _counted(audit):
            yield item.place, "所计学分与所用课程的学分之和不符"


def _counted(audit: DegreeAudit) -> int:
    return sum(
        unit.credits2 or 0
        for section in audit.sections
        if section.place not in _BESIDE
        for unit in section.units
        if unit.state == UnitState.MET
    )
