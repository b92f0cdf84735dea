"""Sentences of the substitution tables that are no rows, read by hand into rules: case tables, any n of a set, …"""

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plans import Codes
from chalicelib.domain.substitutions import Rule, Slot, SubstitutionMap
from infra import substitution_readings as readings

Json = dict[str, Any]

HANDBOOK: Final = "江苏省高等教育自学考试专业考试计划简编 2024年版(2025年修订), 江苏省教育考试院, 2025-05"
SUFE_SOURCE: Final = "上海财经大学高等教育自学考试省际转考工作实施细则补充说明, 2024-10-08 (zikao365.com)"
VERIFIED: Final = "verified in source"

# The old courses of each row; two codes of one row are one course under two codes, or one of several.
POLITICAL_ROWS: Final = {
    "专科": (
        ("00001", "99031", "99041", "28006"),
        ("12656", "03707", "00002", "99032"),
        ("99042",),
        ("99043",),
        ("03706", "00003", "99021", "27702"),
    ),
    "本科": (
        ("00004", "99022"),
        ("03709", "00005", "99033", "99042"),
        ("99041",),
        ("99043",),
        ("28001",),
        ("03708",),
    ),
}
# Tier → (what one of the first rows brings, what the last row brings). “必须考” names the rest, which we turn round:
# "passed only one of rows 1-4: 15040 and 15042" says that one of those rows stands for 15041.
POLITICAL_GIVES: Final = {"专科": ("15041", "15042"), "本科": ("15044", "15043")}
_TIER_IDS: Final = {"专科": "diploma", "本科": "degree"}
POLITICAL_NAMES: Final = {
    "00001": "马克思主义哲学原理",
    "99031": "马克思主义哲学原理",
    "99041": "哲学",
    "28006": "哲学",
    "99032": "邓小平理论概论",
    "99042": "政治经济学",
    "99043": "中国革命史",
    "00003": "法律基础",
    "99021": "法律基础",
    "27702": "法律基础",
    "00004": "毛泽东思想概论",
    "99022": "毛泽东思想概论",
    "99033": "马克思主义政治经济学原理",
    "28001": "邓小平理论概论",
}
_POLITICAL_READING: Final = "来源写“只通过其中一门须考…”，改写为正向规则：通过的课程替代其余的思政课"


def slots(*codes: str) -> tuple[Slot, ...]:
    """One slot per code."""
    return tuple(((CourseCode(code),),) for code in codes)


def codes_of(*codes: str) -> Codes:
    return tuple(CourseCode(code) for code in codes)


def political(found: list[Json]) -> list[SubstitutionMap]:
    return [_table(raw) for raw in found]


def _table(raw: Json) -> SubstitutionMap:
    tier = raw["level"]
    id_, rows = f"JS-political-{_TIER_IDS[tier]}", POLITICAL_ROWS[tier]
    takes = tuple(tuple((CourseCode(code),) for code in row) for row in rows)
    first, last = POLITICAL_GIVES[tier]
    both = tuple(sorted((CourseCode(first), CourseCode(last))))
    rules = (
        _case(f"{id_}/2", takes, 2, both, f"通过对照表第 1 至 {len(rows)} 行任意 2 行及以上，可替代{'和'.join(both)}"),
        _case(
            f"{id_}/1", takes[:-1], 1, codes_of(first), f"通过对照表第 1 至 {len(rows) - 1} 行任意 1 行，可替代{first}"
        ),
        _case(f"{id_}/0", takes[-1:], 1, codes_of(last), f"通过对照表第 {len(rows)} 行，可替代{last}"),
    )
    return SubstitutionMap(
        id=id_,
        province=raw["province"],
        tier=tier,
        since=readings.JIANGSU_SINCE,
        rules=rules,
        names={CourseCode(code): POLITICAL_NAMES[code] for row in rows for code in row if code in POLITICAL_NAMES},
        text="思想政治理论课按情形对照，不按各专业对照表的行",
        source=raw["source"],
        status=raw["status"],
    )


