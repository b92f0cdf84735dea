"""A plan as rows of the table that `plan_tables` reads back: for samples, and to edit what holds."""

from collections.abc import Iterator

from chalicelib.domain.ids import CourseCode
from chalicelib.domain.imports import plan_columns as columns
from chalicelib.domain.imports import words
from chalicelib.domain.plans import Plan, Unit

_KINDS = {kind: name for name, kind in columns.KINDS.items()}
Cells = dict[str, str]


def header() -> tuple[str, ...]:
    return tuple(column.title for column in columns.COLUMNS)


def rows(plan: Plan) -> Iterator[tuple[str, ...]]:
    """The facts of the plan stand on its first row."""
    facts = _facts(plan)
    described: set[str] = set()
    for cells in _placed(plan):
        code = cells.get("code", "")
        course = {} if code in described or "name" in cells else _course(plan, code)
        described.add(code)
        merged = {"plan": plan.id} | facts | course | cells
        facts = {}
        yield tuple(merged.get(column.key, "") for column in columns.COLUMNS)


def _facts(plan: Plan) -> Cells:
    total, residence = plan.total, plan.residence
    return {
        "province": plan.province,
        "major_code": plan.major_code,
        "national_code": plan.national_code,
        "major_name": plan.major_name,
        "level": plan.level,
        "school_name": plan.school_name,
        "version": plan.version,
        "total": words.credits_cell(total.credits2),
        "total_units": words.count_cell(total.units),
        "enforced": words.yes_cell(total.enforced),
        "total_text": total.text,
        "residence": words.count_cell(residence.theory_passes) if residence else "",
        "residence_source": residence.source if residence else "",
        "residence_status": words.status_cell(residence.status) if residence else "",
        "admission": plan.admission,
        "notes": "\n".join(plan.notes),
        "readings": "\n".join(plan.readings),
        "source": plan.source,
        "status": words.status_cell(plan.status),
    }


def _course(plan: Plan, code: str) -> Cells:
    places = {row.code: (place, row) for place, row in enumerate(plan.rows, 1)}
    if CourseCode(code) not in places:
        return {}
    place, row = places[CourseCode(code)]
    return {
        "order": str(place),
        "name": row.name,
        "credits": words.credits_cell(row.credits2),
        "kind": _KINDS[row.kind],
        "assessment": row.assessment,
        "degree": "是" if row.degree else "",
        "foreign": "是" if row.foreign else "",
        "only_for": row.only_for,
        "note": row.note,
    }


def _placed(plan: Plan) -> Iterator[Cells]:
    """One row for every code in every place that the plan gives it."""
    number = _Numbers()
    for unit in plan.compulsory:
        swap = {"swappable": "是"} if unit.id == plan.language else {}
        yield from number.unit(unit, {"part": columns.COMPULSORY} | swap)
    for group in plan.electives:
        asked: Cells = {
            "min_units": words.count_cell(group.min_units),
            "min_credits": words.credits_cell(group.min_credits2),
            "all_without_language": "是" if group.all_without_language else "",
        }
        for unit in group.units:
            yield from number.unit(unit, {"part": columns.ELECTIVE, "group": group.name} | asked)
    for choice in plan.choices:
        for which, units in enumerate(choice.sets, 1):
            for unit in units:
                yield from number.unit(unit, {"part": columns.SET, "group": choice.name, "set": str(which)})
    yield from number.units(plan.without_language, columns.SWAP)
    yield from number.units(plan.undecided, columns.UNDECIDED)
    yield from ({"part": columns.THESES, "code": code} for code in plan.theses)
    yield from _addons(plan, number)
    yield from _national(plan)


def _addons(plan: Plan, number: "_Numbers") -> Iterator[Cells]:
    for addon in plan.addons:
        cells = {"part": columns.ADD_ON, "group": addon.option, "item_status": words.status_cell(addon.status)}
        if not addon.units:
            yield cells
        for unit in addon.units:
            yield from number.unit(unit, cells)


def _national(plan: Plan) -> Iterator[Cells]:
    for course in plan.national:
        yield {
            "part": columns.NATIONAL,
            "code": course.code,
            "name": course.name,
            "credits": words.credits_cell(course.credits2),
            "since": course.since,
            "item_source": course.source,
            "item_status": words.status_cell(course.status),
        }


class _Numbers:
    """Numbers the 门 of a plan, and the alternatives of those that have some."""

    def __init__(self) -> None:
        self._last = 0

    def units(self, units: tuple[Unit, ...], part: str) -> Iterator[Cells]:
        for unit in units:
            yield from self.unit(unit, {"part": part})

    def unit(self, unit: Unit, cells: Cells) -> Iterator[Cells]:
        self._last += 1
        several = len(unit.alternatives) > 1
        for place, codes in enumerate(unit.alternatives, 1):
            for code in codes:
                yield cells | {"unit": str(self._last), "alternative": str(place) if several else "", "code": code}
