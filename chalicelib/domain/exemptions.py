"""申请免考: what is sent, how it is judged, and what an approval grants."""

import operator
import re
from collections.abc import Callable, Mapping, Sequence

import msgspec

from chalicelib.domain import catalogue, exemption_reading, exemption_rules, people, plans, transcripts
from chalicelib.domain.checks import Check
from chalicelib.domain.credentials import Credential
from chalicelib.domain.errors import ConflictError, FieldFault, IncompleteError, UnknownError
from chalicelib.domain.exemption_needs import Holder, Need, needs
from chalicelib.domain.exemption_rules import Claim, Verdict
from chalicelib.domain.exemption_units import theory_passes
from chalicelib.domain.filings import GONE
from chalicelib.domain.ids import CourseCode, UploadId
from chalicelib.domain.kinds import Books, Certificate, Filing, Kind, Matter, Part, Pictures, Standing
from chalicelib.domain.plans import Plan, Unit
from chalicelib.domain.stages import CITY, SCHOOL
from chalicelib.domain.subjects import Subject
from chalicelib.domain.transcripts import EXEMPT, Grant
from chalicelib.domain.windows import Business

COURSES = "courses"
_UNIT = re.compile(r"u-(\d{5})")


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One unit of a submission, named by its first code, with its credentials as typed."""

    unit: str
    credentials: tuple[Credential, ...]


class Exemption(msgspec.Struct, frozen=True):
    """The content of a round."""

    credentials: tuple[Credential, ...]


def require_eligible(standing: Standing) -> None:
    """The gate of the province, counted again on what the record says now."""
    count = theory_passes(standing.program, standing.head, standing.transcript, standing.now)
    least = exemption_rules.required_passes(standing.books.exemption_rules(), standing.plan.province)
    if count < least:
        raise IncompleteError(f"申请免考须先取得所学专业 {least} 门及以上理论课程合格成绩，您目前有 {count} 门")


def require_unit(plan: Plan, known: Mapping[CourseCode, Need], unit_id: str, field: str) -> Unit:
    """The unit asked for. Raises UnknownError outside the plan, IncompleteError where nobody may apply for it."""
    need = known.get(CourseCode(unit_id))
    if need and need.bars:
        raise IncompleteError(fields=[FieldFault(field, need.text)])
    unit = plans.unit_named(plan, unit_id)
    if unit is None:
        raise UnknownError("所选课程不在您的专业计划中，请刷新页面")
    return unit


def _needs(standing: Standing) -> dict[CourseCode, Need]:
    """Which courses this person need not, or may not, apply for."""
    spent, ref = people.spent(standing.head, EXEMPT), standing.ticket.ref
    holder = Holder(standing.program, standing.transcript, standing.choices, ref, standing.now, spent)
    return needs(standing.books.exemption_rules(), holder)


def filed(standing: Standing, items: tuple[Item, ...], pictures: Pictures) -> tuple[Filing[Exemption], ...]:
    """Each unit with what is to be stored. Raises IncompleteError with all faults of all items at once."""
    require_eligible(standing)
    known = _needs(standing)
    units = [require_unit(standing.plan, known, item.unit, f"items.{place}") for place, item in enumerate(items)]
    if len({unit.id for unit in units}) < len(units):
        raise IncompleteError(fields=[FieldFault("items", "同一门课程不能重复申请")])
    types = standing.books.credential_types()
    clean = [tuple(catalogue.normalised(one, types) for one in item.credentials) for item in items]
    faults = list(catalogue.batch_faults([(unit.codes, sent) for unit, sent in zip(units, clean, strict=True)]))
    for place, (unit, sent) in enumerate(zip(units, clean, strict=True)):
        faults.extend(_faults(standing, unit, sent, pictures, f"items.{place}.credentials"))
    if faults:
        raise IncompleteError(fields=faults)
    return tuple(_filing(standing, unit, sent) for unit, sent in zip(units, clean, strict=True))


def _faults(
    standing: Standing, unit: Unit, credentials: tuple[Credential, ...], pictures: Pictures, field: str
) -> list[FieldFault]:
    types, provinces = standing.books.credential_types(), standing.books.provinces()
    faults: list[FieldFault] = []
    for place, credential in enumerate(credentials):
        found = catalogue.credential_faults(credential, types, provinces, standing.now, f"{field}.{place}")
        faults.extend(found)
    verdict = judged(standing.plan, unit.codes, credentials, standing.books)
    faults.extend(FieldFault(field, text) for text in verdict.missing)
    return faults or _picture_faults(credentials, pictures, field)


def _picture_faults(credentials: Sequence[Credential], pictures: Pictures, field: str) -> list[FieldFault]:
    """A picture that is gone, was never accepted or is another person's: all the same answer."""
    return [
        FieldFault(f"{field}.{index}.uploads", GONE)
        for index, credential in enumerate(credentials)
        if any(upload not in pictures for upload in credential.uploads)
    ]


