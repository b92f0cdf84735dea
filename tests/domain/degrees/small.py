"""Hypothesis strategies: small plans with every construct, maps with every kind of rule, and people."""

from typing import Any

from hypothesis import strategies as st

from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plans import AddOn, Elective, NationalCourse, Plan, PlanRow, Residence, SetChoice, Total, Unit
from chalicelib.domain.substitutions import Rule, SubstitutionMap
from tests.domain.degrees.oracle import Person
from tests.domain.degrees.plans import VERIFIED, a_map, a_plan

CELLS = tuple(CourseCode(f"0000{digit}") for digit in range(8))
OLD = tuple(CourseCode(f"9000{digit}") for digit in range(4))
NATIONAL, EXTRA = CourseCode("15040"), CourseCode("08000")
DAY, FACT, DEADLINE = "2026-06-30", "担任教师工作者", "2026-01-01"
PLACES = (
    "compulsory",
    "compulsory",
    "compulsory",
    "elective",
    "elective",
    "more",
    "without",
    "first",
    "second",
    "undecided",
)
STATUSES = (VERIFIED, VERIFIED, "partly verified: x", "inferred, unverified")


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Five cells or so, in units of one or two, put into places at will."""
    cells = list(CELLS[: draw(st.integers(3, 6))])
    counts = draw(st.booleans())
    rows = tuple(draw(_rows(code, known=counts)) for code in cells)
    placed: dict[str, list[Unit]] = {}
    while cells:
        unit = _unit(draw, cells)
        placed.setdefault(draw(st.sampled_from(PLACES)), []).append(unit)
    return _put_together(draw, rows, placed, counts=counts)


def _rows(code: CourseCode, *, known: bool) -> st.SearchStrategy[PlanRow]:
    credits2 = st.integers(1, 9) if known else st.none() | st.integers(1, 9)
    return st.builds(
        PlanRow,
        code=st.just(code),
        name=st.just(f"课程{code}"),
        credits2=credits2,
        kind=st.sampled_from(("theory", "theory", "practice")),
        degree=st.sampled_from((False, False, True)),
        foreign=st.sampled_from((False, False, False, True)),
        only_for=st.sampled_from(("", "", "", "", FACT)),
    )


def _unit(draw: st.DrawFn, cells: list[CourseCode]) -> Unit:
    """Takes one or two codes off the front: alone, one of two, or theory and practice."""
    first = cells.pop(0)
    shape = draw(st.sampled_from(("one", "one", "either", "both"))) if cells else "one"
    if shape == "one":
        return Unit(((first,),))
    return Unit(((first,), (cells.pop(0),))) if shape == "either" else Unit(((first, cells.pop(0)),))


def _put_together(draw: st.DrawFn, rows: tuple[PlanRow, ...], placed: dict[str, list[Unit]], *, counts: bool) -> Plan:
    compulsory = tuple(placed.get("compulsory", ()))
    electives = tuple(
        draw(_elective(name, tuple(placed[name]), counts=counts)) for name in ("elective", "more") if name in placed
    )
    without = tuple(placed.get("without", ()))
    sets = tuple(tuple(placed[name]) for name in ("first", "second") if name in placed)
    replaced = without or any(group.all_without_language for group in electives)
    language = draw(st.sampled_from(compulsory)).id if compulsory and replaced else ""
    units = [unit for name in ("elective", "compulsory") for unit in placed.get(name, ()) if len(unit.codes) == 1]
    changes: dict[str, Any] = {
        "rows": rows,
        "compulsory": compulsory,
        "electives": electives,
        "language": language,
        "without_language": without if language else (),
        "choices": (SetChoice(name="成组", sets=sets),) if sets else (),
        "undecided": tuple(placed.get("undecided", ())) + (() if language else without),
        "addons": draw(_addons(units)),
        "national": draw(_national(units)),
        "total": draw(_total(rows)) if counts else Total(),
        "residence": draw(st.sampled_from((None, None, 1, 2, 3))),
    }
    if changes["residence"]:
        changes["residence"] = Residence(theory_passes=changes["residence"], source="s", status=VERIFIED)
    if changes["addons"]:
        changes["rows"] += (PlanRow(code=EXTRA, name="加考", credits2=None),)
    return a_plan(**changes)


def _elective(name: str, units: tuple[Unit, ...], *, counts: bool) -> st.SearchStrategy[Elective]:
    credits2 = st.none() | st.integers(0, 14) if counts else st.none()
    return st.builds(
        Elective,
        name=st.just(name),
        units=st.just(units),
        min_units=st.none() | st.integers(0, len(units)),
        min_credits2=credits2,
        all_without_language=st.booleans(),
    )


def _addons(units: list[Unit]) -> st.SearchStrategy[tuple[AddOn, ...]]:
    """Nothing, or a case that owes a course (at times one of the plan), with or without one that owes nothing."""
    owed = st.sampled_from([Unit(((EXTRA,),)), *units])
    some = owed.map(lambda unit: (AddOn(option="另加", units=(unit,), status=VERIFIED),))
    none = AddOn(option="不加", status=VERIFIED)
    return st.sampled_from(((), (), ())) | some | some.map(lambda addons: (none, *addons))


def _national(units: list[Unit]) -> st.SearchStrategy[tuple[NationalCourse, ...]]:
    codes = st.sampled_from([NATIONAL, *(unit.id for unit in units)])
    course = st.builds(
        NationalCourse,
        code=codes,
        name=st.just("全国课"),
        credits2=st.just(6),
        since=st.sampled_from(("2025-01-01", "2027-01-01")),
        source=st.just("s"),
        status=st.just(VERIFIED),
    )
    return st.just(()) | st.just(()) | course.map(lambda one: (one,))


def _total(rows: tuple[PlanRow, ...]) -> st.SearchStrategy[Total]:
    most = sum(row.credits2 or 0 for row in rows)
    return st.builds(
        Total,
        credits2=st.integers(0, most),
        units=st.none() | st.integers(0, len(rows)),
        enforced=st.booleans(),
    )


@st.composite
def maps(draw: st.DrawFn, plan: Plan) -> SubstitutionMap:
    wanted = [row.code for row in plan.rows if row.code in CELLS]
    count = draw(st.integers(0, 3))
    return a_map(*(draw(_rule(f"R{number}", wanted)) for number in range(count)))


@st.composite
def _rule(draw: st.DrawFn, id_: str, wanted: list[CourseCode]) -> Rule:
    gives = tuple(draw(st.lists(st.lists(st.sampled_from(wanted), min_size=1, max_size=2, unique=True), max_size=2)))
    given = {code for codes in gives for code in codes}
    pool = [code for code in (*OLD, *OLD, *wanted) if code not in given]
    codes = st.lists(st.sampled_from(pool), min_size=1, max_size=2, unique=True).map(tuple)
    slots = draw(st.lists(st.lists(codes, min_size=1, max_size=2).map(tuple), min_size=1, max_size=3))
    return Rule(
        id=id_,
        kind="row" if gives else "counted",
        takes=tuple(slots),
        any_of=draw(st.integers(1, min(2, len(slots)))),
        gives=tuple(tuple(codes) for codes in gives),
        needs=draw(st.sampled_from(((), (), ((OLD[0], OLD[1]),)))),
        counts2=0 if gives else 5,
        exempt_before=draw(st.sampled_from(("", "", DEADLINE))),
        text="规则",
        status=draw(st.sampled_from(STATUSES)),
    )


def people(plan: Plan) -> st.SearchStrategy[Person]:
    codes = [*(row.code for row in plan.rows), *OLD, NATIONAL]
    sources = st.sampled_from(("score", "score", "score", "exempt", "transferred", "supplemented"))
    passes = st.dictionaries(st.sampled_from(codes), st.frozensets(sources, min_size=1, max_size=2))
    dates = st.fixed_dictionaries({code: st.sampled_from(("2025-12-31", "2026-01-01")) for code in codes})
    return st.builds(Person, passes=passes, facts=st.sampled_from((frozenset(), frozenset({FACT}))), certificates=dates)
