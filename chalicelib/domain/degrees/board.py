"""A plan as bit masks: the shapes that `compile` fills and `solve` reads."""

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from chalicelib.domain.degrees.packings import Act
from chalicelib.domain.degrees.weights import UNIT


class Pick(msgspec.Struct, frozen=True, kw_only=True):
    """One alternative of a unit."""

    cells: int
    credits2: int
    bit: int


class Want(msgspec.Struct, frozen=True, kw_only=True):
    """A demand with a role other than OFF. `credits`, `units`: whether it counts for the total of either."""

    role: int
    picks: tuple[Pick, ...]
    flagged: bool
    credits: bool
    units: bool


class Block(msgspec.Struct, frozen=True):
    """Activities and demands that hang together; blocks share nothing but the minima of elective groups.

    `mask`: whatever a solution depends on, codes, marks and the cells themselves.
    """

    acts: tuple[Act, ...]
    wants: tuple[Want, ...]
    mask: int


class Minimum(msgspec.Struct, frozen=True):
    """Of one elective group."""

    group: int
    units: int
    credits2: int


class Caps(NamedTuple):
    """How much of a total is worth tracking; 0 where the other demands imply it."""

    credits2: int = 0
    units: int = 0
    theory: int = 0


class Board(msgspec.Struct, frozen=True, kw_only=True):
    """What all parts of a plan share. `exams`: cell → price of sitting for it; `facts`: cell → mark it asks for."""

    shift: int
    exams: Mapping[int, int]
    theory: int
    closed: int
    facts: tuple[tuple[int, int], ...]

    def barred(self, held: int) -> int:
        """Cells that no exam can bring: passed already, no course of its own, or not open to this person."""
        out = held | self.closed
        for cell, mark in self.facts:
            if not held & mark:
                out |= cell
        return out

    def closing(self, missing: int) -> int:
        price = UNIT << self.shift
        while missing:
            cell = missing & -missing
            price += self.exams[cell]
            missing ^= cell
        return price
