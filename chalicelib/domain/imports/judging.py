"""Whether what an office brings may join the library: all of it together, with everything that it touches."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from chalicelib.domain.degrees.limits import degree_faults
from chalicelib.domain.faults import Fault
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.imports import words
from chalicelib.domain.imports.plan_columns import LEVELS
from chalicelib.domain.library import Documents, Library, overlaid
from chalicelib.domain.map_checks import map_faults
from chalicelib.domain.plan_checks import plan_faults, plan_notes
from chalicelib.domain.plans import Plan
from chalicelib.domain.substitutions import SubstitutionMap, applies


class Known(NamedTuple):
    """What a library is judged by."""

    courses: Collection[CourseCode]
    provinces: Collection[str]


class Named(NamedTuple):
    """A fault of one document."""

    id: str
    fault: Fault


def news(library: Library, brought: Documents) -> Documents:
    """Without what holds already, so that a file imported twice changes nothing."""
    protected = {one.code: one for one in library.book.protected}
    transitions = {one.id: one for one in library.book.transitions}
    return Documents(
        plans=tuple(one for one in brought.plans if library.plans.get(one.id) != one),
        maps=tuple(one for one in brought.maps if library.book.maps.get(one.id) != one),
        protected=tuple(one for one in brought.protected if protected.get(one.code) != one),
        transitions=tuple(one for one in brought.transitions if transitions.get(one.id) != one),
    )


def library_faults(library: Library, brought: Documents, known: Known) -> tuple[Named, ...]:
    """All faults; limits of size only where nothing else is wrong, because they are counted on what is compiled."""
    after = overlaid(library, brought, library.rev + 1, {})
    found = (*_repeated(brought), *_moved(library, brought), *_of_plans(brought, known))
    found += tuple(_of_maps(after, brought, known))
    return found or tuple(_of_size(after, brought))


def library_notes(brought: Documents) -> tuple[Named, ...]:
    """What an office should look at again."""
    notes = [Named(plan.id, note) for plan in brought.plans for note in plan_notes(plan)]
    inferred = [plan.id for plan in brought.plans if plan.readings]
    return (*notes, *(Named(id_, Fault("推定说明", "这些内容在页面上显示为推定")) for id_ in inferred))


def _repeated(brought: Documents) -> Iterator[Named]:
    for field, ids in (("计划编号", [one.id for one in brought.plans]), ("对照编号", [one.id for one in brought.maps])):
        for id_, count in Counter(ids).items():
            if count > 1:
                yield Named(id_, Fault(field, f"在文件中出现了 {count} 次"))
            if not words.ID.fullmatch(id_):
                yield Named(id_, Fault(field, words.BAD_ID))


def _moved(library: Library, brought: Documents) -> Iterator[Named]:
    """Tickets carry the major of their plan: another major under its id would leave them where nobody looks."""
    for plan in brought.plans:
        before = library.plans.get(plan.id, plan)
        for field, was, is_now in (
            ("省份", before.province, plan.province),
            ("专业代码", before.major_code, plan.major_code),
            ("层次", before.level, plan.level),
        ):
            if was != is_now:
                yield Named(plan.id, Fault(field, f"现有的这份计划是 {was}；另一个专业请用另一个计划编号", is_now))


def _of_plans(brought: Documents, known: Known) -> Iterator[Named]:
    for plan in brought.plans:
        yield from (Named(plan.id, fault) for fault in (*_facts(plan, known), *plan_faults(plan, known.courses)))


def _facts(plan: Plan, known: Known) -> Iterator[Fault]:
    if plan.province not in known.provinces:
        yield Fault("省份", "应写简称，如上海、江苏", plan.province)
    if not words.MAJOR.fullmatch(plan.major_code):
        yield Fault("专业代码", words.BAD_MAJOR, plan.major_code)
    if plan.level not in LEVELS:
        yield Fault("层次", f"应为 {'、'.join(LEVELS)} 之一", plan.level)
    yield from _blank({"专业名称": plan.major_name, "版本": plan.version, "来源": plan.source, "可信程度": plan.status})
    for course in plan.national:
        yield from _days(("起始日期", course.since or "（空）"))


def _of_maps(after: Library, brought: Documents, known: Known) -> Iterator[Named]:
    """Those brought, and those that a brought plan or protected course might break."""
    plans = {plan.id for plan in brought.plans}
    own = {one.id for one in brought.maps}
    for one in after.book.maps.values():
        if one.id in own:
            yield from (Named(one.id, fault) for fault in _own(one, known))
        if one.id in own or brought.protected or plans & {one.from_plan, one.to_plan}:
            faults = map_faults(one, after.plans, known.courses, after.book.protected)
            yield from (Named(one.id, fault) for fault in faults)


def _own(one: SubstitutionMap, known: Known) -> Iterator[Fault]:
    if one.province not in known.provinces:
        yield Fault("省份", "应写简称，如上海、江苏", one.province)
    yield from _blank({"对照依据": one.text, "来源": one.source, "可信程度": one.status})
    yield from _days(("生效日期", one.since), ("失效日期", one.until))
    yield from _days(*(("免考证书须早于", rule.exempt_before) for rule in one.rules))


def _blank(texts: Mapping[str, str]) -> Iterator[Fault]:
    """A table has them or is refused; JSON may have them empty."""
    yield from (Fault(field, "不能为空") for field, text in texts.items() if not text.strip())


def _days(*named: tuple[str, str]) -> Iterator[Fault]:
    for field, text in named:
        if text and not _is_day(text):
            yield Fault(field, "应写成 2026-07-01，且有这一天", text)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _of_size(after: Library, brought: Documents) -> Iterator[Named]:
    own = {plan.id for plan in brought.plans}
    for plan in after.plans.values():
        if plan.id in own or any(applies(one, plan) for one in brought.maps):
            faults = degree_faults(plan, after.book.maps.values())
            yield from (Named(plan.id, fault) for fault in faults)
