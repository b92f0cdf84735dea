"""Parts of a plan, made of rows that were read."""

from collections.abc import Iterable
from typing import cast

from chalicelib.domain.ids import CourseCode
from chalicelib.domain.imports import plan_columns as columns
from chalicelib.domain.imports.assembly import Facts
from chalicelib.domain.imports.plan_columns import Line
from chalicelib.domain.plans import PRACTICE, THEORY, THESIS, Kind, PlanRow, Residence, Total, Unit


def row(line: Line) -> PlanRow:
    inferred = THESIS if line.part == columns.THESES else PRACTICE if line.assessment == "实践" else THEORY
    return PlanRow(
        code=line.code or CourseCode(""),
        name=line.name,
        credits2=line.credits,
        kind=cast("Kind", line.kind or inferred),
        assessment=line.assessment,
        degree=line.degree,
        foreign=line.foreign,
        only_for=line.only_for,
        note=line.note,
    )


def units(lines: Iterable[Line]) -> tuple[Unit, ...]:
    """Rows of one 门 belong together; of its 备选 any one will do. A row without 门 stands alone."""
    found: dict[str, dict[str, list[CourseCode]]] = {}
    for line in lines:
        if line.code:
            found.setdefault(line.unit or f"row {line.row}", {}).setdefault(line.alternative, []).append(line.code)
    return tuple(Unit(tuple(tuple(codes) for codes in alternatives.values())) for alternatives in found.values())


def total(facts: Facts) -> Total:
    """A stated total is a condition unless the table says no."""
    stated, enforced = facts["total"], facts["enforced"]
    return Total(
        credits2=stated,
        units=facts["total_units"],
        enforced=stated is not None if enforced is None else enforced,
        text=facts["total_text"] or "",
    )


def residence(facts: Facts) -> Residence | None:
    if facts["residence"] is None:
        return None
    return Residence(
        theory_passes=facts["residence"],
        source=facts["residence_source"] or facts["source"] or "",
        status=facts["residence_status"] or facts["status"] or "",
    )
