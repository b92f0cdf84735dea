"""What each course from elsewhere becomes here, or why it becomes nothing (F63)."""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from chalicelib.domain import people
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.kinds import Books, Ground
from chalicelib.domain.plans import Plan, PlanRow
from chalicelib.domain.transcripts import EXEMPT, TRANSFERRED, passes
from chalicelib.domain.transfer_in_forms import Arrived
from chalicelib.domain.transfer_rules import CORE, COURSE, CREDITS, HELD, NAME, UNLISTED, Rule, in_force
from chalicelib.domain.widths import half_width

_IGNORED = str.maketrans("", "", "()[]【】《》、,，·-—_ \t\u3000")


class Becomes(msgspec.Struct, frozen=True, kw_only=True):
    """A course of the plan of the ticket here."""

    code: CourseCode
    name: str
    kind: str
    credits2: int | None


class Line(Arrived, frozen=True, kw_only=True):
    """One course: `becomes` None says that it becomes nothing, and then `reason` says why."""

    becomes: Becomes | None
    reason: str


class Judged(NamedTuple):
    """In the order of the file. `plan_rev`: of the plan that it was judged by."""

    lines: tuple[Line, ...]
    plan_rev: int

    @property
    def taken(self) -> tuple[Becomes, ...]:
        return tuple(line.becomes for line in self.lines if line.becomes)


def judged(scores: Iterable[Arrived], plan: Plan, ground: Ground, books: Books) -> Judged:
    """By name, code and credits against the plan of the ticket; what is held already is not entered twice."""
    rules = in_force(books.transfer_rules().into, COURSE, ground.now)
    known, held, lines = {row.code: row for row in plan.rows}, _held(ground), []
    for one in scores:
        row = known.get(one.code)
        against = _against(one, row, books) if row else {UNLISTED}
        against |= {HELD} if one.code in held else set()
        reason = next((rule.text for key, rule in rules.items() if key in against or _is_core(key, rule, one)), "")
        becomes = _becomes(row) if row and not reason else None
        held |= {one.code} if becomes else frozenset()
        lines.append(Line(**msgspec.structs.asdict(one), becomes=becomes, reason=reason))
    return Judged(tuple(lines), ground.library.rev_of(plan.id))


def _is_core(key: str, rule: Rule, one: Arrived) -> bool:
    return key == CORE and one.code in rule.codes


def _against(one: Arrived, row: PlanRow, books: Books) -> set[str]:
    """Keys of the rules that want them to be one and the same course; other names of the catalogue are its own."""
    course = books.courses().get(one.code)
    names = {row.name, *(course.other_names if course else ())}
    is_equal = row.credits2 is not None and one.credits2 == row.credits2
    named = set() if _letters(one.name) in map(_letters, names) else {NAME}
    return named | (set() if is_equal else {CREDITS})


def _letters(name: str) -> str:
    """Brackets and spaces are set in many ways: 英语（二） and 英语(二) are one name."""
    return half_width(name).translate(_IGNORED).casefold()


def _becomes(row: PlanRow) -> Becomes:
    return Becomes(code=row.code, name=row.name, kind=row.kind, credits2=row.credits2)


def _held(ground: Ground) -> frozenset[CourseCode]:
    """Passed here, or transferred at some time: such a record is one for good, be it voided or gone since."""
    staying = people.staying(ground.head, ground.transcript)
    passed = {code for code, one in passes(staying, ground.now).items() if one.source != EXEMPT}
    granted = {one.code for one in ground.transcript.grants if one.effect == TRANSFERRED}
    return frozenset(passed | granted | people.spent(ground.head, TRANSFERRED))


def basis_of(found: Judged) -> str:
    """A digest of everything that a confirmation and a pass stand on besides what was sent."""
    told = (found.plan_rev, found.lines)
    return hashlib.sha256(msgspec.json.encode(told, order="deterministic")).hexdigest()
