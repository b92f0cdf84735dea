"""本市转出 as a table: where to, why, and what an application says (manual 3.4.2)."""

from collections.abc import Mapping
from typing import Final

import msgspec

from chalicelib.domain.forms import Field, Form, Sort
from chalicelib.domain.library import Library
from chalicelib.domain.plans import DIPLOMA
from chalicelib.domain.score_rows import ScoreRow

TARGET, SCORES = "target", "scores"
# The code of 其他 in the table of reasons: it wants words.
OTHER_REASON: Final = "9"
# The codes of 学历层次.
DIPLOMA_LEVEL, DEGREE_LEVEL = "6", "5"


class Target(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As typed and, cleaned, as stored; lists hold codes. `major` is the national code, `title` the server's own."""

    province: str = ""
    ticket: str = ""
    level: str = ""
    major: str = ""
    title: str = ""
    reason: str = ""
    words: str = ""
    phone: str = ""


class TransferRow(ScoreRow, frozen=True, kw_only=True):
    """A score as it leaves; `kind`: theory or practice, whatever granted it."""

    kind: str


class TransferOut(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The content of a round: the pass that stands for each course, as it stood when it was sent."""

    target: Target = Target()
    scores: tuple[TransferRow, ...] = ()


class Typed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a page sends. `again`: the ticket there typed once more; `records`: ids ticked, one or all of a course;
    `shown`: all ids that it showed.
    """

    target: Target = Target()
    again: str = ""
    records: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()


TARGET_FORM: Final = Form(
    key=TARGET,
    title="转入信息",
    rule="请务必填写准确的信息。如果没有找到想要转入的专业，请拨打客服电话。",
    fields=(
        Field(name="province", label="转入地", sort=Sort.PROVINCE),
        Field(
            name="ticket",
            label="转入准考证号",
            sort=Sort.SHAPE,
            pattern="[0-9A-Z]{6,20}",
            shape=" 6 至 20 位数字或大写字母",
        ),
        Field(name="level", label="转入层次", sort=Sort.TABLE, table="学历层次"),
        Field(name="major", label="转入专业", sort=Sort.MAJOR),
        Field(name="reason", label="转出原因", sort=Sort.TABLE, table="转出原因"),
        Field(name="words", label="原因说明", sort=Sort.LINE, required=False, longest=60),
        Field(
            name="phone",
            label="联系电话",
            sort=Sort.SHAPE,
            pattern=r"[0-9()+\-]{7,20}",
            shape=" 7 至 20 位数字，可以包含区号",
        ),
    ),
)


def majors(library: Library) -> Mapping[str, dict[str, str]]:
    """By code of 学历层次, the majors that can be named: national code → name, of every plan that is known."""
    found: dict[str, dict[str, str]] = {DEGREE_LEVEL: {}, DIPLOMA_LEVEL: {}}
    for plan in sorted(library.plans.values(), key=lambda plan: (plan.national_code, plan.id)):
        level = DIPLOMA_LEVEL if plan.tier == DIPLOMA else DEGREE_LEVEL
        found[level].setdefault(plan.national_code, plan.major_name)
    return found
