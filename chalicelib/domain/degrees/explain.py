"""Says what a solution means: the tree, the records, the gaps, and how far every other mode would be."""

from collections.abc import Iterator

from chalicelib.domain.degrees import weights
from chalicelib.domain.degrees.cases import Case, verdict_of
from chalicelib.domain.degrees.demands import FREE, Place
from chalicelib.domain.degrees.gaps import gaps
from chalicelib.domain.degrees.guide import addon_name
from chalicelib.domain.degrees.program import Program
from chalicelib.domain.degrees.reading import Reading, read_solution
from chalicelib.domain.degrees.records import dated
from chalicelib.domain.degrees.results import (
    DegreeAudit,
    Distance,
    RecordResult,
    ResidenceResult,
    Section,
    Totals,
    UnitState,
    Use,
    verdict_text,
)
from chalicelib.domain.degrees.units import credits2_sum, sections
from chalicelib.domain.degrees.uses import record_results
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.reference import credits_text, status_text
from chalicelib.domain.transcripts import TRANSFERRED


def explain(program: Program, case: Case) -> DegreeAudit:
    plan = program.plan
    verdict = verdict_of(program, case)
    reading = read_solution(program, case.chosen, case.usable)
    tree = sections(program, reading)
    used = record_results(program, reading, case)
    distances = tuple(_distances(program, case))
    return DegreeAudit(
        verdict=verdict,
        major=plan.major_name,
        level=plan.level,
        version=plan.version,
        status_text=plan.status_text,
        day=case.day,
        ended=program.ended,
        text=verdict_text(verdict),
        chosen=next(one for one in distances if one.chosen),
        distances=distances,
        totals=_totals(program, reading),
        residence=_residence(program, case, used),
        sections=tree,
        records=used,
        gaps=gaps(program, reading, weights.read(case.chosen.cost), case.chosen.held.owed),
        unknowns=tuple(_unknowns(program, reading)),
        warnings=tuple(_warnings(tree)),
        remarks=tuple(_remarks(program, case)),
    )


def _distances(program: Program, case: Case) -> Iterator[Distance]:
    allowed = set(case.allowed)
    for solution in case.solutions:
        cost = weights.read(solution.cost)
        mode, label = program.modes[solution.place].mode, program.guide.labels[solution.place]
        yield Distance(
            language=mode.language,
            sets=tuple(part + 1 for part in mode.sets),
            addon=addon_name(program.plan, mode.addon),
            text=f"{label}{'：' if label else ''}{f'还差 {cost.units} 门' if cost.units else '已满足'}",
            units=cost.units,
            exams=cost.exams,
            credits2=cost.credits2,
            unknown=cost.unknown,
            reachable=not cost.blocked,
            allowed=solution.place in allowed,
            chosen=solution is case.chosen,
        )


def _totals(program: Program, reading: Reading) -> Totals:
    """What has been passed, alternative by alternative; whatever still wants an exam counts nothing."""
    own = beside = units = 0
    unknown: list[CourseCode] = []
    for index, codes in reading.serves.items():
        if index not in reading.exams:
            demand, credits2 = program.demands[index], credits2_sum(program, codes)
            if credits2 is None:
                unknown += [code for code in codes if program.guide.credits2[code] is None]
            own += credits2 or 0 if demand.counts else 0
            beside += 0 if demand.counts else credits2 or 0
            units += demand.counts and demand.place != Place.THESIS
    total = program.plan.total
    return Totals(
        credits2=own,
        units=units,
        unknown=tuple(unknown),
        beside2=beside,
        stated2=total.credits2,
        enforced=total.enforced,
        text=_total_text(program, own, unknown),
    )


def _total_text(program: Program, own: int, unknown: list[CourseCode]) -> str:
    total = program.plan.total
    passed = f"已计 {credits_text(own)} 学分"
    if unknown:
        passed = f"{passed}（{'、'.join(unknown)} 学分未知，未计入）"
    if total.credits2 is None:
        return f"{passed}；来源没有写明总学分"
    stated = credits_text(total.credits2)
    if total.enforced:
        return f"{passed}，计划总学分 {stated}"
    return f"{passed}；原表合计 {stated} 学分，与各课程学分之和不符，不作为毕业条件"


def _residence(program: Program, case: Case, used: tuple[RecordResult, ...]) -> ResidenceResult | None:
    residence = program.plan.residence
    if residence is None:
        return None
    return ResidenceResult(
        theory_passes=residence.theory_passes,
        have=case.theory_here,
        binds=any(one.use == Use.USED and one.source == TRANSFERRED for one in used),
        source=residence.source,
    )


def _unknowns(program: Program, reading: Reading) -> Iterator[str]:
    """What no source tells."""
    groups = {
        program.demands[index].group
        for index, part in enumerate(reading.mode.parts)
        if part.role == FREE and program.demands[index].place == Place.ELECTIVE
    }
    for group in sorted(groups):
        yield f"来源未写明{program.plan.electives[group].name}的最低门数和学分，不能判断是否满足"
    for index, demand in enumerate(program.demands):
        if demand.place == Place.UNDECIDED and index not in reading.serves:
            code = demand.unit.id
            yield f"{program.guide.names[code]}（{code}）是否必须通过，来源未写明"


def _warnings(tree: tuple[Section, ...]) -> Iterator[str]:
    for section in tree:
        for unit in section.units:
            if unit.warned and unit.state != UnitState.OPEN:
                yield f"{'、'.join(unit.names)}为免考，可能影响申请学士学位"


def _remarks(program: Program, case: Case) -> Iterator[str]:
    """Readings of the plan, sentences of the maps, and what was assumed for want of a choice."""
    plan = program.plan
    if plan.addons and not case.choices.addon:
        name = addon_name(plan, program.modes[case.chosen.place].mode.addon)
        yield f"未选择加考选项，暂按“{name}”计算"
    for addon in plan.addons:
        if addon.option == case.choices.addon and addon.status != plan.status:
            yield f"加考选项“{addon.option}”：{status_text(addon.status)}"
    if program.thesis_unknown:
        yield "来源没有列出毕业论文（设计、考核）；本科毕业须另行通过"
    yield from plan.readings
    for one in program.maps:
        yield from one.notes
    if program.ended:
        yield f"按本版计划毕业的过渡期已于 {dated(program.ended)} 结束"
