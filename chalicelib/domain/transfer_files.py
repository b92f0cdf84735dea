"""The file of 转考档案 in our own format: a table with one row a course, written on leaving and read on arriving."""

from collections.abc import Iterator
from typing import Final

import msgspec

from chalicelib.domain.ids import No
from chalicelib.domain.imports.assembly import column
from chalicelib.domain.instants import Instant, shanghai
from chalicelib.domain.reference import credits_text
from chalicelib.domain.spreadsheets import as_text, safe
from chalicelib.domain.transcripts import SCORE, SUPPLEMENTED, TRANSFERRED
from chalicelib.domain.transfer_out_forms import Target, TransferRow

COLUMNS: Final = (
    column("no", "转考编号", required=True),
    column("day", "转出日期", required=True),
    column("id_number", "证件号码", required=True),
    column("name", "姓名", required=True),
    column("from_province", "转出地代码", required=True),
    column("from_ticket", "转出准考证号", required=True),
    column("from_major", "转出专业代码", required=True),
    column("from_title", "转出专业", required=True),
    column("to_province", "转入地代码", required=True),
    column("to_ticket", "转入准考证号", required=True),
    column("to_level", "转入层次代码", required=True),
    column("to_major", "转入专业代码", required=True),
    column("to_title", "转入专业", required=True),
    column("code", "课程代码", required=True),
    column("course", "课程名称", required=True),
    column("kind", "类型", required=True),
    column("source", "成绩来源", required=True),
    column("score", "成绩"),
    column("credits", "学分"),
    column("passed", "通过时间"),
)
KINDS: Final = {"theory": "理论", "practice": "实践"}
SOURCES: Final = {SCORE: "考试", SUPPLEMENTED: "补登", TRANSFERRED: "转入"}


class Departure(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who has left, with full numbers; `province` is the code of one's own, `major` the national code."""

    no: No
    at: Instant
    id_number: str
    name: str
    province: str
    ticket: str
    major: str
    title: str
    target: Target
    rows: tuple[TransferRow, ...]


def titles() -> list[str]:
    return [one.title for one in COLUMNS]


def rows_of(one: Departure) -> Iterator[list[str]]:
    """In the order of COLUMNS, one row a course; what is not known stays empty."""
    target = one.target
    person = [
        one.no,
        f"{shanghai(one.at):%Y-%m-%d}",
        *map(as_text, (one.id_number,)),
        safe(one.name),
        *map(as_text, (one.province, one.ticket, one.major)),
        safe(one.title),
        *map(as_text, (target.province, target.ticket, target.level, target.major)),
        safe(target.title),
    ]
    for row in one.rows:
        yield [
            *person,
            as_text(row.code),
            safe(row.name),
            KINDS.get(row.kind, KINDS["practice"]),
            SOURCES[row.source],
            "" if row.score is None else str(row.score),
            "" if row.credits2 is None else credits_text(row.credits2),
            row.session,
        ]
