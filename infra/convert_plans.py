"""Reads the collected plan tables into `Plan` values; what the tables leave open is decided here, with its reason."""

from collections.abc import Collection
from itertools import groupby
from typing import Any

from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plans import (
    PRACTICE,
    THEORY,
    THESIS,
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
from chalicelib.domain.reference import Course
from infra.plan_readings import (
    FOREIGN,
    LANGUAGE,
    LEFT_OUT_IDS,
    READINGS,
    SHANGHAI_NATIONAL,
    SHANGHAI_RESIDENCE,
    in_chinese,
)

Json = dict[str, Any]
Rows = list[Json]

COMPULSORY = {"必考", "任选一门", "必考或换考"}
ELECTIVE = ("选考", "选考模块1", "选考模块2", "选考模块3")
SETS = ("成组选考-组1", "成组选考-组2")
WITHOUT_LANGUAGE = "不考外语者换考"
THESES = "毕业论文/设计/考核(不计学分)"
ADD_ON = {"加考", "加考(推断)"}
UNDECIDED = "加考/必考(未定)"


def half_credits(credits_: float | None) -> int | None:
    """Credits come in halves; anything finer is a fault of the source."""
    if credits_ is None:
        return None
    doubled = credits_ * 2
    if doubled != int(doubled):
        raise ValueError(f"{credits_} credits are not a multiple of one half")
    return int(doubled)


def plans(found: Json, catalogue: dict[str, Json]) -> list[Plan]:
    kept = [raw for raw in found["plans"] if raw["plan_id"] not in LEFT_OUT_IDS]
    return sorted((plan_of(raw, catalogue) for raw in kept), key=lambda plan: plan.id)


def plan_of(raw: Json, catalogue: dict[str, Json]) -> Plan:
    rows: Rows = raw["courses"]
    language = next((unit.id for unit in _units(rows, *COMPULSORY) if LANGUAGE & set(unit.codes)), "")
    electives, without_language = _electives(raw), _units(rows, WITHOUT_LANGUAGE)
    replaced = without_language or any(group.all_without_language for group in electives)
    return Plan(
        id=raw["plan_id"],
        province=raw["province"].split("(")[0],
        major_code=raw["major_code"],
        national_code=raw["national_code"],
        major_name=raw["major_name"],
        level=raw["level"],
        school_name=raw["examining_school"] or "",
        version=in_chinese(raw["version"]),
        rows=(*(_row(row) for row in rows), *_rows_of_addons_only(raw, catalogue)),
        compulsory=_units(rows, *COMPULSORY),
        electives=electives,
        choices=_choices(rows),
        language=language if replaced else "",
        without_language=without_language,
        theses=tuple(CourseCode(row["code"]) for row in rows if row["group"] == THESES),
        addons=_addons(raw),
        undecided=_units(rows, UNDECIDED),
        national=_national(raw),
        total=_total(raw),
        residence=_residence(raw),
        admission=raw.get("admission") or "",
        notes=tuple(raw.get("notes", ())),
        readings=READINGS.get(raw["plan_id"], ()),
        source=in_chinese(raw["source"]),
        status=raw["status"],
    )


def courses_of_plans_only(found: Json, known: Collection[str]) -> list[Course]:
    """Codes that a plan prints and the catalogue lacks: two thesis codes of other provinces."""
    rows = {
        row["code"]: (row, raw["plan_id"])
        for raw in found["plans"]
        if raw["plan_id"] not in LEFT_OUT_IDS
        for row in raw["courses"]
        if row["code"] not in known
    }
    return [
        Course(
            code=CourseCode(code),
            name=row["name"],
            credits2=half_credits(row["credits"]),
            assessment="毕业论文/设计/考核" if row["group"] == THESES else row["assessment"],
            sources=(f"PLAN:{plan_id}",),
            status="code and name seen on a plan only",
        )
        for code, (row, plan_id) in rows.items()
    ]


def _row(row: Json) -> PlanRow:
    kind: Kind = THESIS if row["group"] == THESES else PRACTICE if row["assessment"] == "实践" else THEORY
    return PlanRow(
        code=CourseCode(row["code"]),
        name=row["name"],
        credits2=half_credits(row["credits"]),
        kind=kind,
        assessment=row["assessment"],
        degree=bool(row.get("degree_course")),
        foreign=row["code"] in FOREIGN,
        only_for=row.get("restricted_to", ""),
    )


def _units(rows: Rows, *groups: str) -> tuple[Unit, ...]:
    """Rows of one number are one 门; 任选一门 makes alternatives of them, bound practice stays with its theory."""
    chosen = [row for row in rows if row["group"] in groups]
    return tuple(_unit(list(same)) for _, same in groupby(chosen, key=lambda row: row["seq"]))


def _unit(rows: Rows) -> Unit:
    codes = [CourseCode(row["code"]) for row in rows]
    if rows[0]["group"] != "任选一门":
        return Unit((tuple(codes),))
    alternatives: dict[str, list[CourseCode]] = {}
    for row, code in zip(rows, codes, strict=True):
        alternatives.setdefault(row.get("bound_to") or code, []).append(code)
    return Unit(tuple(tuple(bound) for bound in alternatives.values()))


def _electives(raw: Json) -> tuple[Elective, ...]:
    """The rules name groups loosely (选考, E, E1 …): they stand in the order of the groups they mean."""
    rules = [
        rule for rule in raw.get("elective_rules", []) if "choose_courses" not in rule and "choose_sets" not in rule
    ]
    groups = [name for name in ELECTIVE if any(row["group"] == name for row in raw["courses"])]
    rules += [{}] * (len(groups) - len(rules))
    return tuple(_elective(raw["courses"], name, rule) for name, rule in zip(groups, rules, strict=True))


def _elective(rows: Rows, name: str, rule: Json) -> Elective:
    least = rule.get("if_foreign_language_taken") or rule.get("if_english_taken") or rule
    otherwise = rule.get("if_no_foreign_language") or rule.get("if_no_english") or {}
    return Elective(
        name=rule.get("group", "").partition(" ")[2] or name,
        units=_units(rows, name),
        min_units=least.get("min_courses"),
        min_credits2=half_credits(least.get("min_credits")),
        all_without_language=otherwise.get("take") == "all",
    )


def _choices(rows: Rows) -> tuple[SetChoice, ...]:
    sets = tuple(units for name in SETS if (units := _units(rows, name)))
    return (SetChoice(name="成组选考", sets=sets),) if sets else ()


def _addons(raw: Json) -> tuple[AddOn, ...]:
    printed = _units(raw["courses"], "加考")
    if printed:
        return (AddOn(option="加考", units=printed, status=raw["status"]),)
    return tuple(
        AddOn(
            option=option["option"],
            units=tuple(Unit(((CourseCode(course["code"]),),)) for course in option["courses"]),
            status=next((course["basis"] for course in option["courses"] if "basis" in course), raw["status"]),
        )
        for option in raw.get("extra_courses_加考", ())
    )


def _rows_of_addons_only(raw: Json, catalogue: dict[str, Json]) -> tuple[PlanRow, ...]:
    """Add-on courses without a row: their credits in this plan are unknown, the kind of examination too."""
    printed = {row["code"] for row in raw["courses"]}
    extra = {
        course["code"]: course["name"]
        for option in raw.get("extra_courses_加考", ())
        for course in option["courses"]
        if course["code"] not in printed
    }
    return tuple(
        PlanRow(
            code=CourseCode(code),
            name=name,
            credits2=None,
            assessment=catalogue[code]["assessment"] or "",
            note="加考课程，本计划未写明学分",
        )
        for code, name in extra.items()
    )


def _national(raw: Json) -> tuple[NationalCourse, ...]:
    return (SHANGHAI_NATIONAL,) if raw["province"] == "上海" else ()


def _total(raw: Json) -> Total:
    credits2 = half_credits(raw["stated_total_credits"])
    matches = not raw["credit_check"].startswith("does NOT") if "credit_check" in raw else False
    return Total(
        credits2=credits2, enforced=credits2 is not None and matches, text=in_chinese(raw.get("credit_check", ""))
    )


def _residence(raw: Json) -> Residence | None:
    return SHANGHAI_RESIDENCE[raw["level"]] if raw["province"] == "上海" else None
