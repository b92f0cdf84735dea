"""Cuts a compiled plan into parts that share nothing, one `Task` for every part and set of roles."""

from collections.abc import Iterable

from chalicelib.domain.degrees.activities import Activity, fact
from chalicelib.domain.degrees.board import Block, Board, Minimum, Pick, Want
from chalicelib.domain.degrees.demands import OFF, Demand, Mode, Part, Place, credits2_of, parts
from chalicelib.domain.degrees.packings import Act
from chalicelib.domain.degrees.program import Layout
from chalicelib.domain.degrees.solve import Task
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plans import Plan

Pair = tuple[Activity, Act]


class Tasks:
    """Makes every task once, however many modes share it."""

    def __init__(
        self, plan: Plan, wanted: tuple[Demand, ...], acts: tuple[Pair, ...], layout: Layout, board: Board
    ) -> None:
        self._plan, self._wanted, self._acts, self._layout, self._board = plan, wanted, acts, layout, board
        self._credits2 = _credits2(plan, acts)
        self._blocks = _blocks(wanted, [one for one, _ in acts])
        self._clusters = _clusters(wanted, self._blocks)
        self._made: dict[tuple[int, tuple[Part, ...]], Task] = {}
        self._parts: dict[Mode, tuple[Part, ...]] = {}

    def parts(self, mode: Mode) -> tuple[Part, ...]:
        if mode not in self._parts:
            self._parts[mode] = parts(self._plan, self._wanted, mode)
        return self._parts[mode]

    def of(self, mode: Mode) -> tuple[Task, ...]:
        roles = self.parts(mode)
        minima = self._minima(mode)
        tasks = (self._task(index, roles, minima) for index in range(len(self._clusters)))
        return tuple(task for task in tasks if task.blocks or task.minima)

    def _task(self, index: int, roles: tuple[Part, ...], minima: dict[int, Minimum]) -> Task:
        cluster = self._clusters[index]
        signature = tuple(roles[demand] for block in cluster for demand in block)
        if (index, signature) not in self._made:
            groups = {self._wanted[demand].group for block in cluster for demand in block if self._is_elective(demand)}
            owed = tuple(minima[group] for group in sorted(groups) if group in minima)
            blocks = tuple(self._block(block, roles) for block in cluster)
            kept = tuple(block for block in blocks if block.wants)
            self._made[index, signature] = Task(self._board, kept, owed)
        return self._made[index, signature]

    def _is_elective(self, demand: int) -> bool:
        return self._wanted[demand].place == Place.ELECTIVE

    def _minima(self, mode: Mode) -> dict[int, Minimum]:
        """Of the groups that ask for a minimum in this mode; where all is owed, or none is printed, there is none."""
        return {
            index: Minimum(index, group.min_units or 0, group.min_credits2 or 0)
            for index, group in enumerate(self._plan.electives)
            if (group.min_units or group.min_credits2) and not (group.all_without_language and mode.language is False)
        }

    def _block(self, block: tuple[int, ...], roles: tuple[Part, ...]) -> Block:
        wants = tuple(self._want(demand, roles[demand]) for demand in block if roles[demand].role != OFF)
        cells = 0
        for want in wants:
            for pick in want.picks:
                cells |= pick.cells
        acts = tuple(act for _, act in self._acts if act.produce & cells)
        return Block(acts, wants, self._mask(acts, cells))

    def _want(self, index: int, part: Part) -> Want:
        demand = self._wanted[index]
        return Want(
            role=part.role,
            picks=tuple(self._pick(index, pick) for pick in part.picks),
            flagged=demand.flagged,
            credits=demand.counts,
            units=demand.counts and demand.place != Place.THESIS,
        )

    def _pick(self, index: int, pick: int) -> Pick:
        codes = self._wanted[index].unit.alternatives[pick]
        return Pick(
            cells=self._layout.mask(codes),
            credits2=sum(self._credits2[code] for code in codes),
            bit=self._layout.picks[index, pick],
        )

    def _mask(self, acts: Iterable[Act], cells: int) -> int:
        found = cells
        for act in acts:
            found |= act.consume | act.produce
            for clause in act.needs:
                found |= clause
        marked = [row for row in self._plan.rows if row.only_for and found & self._layout.bits[row.code]]
        return found | self._layout.mask(fact(row.only_for) for row in marked)


def _credits2(plan: Plan, acts: Iterable[Pair]) -> dict[CourseCode, int]:
    """Unknown credits add nothing here: a plan in which sums matter may not have any (`plan_faults`)."""
    known = {code: credits2 or 0 for code, credits2 in credits2_of(plan).items()}
    counted = {one.gives[0]: one.cited.rule.counts2 for one, _ in acts if one.cited and not one.cited.rule.gives}
    return known | counted


def _blocks(wanted: tuple[Demand, ...], acts: Iterable[Activity]) -> list[tuple[int, ...]]:
    """Demands that share a cell, or whose cells compete for a code."""
    homes: dict[CourseCode, int] = {}
    joined = _Joined(len(wanted))
    for index, demand in enumerate(wanted):
        for code in demand.unit.codes:
            joined.join(index, homes.setdefault(code, index))
    users: dict[CourseCode, int] = {}
    for act in acts:
        touched = [homes[code] for code in act.gives if code in homes]
        for index in touched:
            joined.join(index, touched[0])
            for code in act.takes:
                joined.join(index, users.setdefault(code, index))
    return joined.sets()


def _clusters(wanted: tuple[Demand, ...], blocks: list[tuple[int, ...]]) -> list[tuple[tuple[int, ...], ...]]:
    """Blocks that serve one elective group stand together: its minimum binds them."""
    joined, first = _Joined(len(blocks)), dict[int, int]()
    for index, block in enumerate(blocks):
        for demand in block:
            if wanted[demand].place == Place.ELECTIVE:
                joined.join(index, first.setdefault(wanted[demand].group, index))
    return [tuple(blocks[index] for index in members) for members in joined.sets()]


class _Joined:
    """Disjoint sets of 0 … n - 1."""

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self._root(one), self._root(other)))
        self._parents[second] = first

    def sets(self) -> list[tuple[int, ...]]:
        found: dict[int, list[int]] = {}
        for one in range(len(self._parents)):
            found.setdefault(self._root(one), []).append(one)
        return [tuple(members) for members in found.values()]

    def _root(self, one: int) -> int:
        while self._parents[one] != one:
            one = self._parents[one]
        return one
