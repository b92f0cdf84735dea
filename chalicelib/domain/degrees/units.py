"""The requirement tree: every unit of the chosen mode, its state, and by which record under which rule."""

import msgspec

from chalicelib.domain.degrees.demands import FREE, HARD, Demand, Place
from chalicelib.domain.degrees.guide import TITLES, addon_name
from chalicelib.domain.degrees.program import Program
from chalicelib.domain.degrees.reading import Reading
from chalicelib.domain.degrees.results import Proof, Section, UnitResult, UnitState
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plans import Codes


def sections(program: Program, reading: Reading) -> tuple[Section, ...]:
    """In the order of the plan; parts that the mode does not ask for are left out."""
    return tuple([_section(program, reading, members) for members in reading.mode.sections])


def _section(program: Program, reading: Reading, members: tuple[int, ...]) -> Section:
    demand = program.demands[members[0]]
    role = reading.mode.parts[members[0]].role
    units = tuple([unit_result(program, reading, index) for index in members])
    met = [one for one in units if one.state == UnitState.MET]
    min_units, min_credits2 = _minimum(program, demand, role, len(members))
    return Section(
        place=demand.place,
        title=_title(program, reading, demand),
        units=units,
        min_units=min_units,
        min_credits2=min_credits2,
        have_units=len(met),
        have_credits2=sum(one.credits2 or 0 for one in met),
        judged=role != FREE,
    )


def _minimum(program: Program, demand: Demand, role: int, size: int) -> tuple[int | None, int | None]:
    if role == HARD:
        return size, None
    if role == FREE:
        return None, None
    group = program.plan.electives[demand.group]
    return group.min_units, group.min_credits2


def _title(program: Program, reading: Reading, demand: Demand) -> str:
    mode = reading.mode.mode
    if demand.place == Place.ELECTIVE:
        return program.plan.electives[demand.group].name
    if demand.place == Place.SET:
        return f"{program.plan.choices[demand.group].name}第{mode.sets[demand.group] + 1}组"
    if demand.place == Place.ADDON:
        return f"{TITLES[demand.place]}：{addon_name(program.plan, mode.addon)}"
    return TITLES[demand.place]


def unit_result(program: Program, reading: Reading, index: int) -> UnitResult:
    codes = reading.serves.get(index, ())
    proofs = tuple([_proof(program, reading, cell) for cell in codes if cell in reading.made])
    if proofs:
        return _result(program, reading, index, proofs)
    state = UnitState.OPEN if codes else _idle(reading, index)
    said = program.guide.open_units.get((index, codes, state))
    if said is None:
        said = msgspec.structs.replace(_result(program, reading, index, ()), state=state)
        program.guide.open_units[index, codes, state] = said
    return said


def _result(program: Program, reading: Reading, index: int, proofs: tuple[Proof, ...]) -> UnitResult:
    demand, guide = program.demands[index], program.guide
    codes = reading.serves.get(index, ())
    shown = codes or demand.unit.codes
    missing = reading.exams.get(index, ())
    return UnitResult(
        unit=demand.unit.id,
        codes=shown,
        names=tuple([guide.names[code] for code in shown]),
        credits2=credits2_sum(program, codes or demand.unit.alternatives[0]),
        state=UnitState.PARTLY if missing else UnitState.MET,
        proofs=proofs,
        missing=missing,
        only_for=guide.conditions.get(shown[0], ""),
        warned=demand.flagged and any(not reading.exempt.isdisjoint(proof.records) for proof in proofs),
    )


def _idle(reading: Reading, index: int) -> UnitState:
    """Of a unit that nothing serves and nobody need sit for."""
    roles = reading.mode.parts
    role = roles[index].role
    if role == FREE:
        return UnitState.UNDECIDED
    short = role == HARD or any(roles[other].role == role for other in reading.exams)
    return UnitState.OPEN if short else UnitState.SPARE


def _proof(program: Program, reading: Reading, cell: CourseCode) -> Proof:
    place = reading.made[cell]
    act = program.activities[place]
    return Proof(
        code=cell,
        records=tuple([reading.records[code].id for code in act.takes]),
        citation=program.guide.citations[place],
        waived=act.cited is not None and cell in act.cited.rule.waives,
    )


def credits2_sum(program: Program, codes: Codes) -> int | None:
    """None as soon as one of them is unknown: never 0."""
    total = 0
    for code in codes:
        credits2 = program.guide.credits2[code]
        if credits2 is None:
            return None
        total += credits2
    return total
