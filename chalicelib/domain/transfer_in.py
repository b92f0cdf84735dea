"""外省转入: what arrives, how it is judged, and what an approval enters and keeps (manual 3.3)."""

import operator

import msgspec

from chalicelib.domain import snapshots
from chalicelib.domain import transfer_in_reading as reading
from chalicelib.domain.errors import FieldFault, IncompleteError
from chalicelib.domain.kinds import Filing, Kind, Matter, Pictures, Signing, Standing
from chalicelib.domain.stages import SCHOOL, SIGNATURE
from chalicelib.domain.subjects import Snapshot, Subject
from chalicelib.domain.transcripts import TRANSFERRED, Grant
from chalicelib.domain.transfer_in_courses import Line, basis_of
from chalicelib.domain.transfer_in_forms import Origin, TransferIn
from chalicelib.domain.windows import Business


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """The body of a snapshot: where from, and what each course became."""

    origin: Origin
    lines: tuple[Line, ...]
    basis: str


def filed(standing: Standing, items: tuple[TransferIn, ...], _: Pictures) -> tuple[Filing[TransferIn], ...]:
    """Whole as it was sent: what becomes nothing is judged anew whenever it is looked at."""
    ref = standing.ticket.ref
    return tuple(
        Filing(
            subject=Subject(
                unit=str(ref),
                plan_id=standing.plan.id,
                codes=(),
                locks=(f"in#{ref}",),
                title=reading.title_of(item.origin, standing.books),
            ),
            content=item,
            uploads=(),
            known={"scores": len(item.scores)},
        )
        for item in items
    )


def granted(content: TransferIn, matter: Matter) -> tuple[Grant, ...]:
    """Raises IncompleteError where nothing is left to enter, or something else than was confirmed."""
    found = reading.found_of(content, matter)
    if matter.case.confirmed != basis_of(found):
        raise IncompleteError(reading.CHANGED, [FieldFault("basis", reading.CHANGED)])
    if not found.taken:
        raise IncompleteError(reading.NOTHING, [FieldFault("basis", reading.NOTHING)])
    return tuple(_grant(line, matter) for line in found.lines if line.becomes)


def _grant(line: Line, matter: Matter) -> Grant:
    course = line.becomes
    if course is None:
        raise ValueError(line.code)
    return Grant(
        effect=TRANSFERRED,
        code=course.code,
        name=course.name,
        credits2=course.credits2,
        at=matter.now,
        no=matter.case.no,
        ref=matter.case.ref,
        kind=course.kind,
        score=line.score,
    )


def _basis(content: TransferIn, matter: Matter) -> str:
    return basis_of(reading.found_of(content, matter))


def _snapshot(content: TransferIn, matter: Matter) -> Snapshot:
    found = reading.found_of(content, matter)
    kept = Kept(origin=content.origin, lines=found.lines, basis=basis_of(found))
    return snapshots.taken(matter, kept, plan_id=matter.ticket.plan_id, plan_rev=found.plan_rev)


KIND: Kind[TransferIn, TransferIn] = Kind(
    business=Business.TRANSFER_IN,
    stages=(SCHOOL, SIGNATURE),
    effect="转入成绩已登记，可用于毕业申请",
    content=TransferIn,
    is_step=lambda _step, _plan: False,
    steps=lambda _: (),
    uploads=lambda _: (),
    file=filed,
    follows=operator.eq,
    certificates=lambda _content, _books: (),
    parts=reading.parts,
    checks=reading.points,
    grants=granted,
    basis=_basis,
    snapshot=_snapshot,
    end="转入",
    signing=Signing(paper=reading.PAPER, bring="身份证、本市准考证和转出地准考证"),
    confirms=True,
)
