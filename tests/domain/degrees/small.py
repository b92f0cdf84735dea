"""Hypothesis strategies: small plans with every construct, maps with every kind of rule, and people.

Few draws, of strategies that are made once: drawing is what the examples cost.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from hypothesis import strategies as st

from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plans import (
    AddOn,
    Elective,
    Kind,
    NationalCourse,
    Plan,
    PlanRow,
    Residence,
    SetChoice,
    Total,
    Unit,
)
from chalicelib.domain.substitutions import Rule, Slot, SubstitutionMap
from tests.domain.degrees.oracle import Person
from tests.domain.degrees.plans import VERIFIED, a_map, a_plan

T = TypeVar("T")
Units = dict[str, list[Unit]]

CELLS = tuple(CourseCode(f"0000{digit}") for digit in range(8))
OLD = tuple(CourseCode(f"9000{digit}") for digit in range(4))
NATIONAL, EXTRA = CourseCode("15040"), CourseCode("08000")
DAY, FACT, DEADLINE = "2026-06-30", "担任教师工作者", "2026-01-01"
PLACES = (*("compulsory",) * 3, *("elective",) * 2, "more", "without", "first", "second", "undecided")
STATUSES = (VERIFIED, VERIFIED, "partly verified: x", "inferred, unverified")
# kind, degree, foreign, only_for
FLAVOURS: tuple[tuple[Kind, bool, bool, str], ...] = (
    *(("theory", False, False, ""),) * 4,
    ("theory", True, False, ""),
    ("theory", False, True, ""),
    ("theory", False, False, FACT),
    ("practice", False, False, ""),
    ("practice", True, False, FACT),
)
# How somebody came by a code: mostly not at all.
FATES: tuple[frozenset[str], ...] = (
    *(frozenset[str](),) * 5,
    *(frozenset({"score"}),) * 4,
    *(frozenset({source}) for source in ("exempt", "transferred", "supplemented")),
    frozenset({"exempt", "transferred"}),
    frozenset({"score", "exempt"}),
)


@cache
def _numbers(least: int, most: int) -> st.SearchStrategy[int]:
    return st.integers(least, most)


def pick(draw: st.DrawFn, options: Sequence[T]) -> T:
    return options[draw(_numbers(0, len(options) - 1))]


def or_none(draw: st.DrawFn, least: int, most: int) -> int | None:
    """None for the least value but one."""
    number = draw(_numbers(least - 1, most))
    return None if number < least else number


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Five cells or so, in units of one or two, put into places at will."""
    cells = list(CELLS[: draw(_numbers(3, 6))])
    counts = pick(draw, (True, False))
    rows = tuple(_row(draw, code, known=counts) for code in cells)
    placed: Units = {}
    while cells:
        unit = _unit(draw, cells)
        placed.setdefault(pick(draw, PLACES), []).append(unit)
    return _put_together(draw, rows, placed, counts=counts)


def _row(draw: st.DrawFn, code: CourseCode, *, known: bool) -> PlanRow:
    kind, degree, foreign, only_for = pick(draw, FLAVOURS)
    credits2 = draw(_numbers(1, 9)) if known else or_none(draw, 1, 9)
    return PlanRow(
        code=code,
        name=f"课程{code}",
        credits2=credits2,
        kind=kind,
        degree=degree,
        foreign=foreign,
        only_for=only_for,
    )


def _unit(draw: st.DrawFn, cells: list[CourseCode]) -> Unit:
    """Takes one or two codes off the front: alone, one of two, or theory and practice."""
    first = cells.pop(0)
    shape = pick(draw, ("one", "one", "either", "both")) if cells else "one"
    if shape == "one":
        return Unit(((first,),))
    return Unit(((first,), (cells.pop(0),))) if shape == "either" else Unit(((first, cells.pop(0)),))


def _put_together(draw: st.DrawFn, rows: tuple[PlanRow, ...], placed: Units, *, counts: bool) -> Plan:
    compulsory, without = (tuple(placed.get(name, ())) for name in ("compulsory", "without"))
    groups = [name for name in ("elective", "more") if name in placed]
    electives = tuple(_elective(draw, name, tuple(placed[name]), counts=counts) for name in groups)
    sets = tuple(tuple(placed[name]) for name in ("first", "second") if name in placed)
    replaced = compulsory and (without or any(group.all_without_language for group in electives))
    language = pick(draw, compulsory).id if replaced else ""
    single = [unit for name in ("elective", "compulsory") for unit in placed.get(name, ()) if len(unit.codes) == 1]
    addons = _addons(draw, single)
    theory_passes = pick(draw, (0, 0, 1, 2, 3))
    changes: dict[str, Any] = {
        "rows": rows + ((PlanRow(code=EXTRA, name="加考", credits2=None),) if addons else ()),
        "compulsory": compulsory,
        "electives": electives,
        "language": language,
        "without_language": without if language else (),
        "choices": (SetChoice(name="成组", sets=sets),) if sets else (),
        "undecided": tuple(placed.get("undecided", ())) + (() if language else without),
        "addons": addons,
        "national": _national(draw, single),
        "total": _total(draw, rows) if counts else Total(),
        "residence": Residence(theory_passes=theory_passes, source="s", status=VERIFIED) if theory_passes else None,
    }
    return a_plan(**changes)


