"""From what was judged to a case and its round: the same for every business."""

import hashlib
from collections.abc import Collection
from typing import Any, NamedTuple

import msgspec

from chalicelib.domain import applications
from chalicelib.domain.applications import Case, Change, Round
from chalicelib.domain.errors import (
    ConflictError,
    FieldFault,
    IncompleteError,
    LiveApplicationError,
    UnknownError,
)
from chalicelib.domain.ids import No, TicketRef
from chalicelib.domain.kinds import Filing, Kind, Pictures, Standing
from chalicelib.domain.people import CaseLine, Head, mask_name, mask_ticket
from chalicelib.domain.statuses import LIVE, State
from chalicelib.domain.windows import TITLES, Business

GONE = "有图片已失效，请重新上传"
LEAVING = "这个准考证的考籍正在办理转出，期间不能办理其他业务"
LEFT = "这个准考证的考籍已经转出，不能再办理业务"


class Numbers(NamedTuple):
    """Of a new application: its own, and that of everything sent together."""

    no: No
    batch: No


def require_notice(standing: Standing, version: str) -> None:
    """The notice that was read must be the one in force."""
    if version != standing.window.notice:
        raise IncompleteError(
            "考生须知已更新，请重新阅读后提交", [FieldFault("notice_version", "请阅读最新的考生须知")]
        )


def lines_of(head: Head, business: str, unit: str) -> list[CaseLine]:
    return [line for line in head.lines.values() if (line.business, line.unit) == (business, unit)]


def stands(line: CaseLine, term: str) -> bool:
    """Live, or rejected in this very term: either way it goes on in its own application."""
    return line.state in LIVE or line.window.split(":")[1] == term


def require_free(standing: Standing, business: str, filing: Filing[Any]) -> None:
    """Raises LiveApplicationError while it is being dealt with, or can be mended in its own application."""
    title = filing.subject.title
    for line in lines_of(standing.head, business, filing.subject.unit):
        if line.state == State.APPROVED:
            raise LiveApplicationError(f"{title}已经办理完成，不能重复申请")
        if line.state in LIVE:
            raise LiveApplicationError(f"{title}已有正在办理的申请")
        if stands(line, standing.window.term):
            raise LiveApplicationError(f"{title}本次审核未通过，请在原申请中重新提交")


def barred(head: Head, ref: TicketRef, *, leaves: bool, besides: No | None = None) -> str:
    """A ticket whose records leave does nothing else meanwhile, and nothing at all once they have left.

    What stands against an application, "" where nothing does; `besides` is the application that is sent again.
    """
    others = [line for no, line in head.lines.items() if line.ref == ref and no != besides]
    for line in others:
        if line.leaves and line.state == State.APPROVED:
            return LEFT
        if line.leaves and line.state in LIVE and not leaves:
            return LEAVING
        if leaves and line.state in LIVE and not line.leaves:
            return f"{line.title}的{TITLES[Business(line.business)]}正在办理，办结或撤回后才能申请转出"
    return ""


def require_ticket(head: Head, ref: TicketRef, *, leaves: bool, besides: No | None = None) -> None:
    """Raises LiveApplicationError saying what is in the way."""
    if found := barred(head, ref, leaves=leaves, besides=besides):
        raise LiveApplicationError(found)


def outlived(head: Head, business: str, units: Collection[str], term: str) -> tuple[str, ...]:
    """Rejected applications of past terms for these units: a new one takes their place on the head."""
    return tuple(
        no
        for no, line in head.lines.items()
        if (line.business, line.state) == (business, State.REJECTED)
        and line.unit in units
        and line.window.split(":")[1] != term
    )


