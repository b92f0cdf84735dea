"""成绩补登 as tables: three kinds, each with its rule, its fields and its limits (manual chapter 4)."""

from typing import Final

import msgspec

from chalicelib.domain.catalogue import NOTE_LONGEST, NUMBER_LONGEST
from chalicelib.domain.forms import Field, Form, Sort
from chalicelib.domain.ids import UploadId
from chalicelib.domain.transcripts import EXEMPT, SUPPLEMENTED, TRANSFERRED

SCORE_UNTIL: Final = "2002-12"
OFFICE_UNTIL: Final = "2019-12"


class Supplement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one supplement says, as typed and, cleaned, as stored. `kind` is a key of FORMS; months are `YYYY-MM`.

    `passed`: 通过时间; `granted`: when the exemption or the transfer was granted; `obtained`: of the certificate.
    """

    kind: str = ""
    course: str = ""
    passed: str = ""
    score: str = ""
    granted: str = ""
    type: str = ""
    obtained: str = ""
    number: str = ""
    place: str = ""
    source: str = ""
    source_ticket: str = ""
    source_major: str = ""
    note: str = ""
    uploads: tuple[UploadId, ...] = ()


_COURSE = Field(name="course", label="课程", sort=Sort.COURSE)
_NOTE = Field(name="note", label="说明", sort=Sort.NOTE, required=False, longest=NOTE_LONGEST)

FORMS: Final = {
    form.key: form
    for form in (
        Form(
            key="score",
            title="理论与实践",
            rule="只能补登 2002 年及以前的成绩。2003 年及以后的成绩如有缺失，请联系主考学校。",
            fields=(
                _COURSE,
                Field(
                    name="passed",
                    label="通过时间",
                    sort=Sort.MONTH,
                    until=SCORE_UNTIL,
                    beyond="只能补登 2002 年及以前的成绩，2003 年及以后的成绩如有缺失，请联系主考学校",
                ),
                Field(name="score", label="成绩", sort=Sort.SCORE),
                _NOTE,
            ),
            pictures="成绩信息的凭证",
            picture_hint="例如单科合格证书和老准考证，文字朝上，图片清晰完整",
            picture_required=True,
        ),
        Form(
            key="exempt",
            title="免考",
            rule="仅限 2020 年以前已办理免考、本网站未显示的情况。新办免考请通过“申请免考”在规定时间内办理。",
            fields=(
                _COURSE,
                Field(
                    name="granted",
                    label="办理免考时间",
                    sort=Sort.MONTH,
                    until=OFFICE_UNTIL,
                    beyond="仅限补登 2020 年以前办理的免考，新办免考请通过“申请免考”办理",
                ),
                Field(name="type", label="证件类型", sort=Sort.TYPE),
                Field(name="obtained", label="取得凭证时间", sort=Sort.MONTH),
                Field(name="number", label="凭证编号", sort=Sort.CODE, longest=NUMBER_LONGEST),
                Field(name="place", label="取得凭证地点", sort=Sort.PROVINCE),
                _NOTE,
            ),
            pictures="凭证图片",
            picture_hint="例如当年的免考申请单和证书",
        ),
        Form(
            key="transferred",
            title="转入",
            rule="仅限 2020 年以前已办理转入、本网站未显示转入成绩的情况。新办外省转入请先在外省办理转出手续。",
            fields=(
                Field(
                    name="granted",
                    label="办理转入时间",
                    sort=Sort.MONTH,
                    until=OFFICE_UNTIL,
                    beyond="仅限补登 2020 年以前办理的转入，新办外省转入请先在外省办理转出手续",
                ),
                Field(name="source", label="来源省", sort=Sort.PROVINCE),
                Field(name="source_ticket", label="来源准考证号", sort=Sort.CODE, longest=NUMBER_LONGEST),
                Field(name="source_major", label="转入专业", sort=Sort.LINE, longest=NUMBER_LONGEST),
                _COURSE,
            ),
            pictures="凭证图片",
            picture_hint="例如转考通知单或成绩证明",
        ),
    )
}

# What an approval of each kind puts on the record.
EFFECTS: Final = {"score": SUPPLEMENTED, "exempt": EXEMPT, "transferred": TRANSFERRED}
# The month that a list shows for each kind, named as its form names it.
DATES: Final = {"score": "passed", "exempt": "granted", "transferred": "granted"}


def label_of(kind: str, name: str) -> str:
    return next(field.label for field in FORMS[kind].fields if field.name == name)
