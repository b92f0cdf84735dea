"""Which scores of a ticket can leave the province, and beside every other one why it cannot (F66)."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

import msgspec

from chalicelib.domain import people, plans, transcripts
from chalicelib.domain.degrees import questions
from chalicelib.domain.degrees.audit import judge_degree
from chalicelib.domain.degrees.programs import program
from chalicelib.domain.degrees.questions import Chosen
from chalicelib.domain.degrees.records import Choices, Record, iso_day, records
from chalicelib.domain.degrees.results import Outcome
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.instants import shanghai
from chalicelib.domain.kinds import Books, Ground
from chalicelib.domain.people import Ticket
from chalicelib.domain.plans import THEORY, Plan
from chalicelib.domain.plans import THESIS as THESIS_ROW
from chalicelib.domain.reference import THESIS as THESIS_COURSE
from chalicelib.domain.score_rows import Fact, facts_of, row_of
from chalicelib.domain.transcripts import EXEMPT, TRANSFERRED, Transcript
from chalicelib.domain.transfer_out_forms import TransferRow
from chalicelib.domain.transfer_rules import (
    ALL,
    CERTIFICATE,
    COMPLETE,
    EXEMPTED,
    PRACTICE,
    RECENT,
    SCORE,
    THESIS,
    Rule,
    in_force,
)
from chalicelib.domain.windows import Business

NOTHING = "您目前没有可以转出的合格成绩"


class Line(TransferRow, frozen=True, kw_only=True):
    """One course of the ticket, by the pass that stands for it; `also`: its others, which go with it.

    `reason` says why it cannot leave, "" where it can.
    """

    also: tuple[TransferRow, ...]
    reason: str

    @property
    def records(self) -> tuple[str, ...]:
        return self.record, *(one.record for one in self.also)

    @property
    def row(self) -> TransferRow:
        return TransferRow(**{name: getattr(self, name) for name in TransferRow.__struct_fields__})


class Judged(NamedTuple):
    """`barred`: why nothing can leave, "" where something can. `plan_rev`: of the plan it was judged by."""

    lines: tuple[Line, ...]
    barred: str
    plan_rev: int

    @property
    def shown(self) -> tuple[str, ...]:
        return tuple(record for line in self.lines for record in line.records)

    def chosen(self, wanted: tuple[str, ...]) -> tuple[Line, ...]:
        """Courses of which any record is wanted, in the order in which they are shown; what is gone is left out."""
        return tuple(line for line in self.lines if not set(line.records).isdisjoint(wanted))

    def whole(self, wanted: tuple[str, ...]) -> tuple[str, ...]:
        """Every record of the courses that are chosen; what is gone stays named."""
        found = (record for line in self.chosen(wanted) for record in line.records)
        return tuple(dict.fromkeys((*found, *wanted)))


class _Case(NamedTuple):
    """What the rules of all scores are asked about; what leaves with another ticket is none of `transcript`."""

    ground: Ground
    transcript: Transcript
    ticket: Ticket
    plan: Plan


def judged(ground: Ground, ticket: Ticket, books: Books) -> Judged:
    """A course a line, the newest first: one that leaves leaves whole, or it would count in two provinces.

    Raises UnknownError for a ticket whose plan nobody has entered.
    """
    plan = ground.library.plan(ticket.plan_id)
    transcript = people.staying(ground.head, ground.transcript, besides=ticket.ref)
    rules, asked = books.transfer_rules().out, _Case(ground, transcript, ticket, plan)
    own = [one for one in records(transcript, ground.now) if one.ref == ticket.ref]
    barred = next(
        (rule.text for key, rule in in_force(rules, ALL, ground.now).items() if _OF_ALL[key](asked, rule)), ""
    )
    reason_of = _reasons(asked, in_force(rules, SCORE, ground.now), books)
    facts = facts_of(transcript)
    courses = (tuple(same) for _, same in groupby(own, attrgetter("code")))
    lines = [_line(same, facts, barred or reason_of(same)) for same in courses]
    if not barred and all(line.reason for line in lines):
        barred = NOTHING
    return Judged(tuple(sorted(lines, key=_order)), barred, ground.library.rev_of(plan.id))


def _order(line: Line) -> tuple[int, str, str]:
    return -int(line.session.replace("-", "") or 0), line.code, line.record


def _line(same: Sequence[Record], facts: dict[str, Fact], reason: str) -> Line:
    """What stands for a code comes first."""
    first, *also = (_row(one, facts[one.id]) for one in same)
    return Line(**msgspec.structs.asdict(first), also=tuple(also), reason=reason)


def _row(one: Record, fact: Fact) -> TransferRow:
    return TransferRow(**msgspec.structs.asdict(row_of(one, fact)), kind=fact.kind)


def _reasons(asked: _Case, rules: dict[str, Rule], books: Books) -> Callable[[Sequence[Record]], str]:
    """Why the records of one course cannot leave: one is held by another application, or the first is under a rule."""
    held = people.held(asked.ground.head, Business.TRANSFER_OUT)
    found = transcripts.passes(asked.transcript, asked.ground.now)
    passed = {code for code, one in found.items() if one.source != EXEMPT}
    bound = _bound(asked.plan)

    def is_under(rule: Rule, one: Record) -> bool:
        if rule.key == EXEMPTED:
            return one.source == EXEMPT
        if rule.key == THESIS:
            course = books.courses().get(one.code)
            listed = course is not None and course.assessment == THESIS_COURSE
            return listed or one.kind == THESIS_ROW or one.code in asked.plan.theses
        if rule.key == CERTIFICATE:
            return one.code in rule.codes
        return rule.key == PRACTICE and one.code in bound and not any(passed >= codes for codes in bound[one.code])

    def reason(same: Sequence[Record]) -> str:
        holder = next((held[one.id] for one in same if one.id in held), "")
        if holder:
            return f"正用于“{holder}”，不能同时转出"
        return next((rule.text for rule in rules.values() if is_under(rule, same[0])), "")

    return reason


def _bound(plan: Plan) -> dict[CourseCode, list[frozenset[CourseCode]]]:
    """By practice of the plan, the theory papers that it belongs to, one set an alternative."""
    kinds = {row.code: row.kind for row in plan.rows}
    found: dict[CourseCode, list[frozenset[CourseCode]]] = {}
    for unit in (*plans.main_units(plan), *plans.addon_units(plan)):
        for codes in unit.alternatives:
            theory = frozenset(code for code in codes if kinds.get(code) == THEORY)
            for code in codes if theory else ():
                if code not in theory:
                    found.setdefault(code, []).append(theory)
    return found


def _is_complete(asked: _Case, _: Rule) -> bool:
    """By some version of the major, under every 加考 option: what is open or inferred is left to people."""
    return any(
        all(_is_met(asked, plan.id, addon) for addon in _addons(asked, plan.id))
        for plan in questions.versions(asked.plan, asked.ground.library.plans)
    )


def _addons(asked: _Case, plan_id: str) -> tuple[str, ...]:
    return questions.options(program(asked.ground.library, plan_id, iso_day(asked.ground.now))).names


def _is_met(asked: _Case, plan_id: str, addon: str) -> bool:
    compiled = program(asked.ground.library, plan_id, iso_day(asked.ground.now))
    known = Choices(facts=frozenset(asked.ground.head.facts))
    choices = questions.narrowed(known, Chosen(addon=addon, language=None, set=None), compiled)
    verdict = judge_degree(compiled, asked.transcript, choices, now=asked.ground.now)
    return verdict.outcome == Outcome.COMPLETE and not verdict.inferred


def _is_recent(asked: _Case, rule: Rule) -> bool:
    """A transfer in of this ticket that is younger than the rule asks for, by its month or else its day."""
    grants = transcripts.standing(asked.transcript.grants)
    own = (one for one in grants if (one.effect, one.ref) == (TRANSFERRED, asked.ticket.ref))
    last = f"{_months_before(shanghai(asked.ground.now).date(), rule.months):%Y-%m-%d}"
    return any((f"{one.month}-31" if one.month else iso_day(one.at)) > last for one in own)


def _months_before(day: date, months: int) -> date:
    """The 29th of February has the 28th a year before."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, 28 if month == 1 else 30 if month in (3, 5, 8, 10) else 31))


_OF_ALL: Final[dict[str, Callable[[_Case, Rule], bool]]] = {COMPLETE: _is_complete, RECENT: _is_recent}


def basis_of(found: Judged, wanted: tuple[str, ...]) -> str:
    """A digest of everything that a pass stands on besides what was sent."""
    told = (found.plan_rev, found.barred, found.chosen(wanted))
    return hashlib.sha256(msgspec.json.encode(told, order="deterministic")).hexdigest()
