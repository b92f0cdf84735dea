"""Turns a plan and its substitution maps into bit masks, once; audits then only look things up."""

from collections.abc import Iterable, Iterator
from itertools import chain

from chalicelib.domain.degrees.activities import (
    Activity,
    Cited,
    activities,
    cited_rules,
    fact,
    national_codes,
)
from chalicelib.domain.degrees.board import Board
from chalicelib.domain.degrees.demands import Demand, Place, credits2_of, demands, is_unjudged, modes, sections_of
from chalicelib.domain.degrees.guide import guide
from chalicelib.domain.degrees.packings import Act
from chalicelib.domain.degrees.program import CompiledMode, Layout, Program
from chalicelib.domain.degrees.solve import Task
from chalicelib.domain.degrees.tasks import Tasks
from chalicelib.domain.degrees.totals import caps_of
from chalicelib.domain.degrees.weights import CREDIT, EXAM, UNKNOWN
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plans import DEGREE, THEORY, Plan
from chalicelib.domain.substitutions import SubstitutionMap, in_force, maps_for


def compile_plan(plan: Plan, maps: Iterable[SubstitutionMap] = (), *, day: str) -> Program:
    """`day`: the ISO date on which somebody would graduate; maps and national courses hold from and until a day."""
    fitting = maps_for(plan, maps)
    found = activities(plan, cited_rules(plan, (one for one in fitting if in_force(one, day))))
    wanted = demands(plan, day, found)
    layout = _layout(plan, found, wanted)
    board = _board(plan, found, layout)
    tasks = Tasks(plan, wanted, tuple(zip(found, _acts(found, layout), strict=True)), layout, board)
    common, all_modes = _modes(plan, wanted, tasks)
    return Program(
        plan=plan,
        day=day,
        maps=fitting,
        activities=tuple(found),
        demands=wanted,
        layout=layout,
        board=board,
        common=common,
        modes=all_modes,
        dormant=_dormant(plan, fitting, day),
        thesis_unknown=plan.tier == DEGREE and not plan.theses,
        undecided=tuple(_picks(layout, index) for index, one in enumerate(wanted) if one.place == Place.UNDECIDED),
        guide=guide(plan, found, wanted, (one.mode for one in all_modes)),
    )


def _modes(plan: Plan, wanted: tuple[Demand, ...], tasks: Tasks) -> tuple[tuple[Task, ...], tuple[CompiledMode, ...]]:
    """What all modes share is solved once."""
    found = [(mode, tasks.parts(mode), tasks.of(mode)) for mode in modes(plan)]
    common = tuple(task for task in found[0][2] if all(task in own for _, _, own in found))
    compiled = (
        CompiledMode(
            mode=mode,
            parts=roles,
            tasks=tuple(task for task in own if task not in common),
            caps=caps_of(plan, wanted, roles),
            unjudged=is_unjudged(plan, mode),
            sections=sections_of(wanted, roles),
        )
        for mode, roles, own in found
    )
    return common, tuple(compiled)


def _layout(plan: Plan, found: list[Activity], wanted: tuple[Demand, ...]) -> Layout:
    """Cells first, in the order of the plan; then what else may be held; then the marks."""
    cells = (*(row.code for row in plan.rows), *national_codes(plan), *dict.fromkeys(_counted_cells(found)))
    codes = sorted({code for one in found for code in one.takes} - set(cells))
    marks = sorted({code for one in found for clause in one.needs for code in clause} - {*cells, *codes})
    picks = [(index, pick) for index, demand in enumerate(wanted) for pick in range(len(demand.unit.alternatives))]
    size = len(found) + len(picks) + len(cells)
    order = [1 << size - 1 - place for place in range(size)]
    return Layout(
        cells=cells,
        bits={name: 1 << place for place, name in enumerate((*cells, *codes, *marks))},
        acts=tuple(order[: len(found)]),
        picks=dict(zip(picks, order[len(found) :], strict=False)),
        pick_order=tuple((index, wanted[index].unit.alternatives[pick]) for index, pick in picks),
        exams=dict(zip(cells, order[len(found) + len(picks) :], strict=True)),
        dates=tuple(_date(mark, 1 << place) for place, mark in enumerate((*cells, *codes, *marks)) if "<" in mark),
        shift=size,
    )


def _date(mark: CourseCode, bit: int) -> tuple[CourseCode, str, int]:
    code, _, day = mark.partition("<")
    return CourseCode(code), day, bit


def _picks(layout: Layout, demand: int) -> int:
    return sum(bit for (index, _), bit in layout.picks.items() if index == demand)


def _counted_cells(found: list[Activity]) -> Iterator[CourseCode]:
    return chain.from_iterable(one.gives for one in found if one.cited and not one.cited.rule.gives)


def _acts(found: list[Activity], layout: Layout) -> list[Act]:
    return [
        Act(
            consume=layout.mask(one.takes),
            produce=layout.mask(one.gives),
            needs=tuple(layout.mask(clause) for clause in one.needs),
            price=(one.rank << layout.shift) - bit,
            free=one.rank == 0,
        )
        for one, bit in zip(found, layout.acts, strict=True)
    ]


def _board(plan: Plan, found: list[Activity], layout: Layout) -> Board:
    credits2 = credits2_of(plan)
    theory = tuple(row.code for row in plan.rows if row.kind == THEORY) + national_codes(plan)
    marked = [row for row in plan.rows if row.only_for]
    return Board(
        shift=layout.shift,
        exams={
            layout.bits[code]: (_exam(credits2[code]) << layout.shift) - layout.exams[code]
            for code in layout.cells
            if code in credits2
        },
        theory=layout.mask(theory),
        closed=layout.mask(tuple(dict.fromkeys(_counted_cells(found)))),
        facts=tuple((layout.bits[row.code], layout.bits[fact(row.only_for)]) for row in marked),
    )


def _exam(credits2: int | None) -> int:
    return EXAM + (UNKNOWN if credits2 is None else CREDIT * credits2)


def _dormant(plan: Plan, maps: Iterable[SubstitutionMap], day: str) -> dict[CourseCode, Cited]:
    """Codes that a rule would use on another day, with that rule."""
    resting = cited_rules(plan, (one for one in maps if not in_force(one, day)))
    found: dict[CourseCode, Cited] = {}
    for cited in resting:
        for code in sorted(cited.rule.taken):
            found.setdefault(code, cited)
    return found
