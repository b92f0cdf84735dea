"""What is missing: one gap a unit, one an elective group, one for theory passes of this province."""

from collections.abc import Iterator

from chalicelib.domain.degrees.demands import HARD, Place
from chalicelib.domain.degrees.program import Program
from chalicelib.domain.degrees.reading import Reading
from chalicelib.domain.degrees.results import Exam, Gap, Way
from chalicelib.domain.degrees.weights import Cost

_NO_EXAM = "没有可以补上的考试，请咨询主考学校"


def gaps(program: Program, reading: Reading, cost: Cost, owed: int) -> tuple[Gap, ...]:
    """Their units add up to the further units of the verdict."""
    if not cost.units:
        return ()
    found = [*_units(program, reading), *_groups(program, reading)]
    sat = [exam.code for exams in reading.exams.values() for exam in exams]
    theory = sum(program.board.theory & program.layout.bits[code] != 0 for code in sat)
    if owed > theory:
        found.append(_residence(program, owed - theory))
    missing = cost.units - sum(gap.units for gap in found)
    if missing > 0:
        found.append(Gap(place=None, title="总学分和门数", text=f"总学分或门数不足，{_NO_EXAM}", units=missing))
    return tuple(found)


def _units(program: Program, reading: Reading) -> Iterator[Gap]:
    for index, part in enumerate(reading.mode.parts):
        if part.role == HARD and (index in reading.exams or index not in reading.serves):
            yield _unit(program, reading, index)


def _unit(program: Program, reading: Reading, index: int) -> Gap:
    codes = reading.serves.get(index, ())
    if not reading.made.keys().isdisjoint(program.demands[index].unit.codes):
        return _unit_gap(program, reading, index)
    said = program.guide.open_gaps.get((index, codes))
    if said is None:
        said = program.guide.open_gaps[index, codes] = _unit_gap(program, reading, index)
    return said


def _unit_gap(program: Program, reading: Reading, index: int) -> Gap:
    demand, guide = program.demands[index], program.guide
    exams = reading.exams.get(index, ())
    title = "、".join([guide.names[code] for code in reading.serves.get(index, demand.unit.codes)])
    return Gap(
        place=demand.place,
        title=title,
        text=f"还缺{_listed(exams)}" if exams else f"还缺{title}：{_NO_EXAM}",
        unit=demand.unit.id,
        units=1,
        next=exams,
        ways=_ways(program, reading, index),
    )


def _ways(program: Program, reading: Reading, index: int) -> tuple[Way, ...]:
    """Whatever of an alternative is passed already need not be sat for again."""
    ways = program.guide.ways[index]
    if reading.made.keys().isdisjoint(program.demands[index].unit.codes):
        return ways
    return tuple(_rest(reading, way) if way.exams else way for way in ways)


def _rest(reading: Reading, way: Way) -> Way:
    return Way(exams=tuple(exam for exam in way.exams if exam.code not in reading.made))


def _groups(program: Program, reading: Reading) -> Iterator[Gap]:
    for group, elective in enumerate(program.plan.electives):
        members = [index for index, part in enumerate(reading.mode.parts) if part.role == group]
        exams = [reading.exams[index] for index in members if index in reading.exams]
        if exams:
            next_ = tuple(exam for found in exams for exam in found)
            open_ = [index for index in members if index not in reading.serves or index in reading.exams]
            yield Gap(
                place=Place.ELECTIVE,
                title=elective.name,
                text=f"{elective.name}还差 {len(exams)} 门，如{_listed(next_)}",
                units=len(exams),
                next=next_,
                ways=tuple(way for index in open_ for way in _ways(program, reading, index)),
            )
        if _is_out_of_reach(program, reading, group, members):
            yield Gap(place=Place.ELECTIVE, title=elective.name, text=f"{elective.name}不足，{_NO_EXAM}", units=1)


def _is_out_of_reach(program: Program, reading: Reading, group: int, members: list[int]) -> bool:
    elective = program.plan.electives[group]
    if elective.all_without_language and reading.mode.mode.language is False:
        return False
    taken = [reading.serves[index] for index in members if index in reading.serves]
    credits2 = sum(program.guide.credits2[code] or 0 for codes in taken for code in codes)
    return len(taken) < (elective.min_units or 0) or credits2 < (elective.min_credits2 or 0)


def _listed(exams: tuple[Exam, ...]) -> str:
    return "、".join([f"{exam.name}（{exam.code}）" for exam in exams])


def _residence(program: Program, units: int) -> Gap:
    residence = program.plan.residence
    least = residence.theory_passes if residence else 0
    return Gap(
        place=None,
        title="本省（市）考试合格门数",
        text=f"使用了转入成绩，须在本省（市）取得不少于 {least} 门理论课合格成绩，还差 {units} 门",
        units=units,
    )