def _elective(draw: st.DrawFn, name: str, units: tuple[Unit, ...], *, counts: bool) -> Elective:
    return Elective(
        name=name,
        units=units,
        min_units=or_none(draw, 0, len(units)),
        min_credits2=or_none(draw, 0, 14) if counts else None,
        all_without_language=pick(draw, (True, False)),
    )


def _addons(draw: st.DrawFn, units: list[Unit]) -> tuple[AddOn, ...]:
    """Nothing, or a case that owes a course (at times one of the plan), with or without one that owes nothing."""
    shape = pick(draw, ("none", "none", "owes", "both"))
    if shape == "none":
        return ()
    owes = AddOn(option="另加", units=(pick(draw, (Unit(((EXTRA,),)), *units)),), status=VERIFIED)
    return (owes,) if shape == "owes" else (AddOn(option="不加", status=VERIFIED), owes)


def _national(draw: st.DrawFn, units: list[Unit]) -> tuple[NationalCourse, ...]:
    code = pick(draw, ("", "", "", NATIONAL, *(unit.id for unit in units)))
    if not code:
        return ()
    since = pick(draw, ("2025-01-01", "2027-01-01"))
    course = NationalCourse(code=CourseCode(code), name="全国课", credits2=6, since=since, source="s", status=VERIFIED)
    return (course,)


def _total(draw: st.DrawFn, rows: tuple[PlanRow, ...]) -> Total:
    credits2 = draw(_numbers(0, sum(row.credits2 or 0 for row in rows)))
    return Total(credits2=credits2, units=or_none(draw, 0, len(rows)), enforced=pick(draw, (True, False)))


@st.composite
def maps(draw: st.DrawFn, plan: Plan) -> SubstitutionMap:
    wanted = [row.code for row in plan.rows if row.code in CELLS]
    return a_map(*(_rule(draw, f"R{number}", wanted) for number in range(draw(_numbers(0, 3)))))


def _rule(draw: st.DrawFn, id_: str, wanted: list[CourseCode]) -> Rule:
    gives = tuple(_codes(draw, wanted) for _ in range(draw(_numbers(0, 2))))
    given = {code for codes in gives for code in codes}
    pool = [code for code in (*OLD, *OLD, *wanted) if code not in given]
    slots = tuple(_slot(draw, pool) for _ in range(draw(_numbers(1, 3))))
    return Rule(
        id=id_,
        kind="row" if gives else "counted",
        takes=slots,
        any_of=draw(_numbers(1, min(2, len(slots)))),
        gives=gives,
        needs=pick(draw, ((), (), ((OLD[0], OLD[1]),))),
        counts2=0 if gives else 5,
        exempt_before=pick(draw, ("", "", DEADLINE)),
        text="规则",
        status=pick(draw, STATUSES),
    )


def _slot(draw: st.DrawFn, pool: list[CourseCode]) -> Slot:
    return tuple(_codes(draw, pool) for _ in range(draw(_numbers(1, 2))))


def _codes(draw: st.DrawFn, pool: Sequence[CourseCode]) -> tuple[CourseCode, ...]:
    return tuple(dict.fromkeys(pick(draw, pool) for _ in range(pick(draw, (1, 1, 2)))))


@st.composite
def people(draw: st.DrawFn, plan: Plan) -> Person:
    codes = [*(row.code for row in plan.rows), *OLD, NATIONAL]
    passes = {code: fate for code in dict.fromkeys(codes) if (fate := pick(draw, FATES))}
    dates = pick(draw, (("2025-12-31",), ("2026-01-01",), ("2025-12-31", "2026-01-01")))
    facts = pick(draw, (frozenset[str](), frozenset({FACT})))
    certificates = {code: dates[place % len(dates)] for place, code in enumerate(codes)}
    return Person(passes=passes, facts=facts, certificates=certificates)
