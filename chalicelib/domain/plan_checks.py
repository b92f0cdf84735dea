"""Whether a plan holds together: every fault is a sentence that names the plan and the code."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from math import prod
from typing import Final

from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plans import Elective, Plan, Unit, placed_units, plan_codes, rows_of

Known = dict[CourseCode, int]

# Language path × sets × add-ons: every audit compares them all.
MOST_WAYS: Final = 64


def plan_faults(plan: Plan, catalogue: Collection[CourseCode]) -> tuple[str, ...]:
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
    return tuple(f"{plan.id}: {fault}" for check in checks for fault in check)


def _codes(plan: Plan, catalogue: Collection[CourseCode]) -> Iterator[str]:
    unknown = sorted(code for code in plan_codes(plan) if code not in catalogue)
    yield from (f"code {code} is not in the catalogue" for code in unknown)
    counts = Counter(row.code for row in plan.rows)
    yield from (f"code {code} has {count} rows" for code, count in sorted(counts.items()) if count > 1)


def _places(plan: Plan) -> Iterator[str]:
    """Every unit has rows, every row one place; an add-on may repeat a code of the plan."""
    rows = rows_of(plan)
    addons = {code for addon in plan.addons for unit in addon.units for code in unit.codes}
    placed = Counter(plan.theses)
    for unit in placed_units(plan):
        placed.update(unit.codes)
    yield from (f"code {code} is used but has no row" for code in sorted((placed.keys() | addons) - rows.keys()))
    yield from (f"code {code} stands in {count} units" for code, count in sorted(placed.items()) if count > 1)
    yield from (f"row {code} has no place" for code in sorted(rows.keys() - placed.keys() - addons))


def _groups(plan: Plan) -> Iterator[str]:
    known = _known(plan)
    for group in plan.electives:
        if (group.min_units or 0) > len(group.units):
            yield f"group {group.name} asks for {group.min_units} of {len(group.units)} units"
        if (group.min_credits2 or 0) > _most(known, group.units):
            yield f"group {group.name} asks for more credits than it offers"
    for choice in plan.choices:
        if len(choice.sets) < 2 or not all(choice.sets):
            yield f"choice {choice.name} needs two sets or more, none of them empty"


def _language(plan: Plan) -> Iterator[str]:
    replaced = plan.without_language or any(group.all_without_language for group in plan.electives)
    if plan.language and plan.language not in {unit.id for unit in plan.compulsory}:
        yield f"language unit {plan.language} is not compulsory"
    if bool(plan.language) != bool(replaced):
        yield "the language unit and what replaces it must both be named"


def _total(plan: Plan) -> Iterator[str]:
    """An enforced total must be within reach of some path."""
    total = plan.total
    if total.enforced and total.credits2 is None:
        yield "an enforced total must be known"
    elif total.enforced and total.credits2 is not None and total.credits2 > (reach := _reach(plan)):
        yield f"the total of {total.credits2} half credits is out of reach: at most {reach}"
    if (total.units or 0) > (most := _most_units(plan)):
        yield f"the total of {total.units} units is out of reach: at most {most}"


def _unknown_credits(plan: Plan) -> Iterator[str]:
    """Where sums decide, an unknown number may not stand: it would count as 0."""
    unknown = {row.code for row in plan.rows if row.credits2 is None}
    for group in plan.electives:
        codes = sorted(unknown & {code for unit in group.units for code in unit.codes})
        if group.min_credits2 and codes:
            yield f"group {group.name} counts credits, but {', '.join(codes)} has none"
    codes = sorted(unknown & {code for unit in placed_units(plan) for code in unit.codes})
    if plan.total.enforced and codes:
        yield f"the total counts credits, but {', '.join(codes)} has none"


def _restricted(plan: Plan) -> Iterator[str]:
    """What only some people may take cannot be asked of everybody."""
    closed = {row.code for row in plan.rows if row.only_for}
    for unit in (*plan.compulsory, *plan.without_language, *(Unit(((code,),)) for code in plan.theses)):
        if not any(closed.isdisjoint(codes) for codes in unit.alternatives):
            yield f"unit {unit.id} is asked of everybody, but open to some only"


def _addons(plan: Plan) -> Iterator[str]:
    options = Counter(addon.option for addon in plan.addons)
    yield from (f"add-on {option} stands {count} times" for option, count in options.items() if count > 1)
    fixed = {unit.id: set(unit.codes) for unit in plan.compulsory if len(unit.alternatives) == 1}
    for unit in dict.fromkeys(unit for addon in plan.addons for unit in addon.units):
        for id_, codes in fixed.items():
            if codes & set(unit.codes) and not codes >= set(unit.codes):
                yield f"add-on unit {unit.id} repeats a part of unit {id_}"
    ways = max(1, len(plan.addons)) * prod(len(choice.sets) for choice in plan.choices) * (2 if plan.language else 1)
    if ways > MOST_WAYS:
        yield f"it can be completed in {ways} ways: more than {MOST_WAYS} cannot be compared"


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
