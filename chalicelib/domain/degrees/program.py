"""A compiled plan: what audits look things up in."""

from collections.abc import Iterable, Mapping

import msgspec

from chalicelib.domain.degrees.activities import Activity, Cited
from chalicelib.domain.degrees.board import Board, Caps
from chalicelib.domain.degrees.demands import Demand, Mode, Part
from chalicelib.domain.degrees.guide import Guide
from chalicelib.domain.degrees.solve import Task
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plans import Codes, Plan
from chalicelib.domain.substitutions import SubstitutionMap


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """Which bit is which. `bits`: codes and marks that may be held (cells first, under their codes' names).

    `acts`, `picks` (demand, alternative) and `exams` are bits of a price, the earliest the greatest. `pick_order`:
    demand and codes of every pick. `dates`: marks of codes that an exemption brings only by an older certificate.
    """

    cells: tuple[CourseCode, ...]
    bits: Mapping[CourseCode, int]
    acts: tuple[int, ...]
    picks: Mapping[tuple[int, int], int]
    pick_order: tuple[tuple[int, Codes], ...]
    exams: Mapping[CourseCode, int]
    dates: tuple[tuple[CourseCode, str, int], ...]
    shift: int

    def mask(self, codes: Iterable[CourseCode]) -> int:
        found = 0
        for code in codes:
            found |= self.bits[code]
        return found


class CompiledMode(msgspec.Struct, frozen=True, kw_only=True):
    """`tasks`: those that not all modes share. `unjudged`: some elective group prints no minimum.

    `sections`: the demands that the mode asks for, part by part.
    """

    mode: Mode
    parts: tuple[Part, ...]
    tasks: tuple[Task, ...]
    caps: Caps
    unjudged: bool
    sections: tuple[tuple[int, ...], ...]


class Program(msgspec.Struct, frozen=True, kw_only=True):
    """`maps`: all that are about the plan, in force or not; `dormant`: codes whose rules are not in force.

    `thesis_unknown`: a bachelor's plan that lists no thesis, though every graduate owes one. `undecided`: bits of the
    alternatives of every unit of which no source tells whether it is owed.
    """

    plan: Plan
    day: str
    maps: tuple[SubstitutionMap, ...]
    activities: tuple[Activity, ...]
    demands: tuple[Demand, ...]
    layout: Layout
    board: Board
    common: tuple[Task, ...]
    modes: tuple[CompiledMode, ...]
    dormant: Mapping[CourseCode, Cited]
    undecided: tuple[int, ...]
    thesis_unknown: bool
    guide: Guide

    @property
    def ended(self) -> str:
        """The ISO date on which graduating by this version ended, "" while it goes on."""
        return max((one.until for one in self.maps if one.until and one.until < self.day), default="")
