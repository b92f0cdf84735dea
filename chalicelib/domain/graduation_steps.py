"""The steps of 申请毕业 as they are typed: cleaned, judged one by one, and told as a list of what is still to do."""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from chalicelib.domain import forms, graduation_audits, prose
from chalicelib.domain.errors import FieldFault
from chalicelib.domain.forms import Form, located
from chalicelib.domain.graduation_audits import Judged
from chalicelib.domain.graduation_forms import (
    DIPLOMA,
    DIPLOMA_FORM,
    EVALUATION,
    EXPLANATIONS,
    EXPLANATIONS_MOST,
    OUTLIVE,
    PERSON,
    PERSON_FORM,
    SCORES,
    Diploma,
    Explanation,
    Person,
    Scores,
    Typed,
    evaluation_field,
    explanation_field,
    proof_form,
)
from chalicelib.domain.graduation_terms import Terms
from chalicelib.domain.instants import Instant, shanghai
from chalicelib.domain.kinds import Books, Ground
from chalicelib.domain.people import Ticket

STEPS = (PERSON, SCORES, EXPLANATIONS, EVALUATION, DIPLOMA)
Faults = list[FieldFault]


class Desk(NamedTuple):
    """What the steps are judged with. `until`: the end of mending of the round that is written, None while no window is
    announced."""

    ground: Ground
    ticket: Ticket
    terms: Terms
    books: Books
    until: Instant | None


class Outlive(msgspec.Struct, frozen=True, kw_only=True):
    """The day (YYYY-MM-DD) after which a proof must still be checkable, and what is said of one that is not."""

    day: str
    text: str


def outlive(until: Instant | None) -> Outlive | None:
    if until is None:
        return None
    day = shanghai(until)
    return Outlive(day=f"{day:%Y-%m-%d}", text=OUTLIVE.format(day=f"{day.year}年{day.month}月{day.day}日"))


def cleaned(typed: Typed) -> Typed:
    """As stored and compared; what is the server's own is emptied."""
    diploma = typed.diploma or Diploma()
    return msgspec.structs.replace(
        typed,
        person=Person(**_clean(PERSON_FORM, typed.person)),
        scores=msgspec.structs.replace(typed.scores, title=""),
        evaluation=prose.cleaned(typed.evaluation),
        explanations=tuple(_clean_words(one) for one in typed.explanations[: EXPLANATIONS_MOST + 1]),
        diploma=msgspec.structs.replace(
            diploma, **_clean(DIPLOMA_FORM, diploma), **_clean(proof_form(diploma.obtained), diploma)
        ),
    )


def _clean(form: Form, values: msgspec.Struct) -> dict[str, str]:
    return {field.name: forms.cleaned(field, getattr(values, field.name)) for field in form.fields}


def _clean_words(one: Explanation) -> Explanation:
    return Explanation(key=one.key, words=prose.cleaned(one.words))


def judged_by(scores: Scores, desk: Desk) -> Judged | None:
    """None where the plan chosen is none of one's major, or the option none of the plan's."""
    return None if scores_faults(scores, desk) else graduation_audits.judged(scores, desk.ground)


def step_faults(typed: Typed, found: Judged | None, desk: Desk) -> dict[str, Faults]:
    """Of a clean item, per step; explanations and diploma are judged once the major is chosen."""
    now, books = desk.ground.now, desk.books
    person = msgspec.structs.asdict(typed.person)
    evaluation = forms.field_faults(evaluation_field(desk.terms), typed.evaluation, books, now)
    return {
        PERSON: located(f"items.0.{PERSON}", forms.faults(PERSON_FORM, person, (), books, now)),
        SCORES: scores_faults(typed.scores, desk)
        + (graduation_audits.held_faults(found, typed.scores, desk.ground, "items.0.scores.plan") if found else []),
        EXPLANATIONS: list(_explanation_faults(typed, found, desk)) if found else [],
        EVALUATION: located("items.0", evaluation),
        DIPLOMA: list(_diploma_faults(typed.diploma or Diploma(), desk)) if found and found.asks_diploma else [],
    }


def scores_faults(scores: Scores, desk: Desk) -> Faults:
    """Of the choice alone: no version of one's major, or no option of the plan."""
    library = desk.ground.library
    plan = graduation_audits.offered(library.plan(desk.ticket.plan_id), library).get(scores.plan)
    if plan is None:
        return [FieldFault("items.0.scores.plan", "请选择毕业专业")]
    options = graduation_audits.options_of(plan.id, desk.ground)
    if scores.addon in options.names:
        return []
    text = "请选择符合自己情况的加考选项" if options.addons else "所选专业计划没有加考选项，请重新核对“登记成绩”"
    return [FieldFault("items.0.scores.addon", text)]


def _explanation_faults(typed: Typed, found: Judged, desk: Desk) -> Iterator[FieldFault]:
    if len(typed.explanations) > EXPLANATIONS_MOST:
        yield FieldFault("items.0.explanations", f"情况说明最多 {EXPLANATIONS_MOST} 项，请刷新页面")
    words = {one.key: one.words for one in typed.explanations}
    for one in found.missing:
        field = explanation_field(desk.terms, one.title)
        for _, text in forms.field_faults(field, words.get(one.key, ""), desk.books, desk.ground.now):
            yield FieldFault(f"items.0.explanations.{one.key}", text)


def _diploma_faults(diploma: Diploma, desk: Desk) -> Iterator[FieldFault]:
    values, now, prefix = msgspec.structs.asdict(diploma), desk.ground.now, f"items.0.{DIPLOMA}"
    own = located(prefix, forms.faults(DIPLOMA_FORM, values, diploma.uploads, desk.books, now))
    yield from own
    if any(fault.field.startswith(f"{prefix}.obtained") for fault in own):
        return  # which proof is asked for depends on it
    proof = proof_form(diploma.obtained)
    for path, text in forms.faults(proof, values, diploma.proof_uploads, desk.books, now):
        yield FieldFault(f"{prefix}.{'proof_uploads' if path == 'uploads' else path}", text)
    if set(diploma.uploads) & set(diploma.proof_uploads):
        yield FieldFault(f"{prefix}.proof_uploads", "同一张图片不能重复使用")
    limit = outlive(desk.until)
    if limit and diploma.until and diploma.until <= limit.day:
        yield FieldFault(f"{prefix}.until", limit.text)
