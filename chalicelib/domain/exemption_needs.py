"""申请免考 meets the transcript: who need not apply for a course, who may not, and what an exemption costs.

A course that is held, or an add-on, is barred: there is nothing to grant. What another record already stands for is
barred only where the province says so, the rule is not our inference, and an exemption would bring nobody nearer.
"""

from typing import Final, NamedTuple

import msgspec

from chalicelib.domain import exemption_rules, plans
from chalicelib.domain.degrees.audit import audit_degree, judge_degree
from chalicelib.domain.degrees.demands import Place
from chalicelib.domain.degrees.program import Program
from chalicelib.domain.degrees.records import Choices, records
from chalicelib.domain.degrees.results import DegreeAudit, UnitResult, UnitState
from chalicelib.domain.exemption_rules import RuleBook, no_need_text
from chalicelib.domain.ids import CourseCode, No, TicketRef
from chalicelib.domain.instants import Instant
from chalicelib.domain.plans import DEGREE, Codes, Plan, Unit
from chalicelib.domain.transcripts import EXEMPT, SCORE, TRANSFERRED, Grant, Transcript

HELD: Final = "held"
ALTERNATIVE: Final = "alternative"
# Kinds that the rules of a province know by these names.
ADDON: Final = "addon"
OTHER_TICKET: Final = "other_ticket"
SPENT: Final = "spent"
REPLACED: Final = "replaced"
LANGUAGE_REPLACED: Final = "language_replaced"

_HOLDING: Final = frozenset({HELD, OTHER_TICKET, TRANSFERRED})
_HELD_TEXT = "该课程已有合格成绩或已经免考，不需要再申请"
_SPENT_TEXT = "该课程的免考已随考籍转出，不能再次申请"
_ADVICE = "一般不需要申请免考"


class Need(msgspec.Struct, frozen=True, kw_only=True):
    """Why nobody needs to apply; `bars`: nor may."""

    kind: str
    text: str
    bars: bool

    @property
    def held(self) -> bool:
        return self.kind in _HOLDING


class Holder(NamedTuple):
    """Whose records are looked at, under which ticket, when; those that `choices` say are held count for nothing.

    `spent`: courses whose exemption leaves or has left.
    """

    program: Program
    transcript: Transcript
    choices: Choices
    ref: TicketRef
    now: Instant
    spent: frozenset[CourseCode] = frozenset()

    @property
    def plan(self) -> Plan:
        return self.program.plan


def needs(book: RuleBook, holder: Holder) -> dict[CourseCode, Need]:
    """By unit (its first code): the units that nobody needs to apply for, add-ons among them."""
    audit = audit_degree(holder.program, holder.transcript, holder.choices, now=holder.now)
    results = {unit.unit: unit for section in audit.sections for unit in section.units}
    names = {codes[0]: unit.id for unit in plans.main_units(holder.plan) for codes in unit.alternatives}
    found: dict[CourseCode, Need] = {}
    for unit in plans.units_for_exemption(holder.plan):
        result = results.get(names.get(unit.id, unit.id))
        need = _held(book, holder, unit) or _met(book, holder, audit, unit, result)
        found |= {unit.id: need} if need else {}
    return found | {unit.id: need for unit in addons(holder.plan) if (need := _addon(book, holder, unit))}


def addons(plan: Plan) -> tuple[Unit, ...]:
    """What is owed by prior major only, one unit an alternative."""
    own = {unit.id for unit in plans.units_for_exemption(plan)}
    found = (Unit((codes,)) for unit in plans.addon_units(plan) for codes in unit.alternatives)
    return tuple(unit for unit in found if unit.id not in own)


def degree_warnings(book: RuleBook, plan: Plan, codes: Codes) -> tuple[str, ...]:
    """What an exemption from these codes does to the bachelor's degree; of a province without a sentence, in ours."""
    said = exemption_rules.always_said(book, plan.province, plan.tier, codes)
    rows = [row for row in plan.rows if row.code in codes and (row.degree or row.foreign)]
    if said or not rows or plan.tier != DEGREE:
        return said
    kind = "外语课程" if any(row.foreign for row in rows) else "学位课程"
    return (f"{kind}免考后，可能影响申请学士学位，请先向主考学校确认",)


