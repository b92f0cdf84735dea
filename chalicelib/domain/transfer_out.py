"""本市转出: what is sent, how it is judged, and what an approval keeps (manual 3.4)."""

import operator
from collections.abc import Iterator

import msgspec

from chalicelib.domain import forms, snapshots
from chalicelib.domain import transfer_out_reading as reading
from chalicelib.domain.drafts import NOTICE
from chalicelib.domain.errors import FieldFault, IncompleteError, MalformedError
from chalicelib.domain.forms import located
from chalicelib.domain.kinds import Filing, Kind, Matter, Pictures, Signing, Standing
from chalicelib.domain.stages import CITY, SCHOOL, SIGNATURE
from chalicelib.domain.subjects import Snapshot, Subject
from chalicelib.domain.transcripts import Grant
from chalicelib.domain.transfer_out_forms import (
    OTHER_REASON,
    SCORES,
    TARGET,
    TARGET_FORM,
    Target,
    TransferOut,
    TransferRow,
    Typed,
    majors,
)
from chalicelib.domain.transfer_out_scores import Judged, basis_of, judged
from chalicelib.domain.windows import Business

AGAIN = "两次输入的转入准考证号不一致，请核对"
CHANGED = "您的成绩记录刚刚有更新，请重新核对后勾选"
UNLISTED = "请从列表中选择转入专业；没有找到的，请拨打客服电话"
NO_WORDS = "选择“其他”时请填写原因说明"


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """The body of a snapshot: where to, and the scores that left, as they were."""

    target: Target
    rows: tuple[TransferRow, ...]
    basis: str


def cleaned(typed: Typed) -> Typed:
    """As stored and compared; what is the server's own is emptied."""
    values = {field.name: forms.cleaned(field, getattr(typed.target, field.name)) for field in TARGET_FORM.fields}
    target = Target(**values | {"ticket": values["ticket"].upper()})
    again = forms.cleaned(TARGET_FORM.fields[1], typed.again).upper()
    return msgspec.structs.replace(typed, target=target, again=again, records=tuple(dict.fromkeys(typed.records)))


def filed(standing: Standing, items: tuple[Typed, ...], _: Pictures) -> tuple[Filing[TransferOut], ...]:
    """Raises IncompleteError with all faults at once, by path from `items.0`."""
    if len(items) != 1:
        raise MalformedError
    typed, found = cleaned(items[0]), judged(standing, standing.ticket, standing.books)
    faults = [*_target_faults(typed, standing), *_score_faults(typed, found, standing)]
    if faults:
        raise IncompleteError(fields=faults)
    return (_filing(standing, typed, found),)


def _target_faults(typed: Typed, standing: Standing) -> Iterator[FieldFault]:
    target, books = typed.target, standing.books
    own = located(
        f"items.0.{TARGET}",
        forms.faults(TARGET_FORM, msgspec.structs.asdict(target), (), books, standing.now),
    )
    yield from own
    faulty = {fault.field.rpartition(".")[2] for fault in own}
    if "province" not in faulty and (text := _province_fault(target, standing)):
        yield FieldFault(f"items.0.{TARGET}.province", text)
    if "ticket" not in faulty and typed.again != target.ticket:
        yield FieldFault("items.0.again", AGAIN)
    if not faulty & {"level", "major"} and target.major not in majors(standing.library)[target.level]:
        yield FieldFault(f"items.0.{TARGET}.major", UNLISTED)
    if target.reason == OTHER_REASON and not target.words:
        yield FieldFault(f"items.0.{TARGET}.words", NO_WORDS)


def _province_fault(target: Target, standing: Standing) -> str:
    if standing.books.provinces()[target.province].name.startswith(standing.plan.province):
        return "在本市其他高校取得的考籍不需要转考，请重新选择转入地"
    if any(one.code == target.province for one in standing.books.transfer_rules().elsewhere):
        return "该地区没有高等教育自学考试，请重新选择转入地"
    return ""


def _score_faults(typed: Typed, found: Judged, standing: Standing) -> Iterator[FieldFault]:
    refused = reading.refusals(found, found.whole(typed.records), standing.books)
    yield from (FieldFault("items.0.records", text) for text in refused)
    if not refused and set(typed.shown) != set(found.shown):
        yield FieldFault("items.0.records", CHANGED)
    elif not refused and not typed.records:
        yield FieldFault("items.0.records", "请勾选要转出的成绩")


def _filing(standing: Standing, typed: Typed, found: Judged) -> Filing[TransferOut]:
    name = majors(standing.library)[typed.target.level][typed.target.major]
    target, ref = msgspec.structs.replace(typed.target, title=name), standing.ticket.ref
    chosen = found.chosen(typed.records)
    return Filing(
        subject=Subject(
            unit=str(ref),
            plan_id=standing.plan.id,
            codes=(),
            locks=(f"out#{ref}",),
            title=reading.title_of(target, standing.books),
            records=tuple(record for line in chosen for record in line.records),
        ),
        content=TransferOut(target=target, scores=tuple(line.row for line in chosen)),
        uploads=(),
        known={"scores": len(found.lines)},
    )


def _judged(matter: Matter) -> Judged:
    return judged(matter, matter.ticket, matter.books)


def granted(_: TransferOut, matter: Matter) -> tuple[Grant, ...]:
    """No record is given; what is to leave must still be there and able to. Raises IncompleteError by name."""
    if found := reading.refusals(_judged(matter), matter.case.records, matter.books):
        text = f"{found[0]}，请退回考生"
        raise IncompleteError(text, [FieldFault("basis", text)])
    return ()


def _basis(_: TransferOut, matter: Matter) -> str:
    return basis_of(_judged(matter), matter.case.records)


def _snapshot(content: TransferOut, matter: Matter) -> Snapshot:
    found = _judged(matter)
    rows = tuple(line.row for line in found.chosen(matter.case.records))
    kept = Kept(target=content.target, rows=rows, basis=basis_of(found, matter.case.records))
    return snapshots.taken(matter, kept, plan_id=matter.ticket.plan_id, plan_rev=found.plan_rev)


KIND: Kind[Typed, TransferOut] = Kind(
    business=Business.TRANSFER_OUT,
    stages=(SCHOOL, SIGNATURE, CITY),
    effect="考籍已经转出，所转成绩不再计入本市，请向转入地查询接收结果",
    content=TransferOut,
    is_step=lambda step, _: step in (NOTICE, TARGET, SCORES),
    steps=lambda _: (NOTICE, TARGET, SCORES),
    uploads=lambda _: (),
    file=filed,
    follows=operator.eq,
    certificates=lambda _content, _books: (),
    parts=reading.parts,
    checks=reading.points,
    grants=granted,
    pieces=reading.pieces,
    basis=_basis,
    snapshot=_snapshot,
    leaves=True,
    end="转出",
    signing=Signing(paper=reading.PAPER, bring="身份证、本市准考证和转入地准考证"),
)
