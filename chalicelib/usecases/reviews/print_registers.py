"""A school's 《毕业生登记表》 for its files, page by page, with full numbers: every person's is a look on record."""

from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from chalicelib.domain import graduation_register, people, reviews, staff
from chalicelib.domain.errors import ForbiddenError, UnknownError
from chalicelib.domain.graduation_register import Register
from chalicelib.domain.graduations import KIND
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import Instant
from chalicelib.domain.reviews import Scope
from chalicelib.domain.stages import SCHOOL, SIGNATURE
from chalicelib.domain.statuses import State
from chalicelib.storage import queues, sightings, work
from chalicelib.storage.sightings import Sighting
from chalicelib.storage.work import WorkRow
from chalicelib.usecases.graduations.registers import Papers, papers_of, register_of
from chalicelib.usecases.reviews.decide_application import Reviewer

PAGE: Final = 20
SIGNING, APPROVED = "signing", "approved"


class Batch(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who is printed: who is to sign now, or who was approved in `term`. `school` may be left out by who has one."""

    of: Literal["signing", "approved"]
    term: Annotated[str, Meta(pattern=r"^(20[0-9]{2}H[12])?$")] = ""
    school: Annotated[str, Meta(max_length=10)] = ""
    after: Annotated[str, Meta(pattern=r"^([0-9]{13}#[0-9A-HJKMNP-TV-Z]{26})?$")] = ""


class Registers(msgspec.Struct, frozen=True, kw_only=True):
    """`after` asks for the next page; "" on the last."""

    registers: tuple[Register, ...]
    after: str


def print_registers(batch: Batch, by: Reviewer, now: Instant) -> Registers:
    """One Query, and five calls a person. Raises StepUpRequiredError as every export, ForbiddenError for the city,
    UnknownError for another school.
    """
    school = _own(batch.school, by.scope)
    staff.require_recent_code(by.mfa_at, now)
    rows = _rows(batch, school)
    shown = rows[:PAGE]
    return Registers(
        registers=tuple(_opened(papers, by, now) for papers in map(_papers, shown) if _is_theirs(papers, by)),
        after=queues.cursor_of(shown[-1]) if len(rows) > PAGE else "",
    )


def _own(asked: str, scope: Scope) -> SchoolCode:
    if scope.stage != SCHOOL:
        raise ForbiddenError("《毕业生登记表》由主考学校批量打印")
    school = SchoolCode(asked) if asked else scope.schools[0]
    if school not in scope.schools:
        raise UnknownError
    return school


def _rows(batch: Batch, school: SchoolCode) -> tuple[WorkRow, ...]:
    if batch.of == SIGNING:
        return queues.behind(work.queue(KIND.business, SIGNATURE, school), "", batch.after, PAGE + 1)
    closed = work.closed(KIND.business, batch.term, school)
    return queues.behind(closed, f"{State.APPROVED}#", batch.after, PAGE + 1)


def _papers(row: WorkRow) -> Papers:
    return papers_of(row.cid, row.no)


def _is_theirs(papers: Papers, by: Reviewer) -> bool:
    """The index is a hint: what the case itself says holds. Nobody prints his own."""
    case = papers.file.case
    return (
        reviews.readable(by.scope, case)
        and by.actor.person != case.person
        and case.state in graduation_register.PRINTED
    )


def _opened(papers: Papers, by: Reviewer, now: Instant) -> Register:
    case = papers.file.case
    sightings.record(Sighting(cid=case.cid, no=case.no, at=now, actor=by.actor))
    return msgspec.structs.replace(
        register_of(papers, now),
        id_number=sightings.id_number(case.cid),
        ticket_number=people.ticket_of(papers.record.head, case.ref).number,
    )
