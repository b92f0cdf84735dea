"""Reference data for pages: types, provinces, limits and forms from the domain, and the courses to search."""

from typing import Any

import msgspec
import pypinyin

from chalicelib import data
from chalicelib.domain import catalogue, forms, pictures
from chalicelib.domain.credentials import CredentialType
from chalicelib.domain.forms import Form
from chalicelib.domain.reference import Course, Province, kind_of
from chalicelib.domain.supplement_forms import FORMS
from chalicelib.domain.transcripts import PASS_MARK


class Reference(msgspec.Struct, frozen=True):
    types: tuple[CredentialType, ...]
    provinces: tuple[Province, ...]
    limits: dict[str, int]
    forms: tuple[dict[str, Any], ...]
    courses: tuple[Course, ...]


def load() -> Reference:
    scores = {"score_least": PASS_MARK, "score_most": forms.SCORE_MOST}
    return Reference(
        tuple(data.credential_types().values()),
        tuple(data.provinces().values()),
        catalogue.limits() | pictures.looks() | scores,
        tuple(form_of(form) for form in FORMS.values()),
        tuple(data.courses().values()),
    )


def form_of(form: Form) -> dict[str, Any]:
    """The table with every sentence that its fields can have."""
    fields = [msgspec.structs.asdict(field) | {"says": forms.sentences(field)} for field in form.fields]
    return msgspec.structs.asdict(form) | {"fields": fields, "says": forms.picture_sentences(form)}


def course_list(courses: tuple[Course, ...]) -> str:
    """Rows of [code, name, initials of the pinyin, half credits or null, 1 for practice], as lean as JSON allows."""
    rows = [[one.code, one.name, initials(one.name), one.credits2, int(kind_of(one) == "practice")] for one in courses]
    return msgspec.json.encode(rows).decode()


def initials(name: str) -> str:
    """马克思主义 is mkszy; of other characters letters and digits stay."""
    found = pypinyin.lazy_pinyin(name, style=pypinyin.Style.FIRST_LETTER)
    return "".join(character for part in found for character in part.lower() if character.isalnum())
