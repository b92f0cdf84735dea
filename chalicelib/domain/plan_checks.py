"""Whether a plan holds together: every fault names the column and the code or group."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from math import prod
from typing import Final

from chalicelib.domain.faults import Fault
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plans import Elective, Plan, Unit, placed_units, plan_codes, rows_of
from chalicelib.domain.reference import credits_text

Known = dict[CourseCode, int]

# Language path × sets × add-ons: every audit compares them all.
MOST_WAYS: Final = 64

# The columns that faults name (`domain.imports.plan_tables`).
CODE, CREDITS, PART, WHOLE = "课程代码", "学分", "部分", "整份计划"


def plan_faults(plan: Plan, catalogue: Collection[CourseCode]) -> tuple[Fault, ...]:
    """All faults of a plan; none means that it may be used."""
    checks = (
        _codes(plan, catalogue),
        _places(plan),
        _groups(plan),
        _language(plan),
        _total(plan),
        _unknown_credits(plan),
        _restricted(plan),
        _addons(plan),
    )
    return tuple(fault for check in checks for fault in check)


def plan_notes(plan: Plan) -> tuple[Fault, ...]:
    """What an office should look at again; none of it forbids the plan."""
    total, paths = plan.total, _least_paths(plan)
    if total.credits2 is None:
        return (Fault("合计学分", "没有填写：自查时只给出各课程学分之和，并说明没有官方合计"),)
    if total.credits2 in paths:
        return ()
    found = "或".join(credits_text(one) for one in dict.fromkeys(paths))
    what = f"合计 {credits_text(total.credits2)} 学分，而各部分最低要求之和为 {found} 学分"
    rest = "，请核对各课程学分" if total.enforced else "，合计不作为毕业条件"
    return (Fault("合计学分", what + rest),)


def _codes(plan: Plan, catalogue: Collection[CourseCode]) -> Iterator[Fault]:
    unknown = sorted(code for code in plan_codes(plan) if code not in catalogue)
    yield from (Fault(CODE, "课程目录中没有这个代码，请核对，或先导入课程", code) for code in unknown)
    yield from (Fault("课程名称", "没有填写", row.code) for row in plan.rows if not row.name.strip())
    counts = Counter(row.code for row in plan.rows)
    yield from (Fault(CODE, f"写了 {count} 次", code) for code, count in sorted(counts.items()) if count > 1)


def _places(plan: Plan) -> Iterator[Fault]:
    """Every unit has rows, every row one place; an add-on may repeat a code of the plan; something is asked for."""
    if not any((plan.compulsory, plan.electives, plan.choices)):
        yield Fault(WHOLE, "没有必考或选考的课程，人人都会被判为已满足")
    rows = rows_of(plan)
    addons = {code for addon in plan.addons for unit in addon.units for code in unit.codes}
    placed = Counter(plan.theses)
    for unit in placed_units(plan):
        placed.update(unit.codes)
    for code in sorted((placed.keys() | addons) - rows.keys()):
        yield Fault(CODE, "没有课程名称、学分等内容", code)
    for code, count in sorted(placed.items()):
        if count > 1:
            yield Fault(CODE, f"列入了 {count} 处，一个代码只能属于一门", code)
    yield from (Fault(PART, "没有写明属于哪一部分", code) for code in sorted(rows.keys() - placed.keys() - addons))


def _groups(plan: Plan) -> Iterator[Fault]:
    known = _known(plan)
    for group in plan.electives:
        if (group.min_units or 0) > len(group.units):
            yield Fault("最少门数", f"要求 {group.min_units} 门，但这一组只有 {len(group.units)} 门", group.name)
        if (group.min_credits2 or 0) > (most := _most(known, group.units)):
            asked = credits_text(group.min_credits2 or 0)
            yield Fault("最少学分", f"要求 {asked} 学分，但这一组全部课程只有 {credits_text(most)} 学分", group.name)
    for choice in plan.choices:
        if len(choice.sets) < 2 or not all(choice.sets):
            yield Fault("套", "成组选考至少要有两套，每套都要有课程", choice.name)


def _language(plan: Plan) -> Iterator[Fault]:
    replaced = plan.without_language or any(group.all_without_language for group in plan.electives)
    if plan.language and plan.language not in {unit.id for unit in plan.compulsory}:
        yield Fault("可换考", "可以换考的外语应是必考的一门", plan.language)
    if bool(plan.language) != bool(replaced):
        yield Fault("可换考", "哪一门外语可以换考，以及换考哪些课程，两者要同时写明")


def _total(plan: Plan) -> Iterator[Fault]:
    """An enforced total must be within reach of some path, and not less than every path owes anyway."""
    total = plan.total
    if total.enforced:
        yield from _enforced(plan, total.credits2)
    if (total.units or 0) > (most := _most_units(plan)):
        yield Fault("合计门数", f"合计 {total.units} 门，但本计划最多只有 {most} 门")


def _enforced(plan: Plan, credits2: int | None) -> Iterator[Fault]:
    if credits2 is None:
        yield Fault("合计学分", "合计作为毕业条件时，必须填写合计学分")
        return
    stated = credits_text(credits2)
    if credits2 > (reach := _reach(plan)):
        yield Fault("合计学分", f"合计 {stated} 学分，但全部课程通过也只有 {credits_text(reach)} 学分")
    if credits2 < (least := min(_least_paths(plan))):
        yield Fault("合计学分", f"合计 {stated} 学分，但各部分最低要求之和已有 {credits_text(least)} 学分")


def _unknown_credits(plan: Plan) -> Iterator[Fault]:
    """Where sums decide, an unknown number may not stand: it would count as 0."""
    unknown = {row.code for row in plan.rows if row.credits2 is None}
    for group in plan.electives:
        codes = sorted(unknown & {code for unit in group.units for code in unit.codes})
        if group.min_credits2:
            yield from (Fault(CREDITS, "所在的选考组要求最少学分，这门课程没有学分", code) for code in codes)
    codes = sorted(unknown & {code for unit in placed_units(plan) for code in unit.codes})
    if plan.total.enforced:
        yield from (Fault(CREDITS, "合计学分作为毕业条件，这门课程没有学分", code) for code in codes)


def _restricted(plan: Plan) -> Iterator[Fault]:
    """What only some people may take cannot be asked of everybody."""
    closed = {row.code for row in plan.rows if row.only_for}
    for unit in (*plan.compulsory, *plan.without_language, *(Unit(((code,),)) for code in plan.theses)):
        if not any(closed.isdisjoint(codes) for codes in unit.alternatives):
            yield Fault("适用人员", "人人都要通过的课程，不能只限部分人员报考", unit.id)


def _addons(plan: Plan) -> Iterator[Fault]:
    options = Counter(addon.option for addon in plan.addons)
    yield from (Fault("组", f"同一种加考情形写了 {times} 次", option) for option, times in options.items() if times > 1)
    fixed = {unit.id: set(unit.codes) for unit in plan.compulsory if len(unit.alternatives) == 1}
    for unit in dict.fromkeys(unit for addon in plan.addons for unit in addon.units):
        for id_, codes in fixed.items():
            if codes & set(unit.codes) and not codes >= set(unit.codes):
                yield Fault("门", f"加考的这一门与必考的 {id_} 部分重复", unit.id)
    ways = max(1, len(plan.addons)) * prod(len(choice.sets) for choice in plan.choices) * (2 if plan.language else 1)
    if ways > MOST_WAYS:
        yield Fault(WHOLE, f"加考情形、成组选考、是否考外语共有 {ways} 种组合，超过 {MOST_WAYS} 种，无法逐一比较")


def _least_paths(plan: Plan) -> tuple[int, ...]:
    """With the foreign language, and without it where that may be."""
    return tuple(least_credits2(plan, language=language) for language in ((True, False) if plan.language else (True,)))


def _most_units(plan: Plan) -> int:
    """The most units that any path can bring, theses apart."""
    paths = [len(plan.compulsory)]
    if plan.language:
        paths.append(len(plan.compulsory) - 1 + len(plan.without_language))
    sets = sum(max(map(len, choice.sets), default=0) for choice in plan.choices)
    return max(paths) + sum(len(group.units) for group in plan.electives) + sets + len(plan.undecided)


def _reach(plan: Plan) -> int:
    """The most half credits that any path can bring: with or without the foreign language."""
    known = _known(plan)
    electives = sum(_most(known, group.units) for group in plan.electives)
    sets = sum(max((_most(known, units) for units in choice.sets), default=0) for choice in plan.choices)
    paths = [_most(known, plan.compulsory)]
    if plan.language:
        rest = tuple(unit for unit in plan.compulsory if unit.id != plan.language)
        paths.append(_most(known, (*rest, *plan.without_language)))
    return max(paths) + electives + sets + _most(known, plan.undecided)


def least_credits2(plan: Plan, *, language: bool = True) -> int:
    """The fewest half credits on a path that meets every group, unknown credits counted as none.

    With a minimum of courses and of credits the greater demand stands.
    """
    known = _known(plan)
    skipped = "" if language else plan.language
    units = [unit for unit in plan.compulsory if unit.id != skipped]
    units += () if language else plan.without_language
    electives = sum(_least_of(known, group, language=language) for group in plan.electives)
    sets = sum(min(_least(known, one) for one in choice.sets) for choice in plan.choices)
    return _least(known, units) + electives + sets


def _least_of(known: Known, group: Elective, *, language: bool) -> int:
    values = sorted(min(_credits2(known, unit)) for unit in group.units)
    wanted = len(values) if group.all_without_language and not language else group.min_units or 0
    return max(sum(values[:wanted]), group.min_credits2 or 0)


def _most(known: Known, units: Iterable[Unit]) -> int:
    return sum(max(_credits2(known, unit)) for unit in units)


def _least(known: Known, units: Iterable[Unit]) -> int:
    return sum(min(_credits2(known, unit)) for unit in units)


def _credits2(known: Known, unit: Unit) -> list[int]:
    """Of each alternative; codes without a row are another check's fault."""
    return [sum(known.get(code, 0) for code in codes) for codes in unit.alternatives]


def _known(plan: Plan) -> Known:
    return {row.code: row.credits2 or 0 for row in plan.rows}
