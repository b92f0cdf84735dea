"""What a solution does, read back from the bits of its price."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from chalicelib.domain.degrees.decide import Solution, done
from chalicelib.domain.degrees.program import CompiledMode, Program
from chalicelib.domain.degrees.records import Record
from chalicelib.domain.degrees.results import Exam
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plans import Codes
from chalicelib.domain.transcripts import EXEMPT, TRANSFERRED


class Reading(NamedTuple):
    """`serves`: demand → the codes of the alternative taken. `exams`: demand → what of it is still to be sat for.

    `made`: cell → activity. `records`: the record that stands for a code; `exempt`: those that are exemptions.
    """

    mode: CompiledMode
    serves: Mapping[int, Codes]
    exams: Mapping[int, tuple[Exam, ...]]
    made: Mapping[CourseCode, int]
    records: Mapping[CourseCode, Record]
    exempt: frozenset[str]


def read_solution(program: Program, solution: Solution, found: Iterable[Record]) -> Reading:
    """`found`: usable records, those that stand for their code first."""
    serves: dict[int, Codes] = {}
    made: dict[CourseCode, int] = {}
    sat: set[CourseCode] = set()
    layout, activities = program.layout, program.activities
    acts, chosen = len(activities), len(layout.picks)
    bits = f"{done(program, solution):0{layout.shift}b}"
    place = bits.find("1")
    while place >= 0:
        if place < acts:
            for cell in activities[place].gives:
                made[cell] = place
        elif place < acts + chosen:
            demand, codes = layout.pick_order[place - acts]
            serves[demand] = codes
        else:
            sat.add(layout.cells[place - acts - chosen])
        place = bits.find("1", place + 1)
    exams = program.guide.exams
    open_ = [demand for demand, codes in serves.items() if not sat.isdisjoint(codes)] if sat else []
    stands = _standing_for(found, solution)
    return Reading(
        mode=program.modes[solution.place],
        serves=serves,
        exams={demand: tuple([exams[code] for code in serves[demand] if code in sat]) for demand in open_},
        made=made,
        records=stands,
        exempt=frozenset([record.id for record in stands.values() if record.source == EXEMPT]),
    )


def _standing_for(found: Iterable[Record], solution: Solution) -> dict[CourseCode, Record]:
    """A solution that leaves transferred records alone does not show them either."""
    stands: dict[CourseCode, Record] = {}
    transfers = solution.held.transfers
    for record in found:
        if record.code not in stands and (transfers or record.source != TRANSFERRED):
            stands[record.code] = record
    return stands


def used_by(program: Program, reading: Reading) -> dict[str, tuple[int, int]]:
    """Record → the demand that it serves and the activity by which it does."""
    found: dict[str, tuple[int, int]] = {}
    for demand, codes in reading.serves.items():
        for cell in codes:
            if cell in reading.made:
                act = reading.made[cell]
                for code in program.activities[act].takes:
                    found.setdefault(reading.records[code].id, (demand, act))
    return found
