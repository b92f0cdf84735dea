"""Forms as tables: fields, limits and sentences, read by validation and by the pages alike."""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final

import msgspec

from chalicelib.domain.catalogue import UPLOADS_MOST, YEAR_FIRST, code_text, has_unwanted
from chalicelib.domain.errors import FieldFault
from chalicelib.domain.ids import UploadId
from chalicelib.domain.instants import Instant, shanghai
from chalicelib.domain.kinds import Books
from chalicelib.domain.transcripts import PASS_MARK

SCORE_MOST: Final = 100
_MONTH: Final = re.compile(r"(?P<year>[^-]*)-?(?P<month>.*)", re.DOTALL)


class Sort(StrEnum):
    """What a field takes; all of it arrives as text. A month is `YYYY-MM`."""

    COURSE = "course"
    MONTH = "month"
    SCORE = "score"
    TYPE = "type"
    PROVINCE = "province"
    CODE = "code"
    LINE = "line"
    NOTE = "note"


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One field. `until` is the last month allowed ("": the present one), `beyond` what is said of a later one."""

    name: str
    label: str
    sort: Sort
    required: bool = True
    longest: int = 0
    until: str = ""
    beyond: str = ""


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """`rule` stands on top of the form; `pictures` is the label of its pictures, which may be `picture_required`."""

    key: str
    title: str
    rule: str
    fields: tuple[Field, ...]
    pictures: str
    picture_hint: str
    picture_required: bool = False


def sentences(field: Field) -> dict[str, str]:
    """Every fault that the field can have, by its key, as people read it."""
    label = field.label
    return {
        Sort.COURSE: {"missing": f"请从列表中选择{label}"},
        Sort.TYPE: {"missing": f"请选择{label}"},
        Sort.PROVINCE: {"missing": f"请选择{label}"},
        Sort.MONTH: {
            "missing": f"请填写{label}的年份",
            "shape": f"{label}的年份应为 4 位数字",
            "early": f"{label}的年份应在 {YEAR_FIRST} 年及以后",
            "beyond": field.beyond or f"{label}不能晚于现在",
            "month": f"请选择{label}的月份",
        },
        Sort.SCORE: {"missing": f"请填写{label}", "range": f"{label}应为 {PASS_MARK} 至 {SCORE_MOST} 的整数"},
    }.get(
        field.sort,
        {
            "missing": f"请填写{label}",
            "long": f"{label}不能超过 {field.longest} 个字符",
            "unwanted": f"{label}含有无法识别的字符，请重新输入",
        },
    )


def picture_sentences(form: Form) -> dict[str, str]:
    return {
        "missing": f"请上传{form.pictures}" if form.picture_required else "",
        "most": f"最多 {UPLOADS_MOST} 张图片",
        "twice": "同一张图片不能重复使用",
    }


def cleaned(field: Field, text: str) -> str:
    """As stored and compared."""
    if field.sort == Sort.MONTH:
        year, month = _parts(text)
        return f"{year}-{month.zfill(2)}" if month else year
    if field.sort in (Sort.LINE, Sort.NOTE):
        return text.replace("\r\n", "\n").replace("\t", " ").strip()
    if field.sort == Sort.SCORE:
        return re.sub("^0+(?=[0-9])", "", code_text(text))
    return code_text(text)


def faults(
    form: Form, values: Mapping[str, str], uploads: Sequence[UploadId], books: Books, now: Instant
) -> Iterator[tuple[str, str]]:
    """Path within the form and sentence of everything that is wrong; `values` are clean."""
    for field in form.fields:
        if found := _fault(field, values[field.name], books, now):
            part, key = found
            yield f"{field.name}{part}", sentences(field)[key]
    said = picture_sentences(form)
    if form.picture_required and not uploads:
        yield "uploads", said["missing"]
    elif len(uploads) > UPLOADS_MOST:
        yield "uploads", said["most"]
    elif len(set(uploads)) < len(uploads):
        yield "uploads", said["twice"]


def located(prefix: str, found: Iterator[tuple[str, str]]) -> list[FieldFault]:
    return [FieldFault(f"{prefix}.{path}", text) for path, text in found]


def _fault(field: Field, text: str, books: Books, now: Instant) -> tuple[str, str] | None:
    """Which part of the field (`.year`, `.month` of a month) and which sentence."""
    if not text:
        return (".year" if field.sort == Sort.MONTH else "", "missing") if field.required else None
    if field.sort == Sort.MONTH:
        return _month_fault(field, text, f"{shanghai(now):%Y-%m}")
    key = _text_fault(field, text, books)
    return ("", key) if key else None


def _text_fault(field: Field, text: str, books: Books) -> str:
    if field.sort == Sort.COURSE:
        return "" if text in books.courses() else "missing"
    if field.sort == Sort.TYPE:
        return "" if text in books.credential_types() else "missing"
    if field.sort == Sort.PROVINCE:
        return "" if text in books.provinces() else "missing"
    if field.sort == Sort.SCORE:
        whole = re.fullmatch(r"[0-9]{1,3}", text)
        return "" if whole and PASS_MARK <= int(text) <= SCORE_MOST else "range"
    if has_unwanted(text.replace("\n", "") if field.sort == Sort.NOTE else text):
        return "unwanted"
    return "long" if len(text) > field.longest else ""


def _month_fault(field: Field, text: str, this_month: str) -> tuple[str, str] | None:
    year, month = _parts(text)
    last = field.until or this_month
    if not year:
        return ".year", "missing"
    if not re.fullmatch(r"[0-9]{4}", year):
        return ".year", "shape"
    if year > last[:4]:
        return ".year", "beyond"
    if int(year) < YEAR_FIRST:
        return ".year", "early"
    if not re.fullmatch(r"0[1-9]|1[0-2]", month):
        return ".month", "month"
    return (".month", "beyond") if f"{year}-{month}" > last else None


def _parts(text: str) -> tuple[str, str]:
    found = _MONTH.fullmatch(code_text(text))
    return (found["year"], found["month"]) if found else ("", "")


def month_text(month: str) -> str:
    """2002-06 reads 2002年06月."""
    year, _, number = month.partition("-")
    return f"{year}年{number}月" if number else month