def _held(book: RuleBook, holder: Holder, unit: Unit) -> Need | None:
    found = [one for one in records(holder.transcript, holder.now) if one.id not in holder.choices.held]
    own = {one.code for one in found if one.source == SCORE and one.ref == holder.ref}
    # Those that stand for a code come first.
    held = {one.code: one.source for one in reversed(found)}
    if not held.keys() >= set(unit.codes):
        is_spent = not holder.spent.isdisjoint(unit.codes)
        return Need(kind=SPENT, text=_SPENT_TEXT, bars=True) if is_spent else None
    kinds = {HELD if code in own else held[code] for code in unit.codes}
    kind = {frozenset({TRANSFERRED}): TRANSFERRED, frozenset({SCORE}): OTHER_TICKET}.get(frozenset(kinds), HELD)
    return Need(kind=kind, text=no_need_text(book, holder.plan.province, kind) or _HELD_TEXT, bars=True)


def _addon(book: RuleBook, holder: Holder, unit: Unit) -> Need | None:
    """Where a province does not say so, an add-on is a course outside the plan like any other."""
    text = no_need_text(book, holder.plan.province, ADDON)
    return _held(book, holder, unit) or (Need(kind=ADDON, text=text, bars=True) if text else None)


def _met(book: RuleBook, holder: Holder, audit: DegreeAudit, unit: Unit, result: UnitResult | None) -> Need | None:
    """Of a unit that is not held: whether other records stand for it already."""
    if result is None or result.state != UnitState.MET:
        return _without_language(book, holder, audit, unit) if result is None else None
    if result.codes != unit.codes:
        met = "、".join(result.names)
        return Need(kind=ALTERNATIVE, text=f"同一门的{met}已满足要求，{_ADVICE}", bars=False)
    cited = [proof.citation for proof in result.proofs if proof.citation]
    kind = LANGUAGE_REPLACED if any(one.kind == "language" for one in cited) else REPLACED
    by = "、".join(f"{one.name}（{one.code}）" for one in audit.records if one.unit == result.unit)
    rules = "、".join(dict.fromkeys(f"{one.kind_text}{'，推定' if one.inferred else ''}" for one in cited))
    said = no_need_text(book, holder.plan.province, kind)
    sure = bool(said) and not any(one.inferred for one in cited)
    text = f"已由{by}替代（{rules}），{said or _ADVICE}"
    return Need(kind=kind, text=text, bars=sure and not _is_nearer(holder, audit, unit))


def _without_language(book: RuleBook, holder: Holder, audit: DegreeAudit, unit: Unit) -> Need | None:
    """Of the language unit, for people who have passed all that stands in its place."""
    language = next((one for one in holder.plan.compulsory if one.id == holder.plan.language), None)
    if language is None or unit.codes not in language.alternatives or audit.chosen.language is not False:
        return None
    if any(gap.place in (Place.WITHOUT_LANGUAGE, Place.ELECTIVE) for gap in audit.gaps):
        return None
    said = no_need_text(book, holder.plan.province, LANGUAGE_REPLACED)
    text = f"已按不考外语通过换考课程，{said or _ADVICE}"
    return Need(kind=LANGUAGE_REPLACED, text=text, bars=bool(said) and not _is_nearer(holder, audit, unit))


def _is_nearer(holder: Holder, audit: DegreeAudit, unit: Unit) -> bool:
    """Whether the exemption would spare a unit all the same: it may free a record for another one."""
    granted = tuple(_grant(holder, code) for code in unit.codes)
    more = Transcript(holder.transcript.sheets, holder.transcript.grants + granted)
    after = judge_degree(holder.program, more, holder.choices, now=holder.now)
    return after.units < audit.verdict.units


def _grant(holder: Holder, code: CourseCode) -> Grant:
    return Grant(effect=EXEMPT, code=code, name="", credits2=None, at=holder.now, no=No(""), ref=holder.ref)
