"""申请毕业 as tables: the steps, their fields and limits (manual 3.2.2 to 3.2.5), and what an application says."""

from typing import Final

import msgspec

from chalicelib.domain.catalogue import NOTE_LONGEST, NUMBER_LONGEST
from chalicelib.domain.forms import Field, Form, Sort
from chalicelib.domain.graduation_terms import Terms
from chalicelib.domain.ids import UploadId

PERSON, SCORES, EXPLANATIONS, EVALUATION, DIPLOMA, PHOTO = (
    "person",
    "scores",
    "explanations",
    "evaluation",
    "diploma",
    "photo",
)
# The five steps of the manual; explanations belong to the second, the fifth sends.
TITLES: Final = {
    PERSON: "核对个人信息",
    SCORES: "登记成绩",
    EXPLANATIONS: "考生情况说明",
    EVALUATION: "自我鉴定",
    DIPLOMA: "毕业证书",
    PHOTO: "毕业照片",
}
# 前置学历 from this year on is proved by the 备案表, before it by the 认证报告 (manual 3.2.5).
REGISTERED_SINCE: Final = "2002-01"
# Of a proof that cannot be checked any more when it is reviewed.
OUTLIVE: Final = "验证有效期应晚于审核结束时间 {day}，请先在学信网延长"
EXPLANATIONS_MOST: Final = 60
_FAR: Final = "9999-12-31"


class Person(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As typed and, cleaned, as stored; lists hold codes of the code tables. Name and number come from the record."""

    nation: str = ""
    sex: str = ""
    born: str = ""
    document: str = ""
    phone: str = ""
    mobile: str = ""
    education: str = ""
    politics: str = ""
    household: str = ""
    study: str = ""
    occupation: str = ""
    email: str = ""
    employer: str = ""
    address: str = ""
    postcode: str = ""


class Scores(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which plan somebody graduates by, and the 加考 option; `title` is the server's own."""

    plan: str = ""
    addon: str = ""
    title: str = ""


class Explanation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of one missing item of the audit, named by `key`; `title` is the server's own."""

    key: str
    words: str = ""
    title: str = ""


class Diploma(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The earlier diploma and its proof: `code` is 在线验证码 or 报告编号, which can be checked up to `until`."""

    obtained: str = ""
    number: str = ""
    place: str = ""
    uploads: tuple[UploadId, ...] = ()
    code: str = ""
    until: str = ""
    note: str = ""
    proof_uploads: tuple[UploadId, ...] = ()


class Seen(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What step 登记成绩 showed: the revision of the plan, and the records that the audit used."""

    plan_rev: int = 0
    records: tuple[str, ...] = ()


class Graduation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The content of a round. `diploma` is None where the major asks for none."""

    person: Person = Person()
    scores: Scores = Scores()
    explanations: tuple[Explanation, ...] = ()
    evaluation: str = ""
    diploma: Diploma | None = None
    photo: UploadId = UploadId("")


class Typed(Graduation, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a page sends: each draft step is a part of it."""

    seen: Seen = Seen()


def _table(name: str, label: str) -> Field:
    return Field(name=name, label=label, sort=Sort.TABLE, table=label)


def _shape(name: str, label: str, pattern: str, shape: str) -> Field:
    return Field(name=name, label=label, sort=Sort.SHAPE, pattern=pattern, shape=shape)


PERSON_FORM: Final = Form(
    key=PERSON,
    title=TITLES[PERSON],
    rule="请填写本人最新信息，并确保手机号码是本人常用号码。",
    fields=(
        _table("nation", "民族"),
        _table("sex", "性别"),
        Field(name="born", label="出生日期", sort=Sort.DAY),
        _table("document", "证件类型"),
        _shape("phone", "联系电话", r"[0-9()+\-]{7,20}", " 7 至 20 位数字，可以包含区号"),
        _shape("mobile", "手机号码", r"1[3-9][0-9]{9}", "本人常用的 11 位手机号码"),
        _table("education", "学历"),
        _table("politics", "政治面貌"),
        _table("household", "户籍类型"),
        _table("study", "学习方式"),
        _table("occupation", "职业类型"),
        _shape(
            "email",
            "电子邮箱",
            r"(?=.{3,80}$)[!-?A-~]+@[0-9A-Za-z\-]+(?:\.[0-9A-Za-z\-]+)+",
            "完整的邮箱地址，例如 name@example.cn",
        ),
        Field(name="employer", label="工作单位", sort=Sort.LINE, longest=60),
        Field(name="address", label="通讯地址", sort=Sort.LINE, longest=100),
        _shape("postcode", "邮政编码", r"[0-9]{6}", " 6 位数字"),
    ),
)

DIPLOMA_FORM: Final = Form(
    key=DIPLOMA,
    title="《毕业证书》",
    rule="请填写取得本科以前学历的毕业证书。图片应清晰完整，文字方向朝上。",
    fields=(
        Field(name="obtained", label="取得毕业证年月", sort=Sort.MONTH),
        Field(name="number", label="毕业证编号", sort=Sort.CODE, longest=NUMBER_LONGEST),
        Field(name="place", label="取得毕业证省份", sort=Sort.PROVINCE),
    ),
    pictures="《毕业证书》照片",
    picture_required=True,
)

_NOTE = Field(name="note", label="备注", sort=Sort.NOTE, required=False, longest=NOTE_LONGEST)

REGISTRATION_FORM: Final = Form(
    key="registration_form",
    title="《教育部学历证书电子注册备案表》",
    rule="2002 年及以后毕业的考生上传。请先在学信网延长验证有效期，使其晚于审核结束时间。",
    fields=(
        _shape("code", "在线验证码", r"[0-9]{12}|[0-9A-Za-z]{16}", " 12 位数字或 16 位字母、数字"),
        Field(name="until", label="验证有效期至", sort=Sort.DAY, until=_FAR),
        _NOTE,
    ),
    pictures="《教育部学历证书电子注册备案表》照片",
    picture_required=True,
)

REPORT_FORM: Final = Form(
    key="verification_report",
    title="《中国高等教育学历认证报告》",
    rule="2002 年以前毕业的考生上传。",
    fields=(
        Field(name="code", label="报告编号", sort=Sort.CODE, longest=NUMBER_LONGEST),
        Field(name="until", label="验证有效期至", sort=Sort.DAY, until=_FAR, required=False),
        _NOTE,
    ),
    pictures="《中国高等教育学历认证报告》照片",
    picture_required=True,
)


def proof_form(obtained: str) -> Form:
    """The rule of 2002, by the month of the diploma (YYYY-MM)."""
    return REGISTRATION_FORM if obtained >= REGISTERED_SINCE else REPORT_FORM


def evaluation_field(terms: Terms) -> Field:
    return Field(
        name=EVALUATION,
        label="自我鉴定",
        sort=Sort.PROSE,
        least=terms.evaluation_least,
        longest=terms.evaluation_most,
    )


def explanation_field(terms: Terms, title: str) -> Field:
    return Field(
        name="words",
        label=f"{title}的说明",
        sort=Sort.PROSE,
        least=terms.explanation_least,
        longest=terms.explanation_most,
    )
