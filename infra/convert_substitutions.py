"""Reads the collected substitution tables into explicit rules; the choices stand in `substitution_readings`.

Every table of two plan versions becomes two maps: the old courses for who graduates on the new plan (with the sentences
below the table), and the new courses for who graduates on the old one during the transition (its rows only).
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plans import Codes
from chalicelib.domain.substitutions import Kind, Protected, Rule, SubstitutionMap, Transition
from infra import special_rules as specials
from infra import substitution_readings as readings
from infra.convert_plans import WITHOUT_LANGUAGE
from infra.plan_readings import LEFT_OUT_IDS, in_chinese

Json = dict[str, Any]
Side = tuple[Codes, ...]

_PROVINCES = {"JS": "江苏", "SH": "上海"}


def substitutions(found: Json, plans: Json) -> Json:
    kept = [raw for raw in plans["plans"] if raw["plan_id"] not in LEFT_OUT_IDS]
    names, swaps = _names(kept), _swaps(kept)
    maps = [_backward(raw, names) for raw in found["jiangsu"]]
    maps += [_forward(raw, names, swaps.get(f"JS-{raw['national_code']}-2021", ())) for raw in found["jiangsu"]]
    maps += specials.political(found["political_theory"])
    maps += [_partial(raw, place) for place, raw in enumerate(found["shanghai_partial"], 1)]
    return {
        "protected": [_protected(found)],
        "transitions": _transitions(found["general_rules"]),
        "rows": sorted(maps, key=lambda one: one.id),
    }


def _names(plans: list[Json]) -> dict[str, str]:
    return {row["code"]: row["name"] for raw in plans for row in raw["courses"]}


def _swaps(plans: list[Json]) -> dict[str, Codes]:
    """The 换考 courses that a plan lists apart."""
    return {
        raw["plan_id"]: tuple(CourseCode(row["code"]) for row in raw["courses"] if row["group"] == WITHOUT_LANGUAGE)
        for raw in plans
    }


def _forward(raw: Json, names: dict[str, str], swap: Codes) -> SubstitutionMap:
    major = raw["national_code"]
    id_ = f"JS-{major}-2021-2024"
    rows = tuple(
        _rule(f"{id_}/{row['old_seq']}", old, new, _remark(major, row), names)
        for row in _explicit(raw)
        for old, new in [_sides(major, row)]
    )
    extra = tuple(specials.forward(id_, raw, swap))
    return msgspec.structs.replace(_map(raw, id_, rows + extra), notes=specials.notes(raw))


def _backward(raw: Json, names: dict[str, str]) -> SubstitutionMap:
    major = raw["national_code"]
    id_ = f"JS-{major}-2024-2021"
    rows = tuple(
        _rule(f"{id_}/{row['old_seq']}", new, old, _remark(major, row, backward=True), names)
        for row in _explicit(raw)
        for old, new in [_sides(major, row, backward=True)]
        if old and new
    )
    theses = specials.thesis(id_, major, backward=True)
    return msgspec.structs.replace(_map(raw, id_, (*rows, *theses), backward=True), until=readings.JIANGSU_UNTIL)


def _map(raw: Json, id_: str, rules: tuple[Rule, ...], *, backward: bool = False) -> SubstitutionMap:
    old, new = (f"JS-{raw['national_code']}-{year}" for year in (2021, 2024))
    return SubstitutionMap(
        id=id_,
        province=raw["province"],
        from_plan=new if backward else old,
        to_plan=old if backward else new,
        since=readings.JIANGSU_SINCE,
        rules=rules,
        text=raw["rule"],
        source=in_chinese(raw["source"]),
        status=raw["status"],
    )


def _explicit(raw: Json) -> Iterator[Json]:
    """Rows that say something: not those of one code on both sides, not the political ones (the case table rules)."""
    for row in raw["rows"]:
        if not row["same_code"] and not readings.POLITICAL & set(row["old"]):
            yield row


def _sides(major: str, row: Json, *, backward: bool = False) -> tuple[Side, Side]:
    """Both lists with their AND and OR. A code on both sides counts directly: it needs no rule.

    Raises KeyError for a list that nobody has read yet.
    """
    lists = len(row["old"]) > 1 or len(row["new"]) > 1
    old_word, new_word, _ = readings.LISTS[major, row["old_seq"]] if lists else ("", "", "")
    old, new = _side(row["old"], old_word), _side(row["new"], new_word)
    same = set(old) & set(new)
    taken = tuple(codes for codes in (new if backward else old) if codes not in same)
    return (old, taken) if backward else (taken, new)


def _side(codes: list[str], word: str) -> Side:
    if len(codes) > 1 and not word:
        raise ValueError(f"nobody has read what the list {codes} means")
    given = tuple(CourseCode(code) for code in codes)
    return tuple((code,) for code in given) if word == readings.ANY else (given,)


def _remark(major: str, row: Json, *, backward: bool = False) -> tuple[str, str]:
    """The reading of a row and its deadline for certificates (which binds old courses only)."""
    key = (major, row["old_seq"])
    deadline = "" if backward else readings.DEADLINES.get(key, "")
    words = [readings.REASONS[readings.LISTS[key][2]]] if key in readings.LISTS else []
    return "；".join(words + ([readings.DEADLINE_READING] if deadline else [])), deadline


def _rule(id_: str, takes: Side, gives: Side, remark: tuple[str, str], names: dict[str, str]) -> Rule:
    kind: Kind = "row"
    return Rule(
        id=id_,
        kind=kind,
        takes=(takes,),
        gives=gives,
        exempt_before=remark[1],
        text=f"{_said(takes, names)}可替代{_said(gives, names)}",
        reading=remark[0],
        status="verified in source",
    )


def _said(side: Side, names: dict[str, str]) -> str:
    return "或".join("＋".join(f"{names[code]}（{code}）" for code in codes) for codes in side)


def _partial(raw: Json, place: int) -> SubstitutionMap:
    """Rows of one school in Shanghai for a plan that nobody has sent yet: they wait for it by province and major."""
    id_ = f"SH-SUFE-{place}"
    pairs = [(row["old"].split(" ", 1), row["new"].split(" ", 1)) for row in raw["rows"]]
    names = {code: name for pair in pairs for code, name in pair}
    rules = tuple(
        _rule(f"{id_}/{number}", ((CourseCode(old[0]),),), ((CourseCode(new[0]),),), ("", ""), names)
        for number, (old, new) in enumerate(pairs, 1)
        if old[0] != new[0]
    )
    return SubstitutionMap(
        id=id_,
        province=raw["province"],
        tier="本科",
        majors=(raw["major"].split("(")[0],),
        since=readings.SHANGHAI_SINCE,
        rules=rules,
        names={rule_code: names[rule_code] for rule in rules for rule_code in sorted(rule.taken | rule.given)},
        text=f"{raw['school']}{raw['major']}的四门课程，其余课程未公布对照",
        source=specials.SUFE_SOURCE,
        status=raw["status"],
    )


def _protected(found: Json) -> Protected:
    (said,) = [row["example"] for row in found["kinds"] if row["kind"] == "not_substitutable"]
    return Protected(code=CourseCode("15040"), text=said, source=specials.HANDBOOK, status="verified in source")


def _transitions(found: list[Json]) -> list[Transition]:
    return [
        Transition(id=id_, province=_PROVINCES[id_[:2]], text=row["text"], source=row["source"], status=row["status"])
        for id_, row in zip(readings.TRANSITIONS, found, strict=True)
    ]
