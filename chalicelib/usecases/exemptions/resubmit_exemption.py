"""Send the next round of one exemption: a change while 待审核, a mended return, or 重新提交 after a rejection."""

import msgspec

from chalicelib.domain import catalogue, exemptions
from chalicelib.domain.applications import Act, Case, Operation
from chalicelib.domain.credentials import Credential
from chalicelib.domain.errors import ConflictError, UnknownError
from chalicelib.domain.exemptions import Item
from chalicelib.domain.ids import No
from chalicelib.domain.statuses import TEXTS
from chalicelib.storage import cases, operations, submissions
from chalicelib.storage import drafts as stored_drafts
from chalicelib.storage import people as stored_people
from chalicelib.storage.gather import together
from chalicelib.usecases.exemptions import judging
from chalicelib.usecases.exemptions.standings import Applicant, standing_of


class Resubmission(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of the request; `ver` is the version of the case that the page showed."""

    credentials: tuple[Credential, ...]
    ver: int


class Resubmitted(msgspec.Struct, frozen=True):
    no: No
    round: int
    state: str
    state_text: str


def resubmit_exemption(who: Applicant, no: No, form: Resubmission, op: Operation) -> bytes:
    """The new state as JSON; the same answer again for the same operation."""
    return operations.once(op, lambda: _resubmitted(who, no, form, op))


def _resubmitted(who: Applicant, no: No, form: Resubmission, op: Operation) -> bytes:
    uploads = catalogue.pictures_of(form.credentials)
    record, found = together(
        lambda: stored_people.load(who.cid, epoch=who.epoch), lambda: submissions.load(who.cid, uploads, no)
    )
    case = _require(found.case, form.ver)
    standing = standing_of(record, case.ref, who, op, mending=case)
    (_, round_), *_ = judging.rounds(standing, (Item(case.unit, form.credentials),), found.pictures)
    change = exemptions.resubmission(case, round_, standing.by, term=standing.window.term)
    answer = Resubmitted(no, change.after.round, change.after.state, TEXTS[change.after.state])
    operation = msgspec.structs.replace(op, answer=msgspec.json.encode(answer))
    return cases.commit(
        Act(
            operation=operation,
            changes=(change,),
            cid=who.cid,
            head=record.head,
            own=True,
            drafts=(_step(case),),
            certificates=judging.certificates(form.credentials),
        )
    )


def _require(case: Case | None, ver: int) -> Case:
    if case is None:
        raise UnknownError("没有找到这个申请")
    if case.ver != ver:
        raise ConflictError("此申请的状态刚刚有变化，请刷新页面查看；已填写的内容已保留")
    return case


def _step(case: Case) -> str:
    return stored_drafts.key(case.business, case.ref, case.no, f"u-{case.unit}")
