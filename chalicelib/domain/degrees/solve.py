"""The exact cheapest completion of one part of a plan, for the codes of it that are held.

A price is `(cost << shift) - bits`: the cost of `weights`, and below it ⑤, the earliest activities first. Bits are
those of the activities done, alternatives taken and exams still to sit, so that the cheapest price *is* the solution:
prices of parts add up, and no two solutions have the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from operator import ge
from typing import Final, NamedTuple, TypeVar

from chalicelib.domain.degrees.board import Block, Board, Caps, Minimum, Pick, Want
from chalicelib.domain.degrees.demands import FREE, HARD
from chalicelib.domain.degrees.packings import outcomes
from chalicelib.domain.degrees.weights import BLOCKED, EXEMPT, UNIT

Vector = tuple[int, ...]
_REMEMBERED: Final = 2048
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


NOTHING: Final = Caps()


class Hand(NamedTuple):
    """Codes and marks held; those held by exemption only; those granted, not sat for here.

    `granted` matters only where theory passes are owed to this province, and is 0 elsewhere.
    """

    held: int
    exempt: int
    granted: int

    def within(self, mask: int) -> "Hand":
        return Hand(self.held & mask, self.exempt & mask, self.granted & mask)


class Dimension(NamedTuple):
    """Something that picks add up to: courses or credits of a group, or of the whole plan, or exams in theory."""

    what: str
    group: int | None
    cap: int


class Task:
    """One part of a plan in one set of roles, with what it has solved so far."""

    def __init__(self, board: Board, blocks: tuple[Block, ...], minima: tuple[Minimum, ...]) -> None:
        self.board, self.blocks, self.minima = board, blocks, minima
        self.mask = 0
        for block in blocks:
            self.mask |= block.mask
        self._width = self.mask.bit_length()
        self._best: dict[int, int] = {}
        self._fronts: dict[tuple[Hand, Caps], list[tuple[Vector, int]]] = {}
        self._options: dict[tuple[int, Hand, Caps], list[tuple[Vector, int]]] = {}

    def best(self, held: int, exempt: int) -> int:
        """The cheapest price, no total being tracked."""
        key = held & self.mask | (exempt & self.mask) << self._width
        found = self._best.get(key)
        if found is None:
            ((_, found),) = _solved(self, Hand(held & self.mask, exempt & self.mask, 0), NOTHING)
            _remember(self._best, key, found)
        return found

    def front(self, hand: Hand, caps: Caps) -> list[tuple[Vector, int]]:
        """What may be added to the totals, and the cheapest price of each; nothing worse in both."""
        mine = hand.within(self.mask)
        found = self._fronts.get((mine, caps))
        if found is None:
            found = _solved(self, mine, caps)
            _remember(self._fronts, (mine, caps), found)
        return found

    def options(self, place: int, hand: Hand, caps: Caps) -> list[tuple[Vector, int]]:
        """What one block may bring; people differ in most blocks of an elective group, but not in each."""
        block = self.blocks[place]
        mine = hand.within(block.mask)
        found = self._options.get((place, mine, caps))
        if found is None:
            found = _options(self.board, block, mine, dimensions_of(self.minima, caps))
            _remember(self._options, (place, mine, caps), found)
        return found


def _remember(memory: dict[_Key, _Value], key: _Key, value: _Value) -> None:
    """Forgets everything at times: simpler than knowing what is old, and as right."""
    if len(memory) >= _REMEMBERED:
        memory.clear()
    memory[key] = value


def _solved(task: Task, hand: Hand, caps: Caps) -> list[tuple[Vector, int]]:
    """Adds up the blocks, then asks for the minima of the groups."""
    if not task.minima and caps == NOTHING:
        return [((), sum(_cheapest(task.board, block, hand.held, hand.exempt) for block in task.blocks))]
    dimensions = dimensions_of(task.minima, caps)
    own = sum(1 for one in dimensions if one.group is not None)
    limits = tuple(one.cap for one in dimensions)
    states: Iterable[tuple[Vector, int]] = (((0,) * len(limits), 0),)
    for place in range(len(task.blocks)):
        states = combined(states, task.options(place, hand, caps), limits)
    found: dict[Vector, int] = {}
    for vector, price in states:
        short = {one.group for one, have in zip(dimensions[:own], vector, strict=False) if have < one.cap}
        total = price + (len(short) * (BLOCKED + UNIT) << task.board.shift)
        rest = vector[own:]
        if total < found.get(rest, total + 1):
            found[rest] = total
    return pruned(found)


def dimensions_of(minima: Iterable[Minimum], caps: Caps) -> tuple[Dimension, ...]:
    """Those of the groups first; a cap of 0 is nothing to track."""
    groups = (
        one
        for group in minima
        for one in (Dimension("units", group.group, group.units), Dimension("credits", group.group, group.credits2))
    )
    totals = (Dimension(what, None, cap) for what, cap in zip(("credits", "units", "theory"), caps, strict=True))
    return tuple(one for one in (*groups, *totals) if one.cap)


def combined(
    states: Iterable[tuple[Vector, int]], options: Iterable[tuple[Vector, int]], limits: Vector
) -> list[tuple[Vector, int]]:
    """Every state with every option, capped, the cheapest of each kind, nothing worse in both."""
    found: dict[Vector, int] = {}
    choices = tuple(options)
    for have, price in states:
        for more, extra in choices:
            vector = tuple(map(min, map(sum, zip(have, more, strict=True)), limits))
            total = price + extra
            if total < found.get(vector, total + 1):
                found[vector] = total
    return pruned(found)


def pruned(found: Mapping[Vector, int]) -> list[tuple[Vector, int]]:
    if len(found) == 1:
        return list(found.items())
    kept: list[tuple[Vector, int]] = []
    for vector, price in sorted(found.items(), key=lambda item: item[1]):
        if not any(all(map(ge, other, vector)) for other, _ in kept):
            kept.append((vector, price))
    return kept


def _cheapest(board: Board, block: Block, held: int, exempt: int) -> int:
    """The cheapest of all options, where nothing is added up."""
    barred = board.barred(held)
    found: list[int] = []
    for (made, tainted), price in outcomes(block.acts, held, exempt).items():
        total = price
        for want in block.wants:
            total += _least(board, want, (made, tainted, barred))
        found.append(total)
    return min(found)


def _least(board: Board, want: Want, cells: tuple[int, int, int]) -> int:
    best = 0 if want.role != HARD else BLOCKED + UNIT << board.shift
    for _, _, price in _served(board, want, cells):
        best = min(best, price)
    return best


def _options(board: Board, block: Block, hand: Hand, dimensions: tuple[Dimension, ...]) -> list[tuple[Vector, int]]:
    """What a block may bring: every way to use its codes, with every way to sit for what is left."""
    limits = tuple(one.cap for one in dimensions)
    zero = (0,) * len(limits)
    found: dict[Vector, int] = {}
    for unused in _unused(board, block, hand, dimensions):
        barred = board.barred(hand.held & ~unused)
        acts = [act for act in block.acts if not act.consume & unused]
        for (made, tainted), price in outcomes(acts, hand.held, hand.exempt).items():
            states: list[tuple[Vector, int]] = [(zero, price)]
            for want in block.wants:
                states = combined(states, _choices(board, want, (made, tainted, barred), dimensions), limits)
            for vector, total in states:
                if total < found.get(vector, total + 1):
                    found[vector] = total
    return pruned(found)


def _unused(board: Board, block: Block, hand: Hand, dimensions: tuple[Dimension, ...]) -> Iterator[int]:
    """Granted records to leave alone, so that their courses may be sat for: none, and where theory passes are owed
    as many as are owed, in units of several codes. Elsewhere the record is always the cheaper way.
    """
    owed = max((one.cap for one in dimensions if one.what == "theory"), default=0)
    shared = 0
    for want in block.wants:
        for pick in want.picks:
            shared |= pick.cells if pick.cells.bit_count() > 1 else 0
    open_ = hand.granted & shared & board.theory if owed else 0
    bits = [1 << place for place in range(open_.bit_length()) if open_ >> place & 1]
    for size in range(min(owed, len(bits)) + 1):
        yield from map(sum, combinations(bits, size))


def _choices(
    board: Board, want: Want, cells: tuple[int, int, int], dimensions: tuple[Dimension, ...]
) -> list[tuple[Vector, int]]:
    """To take one of the alternatives, or none where none is owed."""
    zero = (0,) * len(dimensions)
    found = [
        (tuple(worth(one, want, pick, missing & board.theory) for one in dimensions), price)
        for pick, missing, price in _served(board, want, cells)
    ]
    if want.role != HARD:
        found.append((zero, 0))
    return found or [(zero, BLOCKED + UNIT << board.shift)]


def _served(board: Board, want: Want, cells: tuple[int, int, int]) -> Iterator[tuple[Pick, int, int]]:
    """The alternatives that may be taken, with the cells that want an exam."""
    made, tainted, barred = cells
    for pick in want.picks:
        missing = pick.cells & ~made
        if missing & barred or (missing and want.role == FREE):
            continue
        price = (EXEMPT << board.shift if want.flagged and pick.cells & tainted else 0) - pick.bit
        yield pick, missing, price + board.closing(missing) if missing else price


def worth(one: Dimension, want: Want, pick: Pick, theory: int) -> int:
    if one.what == "theory":
        return theory.bit_count()
    whole = want.credits if one.what == "credits" else want.units
    counts = whole if one.group is None else one.group == want.role
    return (pick.credits2 if one.what == "credits" else 1) if counts else 0