def _filing(standing: Standing, unit: Unit, credentials: tuple[Credential, ...]) -> Filing[Exemption]:
    return Filing(
        subject=Subject(
            unit=unit.id,
            plan_id=standing.plan.id,
            codes=unit.codes,
            locks=tuple(f"{EXEMPT}#{code}" for code in unit.codes),
            title=title_of(standing.plan, unit),
        ),
        content=Exemption(credentials),
        uploads=tuple(upload for credential in credentials for upload in credential.uploads),
        known={
            "theory_passes": theory_passes(standing.program, standing.head, standing.transcript, standing.now),
            "rule": judged(standing.plan, unit.codes, credentials, standing.books).rule,
        },
    )


def judged(plan: Plan, codes: tuple[CourseCode, ...], credentials: tuple[Credential, ...], books: Books) -> Verdict:
    claim = Claim(province=plan.province, level=plan.tier, major=plan.major_name, codes=codes, credentials=credentials)
    return exemption_rules.judge(books.exemption_rules(), claim)


def title_of(plan: Plan, unit: Unit) -> str:
    named = zip(plans.names_of(plan, unit), unit.codes, strict=True)
    return "、".join(f"{name}（{code}）" for name, code in named)


def checks(content: Exemption, matter: Matter) -> tuple[Check, ...]:
    verdict = judged(matter.plan, matter.case.codes, content.credentials, matter.books)
    return exemption_reading.points(matter.round, content.credentials, verdict, matter.books, matter.plan.province)


def granted(_: Exemption, matter: Matter) -> tuple[Grant, ...]:
    """One record per code not granted yet: still enough passes, still not passed otherwise by what does not leave."""
    case, plan = matter.case, matter.plan
    unit = plans.unit_named(plan, case.unit)
    if unit is None:
        raise ConflictError("该课程已不在考生的专业计划中，请退回考生")
    _require_grantable(matter, unit)
    staying = people.staying(matter.head, matter.transcript)
    held = {grant.code for grant in transcripts.standing(staying.grants)}
    names = dict(zip(unit.codes, plans.names_of(plan, unit), strict=True))
    return tuple(
        Grant(
            effect=EXEMPT,
            code=code,
            name=names[code],
            credits2=plans.credits2_of(plan, Unit(((code,),))),
            at=matter.now,
            no=case.no,
            ref=case.ref,
            rule=str(matter.round.known["rule"]),
        )
        for code in case.codes
        if code not in held
    )


def _require_grantable(matter: Matter, unit: Unit) -> None:
    """The gates once more at the final approval; raises IncompleteError naming the one that no longer holds."""
    count = theory_passes(matter.program, matter.head, matter.transcript, matter.now)
    least = exemption_rules.required_passes(matter.books.exemption_rules(), matter.plan.province)
    if count < least:
        raise IncompleteError(f"考生目前只有 {count} 门理论课程合格，不满足 {least} 门的条件，不能通过")
    held = transcripts.passes(people.staying(matter.head, matter.transcript), matter.now)
    if all(code in held for code in unit.codes):
        raise IncompleteError("考生该课程已有合格成绩或已经免考，不能重复登记")


def _is_step(step: str, plan: Callable[[], Plan]) -> bool:
    """`courses`, and one step per unit of the plan."""
    unit = _UNIT.fullmatch(step)
    return step == COURSES or bool(unit and plans.unit_named(plan(), unit[1]))


def _steps(item: Item) -> tuple[str, ...]:
    return COURSES, f"u-{item.unit}"


def _uploads(items: tuple[Item, ...]) -> tuple[UploadId, ...]:
    return catalogue.pictures_of(one for item in items for one in item.credentials)


def _certificates(content: Exemption, books: Books) -> tuple[Certificate, ...]:
    return exemption_reading.certificates(content.credentials, books)


def _parts(content: Exemption, books: Books) -> tuple[Part, ...]:
    return exemption_reading.parts(content.credentials, books)


KIND: Kind[Item, Exemption] = Kind(
    business=Business.EXEMPTION,
    stages=(SCHOOL, CITY),
    effect="课程已经免考，计入成绩记录，成绩页可以查到",
    content=Exemption,
    is_step=_is_step,
    steps=_steps,
    uploads=_uploads,
    file=filed,
    follows=operator.eq,
    certificates=_certificates,
    parts=_parts,
    checks=checks,
    grants=granted,
    outcome="准予免考",
    pieces=operator.attrgetter("credentials"),
)
