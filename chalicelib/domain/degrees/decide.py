"""Puts the parts of a plan together: the cheapest completion under every mode, with and without transferred records."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from chalicelib.domain.degrees.activities import fact
from chalicelib.domain.degrees.board import Caps
from chalicelib.domain.degrees.program import CompiledMode, Program
from chalicelib.domain.degrees.records import NO_ADDON, OPEN, Choices, Record
from chalicelib.domain.degrees.solve import NOTHING, Hand, Vector, combined
from chalicelib.domain.degrees.weights import BLOCKED, UNIT
from chalicelib.domain.errors import MalformedError
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plans import THEORY
from chalicelib.domain.transcripts import EXEMPT, SCORE, SUPPLEMENTED, TRANSFERRED


class Sources(NamedTuple):
    """Codes by where their passes come from."""

    here: int
    exempt: int
    transferred: int


class Held(NamedTuple):
    """Codes and marks held, those held by exemption only, and the theory passes still owed to this province.

    `granted`: where passes are owed, the codes that were not sat for here. `transfers`: whether transferred records
    are among those held.
    """

    codes: int
    exempt: int
    owed: int
    granted: int
    transfers: bool


class Standing(NamedTuple):
    """`ways`: without and with the transferred records, where those would bind to the residence; else one way."""

    ways: tuple[Held, ...]
    theory_here: int


class Solution(NamedTuple):
    """The cheapest completion of one mode; `price` is its cost above the bits of what it does."""

    place: int
    cost: int
    price: int
    held: Held


def standing(program: Program, found: Iterable[Record], choices: Choices) -> Standing:
    """`found`: usable records."""
    bits, theory = program.layout.bits, program.board.theory
    practice = (1 << len(program.layout.cells)) - 1 & ~theory
    by_source = {SCORE: 0, SUPPLEMENTED: 0, TRANSFERRED: 0, EXEMPT: 0}
    here: set[CourseCode] = set()
    granted: dict[CourseCode, str] = {}
    for record in found:
        bit = bits.get(record.code, 0)
        by_source[record.source] |= bit
        if record.source == EXEMPT:
            granted[record.code] = choices.certificates.get(record.code, record.obtained or record.day)
        elif record.is_here and (record.kind == THEORY or (not record.kind and not bit & practice)):
            here.add(record.code)
    sources = Sources(by_source[SCORE] | by_source[SUPPLEMENTED], by_source[EXEMPT], by_source[TRANSFERRED])
    marks = program.layout.mask(mark for text in choices.facts if (mark := fact(text)) in bits)
    return Standing(_ways(program, sources, (marks, granted), len(here)), len(here))


def _ways(
    program: Program, sources: Sources, marks: tuple[int, Mapping[CourseCode, str]], theory_here: int
) -> tuple[Held, ...]:
    residence = program.plan.residence
    owed = max(0, residence.theory_passes - theory_here) if residence else 0
    passed = sources.here | sources.transferred
    bound = owed if sources.transferred & ~sources.here else 0
    codes, own = (_marked(program, held, sources.exempt, marks) for held in (passed, sources.here))
    granted = (sources.exempt | sources.transferred) & ~sources.here if bound else 0
    with_all = Held(codes=codes, exempt=sources.exempt & ~passed, owed=bound, granted=granted, transfers=True)
    without = Held(codes=own, exempt=sources.exempt & ~sources.here, owed=0, granted=0, transfers=False)
    return (without, with_all) if bound else (with_all,)


def _marked(program: Program, passed: int, exempt: int, marks: tuple[int, Mapping[CourseCode, str]]) -> int:
    """What is held, with the marks of facts, and of exemptions that rest on a certificate that is old enough."""
    facts, granted = marks
    found = passed | exempt | facts
    for code, day, mark in program.layout.dates:
        bit = program.layout.bits[code]
        if bit & passed or (bit & exempt and granted[code] < day):
            found |= mark
    return found


def solve(program: Program, way: Held, mode: CompiledMode, shared: int) -> tuple[int, int]:
    """Cost and price of the cheapest completion. `shared`: the price of what all modes share, if nothing is tracked."""
    shift = program.layout.shift
    caps = mode.caps._replace(theory=way.owed)
    price = shared
    if caps == NOTHING:
        for task in mode.tasks:
            price += task.best(way.codes, way.exempt)
    else:
        price = _tracked(program, way, mode, caps)
    return -(-price >> shift), price


def _tracked(program: Program, way: Held, mode: CompiledMode, caps: Caps) -> int:
    """The same with totals: every part says what it adds, nothing is decided before all have spoken."""
    limits = tuple(cap for cap in caps if cap)
    hand = Hand(way.codes, way.exempt, way.granted)
    states: list[tuple[Vector, int]] = [((0,) * len(limits), 0)]
    for task in (*program.common, *mode.tasks):
        states = combined(states, task.front(hand, caps), limits)
    kinds = [kind for kind, cap in zip(Caps._fields, caps, strict=True) if cap]
    shift = program.layout.shift
    return min(price + (_short(vector, limits, kinds) << shift) for vector, price in states)


def _short(vector: Vector, limits: Vector, kinds: Iterable[str]) -> int:
    """What is still missing of the totals: no exam of the plan makes up for it, but theory passes may be taken here."""
    cost = 0
    for have, cap, kind in zip(vector, limits, kinds, strict=True):
        if have < cap:
            cost += UNIT * (cap - have) if kind == "theory" else BLOCKED + UNIT
    return cost


def solutions(program: Program, stand: Standing, places: Collection[int]) -> list[Solution]:
    """The best of each of these modes, in their order."""
    found: dict[int, Solution] = {}
    for way in stand.ways:
        shared = 0
        for task in program.common:
            shared += task.best(way.codes, way.exempt)
        for place in places:
            cost, price = solve(program, way, program.modes[place], shared)
            if place not in found or cost < found[place].cost:
                found[place] = Solution(place, cost, price, way)
    return list(found.values())


def best(found: Iterable[Solution], allowed: Collection[int]) -> Solution:
    """The cheapest of the modes that the person's choices leave; of equal ones the first."""
    return min((one for one in found if one.place in allowed), key=lambda one: (one.cost, one.place))


def allowed_modes(program: Program, choices: Choices) -> tuple[int, ...]:
    """Raises MalformedError for a choice that the plan does not offer."""
    if choices == OPEN:
        return tuple(range(len(program.modes)))
    addons = {NO_ADDON: -1} | {addon.option: index for index, addon in enumerate(program.plan.addons)}
    if choices.addon and choices.addon not in addons:
        raise MalformedError("没有这个加考选项")
    kept = tuple(
        place
        for place, compiled in enumerate(program.modes)
        if choices.language in (None, compiled.mode.language)
        and (not choices.addon or compiled.mode.addon == addons[choices.addon])
        and _fits(compiled.mode.sets, choices.sets)
    )
    if not kept:
        raise MalformedError("本专业没有这样的选择")
    return kept


def _fits(sets: tuple[int, ...], chosen: tuple[int, ...]) -> bool:
    """A choice of sets counts from 1; 0, or none at all, is open."""
    return not chosen or (
        len(chosen) == len(sets) and all(number in (0, part + 1) for number, part in zip(chosen, sets, strict=True))
    )


def done(program: Program, solution: Solution) -> int:
    """The bits of what a solution does."""
    return (solution.cost << program.layout.shift) - solution.price
