"""申请毕业 as people read it: the parts that can be objected to, and the points of review of each office."""

from chalicelib.domain import checks, graduation_audits
from chalicelib.domain.checks import BLOCK, MANUAL, OK, TICK, VERIFY, WARN, Check
from chalicelib.domain.degrees.results import verdict_text
from chalicelib.domain.form_reading import read
from chalicelib.domain.graduation_forms import (
    DIPLOMA,
    DIPLOMA_FORM,
    EVALUATION,
    EXPLANATIONS,
    PERSON,
    PERSON_FORM,
    PHOTO,
    SCORES,
    TITLES,
    Diploma,
    Explanation,
    Graduation,
    proof_form,
)
from chalicelib.domain.instants import shanghai
from chalicelib.domain.kinds import Books, Matter, Part, Row, Standing, rows
from chalicelib.domain.plans import Plan
from chalicelib.domain.stages import SCHOOL, SIGNATURE


def plan_text(plan: Plan) -> str:
    """As the application names its major and version."""
    return f"{plan.major_code} {graduation_audits.title_of(plan)} {plan.version}".strip()


def parts(content: Graduation, books: Books) -> tuple[Part, ...]:
    """In the order of the steps, the photograph last; explanations and diploma only where there are any."""
    scores, diploma = content.scores, content.diploma
    chosen = rows(
        Row(key="plan", label="毕业专业", text=scores.title), Row(key="addon", label="加考选项", text=scores.addon)
    )
    evaluation = (Row(key=EVALUATION, label="自我鉴定", text=content.evaluation),)
    return (
        Part(
            key=PERSON,
            step=PERSON,
            title=TITLES[PERSON],
            rows=read(PERSON_FORM.fields, content.person, books),
            uploads=(),
        ),
        Part(key=SCORES, step=SCORES, title=TITLES[SCORES], rows=chosen, uploads=()),
        *_explanations(content.explanations),
        Part(key=EVALUATION, step=EVALUATION, title=TITLES[EVALUATION], rows=evaluation, uploads=()),
        *(_diploma(diploma, books) if diploma else ()),
        Part(key=PHOTO, step=PHOTO, title=TITLES[PHOTO], rows=(), uploads=(content.photo,)),
    )


def pieces(content: Graduation) -> tuple[object, ...]:
    """As `parts`, without what may change in any round, objected to or not: explanations come and go with the audit of
    the moment, the day to which a proof can be checked follows the office's calendar, a plan's title its content.
    """
    scores, diploma = content.scores, content.diploma
    papers: tuple[object, ...] = ()
    if diploma:
        papers = (
            (diploma.obtained, diploma.number, diploma.place, diploma.uploads),
            (diploma.code, diploma.note, diploma.proof_uploads),
        )
    return (
        content.person,
        (scores.plan, scores.addon),
        *((None,) if content.explanations else ()),
        {EVALUATION: content.evaluation},
        *papers,
        {PHOTO: content.photo},
    )


def offered(standing: Standing) -> dict[int, tuple[object, ...]]:
    """Of 登记成绩, the second part: every version of the major with each of its options."""
    plans = graduation_audits.offered(standing.library.plan(standing.ticket.plan_id), standing.library)
    return {1: tuple((plan, addon) for plan in plans for addon in graduation_audits.options_of(plan, standing).names)}


def _explanations(given: tuple[Explanation, ...]) -> tuple[Part, ...]:
    """A part only where there are any, filled in with the scores."""
    explained = tuple(Row(key=one.key, label=one.title, text=one.words) for one in given)
    part = Part(key=EXPLANATIONS, step=SCORES, title=TITLES[EXPLANATIONS], rows=explained, uploads=())
    return (part,) if explained else ()


def _diploma(diploma: Diploma, books: Books) -> tuple[Part, ...]:
    proof = proof_form(diploma.obtained)
    papers = ((DIPLOMA_FORM, diploma.uploads), (proof, diploma.proof_uploads))
    return tuple(
        Part(key=form.key, step=DIPLOMA, title=form.title, rows=read(form.fields, diploma, books), uploads=uploads)
        for form, uploads in papers
    )


def points(content: Graduation, matter: Matter) -> tuple[Check, ...]:
    """Each office's own; the first of them concern all."""
    found = graduation_audits.judged(content.scores, matter)
    common = (*_audit(content, found), *_records(matter, found))
    if matter.case.stage == SIGNATURE:
        return (*common, _tick("signed", "考生已到校核对，并在《毕业生登记表》上签字"))
    if matter.case.stage == SCHOOL:
        return (*common, checks.picture_check(matter.round.pictures), *_school(content, matter))
    return (
        *common,
        _tick("audit", "成绩、加考选项和情况说明符合毕业要求"),
        _tick("register", "《毕业生登记表》齐全并已签字"),
    )


def _tick(key: str, text: str) -> Check:
    return Check(key=key, text=text, state=MANUAL, task=TICK)


def _audit(content: Graduation, found: graduation_audits.Judged) -> tuple[Check, ...]:
    """An audit by an option that nobody chose says nothing."""
    if text := graduation_audits.option_gone(content.scores, found.options):
        return (Check(key="option", text="加考选项", state=BLOCK, detail=text),)
    count = len(found.missing)
    detail = verdict_text(found.audit.verdict)
    unsaid = {one.key for one in found.missing} - {one.key for one in content.explanations}
    if unsaid:
        detail = f"{detail}；{len(unsaid)} 项没有考生说明"
    return (Check(key="audit", text="毕业条件", state=WARN if count else OK, detail=detail),)


def _records(matter: Matter, found: graduation_audits.Judged) -> tuple[Check, ...]:
    """What the application stood on when it was sent, and is gone."""
    gone = graduation_audits.gone_text(matter.case.records, found)
    if gone:
        return (
            Check(
                key="records", text="成绩记录", state=BLOCK, detail=f"{gone}的成绩已不在考生的成绩记录中，请退回考生"
            ),
        )
    return (Check(key="records", text="成绩记录", state=OK, detail=f"{len(found.rows)} 条，与提交时一致"),)


def _school(content: Graduation, matter: Matter) -> tuple[Check, ...]:
    asked = [
        _tick("identity", "姓名、证件号码、出生日期与考籍和证件一致"),
        _tick("explanations", "缺少课程的情况说明属实") if content.explanations else None,
        _tick("evaluation", "自我鉴定完整、得当"),
        _tick("photo", "毕业照片是本人近一年内的证件照，符合采集规范"),
    ]
    if content.diploma:
        asked.append(_tick("diploma", "毕业证书图片清晰，编号、年月与所填一致"))
        asked.append(_verification(content.diploma, matter))
    return tuple(one for one in asked if one)


def _verification(diploma: Diploma, matter: Matter) -> Check:
    label = proof_form(diploma.obtained).fields[0].label
    is_over = bool(diploma.until) and diploma.until < f"{shanghai(matter.now):%Y-%m-%d}"
    detail = (
        f"有效期至 {diploma.until}，已过期，请退回考生延长后填写新的日期"
        if is_over
        else f"有效期至 {diploma.until}"
        if diploma.until
        else ""
    )
    return Check(
        key="verification",
        text=f"{label}已在学信网查验",
        state=BLOCK if is_over else MANUAL,
        detail=detail,
        task=VERIFY,
        code=diploma.code,
    )
