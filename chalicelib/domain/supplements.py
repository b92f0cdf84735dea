"""成绩补登: how what is typed is judged, read and granted."""

from collections.abc import Callable

import msgspec

from chalicelib.domain import checks, forms, people, plans, transcripts
from chalicelib.domain.catalogue import pictures_most
from chalicelib.domain.checks import MANUAL, OK, WARN, Check
from chalicelib.domain.errors import FieldFault, IncompleteError
from chalicelib.domain.filings import GONE
from chalicelib.domain.form_reading import course_of, read
from chalicelib.domain.forms import month_text
from chalicelib.domain.ids import CourseCode, UploadId
from chalicelib.domain.instants import Instant
from chalicelib.domain.kinds import Books, Certificate, Filing, Kind, Matter, Part, Pictures, Row, Standing, rows
from chalicelib.domain.plans import Plan
from chalicelib.domain.reference import THESIS, kind_of
from chalicelib.domain.stages import SCHOOL
from chalicelib.domain.subjects import Subject
from chalicelib.domain.supplement_forms import DATES, EFFECTS, FORMS, Supplement
from chalicelib.domain.transcripts import EXAMINED, Grant, Transcript
from chalicelib.domain.windows import Business

TYPES = {"theory": "理论", "practice": "实践"}
HELD = "该课程已有合格成绩或已经登记，不需要补登"
SPENT = "该课程的这项登记已随考籍转出，不能再次补登"
THESES = "毕业论文（设计、考核）不能补登免考或转入，只能补登成绩"


def type_text(content: Supplement, books: Books) -> str:
    """The list's 类型: 理论, 实践, 免考, 转入-理论课, 转入-实践课."""
    if content.kind == "exempt":
        return FORMS[content.kind].title
    kind = TYPES[kind_of(course_of(content.course, books))]
    return kind if content.kind == "score" else f"{FORMS[content.kind].title}-{kind}课"


def cleaned(typed: Supplement) -> Supplement:
    """Only what its kind asks for. Raises IncompleteError for a kind that there is not."""
    form = FORMS.get(typed.kind)
    if form is None:
        raise IncompleteError(fields=[FieldFault("items.0.kind", "请选择补登的类型")])
    asked = {field.name: forms.cleaned(field, getattr(typed, field.name)) for field in form.fields}
    return Supplement(kind=typed.kind, uploads=typed.uploads, **asked)


def filed(standing: Standing, items: tuple[Supplement, ...], pictures: Pictures) -> tuple[Filing[Supplement], ...]:
    """Raises IncompleteError with all faults of all items at once."""
    clean = [cleaned(item) for item in items]
    faults: list[FieldFault] = []
    for place, one in enumerate(clean):
        values = msgspec.structs.asdict(one)
        found = forms.faults(FORMS[one.kind], values, one.uploads, standing.books, standing.now)
        faults += forms.located(f"items.{place}", found)
        if any(upload not in pictures for upload in one.uploads):
            faults.append(FieldFault(f"items.{place}.uploads", GONE))
        if is_held(one, standing.transcript, standing.now):
            faults.append(FieldFault(f"items.{place}.course", HELD))
        elif CourseCode(one.course) in people.spent(standing.head, EFFECTS[one.kind]):
            faults.append(FieldFault(f"items.{place}.course", SPENT))
        if one.kind != "score" and _is_thesis(CourseCode(one.course), standing):
            faults.append(FieldFault(f"items.{place}.course", THESES))
    if faults:
        raise IncompleteError(fields=faults)
    return tuple(_filing(one, standing.plan.id, standing.books) for one in clean)


def _is_thesis(code: CourseCode, standing: Standing) -> bool:
    """By the catalogue or by the plan. Nobody grants an exemption of one (see `plans.units_for_exemption`)."""
    course = standing.books.courses().get(code)
    return code in standing.plan.theses or bool(course and course.assessment == THESIS)


def is_held(content: Supplement, transcript: Transcript, now: Instant) -> bool:
    """A score adds to an exemption or a transfer; whatever else is held is held already."""
    held = transcripts.passes(transcript, now).get(CourseCode(content.course))
    return held is not None and (content.kind != "score" or held.source in EXAMINED)


