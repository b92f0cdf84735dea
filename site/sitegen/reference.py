"""Reference data for pages: types, provinces, limits and forms from the domain, and the courses to search."""

from typing import Any

import msgspec
import pypinyin

from chalicelib import data
from chalicelib.domain import catalogue, forms, pictures
from chalicelib.domain.credentials import CredentialType
from chalicelib.domain.forms import PROSE_SAYS, Field, Form, Sort
from chalicelib.domain.graduation_forms import (
    DIPLOMA_FORM,
    EVALUATION,
    PERSON_FORM,
    REGISTRATION_FORM,
    REPORT_FORM,
    TITLES,
)
from chalicelib.domain.reference import Course, Province, kind_of
from chalicelib.domain.supplement_forms import FORMS
from chalicelib.domain.transcripts import PASS_MARK
from chalicelib.domain.transfer_out_forms import TARGET_FORM

# How long it must be is told by the school's terms of the day, when the page is there.
_EVALUATION = Form(
    key=EVALUATION, title=TITLES[EVALUATION], fields=(Field(name="words", label=TITLES[EVALUATION], sort=Sort.PROSE),)
)
_FIRST = {Sort.MONTH: catalogue.YEAR_FIRST, Sort.DAY: forms.DAY_FIRST}
_DIPLOMA = (DIPLOMA_FORM, REGISTRATION_FORM, REPORT_FORM)
DIPLOMA_FORMS = tuple(form.key for form in _DIPLOMA)
_GRADUATION = (PERSON_FORM, _EVALUATION, *_DIPLOMA)


class Reference(msgspec.Struct, frozen=True):
    """`tables`: of each code table, by its name, pairs of code and name. `graduation`: its forms, by their key;
    `transfer`: that of where to.
    """

    types: tuple[CredentialType, ...]
    provinces: tuple[Province, ...]
    limits: dict[str, int]
    forms: tuple[dict[str, Any], ...]
    courses: tuple[Course, ...]
    graduation: dict[str, dict[str, Any]]
    transfer: dict[str, Any]
    tables: dict[str, list[tuple[str, str]]]


def load() -> Reference:
    scores = {"score_least": PASS_MARK, "score_most": forms.SCORE_MOST}
    return Reference(
        tuple(data.credential_types().values()),
        tuple(data.provinces().values()),
        catalogue.limits() | pictures.looks() | scores,
        tuple(form_of(form) for form in FORMS.values()),
        tuple(data.courses().values()),
        {form.key: form_of(form) for form in _GRADUATION},
        form_of(TARGET_FORM),
        {table.name: [(one.code, one.name) for one in table.items] for table in data.code_tables().values()},
    )


def form_of(form: Form) -> dict[str, Any]:
    """The table with every sentence that its fields can have, and the first year or day that they take."""
    fields = [
        msgspec.structs.asdict(field) | {"says": _says(field), "first": _FIRST.get(field.sort, "")}
        for field in form.fields
    ]
    return msgspec.structs.asdict(form) | {"fields": fields, "says": forms.picture_sentences(form)}


def _says(field: Field) -> dict[str, str]:
    """Of printed text with names for its limits."""
    return PROSE_SAYS if field.sort == Sort.PROSE else forms.sentences(field)


def course_list(courses: tuple[Course, ...]) -> str:
    """Rows of [code, name, initials of the pinyin, half credits or null, 1 for practice], as lean as JSON allows."""
    rows = [[one.code, one.name, initials(one.name), one.credits2, int(kind_of(one) == "practice")] for one in courses]
    return msgspec.json.encode(rows).decode()


def initials(name: str) -> str:
    """马克思主义 is mkszy; of other characters letters and digits stay."""
    found = pypinyin.lazy_pinyin(name, style=pypinyin.Style.FIRST_LETTER)
    return "".join(character for part in found for character in part.lower() if character.isalnum())
