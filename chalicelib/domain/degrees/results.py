"""What an audit says, ready to be shown: verdict, requirement tree, records, gaps, and the distance of every mode."""

from enum import StrEnum
from typing import Final

import msgspec

from chalicelib.domain.degrees.demands import Place
from chalicelib.domain.ids import CourseCode, TicketRef


class Outcome(StrEnum):
    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    UNJUDGED = "unjudged"


class UnitState(StrEnum):
    MET = "met"
    PARTLY = "partly"
    OPEN = "open"
    SPARE = "spare"
    UNDECIDED = "undecided"


class Use(StrEnum):
    """What became of a record."""

    USED = "used"
    SPARE = "spare"
    OUTSIDE = "outside"
    HELD = "held"
    NOT_IN_FORCE = "not_in_force"


OUTCOME_TEXTS: Final = {
    Outcome.COMPLETE: "已满足专业考试计划的课程要求",
    Outcome.INCOMPLETE: "尚未满足专业考试计划的课程要求",
    Outcome.UNJUDGED: "无法判断：来源没有写明全部要求",
}
UNIT_TEXTS: Final = {
    UnitState.MET: "已满足",
    UnitState.PARTLY: "部分通过",
    UnitState.OPEN: "还缺",
    UnitState.SPARE: "不需要",
    UnitState.UNDECIDED: "无法判断是否需要",
}
USE_TEXTS: Final = {
    Use.USED: "已用于本计划",
    Use.SPARE: "可用于本计划，目前不需要",
    Use.OUTSIDE: "不在本计划内",
    Use.HELD: "正用于另一项申请，暂不计入",
    Use.NOT_IN_FORCE: "相关规定未在有效期内",
}


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """The rule by which something else stands for a course; a direct pass needs none."""

    rule: str
    kind: str
    kind_text: str
    text: str
    reading: str
    source: str
    status: str
    status_text: str
    inferred: bool


class Exam(msgspec.Struct, frozen=True, kw_only=True):
    """A course to sit for. `credits2` None: no source tells."""

    code: CourseCode
    name: str
    credits2: int | None
    kind: str


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """What could close a gap: exams in these courses, or what a rule takes (any `any_of` of its slots)."""

    exams: tuple[Exam, ...] = ()
    citation: Citation | None = None
    any_of: int = 0
    slots: tuple[tuple[tuple[CourseCode, ...], ...], ...] = ()


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """How one code of a unit was met. `waived`: nobody sat for it, a rule asks for nothing."""

    code: CourseCode
    records: tuple[str, ...]
    citation: Citation | None
    waived: bool


class UnitResult(msgspec.Struct, frozen=True, kw_only=True):
    """`codes`: of the alternative that serves, or of all while none does. `warned`: rests on an exemption (学位)."""

    unit: CourseCode
    codes: tuple[CourseCode, ...]
    names: tuple[str, ...]
    credits2: int | None
    state: UnitState
    proofs: tuple[Proof, ...] = ()
    missing: tuple[Exam, ...] = ()
    only_for: str = ""
    warned: bool = False


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """One part of the plan. `min_units`, `min_credits2`: what it asks for, None if nothing is printed."""

    place: Place
    title: str
    units: tuple[UnitResult, ...]
    min_units: int | None
    min_credits2: int | None
    have_units: int
    have_credits2: int
    judged: bool


class RecordResult(msgspec.Struct, frozen=True, kw_only=True):
    """`unit` and `citation`: what a used record serves, and by which rule if not directly."""

    record: str
    code: CourseCode
    name: str
    source: str
    session: str
    ref: TicketRef
    score: int | None
    use: Use
    text: str
    unit: CourseCode | None = None
    citation: Citation | None = None


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """`units` further 门; `next`: the cheapest exams that close it; `ways`: everything that could."""

    place: Place | None
    title: str
    text: str
    unit: CourseCode | None = None
    units: int
    next: tuple[Exam, ...] = ()
    ways: tuple[Way, ...] = ()


class Distance(msgspec.Struct, frozen=True, kw_only=True):
    """How far one mode is from complete: advice, not fact. `credits2` of the exams; `unknown`: those without any."""

    language: bool | None
    sets: tuple[int, ...]
    addon: str
    text: str
    units: int
    exams: int
    credits2: int
    unknown: int
    reachable: bool
    allowed: bool
    chosen: bool


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """Half credits counted, those beside the plan apart; `unknown`: used courses whose credits no source tells."""

    credits2: int
    units: int
    unknown: tuple[CourseCode, ...]
    beside2: int
    stated2: int | None
    enforced: bool
    text: str


class ResidenceResult(msgspec.Struct, frozen=True, kw_only=True):
    """Residence: theory passes of this province, asked for once a transferred record is used."""

    theory_passes: int
    have: int
    binds: bool
    source: str


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """The short answer. `inferred`: it rests on rules that no source states. `at_least`: more may be owed."""

    plan: str
    outcome: Outcome
    units: int
    exams: int
    credits2: int
    unknown: int
    at_least: bool
    inferred: bool
    mode: int


def verdict_text(verdict: Verdict) -> str:
    text = OUTCOME_TEXTS[verdict.outcome]
    if verdict.units:
        text = f"{text}，{'至少' if verdict.at_least else ''}还差 {verdict.units} 门"
    return f"{text}（含推定的替代关系）" if verdict.inferred else text


class DegreeAudit(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict and all its reasons. `unknowns`: what no source tells; `warnings`: what bars the degree.

    `ended`: the ISO date on which graduating by this version ended, "" while it goes on.
    """

    verdict: Verdict
    major: str
    level: str
    version: str
    status_text: str
    day: str
    ended: str
    text: str
    chosen: Distance
    distances: tuple[Distance, ...]
    totals: Totals
    residence: ResidenceResult | None
    sections: tuple[Section, ...]
    records: tuple[RecordResult, ...]
    gaps: tuple[Gap, ...]
    unknowns: tuple[str, ...]
    warnings: tuple[str, ...]
    remarks: tuple[str, ...]
