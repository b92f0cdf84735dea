"""Whether a plan and its maps can be audited in time: checked at import, by counting what an audit would go through."""

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from chalicelib.domain.degrees.activities import cited_rules, size
from chalicelib.domain.degrees.board import Block, Pick, Want
from chalicelib.domain.degrees.compile import compile_plan
from chalicelib.domain.degrees.packings import Act
from chalicelib.domain.degrees.program import CompiledMode, Program
from chalicelib.domain.degrees.solve import Dimension, Task, Vector, dimensions_of, worth
from chalicelib.domain.faults import Fault
from chalicelib.domain.plan_checks import WHOLE
from chalicelib.domain.plans import Plan
from chalicelib.domain.reference import credits_text
from chalicelib.domain.substitutions import SubstitutionMap, maps_for

MOST_STATES: Final = 20_000
_MANY: Final = f"超过 {MOST_STATES:,} 种，自查会过慢，请拆小"
_MOST_CELLS: Final = 200
_MOST_CREDITS2: Final = 4_000
_END_OF_DAYS: Final = "9999-12-31"


def degree_faults(plan: Plan, maps: Iterable[SubstitutionMap]) -> tuple[Fault, ...]:
    """Rules that spell out to too much, and parts with too many states; none means that audits are quick."""
    always = tuple(msgspec.structs.replace(one, since="", until="") for one in maps_for(plan, maps))
    if large := tuple(_large_rules(plan, always)):
        return large
    program = compile_plan(plan, always, day=_END_OF_DAYS)
    if large := tuple(_large_sums(program)):
        return large
    return tuple(dict.fromkeys(fault for mode in program.modes for fault in _large_parts(program, mode)))


def _large_rules(plan: Plan, maps: tuple[SubstitutionMap, ...]) -> Iterator[Fault]:
    rules = cited_rules(plan, maps)
    for cited in rules:
        if (count := size(cited.rule)) > MOST_STATES:
            yield Fault("规则编号", f"展开后有 {count:,} 种替代方式，超过 {MOST_STATES:,} 种", cited.rule.id)


def _large_sums(program: Program) -> Iterator[Fault]:
    """The fields of the objective (`weights`) hold so much and no more."""
    if len(program.layout.cells) > _MOST_CELLS:
        yield Fault(WHOLE, f"课程超过 {_MOST_CELLS} 门")
    if sum(credits2 or 0 for credits2 in program.guide.credits2.values()) > _MOST_CREDITS2:
        yield Fault(WHOLE, f"全部课程的学分超过 {credits_text(_MOST_CREDITS2)}")


def _large_parts(program: Program, mode: CompiledMode) -> Iterator[Fault]:
    residence = program.plan.residence
    caps = mode.caps._replace(theory=residence.theory_passes if residence else 0)
    tasks = (*program.common, *mode.tasks)
    for task in tasks:
        for block in task.blocks:
            if is_large(block):
                yield Fault(WHOLE, f"替代规则交织在一起的组合{_MANY}", _named(program, block))
        if _sums(program, (task,), dimensions_of(task.minima, caps)) > MOST_STATES:
            yield Fault(WHOLE, f"选考的组合{_MANY}", _named(program, *task.blocks))
    if _sums(program, tasks, dimensions_of((), caps)) > MOST_STATES:
        yield Fault(WHOLE, f"合计学分和门数的组合{_MANY}")


def is_large(block: Block) -> bool:
    """Everything being held is the worst case: whatever else is held, its states are among these."""
    states = {(0, 0)}
    for act in block.acts:
        states |= {(used | act.consume, made | act.produce) for used, made in states if _fits(act, used, made)}
        if len(states) > MOST_STATES:
            return True
    return False


def _fits(act: Act, used: int, made: int) -> bool:
    return not used & act.consume and not made & act.produce


def _sums(program: Program, tasks: Iterable[Task], dimensions: tuple[Dimension, ...]) -> int:
    """How many sums the picks of these parts can add up to; beyond the limit nobody counts on."""
    sums: set[Vector] = {(0,) * len(dimensions)}
    for want in (want for task in tasks for block in task.blocks for want in block.wants):
        picks = {_worth(program, want, pick, dimensions) for pick in want.picks}
        sums |= {_added(have, more, dimensions) for have in sums for more in picks}
        if len(sums) > MOST_STATES:
            break
    return len(sums)


def _worth(program: Program, want: Want, pick: Pick, dimensions: tuple[Dimension, ...]) -> Vector:
    return tuple(worth(one, want, pick, pick.cells & program.board.theory) for one in dimensions)


def _added(have: Vector, more: Vector, dimensions: tuple[Dimension, ...]) -> Vector:
    return tuple(min(a + b, one.cap) for a, b, one in zip(have, more, dimensions, strict=True))


def _named(program: Program, *blocks: Block) -> str:
    cells = 0
    for block in blocks:
        for want in block.wants:
            for pick in want.picks:
                cells |= pick.cells
    return "、".join(code for code in program.layout.cells if cells & program.layout.bits[code])
