"""申请免考: which units of a plan can be asked for, and how each stands for this person."""

from collections.abc import Mapping

import msgspec

from chalicelib.domain import filings, people, plans, transcripts
from chalicelib.domain.degrees.program import Program
from chalicelib.domain.exemption_needs import Need, addons
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.instants import Instant
from chalicelib.domain.people import Head
from chalicelib.domain.plans import Plan, Unit
from chalicelib.domain.transcripts import EXEMPT, Transcript
from chalicelib.domain.windows import Business


class UnitState(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the course list. `state` is a case's state, or none, passed, approved, no_need.

    `reason`: why nobody need, or may, apply.
    """

    unit: str
    codes: tuple[CourseCode, ...]
    names: tuple[str, ...]
    credits2: int | None
    state: str
    no: str | None
    reason: str
    mendable: bool


def theory_passes(program: Program, head: Head, transcript: Transcript, now: Instant) -> int:
    """Those that count for the major: courses of the plan, and of other versions that stand for one of them.

    What is about to leave the province counts no more.
    """
    staying = people.staying(head, transcript)
    return transcripts.theory_passes(staying, plans.plan_codes(program.plan) | program.guide.users.keys(), now)


def unit_states(
    head: Head, plan: Plan, transcript: Transcript, known: Mapping[CourseCode, Need], term: str
) -> tuple[UnitState, ...]:
    """Every exemptible unit of the plan as it stands for this person, in the order of the plan; add-ons that need no
    application stand last. `term` is the present window's: a course rejected in it is mended in its own application.
    What is about to leave the province counts no more.
    """
    staying = people.staying(head, transcript)
    lines = {line.unit: (no, line) for no, line in head.lines.items() if line.business == Business.EXEMPTION}
    grants = {grant.code: grant.no for grant in transcripts.standing(staying.grants) if grant.effect == EXEMPT}

    def state_of(unit: Unit) -> tuple[str, str | None, str]:
        need = known.get(unit.id)
        if unit.id in grants:
            return "approved", grants[unit.id], "已免考"
        if need and need.held:
            return "passed", None, need.text
        if unit.id in lines:
            no, line = lines[unit.id]
            return line.state, no, ""
        if need:
            return "no_need" if need.bars else "none", None, need.text
        return "none", None, ""

    found = []
    for unit in (*plans.units_for_exemption(plan), *(unit for unit in addons(plan) if unit.id in known)):
        state, no, reason = state_of(unit)
        found.append(
            UnitState(
                unit=unit.id,
                codes=unit.codes,
                names=plans.names_of(plan, unit),
                credits2=plans.credits2_of(plan, unit),
                state=state,
                no=no,
                reason=reason,
                mendable=any(
                    filings.stands(line, term) for line in filings.lines_of(head, Business.EXEMPTION, unit.id)
                ),
            )
        )
    return tuple(found)
