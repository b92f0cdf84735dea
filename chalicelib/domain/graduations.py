"""申请毕业: what is sent, how it is judged, and what an approval keeps (manual 3.2)."""

import operator
from collections.abc import Callable

import msgspec

from chalicelib.domain import graduation_audits, graduation_reading, graduation_steps
from chalicelib.domain.catalogue import pictures_most
from chalicelib.domain.degrees.questions import Question
from chalicelib.domain.drafts import NOTICE
from chalicelib.domain.errors import FieldFault, IncompleteError, MalformedError
from chalicelib.domain.filings import GONE
from chalicelib.domain.graduation_audits import Judged
from chalicelib.domain.graduation_forms import DIPLOMA, PHOTO, Diploma, Explanation, Graduation, Typed, proof_form
from chalicelib.domain.graduation_steps import STEPS, Desk, Faults
from chalicelib.domain.graduation_terms import terms_of
from chalicelib.domain.ids import UploadId
from chalicelib.domain.kinds import Books, Certificate, Filing, Kind, Matter, Pictures, Signing, Standing
from chalicelib.domain.plans import Plan
from chalicelib.domain.stages import CITY, SCHOOL, SIGNATURE
from chalicelib.domain.subjects import Subject
from chalicelib.domain.transcripts import Grant
from chalicelib.domain.uploads import PORTRAIT
from chalicelib.domain.windows import Business


def filed(standing: Standing, items: tuple[Typed, ...], pictures: Pictures) -> tuple[Filing[Graduation], ...]:
    """Raises IncompleteError with all faults of all steps at once, by path from `items.0`."""
    if len(items) != 1:
        raise MalformedError
    desk = Desk(
        ground=standing,
        ticket=standing.ticket,
        terms=terms_of(standing.books.graduation_terms(), standing.ticket.school, standing.now),
        books=standing.books,
        until=standing.window.corrects,
    )
    typed = graduation_steps.cleaned(items[0])
    found = graduation_steps.judged_by(typed.scores, desk)
    by_step = graduation_steps.step_faults(typed, found, desk)
    faults = [fault for step in by_step.values() for fault in step] + _picture_faults(typed, found, pictures)
    if found:
        faults += graduation_audits.seen_faults(found, typed.seen, "items.0.seen")
    if faults or found is None:
        raise IncompleteError(fields=faults)
    return (_filing(standing, typed, found),)


def _picture_faults(typed: Typed, found: Judged | None, pictures: Pictures) -> Faults:
    """A picture that is gone, another person's or of another purpose: all the same answer."""
    faults = []
    portrait = pictures.get(typed.photo)
    if portrait is None or portrait.purpose != PORTRAIT:
        faults.append(FieldFault(f"items.0.{PHOTO}", GONE if typed.photo else "请在规定时间内上传毕业照片"))
    if typed.diploma and found and found.asks_diploma:
        for name in ("uploads", "proof_uploads"):
            used = [pictures.get(upload) for upload in getattr(typed.diploma, name)]
            if any(one is None or one.purpose == PORTRAIT for one in used):
                faults.append(FieldFault(f"items.0.{DIPLOMA}.{name}", GONE))
    return faults


def _filing(standing: Standing, typed: Typed, found: Judged) -> Filing[Graduation]:
    words = {one.key: one.words for one in typed.explanations}
    diploma = typed.diploma if found.asks_diploma else None
    content = Graduation(
        person=typed.person,
        scores=msgspec.structs.replace(typed.scores, title=graduation_reading.plan_text(found.plan)),
        explanations=tuple(Explanation(key=one.key, title=one.title, words=words[one.key]) for one in found.missing),
        evaluation=typed.evaluation,
        diploma=diploma,
        photo=typed.photo,
    )
    verdict = found.audit.verdict
    return Filing(
        subject=Subject(
            unit=standing.ticket.major_code,
            plan_id=found.plan.id,
            codes=(),
            locks=(f"grad#{standing.ticket.ref}",),
            title=graduation_audits.title_of(found.plan),
            records=found.records,
        ),
        content=content,
        uploads=uploads_of(content),
        known={
            "outcome": verdict.outcome,
            "units": verdict.units,
            "exams": verdict.exams,
            "credits2": found.audit.totals.credits2,
        },
    )


def uploads_of(content: Graduation) -> tuple[UploadId, ...]:
    diploma = content.diploma or Diploma()
    return (*diploma.uploads, *diploma.proof_uploads, *((content.photo,) if content.photo else ()))


def granted(content: Graduation, matter: Matter) -> tuple[Grant, ...]:
    """No record is given; what the approval stands on must still be there. Raises IncompleteError by name."""
    found = graduation_audits.judged(content.scores, matter)
    option = graduation_audits.option_gone(content.scores, found.options)
    gone = graduation_audits.gone_text(matter.case.records, found)
    held = graduation_audits.held_faults(found, content.scores, matter, "basis")
    if option or gone or held:
        lost = f"{gone}的成绩已不在考生的成绩记录中，请退回考生" if gone else ""
        text = option or lost or held[0].message
        raise IncompleteError(text, [FieldFault("basis", text)])
    return ()


def _basis(content: Graduation, matter: Matter) -> str:
    return graduation_audits.basis_of(graduation_audits.judged(content.scores, matter))


def _is_step(step: str, _: Callable[[], Plan]) -> bool:
    return step in (NOTICE, *STEPS)


def _certificates(content: Graduation, books: Books) -> tuple[Certificate, ...]:
    if content.diploma is None:
        return ()
    types, proof = books.credential_types(), proof_form(content.diploma.obtained)
    return (
        Certificate(DIPLOMA, content.diploma.number, types[DIPLOMA].name),
        Certificate(proof.key, content.diploma.code, types[proof.key].name),
    )


KIND: Kind[Typed, Graduation] = Kind(
    business=Business.GRADUATION,
    stages=(SCHOOL, SIGNATURE, CITY),
    effect="准予毕业，请按主考学校通知领取毕业证书",
    content=Graduation,
    is_step=_is_step,
    steps=lambda _: (NOTICE, *STEPS),
    uploads=lambda items: pictures_most(upload for item in items for upload in uploads_of(item)),
    file=filed,
    follows=operator.eq,
    certificates=_certificates,
    parts=graduation_reading.parts,
    checks=graduation_reading.points,
    grants=granted,
    outcome="准予毕业",
    pieces=graduation_reading.pieces,
    offered=graduation_reading.offered,
    basis=_basis,
    snapshot=graduation_audits.snapshot,
    question=lambda content: Question(plan=content.scores.plan, addon=content.scores.addon),
    end="毕业",
    signing=Signing(paper="《毕业生登记表》", bring="证件"),
)
