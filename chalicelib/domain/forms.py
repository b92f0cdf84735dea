"""Forms as tables: fields, limits and sentences, read by validation and by the pages alike."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final

import msgspec

from chalicelib.domain import prose
from chalicelib.domain.catalogue import UPLOADS_MOST, YEAR_FIRST, code_text
from chalicelib.domain.errors import FieldFault
from chalicelib.domain.ids import UploadId
from chalicelib.domain.instants import Instant, shanghai
from chalicelib.domain.kinds import Books
from chalicelib.domain.transcripts import PASS_MARK

SCORE_MOST: Final = 100
DAY_FIRST: Final = "1920-01-01"
# Of printed text, with names for what only the moment tells: pages fill them in as the server does.
PROSE_SAYS: Final = {
    "missing": "请填写{label}",
    "short": "{label}至少 {least} 字（不计空格和换行）",
    "long": "{label}最多 {longest} 字（不计空格和换行）",
    "emoji": "{label}含有表情符号，无法打印，请删除",
    "unwanted": "{label}含有无法识别的字符，请重新输入",
    "lines": f"{{label}}最多分 {prose.PARAGRAPHS_MOST} 段（不计空行），请合并段落",
}
_MONTH: Final = re.compile(r"(?P<year>[^-]*)-?(?P<month>.*)", re.DOTALL)


class Sort(StrEnum):
    """What a field takes; all of it arrives as text. A month is `YYYY-MM`, a day `YYYY-MM-DD`.

    TABLE: a code of a code table. MAJOR: a national one, of those that the business offers. SHAPE: what one pattern
    describes. PROSE: printed, counted as people count.
    """

    COURSE = "course"
    MONTH = "month"
    SCORE = "score"
    TYPE = "type"
    PROVINCE = "province"
    CODE = "code"
    LINE = "line"
    NOTE = "note"
    TABLE = "table"
    MAJOR = "major"
    DAY = "day"
    SHAPE = "shape"
    PROSE = "prose"


_LISTED: Final = frozenset({Sort.COURSE, Sort.TYPE, Sort.PROVINCE, Sort.TABLE})


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One field. `until` is the last month allowed ("": the present one), `beyond` what is said of a later one.

    `table`: of which code table. `pattern`: the whole text of a SHAPE, `shape` how it is described. `least`: of PROSE.
    """

    name: str
    label: str
    sort: Sort
    required: bool = True
    longest: int = 0
    until: str = ""
    beyond: str = ""
    table: str = ""
    pattern: str = ""
    shape: str = ""
    least: int = 0


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """`rule` stands on top of the form; `pictures` is the label of its pictures ("": it takes none), which may be
    `picture_required`."""

    key: str
    title: str
    rule: str = ""
    fields: tuple[Field, ...]
    pictures: str = ""
    picture_hint: str = ""
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
        Sort.TABLE: {"missing": f"请选择{label}"},
        Sort.MAJOR: {"missing": f"请从列表中选择{label}"},
        Sort.DAY: {
            "missing": f"请填写{label}",
            "shape": f"{label}应为真实的日期，例如 1999-01-01",
            "early": f"{label}应在 {DAY_FIRST} 及以后",
            "beyond": field.beyond or f"{label}不能晚于今天",
        },
        Sort.SHAPE: {"missing": f"请填写{label}", "shape": f"{label}应为{field.shape}"},
        Sort.PROSE: {
            key: text.format(label=label, least=field.least, longest=field.longest) for key, text in PROSE_SAYS.items()
        },
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
    if field.sort == Sort.PROSE:
        return prose.cleaned(text)
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
        yield from field_faults(field, values[field.name], books, now)
    said = picture_sentences(form)
    if form.picture_required and not uploads:
        yield "uploads", said["missing"]
    elif len(uploads) > UPLOADS_MOST:
        yield "uploads", said["most"]
    elif len(set(uploads)) < len(uploads):
        yield "uploads", said["twice"]


def field_faults(field: Field, text: str, books: Books, now: Instant) -> Iterator[tuple[str, str]]:
    if found := _fault(field, text, books, now):
        part, key = found
        yield f"{field.name}{part}", sentences(field)[key]


def located(prefix: str, found: Iterator[tuple[str, str]]) -> list[FieldFault]:
    return [FieldFault(f"{prefix}.{path}", text) for path, text in found]


def _fault(field: Field, text: str, books: Books, now: Instant) -> tuple[str, str] | None:
    """Which part of the field (`.year`, `.month` of a month) and which sentence."""
    if not text:
        return (".year" if field.sort == Sort.MONTH else "", "missing") if field.required else None
    if field.sort == Sort.MONTH:
        return _month_fault(field, text, f"{shanghai(now):%Y-%m}")
    if field.sort == Sort.DAY:
        key = _day_fault(field, text, f"{shanghai(now):%Y-%m-%d}")
    elif field.sort == Sort.PROSE:
        key = prose.fault(text, field.least, field.longest)
    else:
        key = _listed_fault(field, text, books) if field.sort in _LISTED else _text_fault(field, text)
    return ("", key) if key else None


def _listed_fault(field: Field, text: str, books: Books) -> str:
    """Of what is chosen from a list."""
    if field.sort == Sort.TABLE:
        return "" if any(text == one.code for one in books.code_tables()[field.table].items) else "missing"
    if field.sort == Sort.COURSE:
        return "" if text in books.courses() else "missing"
    return "" if text in (books.credential_types() if field.sort == Sort.TYPE else books.provinces()) else "missing"


def _text_fault(field: Field, text: str) -> str:
    if field.sort == Sort.MAJOR:
        return ""
    if field.sort == Sort.SCORE:
        whole = re.fullmatch(r"[0-9]{1,3}", text)
        return "" if whole and PASS_MARK <= int(text) <= SCORE_MOST else "range"
    if field.sort == Sort.SHAPE:
        return "" if re.fullmatch(field.pattern, text) else "shape"
    if prose.unprintable(text) or ("\n" in text and field.sort != Sort.NOTE):
        return "unwanted"
    if field.required and not prose.length(text):
        return "missing"
    return "long" if len(text) > field.longest else ""


def _day_fault(field: Field, text: str, today: str) -> str:
    """`until` "" means today; a day of the future is no fault of a field that looks ahead (`until` far away)."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return "shape"
    try:
        date.fromisoformat(text)
    except ValueError:
        return "shape"
    if text < DAY_FIRST:
        return "early"
    return "beyond" if text > (field.until or today) else ""


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
