"""The exemption page of one ticket: which courses, in which state, and what to read first."""

import msgspec

from chalicelib import data
from chalicelib.domain import (
    catalogue,
    exemption_rules,
    exemption_units,
    exemptions,
    filings,
    people,
    promises,
    windows,
)
from chalicelib.domain.degrees.programs import program
from chalicelib.domain.degrees.records import iso_day
from chalicelib.domain.exemption_needs import Holder, degree_warnings, needs
from chalicelib.domain.exemption_units import UnitState, unit_states
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import Instant
from chalicelib.domain.people import Head
from chalicelib.domain.plans import Plan
from chalicelib.domain.statuses import TEXTS, State
from chalicelib.domain.transcripts import EXEMPT
from chalicelib.domain.windows import Business
from chalicelib.storage import library
from chalicelib.storage import people as stored_people
from chalicelib.storage import windows as stored_windows
from chalicelib.usecases.applications.window_view import WindowView, window_view
from chalicelib.usecases.degrees.auditing import open_choices


class PlanView(msgspec.Struct, frozen=True, kw_only=True):
    """The plan and how far it was verified, in words for people."""

    plan_id: str
    major_code: str
    major_name: str
    level: str
    status: str


class UnitView(UnitState, frozen=True, kw_only=True):
    """`hints`: credential types that commonly serve this unit; `warnings`: what its exemption costs.

    `promise`: until when it means to be decided.
    """

    state_text: str
    promise: str
    hints: tuple[str, ...]
    warnings: tuple[str, ...]


class ExemptionsView(msgspec.Struct, frozen=True, kw_only=True):
    """`barred`: why this ticket cannot apply, whatever the time, "" where it can."""

    window: WindowView
    barred: str
    plan: PlanView
    theory_passes: int
    required_passes: int
    eligible: bool
    courses_most: int
    units: tuple[UnitView, ...]


def list_exemptions(cid: Cid, epoch: int, ref: int, now: Instant) -> ExemptionsView:
    """One call."""
    record = stored_people.load(cid, epoch=epoch)
    ticket = people.ticket_of(record.head, ref)
    shelf = library.having(ticket.plan_id, now)
    plan = shelf.plan(ticket.plan_id)
    compiled = program(shelf, plan.id, iso_day(now))
    current = windows.current(windows.effective(stored_windows.load(now), Business.EXEMPTION, ticket.school), now)
    required = exemption_rules.required_passes(data.exemption_rules(), plan.province)
    passes = exemption_units.theory_passes(compiled, record.head, record.transcript, now)
    choices, spent = open_choices(record.head), people.spent(record.head, EXEMPT)
    known = needs(data.exemption_rules(), Holder(compiled, record.transcript, choices, ticket.ref, now, spent))
    states = unit_states(record.head, plan, record.transcript, known, current.term if current else "")
    return ExemptionsView(
        window=window_view(current, Business.EXEMPTION, record.head, now),
        barred=filings.barred(record.head, ticket.ref, leaves=exemptions.KIND.leaves),
        plan=PlanView(
            plan_id=plan.id,
            major_code=plan.major_code,
            major_name=plan.major_name,
            level=plan.level,
            status=plan.status_text,
        ),
        theory_passes=passes,
        required_passes=required,
        eligible=passes >= required,
        courses_most=catalogue.COURSES_MOST,
        units=tuple(_unit(state, plan, record.head, now) for state in states),
    )


_OTHER_TEXTS = {"none": "未申请", "passed": "已合格", "approved": TEXTS[State.APPROVED], "no_need": "不需要申请"}
_NOTHING_TO_LOSE = ("passed", "approved", "no_need")


def _unit(state: UnitState, plan: Plan, head: Head, now: Instant) -> UnitView:
    book, line = data.exemption_rules(), head.lines.get(state.no or "")
    return UnitView(
        **msgspec.structs.asdict(state),
        state_text=_OTHER_TEXTS.get(state.state) or TEXTS[State(state.state)],
        promise=promises.promise(data.promises(), line, now) if line else "",
        hints=exemption_rules.accepted_types(book, plan.province, plan.tier, state.codes),
        warnings=() if state.state in _NOTHING_TO_LOSE else degree_warnings(book, plan, state.codes),
    )