def _filing(content: Supplement, plan_id: str, books: Books) -> Filing[Supplement]:
    course = books.courses()[CourseCode(content.course)]
    return Filing(
        subject=Subject(
            unit=f"{content.kind}-{course.code}",
            plan_id=plan_id,
            codes=(course.code,),
            locks=(f"{EFFECTS[content.kind]}#{course.code}",),
            title=f"{course.name}（{course.code}）",
        ),
        content=content,
        uploads=content.uploads,
    )


def parts(content: Supplement, books: Books) -> tuple[Part, ...]:
    form = FORMS[content.kind]
    found = read(form.fields, content, books)
    kind = Row(key="kind", label="类型", text=type_text(content, books))
    return (Part(title=f"补登：{form.title}", rows=rows(kind, *found), uploads=content.uploads),)


def points(content: Supplement, matter: Matter) -> tuple[Check, ...]:
    """In the order in which reviewers look."""
    held = is_held(content, matter.transcript, matter.now)
    month = month_text(getattr(content, DATES[content.kind]))
    credits2 = credits2_of(matter.plan, CourseCode(content.course), matter.books)
    late = content.kind == "exempt" and content.obtained > content.granted
    return (
        Check(key="limit", text="补登范围", state=OK, detail=f"{month}，{FORMS[content.kind].rule.split('。')[0]}"),
        *(() if held else (Check(key="held", text="平台已有记录", state=OK, detail="未显示合格记录"),)),
        *((Check(key="order", text="取得凭证时间晚于办理时间", state=WARN, detail="请与凭证核对"),) if late else ()),
        *((Check(key="credits", text="学分", state=WARN, detail="课程目录未公布学分"),) if credits2 is None else ()),
        checks.picture_check(matter.round.pictures),
        checks.IDENTITY,
        Check(key="content", text="课程、时间和成绩与凭证一致，图片清晰、文字朝上", state=MANUAL),
        Check(key="genuine", text="与当年的考籍档案一致", state=MANUAL),
    )


def granted(content: Supplement, matter: Matter) -> tuple[Grant, ...]:
    """Raises IncompleteError where the course came on record meanwhile."""
    if is_held(content, matter.transcript, matter.now):
        raise IncompleteError("考生该课程已有合格成绩或已经登记，不能重复登记")
    code = CourseCode(content.course)
    course = matter.books.courses()[code]
    return (
        Grant(
            effect=EFFECTS[content.kind],
            code=code,
            name=course.name,
            credits2=credits2_of(matter.plan, code, matter.books),
            at=matter.now,
            no=matter.case.no,
            ref=matter.case.ref,
            kind=kind_of(course),
            score=int(content.score) if content.score else None,
            month=getattr(content, DATES[content.kind]),
            obtained=content.obtained,
        ),
    )


def credits2_of(plan: Plan, code: CourseCode, books: Books) -> int | None:
    """Half credits: the plan's row wins over the catalogue; None where neither has them."""
    row = plans.rows_of(plan).get(code)
    return row.credits2 if row and row.credits2 is not None else course_of(code, books).credits2


def _is_step(step: str, _: Callable[[], Plan]) -> bool:
    """One step per kind: a person may have a draft of each."""
    return step in FORMS


def _uploads(items: tuple[Supplement, ...]) -> tuple[UploadId, ...]:
    return pictures_most(upload for item in items for upload in item.uploads)


def _certificates(content: Supplement, books: Books) -> tuple[Certificate, ...]:
    if not content.number:
        return ()
    return (Certificate(content.type, content.number, books.credential_types()[content.type].name),)


def _is_same_kind(old: str, new: str) -> bool:
    return old.partition("-")[0] == new.partition("-")[0]


KIND: Kind[Supplement, Supplement] = Kind(
    business=Business.SUPPLEMENT,
    stages=(SCHOOL,),
    effect="补登的记录生效，计入成绩记录，成绩页可以查到",
    content=Supplement,
    is_step=_is_step,
    steps=lambda item: (item.kind,),
    uploads=_uploads,
    file=filed,
    follows=_is_same_kind,
    certificates=_certificates,
    parts=parts,
    checks=points,
    grants=granted,
)
