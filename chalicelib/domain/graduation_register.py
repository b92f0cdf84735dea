"""《毕业生登记表》 as it prints, one value for whoever prints it: what was sent, the passes, the opinions (M3.2-06)."""

from typing import Final

import msgspec

from chalicelib.domain import graduation_audits, people
from chalicelib.domain.applications import Case
from chalicelib.domain.errors import UnknownError, WrongStateError
from chalicelib.domain.form_reading import read
from chalicelib.domain.forms import month_text
from chalicelib.domain.graduation_audits import Kept
from chalicelib.domain.graduation_forms import DIPLOMA_FORM, PERSON_FORM, Diploma, Graduation, proof_form
from chalicelib.domain.ids import No, TicketRef
from chalicelib.domain.instants import Instant
from chalicelib.domain.kinds import Books, Matter, Row
from chalicelib.domain.people import Head
from chalicelib.domain.reference import credits_text
from chalicelib.domain.reviews import PASS
from chalicelib.domain.score_rows import ScoreRow
from chalicelib.domain.stages import CITY, SCHOOL, SIGNATURE, Offices
from chalicelib.domain.statuses import LIVE, TEXTS, State
from chalicelib.domain.subjects import Snapshot
from chalicelib.domain.transcripts import EXEMPT
from chalicelib.domain.windows import Business

PRINTED: Final = LIVE | {State.APPROVED}
_OPINIONS: Final = {SCHOOL: "初审通过", SIGNATURE: "已到校核对并签字", CITY: "准予毕业"}


class CourseLine(msgspec.Struct, frozen=True, kw_only=True):
    """One pass that counts. `passed`: the month, "" where none is known; `remark`: by which rule, from which ticket."""

    code: str
    name: str
    type_text: str
    score_text: str
    credits_text: str
    passed: str
    remark: str


class Opinion(msgspec.Struct, frozen=True, kw_only=True):
    """What one office said of the standing round: without `at` nothing yet, and its space stays empty."""

    stage: str
    title: str
    text: str
    at: Instant | None


class Register(msgspec.Struct, frozen=True, kw_only=True):
    """One person's sheets. Numbers are masked: `id_number` and `ticket_number` take the full ones of a look on record.

    `is_final`: its passes are those that the approval kept; before, those of this moment. `photo_url` lives for 60
    seconds, "" where the picture is gone.
    """

    no: No
    ref: TicketRef
    round: int
    state: State
    state_text: str
    is_final: bool
    submitted_at: Instant
    name: str
    id_number: str
    ticket_number: str
    school_name: str
    title: str
    plan_text: str
    addon: str
    photo_url: str
    person: tuple[Row, ...]
    diploma: tuple[Row, ...]
    evaluation: str
    courses: tuple[CourseLine, ...]
    credits_text: str
    explanations: tuple[Row, ...]
    opinions: tuple[Opinion, ...]


def require_printable(case: Case) -> None:
    """Raises UnknownError for another business, WrongStateError for an application that has ended without a degree."""
    if case.business != Business.GRADUATION:
        raise UnknownError("没有找到这个申请")
    if case.state not in PRINTED:
        raise WrongStateError(f"这项申请{TEXTS[case.state]}，没有《毕业生登记表》；重新提交后可以打印")


def register(matter: Matter, snapshot: Snapshot | None, offices: Offices, photo_url: str) -> Register:
    """By the snapshot once there is one. Raises as `require_printable`."""
    case, head = matter.case, matter.head
    require_printable(case)
    content = msgspec.json.decode(matter.round.content, type=Graduation)
    rows, credits2 = _passes(content, matter, snapshot)
    return Register(
        no=case.no,
        ref=case.ref,
        round=matter.round.round,
        state=case.state,
        state_text=TEXTS[case.state],
        is_final=snapshot is not None,
        submitted_at=matter.round.at,
        name=head.name,
        id_number=head.id_masked,
        ticket_number=_masked(head, case.ref),
        school_name=case.school_name,
        title=case.title,
        plan_text=content.scores.title,
        addon=content.scores.addon,
        photo_url=photo_url,
        person=read(PERSON_FORM.fields, content.person, matter.books),
        diploma=_diploma(content.diploma, matter.books) if content.diploma else (),
        evaluation=content.evaluation,
        courses=tuple(_line(row, matter) for row in rows),
        credits_text=credits_text(credits2),
        explanations=tuple(Row(key=one.key, label=one.title, text=one.words) for one in content.explanations),
        opinions=_opinions(case, offices),
    )


def _passes(content: Graduation, matter: Matter, snapshot: Snapshot | None) -> tuple[tuple[ScoreRow, ...], int]:
    """The lines, and the half credits that they add up to."""
    if snapshot:
        kept = msgspec.json.decode(snapshot.body, type=Kept)
        return kept.rows, kept.audit.totals.credits2
    found = graduation_audits.judged(content.scores, matter)
    return found.rows, found.audit.totals.credits2


def _diploma(diploma: Diploma, books: Books) -> tuple[Row, ...]:
    """The certificate, and the number by which it can be checked."""
    return read((*DIPLOMA_FORM.fields, proof_form(diploma.obtained).fields[0]), diploma, books)


def _line(row: ScoreRow, matter: Matter) -> CourseLine:
    elsewhere = "" if row.ref == matter.case.ref else f"准考证 {_masked(matter.head, row.ref)}"
    return CourseLine(
        code=row.code,
        name=row.name,
        type_text=row.type_text,
        score_text=row.type_text if row.source == EXEMPT else "合格" if row.score is None else str(row.score),
        credits_text="" if row.credits2 is None else credits_text(row.credits2),
        passed=month_text(row.session),
        remark="；".join(one for one in (row.remark, elsewhere) if one),
    )


def _masked(head: Head, ref: TicketRef) -> str:
    number = next((one.number for one in head.tickets if one.ref == ref), "")
    return people.mask_ticket(number) if number else ""


def _opinions(case: Case, offices: Offices) -> tuple[Opinion, ...]:
    """In the order of the stages, by the passes of the standing round."""
    passed = {line.stage: line.at for line in case.decisions if (line.round, line.outcome) == (case.round, PASS)}
    return tuple(
        Opinion(
            stage=stage,
            title=offices.told(case.stages, stage),
            text=_OPINIONS[stage] if stage in passed else "",
            at=passed.get(stage),
        )
        for stage in case.stages
    )
