"""What people type about credentials is judged here: all faults at once, naming field and limit, in Chinese.

The limits stand here once; the site generator reads them through `limits()`.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from chalicelib.domain.credentials import Credential, CredentialType
from chalicelib.domain.errors import FieldFault, IncompleteError
from chalicelib.domain.ids import CourseCode, UploadId
from chalicelib.domain.instants import Instant, shanghai
from chalicelib.domain.widths import half_width

NUMBER_LONGEST = 40
NOTE_LONGEST = 200
YEAR_FIRST = 1950
UPLOADS_MOST = 4
CREDENTIALS_MOST = 6
COURSES_MOST = 8
CERTIFICATES_MOST = 12
PICTURES_MOST = 96  # of a whole submission: one read finds a hundred items

# Control characters, halves of characters, odd line breaks, and the marks that turn the direction of text.
# Private and unassigned ones may be rare characters of a name, joiners belong to emoji: those pass.
_UNWANTED = {"Cc", "Cs", "Zl", "Zp"}
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Letters that look like nothing, and parts of Korean syllables, which are drawn outside of their line.
_BLANK = re.compile("[\u1100-\u11ff\u2800\u3164\ua960-\ua97f\ud7b0-\ud7ff\uffa0]")
_YEAR = re.compile(r"[0-9]{4}")
_MONTH = re.compile(r"[1-9]|1[0-2]")

Types = Mapping[str, CredentialType]
Batch = Sequence[tuple[Sequence[CourseCode], Sequence[Credential]]]


def limits() -> dict[str, int]:
    """For templates and scripts: no limit stands in two languages."""
    return {
        "number_longest": NUMBER_LONGEST,
        "note_longest": NOTE_LONGEST,
        "year_first": YEAR_FIRST,
        "uploads_most": UPLOADS_MOST,
        "credentials_most": CREDENTIALS_MOST,
        "courses_most": COURSES_MOST,
        "certificates_most": CERTIFICATES_MOST,
    }


def normalised(credential: Credential, types: Types | None = None) -> Credential:
    """As stored and compared: full-width forms folded, no space in codes, month without leading zero.

    With `types`, fields that the credential's type does not ask for are emptied.
    """
    clean = msgspec.structs.replace(
        credential,
        level=credential.level.strip(),
        number=code_text(credential.number),
        year=code_text(credential.year),
        month=re.sub(r"^0(?=[1-9]$)", "", code_text(credential.month)),
        province=credential.province.strip(),
        note=credential.note.replace("\r\n", "\n").replace("\t", " ").strip(),
    )
    kind = (types or {}).get(clean.type)
    return _asked_only(clean, kind) if kind else clean


def pictures_of(credentials: Iterable[Credential]) -> tuple[UploadId, ...]:
    """All pictures named."""
    return pictures_most(upload for credential in credentials for upload in credential.uploads)


def pictures_most(uploads: Iterable[UploadId]) -> tuple[UploadId, ...]:
    """Each once. Raises IncompleteError for more than one submission may carry."""
    named = tuple(dict.fromkeys(uploads))
    if len(named) > PICTURES_MOST:
        message = f"一次最多提交 {PICTURES_MOST} 张图片，您选择了 {len(named)} 张，请分次申请"
        raise IncompleteError(fields=[FieldFault("items", message)])
    return named


def certificate_key(credential: Credential) -> tuple[str, ...]:
    """Two credentials with one key are one certificate: same type and number, or else the same pictures."""
    clean = normalised(credential)
    return (clean.type, clean.number) if clean.number else (clean.type, "", *sorted(clean.uploads))


def credential_faults(
    credential: Credential,
    types: Types,
    provinces: Collection[str],
    now: Instant,
    prefix: str = "items.0.credentials.0",
) -> tuple[FieldFault, ...]:
    """Every fault of one credential; `provinces` are the known codes, `prefix` the path of the credential."""
    kind = types.get(credential.type)
    if kind is None:
        return (FieldFault(f"{prefix}.type", "请选择凭证类型"),)
    clean = normalised(credential, types)
    checks = {
        "level": _level(clean, kind),
        "number": _number(clean, kind),
        **_date(clean, kind, now),
        "province": _province(clean, kind, provinces),
        "note": _note(clean),
        "uploads": _uploads(clean),
    }
    return tuple(FieldFault(f"{prefix}.{field}", message) for field, message in checks.items() if message)


def batch_faults(batch: Batch) -> tuple[FieldFault, ...]:
    """Faults of a submission as a whole; `batch` pairs the course codes of each unit with its credentials."""
    return tuple(_batch_faults(batch))


def _batch_faults(batch: Batch) -> Iterator[FieldFault]:
    courses = sum(len(codes) for codes, _ in batch)
    if not courses:
        yield FieldFault("items", "请选择至少一门课程")
    if courses > COURSES_MOST:
        yield FieldFault("items", f"一次最多申请 {COURSES_MOST} 门课程（理论和实践分别计算），您选择了 {courses} 门")
    for place, (_, credentials) in enumerate(batch):
        if not credentials:
            yield FieldFault(f"items.{place}.credentials", "请新增至少一项凭证")
        if len(credentials) > CREDENTIALS_MOST:
            message = f"每门课程最多 {CREDENTIALS_MOST} 项凭证，您填写了 {len(credentials)} 项"
            yield FieldFault(f"items.{place}.credentials", message)
    certificates = len({certificate_key(credential) for _, credentials in batch for credential in credentials})
    if certificates > CERTIFICATES_MOST:
        yield FieldFault(
            "items", f"一次最多提交 {CERTIFICATES_MOST} 种不同的证书，您填写了 {certificates} 种，请分次申请"
        )


def _asked_only(credential: Credential, kind: CredentialType) -> Credential:
    return msgspec.structs.replace(
        credential,
        level=credential.level if kind.levels else "",
        number=credential.number if kind.number_label else "",
        year=credential.year if kind.date_label else "",
        month=credential.month if kind.date_label else "",
        province=credential.province if kind.placed else "",
    )


def _level(credential: Credential, kind: CredentialType) -> str:
    if not kind.levels or credential.level in kind.levels:
        return ""
    return f"请选择{kind.level_label}"


def _number(credential: Credential, kind: CredentialType) -> str:
    number, label = credential.number, kind.number_label
    if not number:
        return f"请填写{label}" if kind.number_required else ""
    if has_unwanted(number):
        return f"{label}含有无法识别的字符，请重新输入"
    if len(number) > NUMBER_LONGEST:
        return f"{label}不能超过 {NUMBER_LONGEST} 个字符，您填写了 {len(number)} 个"
    if kind.pattern and not re.fullmatch(kind.pattern, number):
        return _mismatch(number, kind)
    return ""


def _mismatch(number: str, kind: CredentialType) -> str:
    """A pattern that the same length of zeros meets is about the characters, not the length."""
    text = f"{kind.number_label}应为 {kind.pattern_text}"
    if re.fullmatch(kind.pattern, "0" * len(number)):
        return f"{text}，请检查是否有其他字符"
    return f"{text}，您填写了 {len(number)} 位"


def _date(credential: Credential, kind: CredentialType, now: Instant) -> dict[str, str]:
    if not kind.date_label:
        return {}
    today = shanghai(now)
    faults = {
        "year": _year(credential.year, kind.date_label, today.year),
        "month": _month(credential.month, kind.date_label),
    }
    later = not any(faults.values()) and (int(credential.year), int(credential.month)) > (today.year, today.month)
    return {**faults, "month": f"{kind.date_label}不能晚于现在"} if later else faults


def _year(year: str, label: str, this_year: int) -> str:
    if not year:
        return f"请填写{label}的年份"
    if not _YEAR.fullmatch(year):
        return f"{label}的年份应为 4 位数字"
    if int(year) > this_year:
        return f"{label}不能晚于现在"
    return "" if int(year) >= YEAR_FIRST else f"{label}的年份应在 {YEAR_FIRST} 至 {this_year} 之间"


def _month(month: str, label: str) -> str:
    if not month:
        return f"请填写{label}的月份"
    return "" if _MONTH.fullmatch(month) else f"{label}的月份应为 1 至 12"


def _province(credential: Credential, kind: CredentialType, provinces: Collection[str]) -> str:
    return "请选择获取凭证省份" if kind.placed and credential.province not in provinces else ""


def _note(credential: Credential) -> str:
    if has_unwanted(credential.note.replace("\n", "")):
        return "备注含有无法识别的字符，请重新输入"
    length = len(credential.note)
    return f"备注不能超过 {NOTE_LONGEST} 个字符，您填写了 {length} 个" if length > NOTE_LONGEST else ""


def _uploads(credential: Credential) -> str:
    count = len(credential.uploads)
    if not count:
        return "请上传凭证图片"
    if len(set(credential.uploads)) < count:
        return "同一张图片不能重复使用"
    return f"每项凭证最多 {UPLOADS_MOST} 张图片，您上传了 {count} 张" if count > UPLOADS_MOST else ""


def code_text(text: str) -> str:
    """In half width, without spaces and the invisible characters that come along when text is copied from a page."""
    shown = "".join(character for character in text if unicodedata.category(character) != "Cf")
    return "".join(half_width(shown).split())


def has_unwanted(text: str) -> bool:
    """Of composed characters: a file name of Korean syllables taken apart is whole again."""
    whole = unicodedata.normalize("NFC", text)
    found = _TURNING.search(whole) or _BLANK.search(whole)
    return bool(found) or any(unicodedata.category(character) in _UNWANTED for character in whole)
