"""One person under one plan: the records that count, the best of every mode, and the short answer."""

from typing import NamedTuple

from chalicelib.domain.degrees import weights
from chalicelib.domain.degrees.decide import Solution, allowed_modes, best, done, solutions, standing
from chalicelib.domain.degrees.program import Program
from chalicelib.domain.degrees.records import Choices, Record, usable
from chalicelib.domain.degrees.results import Outcome, Verdict


class Case(NamedTuple):
    """`usable`: the records that count on this day, those that stand for their code first."""

    records: list[Record]
    usable: list[Record]
    choices: Choices
    day: str
    allowed: tuple[int, ...]
    solutions: list[Solution]
    chosen: Solution
    theory_here: int


def case_of(program: Program, found: list[Record], choices: Choices, day: str, *, every_mode: bool = True) -> Case:
    """`every_mode`: also those that the person's choices exclude. Raises MalformedError for impossible choices."""
    counting = list(usable(found, choices, day))
    allowed = allowed_modes(program, choices)
    places = range(len(program.modes)) if every_mode else allowed
    stand = standing(program, counting, choices)
    solved = solutions(program, stand, places)
    return Case(found, counting, choices, day, allowed, solved, best(solved, allowed), stand.theory_here)


def verdict_of(program: Program, case: Case) -> Verdict:
    cost = weights.read(case.chosen.cost)
    unknown = program.modes[case.chosen.place].unjudged or _is_undecided(program, case.chosen)
    open_addon = bool(program.plan.addons) and not case.choices.addon
    met = Outcome.UNJUDGED if unknown else Outcome.COMPLETE
    return Verdict(
        plan=program.plan.id,
        outcome=Outcome.INCOMPLETE if cost.units else met,
        units=cost.units,
        exams=cost.exams,
        credits2=cost.credits2,
        unknown=cost.unknown,
        at_least=unknown or open_addon or program.thesis_unknown,
        inferred=cost.rank >= weights.INFERRED_RANK,
        mode=case.chosen.place,
    )


def _is_undecided(program: Program, solution: Solution) -> bool:
    """Whether a unit that may or may not be owed is not met."""
    bits = done(program, solution) if program.undecided else 0
    return any(not bits & picks for picks in program.undecided)