def submission(
    kind: Kind[Any, Any], standing: Standing, filing: Filing[Any], pictures: Pictures, numbers: Numbers
) -> Change:
    """A new application: the round gets its number and its seal, the case the round's digest."""
    sent = _sealed(standing, filing, pictures, numbers.no)
    ticket = standing.ticket
    case = Case(
        **msgspec.structs.asdict(filing.subject),
        no=numbers.no,
        cid=standing.head.cid,
        business=kind.business,
        ref=ticket.ref,
        school=ticket.school,
        school_name=ticket.school_name,
        batch=numbers.batch,
        term=standing.window.term,
        window=standing.window.id,
        name_masked=mask_name(standing.head.name),
        ticket_masked=mask_ticket(ticket.number),
        person=standing.person or standing.by.person,
        state=State.SUBMITTED,
        stages=kind.stages,
        leaves=kind.leaves,
        confirmed="" if kind.confirms else None,
        stage=kind.stages[0],
        round=1,
        ver=0,
        digest=sent.digest,
        submitted_at=standing.now,
        since=standing.now,
    )
    return applications.submitted(case, sent, standing.by)


def resubmission(
    kind: Kind[Any, Any], standing: Standing, filing: Filing[Any], pictures: Pictures, case: Case
) -> Change:
    """The next round of a standing, returned or rejected case, beside which it was drafted.

    Whoever mends is shown no notice: what was read for the first round was read for all of them.
    """
    unit = filing.subject.unit
    if not kind.follows(case.unit, unit):
        raise UnknownError("这个申请不能改为办理其他内容，请撤回后重新申请")
    if unit != case.unit:
        require_free(standing, kind.business, filing)
    require_kept(kind, standing, filing, case)
    sent = _sealed(standing, filing, pictures, case.no, case)
    return applications.resubmitted(case, sent, standing.by, term=standing.window.term, subject=filing.subject)


def kept(kind: Kind[Any, Any], content: Any, objected: Collection[int]) -> tuple[str, ...]:
    """What a return leaves standing: a digest per part, "" for those that were objected to or may always change."""
    digests = enumerate(map(_digest, kind.pieces(content)))
    return tuple("" if place in objected else digest for place, digest in digests)


def require_kept(kind: Kind[Any, Any], standing: Standing, filing: Filing[Any], case: Case) -> None:
    """What was returned is mended where it was objected to, until the next decision, in however many rounds.

    A choice that is no longer offered need not stand. Raises IncompleteError naming the parts that should.
    """
    stands = case.decisions[-1].kept if case.decisions else ()
    sent = set(map(_digest, kind.pieces(filing.content)))
    changed = {place: digest for place, digest in enumerate(stands) if digest and digest not in sent}
    if changed:
        offered = {place: set(map(_digest, pieces)) for place, pieces in kind.offered(standing).items()}
        changed = {place: digest for place, digest in changed.items() if digest in offered.get(place, {digest})}
    if changed:
        places = "、".join(f"第 {place + 1} 项" for place in changed)
        text = f"{places}审核时没有问题，不能修改或删除，请恢复原样，只修改需要补正的内容"
        raise IncompleteError(fields=[FieldFault("items.0", text)])


def _digest(piece: object) -> str:
    return "" if piece is None else hashlib.sha256(msgspec.json.encode(piece, order="deterministic")).hexdigest()[:32]


def require_version(case: Case, ver: int) -> None:
    if case.ver != ver:
        raise ConflictError("此申请的状态刚刚有变化，请刷新页面查看；已填写的内容已保留")


def _sealed(standing: Standing, filing: Filing[Any], pictures: Pictures, no: No, before: Case | None = None) -> Round:
    content = msgspec.json.encode(filing.content, order="deterministic")
    return applications.sealed(
        Round(
            no=no,
            round=before.round + 1 if before else 1,
            at=standing.now,
            content=msgspec.Raw(content),
            known=filing.known,
            pictures=tuple(pictures[upload] for upload in dict.fromkeys(filing.uploads)),
            notice=before.notice if before else standing.window.notice,
            window=standing.window.id,
            window_rev=standing.window_rev,
            plan_rev=standing.library.rev_of(filing.subject.plan_id),
        )
    )