def _case(id_: str, takes: tuple[Slot, ...], any_of: int, gives: Codes, text: str) -> Rule:
    return Rule(
        id=id_,
        kind="table",
        takes=takes,
        any_of=any_of,
        gives=(gives,),
        text=text,
        reading=_POLITICAL_READING,
        status=VERIFIED,
    )


def forward(id_: str, raw: Json, swap: Codes) -> Iterator[Rule]:
    """The sentences below one table, for who graduates on the new plan; `swap`: the 换考 courses of the old one."""
    major = raw["national_code"]
    yield from thesis(id_, major)
    if major == "120402":
        yield from _administration(id_, raw["special"])
    if major == "590206":
        yield from _junior_administration(id_, raw["special"][0])
    if major in readings.COUNTED:
        yield _counted(id_, major, raw["special"][0])
    yield from _waived(id_, major)
    if swap:
        yield Rule(
            id=f"{id_}/swap",
            kind="language",
            takes=slots(*swap),
            any_of=2,
            gives=(codes_of("13000"),),
            text=readings.SWAP_TEXT,
            reading=readings.SWAP_READING,
            status=readings.INFERRED,
        )


def thesis(id_: str, major: str, *, backward: bool = False) -> Iterator[Rule]:
    if major in readings.THESES:
        old, new = readings.THESES[major]
        taken, given = (new, old) if backward else (old, new)
        yield Rule(
            id=f"{id_}/thesis",
            kind="thesis",
            takes=slots(taken),
            gives=(codes_of(given),),
            text=f"毕业论文（设计、考核）{taken}可替代{given}",
            reading=readings.THESIS_READING,
            status=readings.INFERRED,
        )


def _administration(id_: str, said: list[str]) -> Iterator[Rule]:
    """行政管理(专升本): numbers 13 to 16 of the old plan are its elective group."""
    pool = slots("00144", "00024", "00322", "00323")
    language = codes_of("00015", "27016", "27017", "27018")
    first, second, third = said[0], said[1].split("；")[0], said[1]
    either = (codes_of("13000"), codes_of("14970"))
    both = (codes_of("13000", "03954"), codes_of("14970", "03954"))
    yield msgspec.structs.replace(
        _set(f"{id_}/set-1", pool, 1, (codes_of("03954"),), first),
        needs=(language,),
        reading="“考外语者”读作：已通过旧计划的外语",
    )
    yield _set(f"{id_}/set-2", pool, 2, either, second)
    yield _set(f"{id_}/set-3", pool, 3, both, third)


def _junior_administration(id_: str, said: str) -> Iterator[Rule]:
    pool = slots("00043", "00182", "27015")
    yield _set(f"{id_}/set-2", pool, 2, (codes_of("00163", "14355"),), said)
    yield _set(f"{id_}/set-1", pool, 1, (codes_of("14355"),), said)


def _set(id_: str, pool: tuple[Slot, ...], any_of: int, gives: tuple[Codes, ...], text: str) -> Rule:
    return Rule(id=id_, kind="set", takes=pool, any_of=any_of, gives=gives, text=text, status=VERIFIED)


def _counted(id_: str, major: str, said: str) -> Rule:
    code, credits2 = readings.COUNTED[major]
    return Rule(
        id=f"{id_}/counted",
        kind="counted",
        takes=slots(code),
        counts2=credits2,
        text=said,
        reading=readings.COUNTED_READING,
        status=VERIFIED,
    )


def _waived(id_: str, major: str) -> Iterator[Rule]:
    for old, new, text, reading, status in readings.WAIVED.get(major, ()):
        yield Rule(
            id=f"{id_}/waived-{old}",
            kind="waived",
            takes=slots(old),
            gives=(codes_of(*new),),
            waives=codes_of(*new[1:]),
            text=text,
            reading=reading,
            status=status,
        )


def notes(raw: Json) -> tuple[str, ...]:
    """Sentences that no rule expresses: they bind the entry for an examination, or a fact outside the transcript."""
    ruled = {"120402": 2, "590206": 1, "020401": 1}
    deadline = [text for text in raw["special"] if "以后获得的计算机" in text]
    return tuple(text for text in raw["special"][ruled.get(raw["national_code"], 0) :] if text not in deadline)
