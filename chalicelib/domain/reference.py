"""Reference data that is neither a plan nor a rule: courses, schools, provinces, code tables, reasons."""

from typing import Annotated

import msgspec
from msgspec import Meta

from chalicelib.domain.ids import CourseCode, SchoolCode

Code = Annotated[CourseCode, Meta(pattern="^[0-9]{5}$")]
Count = Annotated[int, Meta(ge=0)]
HalfCredits = Annotated[int, Meta(ge=0)]

WRITTEN = "笔试"
THESIS = "毕业论文/设计/考核"
STATUS_TEXTS = {
    "verified in source": "来源已核实",
    "secondary page only": "仅见于转载，未核实",
    "inferred, unverified": "推定，未核实",
    "general knowledge, unverified": "未核实",
    "invented": "演示数据",
}


class Course(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A row of the catalogue. Credits of the plan row win; `credits2` (half credits) is None where no source has them.

    `assessment` is 笔试, 实践, 毕业论文/设计/考核, or "" where unknown.
    """

    code: Code
    name: str
    credits2: HalfCredits | None = None
    assessment: str = ""
    other_names: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    status: str


def kind_of(course: Course) -> str:
    """theory or practice, as records say it. Where no source tells the assessment it is a theory paper: all are."""
    return "theory" if course.assessment in ("", WRITTEN) else "practice"


class School(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """主考学校. Only codes seen in a source are real; the others are ours and say so (`invented`)."""

    code: SchoolCode
    name: str
    majors: tuple[str, ...] = ()
    invented: bool = False
    source: str
    status: str


class Province(msgspec.Struct, frozen=True):
    """GB/T 2260, first two digits."""

    code: str
    name: str


class CodeItem(msgspec.Struct, frozen=True):
    code: str
    name: str


class CodeTable(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A list to choose from, such as 民族."""

    name: str
    items: tuple[CodeItem, ...]
    standard: str = ""
    source: str = ""
    note: str = ""
    status: str


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """A ready reason for returning or rejecting; `business` is a value of `windows.Business`.

    The status speaks of the rule behind the sentence: the wording is ours.
    """

    code: str
    business: str
    text: str
    basis: str
    status: str


def status_text(status: str) -> str:
    """How sure a row is, for people: an unknown status never reads as verified."""
    return STATUS_TEXTS.get(status, "部分核实" if status.startswith("partly") else "未核实")


def credits_text(credits2: int) -> str:
    """Half credits for people: 9 → 4.5."""
    return f"{credits2 // 2}.5" if credits2 % 2 else str(credits2 // 2)


class NoticeVersion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A 考生须知 that pages are built with; its text stands in the site's configuration."""

    business: str
    version: str
