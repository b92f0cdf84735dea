"""申请免考: which units can be asked for, and what one submission becomes."""

from collections.abc import Collection, Mapping

import msgspec

from chalicelib.domain import applications, plans, transcripts
from chalicelib.domain.applications import Case, Change, Round
from chalicelib.domain.audit import Actor
from chalicelib.domain.credentials import Credential, Picture
from chalicelib.domain.degrees.program import Program
from chalicelib.domain.errors import FieldFault, IncompleteError, LiveApplicationError, UnknownError
from chalicelib.domain.exemption_needs import Need
from chalicelib.domain.exemption_rules import Claim
from chalicelib.domain.exemption_units import stands, theory_passes, units_lines
from chalicelib.domain.ids import CourseCode, No, UploadId
from chalicelib.domain.instants import Instant
from chalicelib.domain.people import Head, Ticket, mask_name, mask_ticket
from chalicelib.domain.plans import Plan, Unit
from chalicelib.domain.statuses import LIVE, State
from chalicelib.domain.transcripts import Transcript
from chalicelib.domain.windows import Business, Window


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One unit of a submission, named by its first code, with its credentials as typed."""

    unit: str
    credentials: tuple[Credential, ...]


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the rules need to know at the instant of a submission."""

    head: Head
    ticket: Ticket
    program: Program
    plan_rev: int
    transcript: Transcript
    window: Window
    window_rev: int
    now: Instant
    by: Actor
    required_passes: int

    @property
    def plan(self) -> Plan:
        return self.program.plan


def require_eligible(standing: Standing) -> None:
    """The gate of the province, counted again on what the record says now."""
    count = theory_passes(standing.program, standing.transcript, standing.now)
    least = standing.required_passes
    if count < least:
        raise IncompleteError(f"申请免考须先取得所学专业 {least} 门及以上理论课程合格成绩，您目前有 {count} 门")


def require_notice(standing: Standing, version: str) -> None:
    """The notice that was read must be the one in force."""
    if version != standing.window.notice:
        raise IncompleteError(
            "考生须知已更新，请重新阅读后提交", [FieldFault("notice_version", "请阅读最新的考生须知")]
        )


def require_unit(plan: Plan, known: Mapping[CourseCode, Need], unit_id: str, field: str) -> Unit:
    """The unit asked for. Raises UnknownError outside the plan, IncompleteError where nobody may apply for it."""
    need = known.get(CourseCode(unit_id))
    if need and need.bars:
        raise IncompleteError(fields=[FieldFault(field, need.text)])
    unit = plans.unit_named(plan, unit_id)
    if unit is None:
        raise UnknownError("所选课程不在您的专业计划中，请刷新页面")
    return unit


def require_free(standing: Standing, unit: Unit) -> None:
    """Raises LiveApplicationError while the unit is being dealt with, or can be mended in its own application."""
    for line in units_lines(standing.head, unit):
        if line.state in LIVE:
            raise LiveApplicationError(f"{title_of(standing.plan, unit)}已有正在办理的申请")
        if stands(line, standing.window.term):
            raise LiveApplicationError(f"{title_of(standing.plan, unit)}本次审核未通过，请在原申请中重新提交")


def outlived(head: Head, units: Collection[str], term: str) -> tuple[str, ...]:
    """Rejected applications of past terms for these units: a new one takes their place on the head."""
    return tuple(
        no
        for no, line in head.lines.items()
        if line.business == Business.EXEMPTION and line.unit in units and line.window.split(":")[1] != term
    )


def claim(plan: Plan, codes: tuple[CourseCode, ...], credentials: tuple[Credential, ...]) -> Claim:
    """The question that the exemption rules answer."""
    return Claim(province=plan.province, level=plan.tier, major=plan.major_name, codes=codes, credentials=credentials)


def title_of(plan: Plan, unit: Unit) -> str:
    named = zip(plans.names_of(plan, unit), unit.codes, strict=True)
    return "、".join(f"{name}（{code}）" for name, code in named)


def round_of(
    standing: Standing, credentials: tuple[Credential, ...], pictures: Mapping[UploadId, Picture], rule: str
) -> Round:
    """The first round, unsealed; raises IncompleteError for a picture that is not the candidate's own."""
    wanted = [upload for credential in credentials for upload in credential.uploads]
    return Round(
        no=No(""),
        round=1,
        at=standing.now,
        credentials=credentials,
        pictures=tuple(pictures[upload] for upload in dict.fromkeys(wanted)),
        notice=standing.window.notice,
        window=standing.window.id,
        window_rev=standing.window_rev,
        theory_passes=theory_passes(standing.program, standing.transcript, standing.now),
        rule=rule,
        plan_rev=standing.plan_rev,
    )


def picture_faults(
    credentials: tuple[Credential, ...], pictures: Mapping[UploadId, Picture], field: str
) -> tuple[FieldFault, ...]:
    """A picture that is gone, was never accepted or is another person's: all the same answer."""
    return tuple(
        FieldFault(f"{field}.{index}.uploads", "有图片已失效，请重新上传")
        for index, credential in enumerate(credentials)
        if any(upload not in pictures for upload in credential.uploads)
    )


def case_of(standing: Standing, unit: Unit, numbers: tuple[No, No]) -> Case:
    """The head of a new case; `numbers` are its own and the batch's. State and version come from the transition."""
    no, batch = numbers
    ticket = standing.ticket
    return Case(
        no=no,
        cid=standing.head.cid,
        business=Business.EXEMPTION,
        ref=ticket.ref,
        school=ticket.school,
        school_name=ticket.school_name,
        plan_id=ticket.plan_id,
        unit=unit.id,
        codes=unit.codes,
        title=title_of(standing.plan, unit),
        batch=batch,
        term=standing.window.term,
        window=standing.window.id,
        name_masked=mask_name(standing.head.name),
        ticket_masked=mask_ticket(ticket.number),
        person=standing.by.person,
        state=State.SUBMITTED,
        stage=applications.SCHOOL,
        round=1,
        ver=0,
        digest="",
        submitted_at=standing.now,
        since=standing.now,
    )


def submission(case: Case, round_: Round, by: Actor) -> Change:
    """A new application: the round gets its number and its seal, the case the round's digest."""
    sent = applications.sealed(msgspec.structs.replace(round_, no=case.no))
    return applications.submitted(msgspec.structs.replace(case, digest=sent.digest), sent, by)


def resubmission(case: Case, round_: Round, by: Actor, *, term: str) -> Change:
    """The next round of a standing, returned or rejected case, beside which it was drafted."""
    sent = applications.sealed(msgspec.structs.replace(round_, no=case.no, round=case.round + 1))
    return applications.resubmitted(case, sent, by, term=term)


def require_grantable(program: Program, unit: Unit, transcript: Transcript, now: Instant, least: int) -> None:
    """The gates once more at the final approval; raises IncompleteError naming the one that no longer holds."""
    count = theory_passes(program, transcript, now)
    if count < least:
        raise IncompleteError(f"考生目前只有 {count} 门理论课程合格，不满足 {least} 门的条件，不能通过")
    held = transcripts.passes(transcript, now)
    if all(code in held for code in unit.codes):
        raise IncompleteError("考生该课程已有合格成绩或已经免考，不能重复登记")
