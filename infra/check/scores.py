"""Sheets of scores against the imports and corrections that brought them."""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.imports.corrections import score_text
from chalicelib.domain.transcripts import CORRECTION, Sheet
from chalicelib.storage import people
from infra.check.values import Context, Fact, Found, Group, Partition

JOIN: Final = "sheets"
CORRECTED: Final = "scores_corrected"
# As `corrections.told` writes it.
_TOLD: Final = re.compile(r"(\d{4}-\d\d) 准考证(\d+)：(.+)")
_STEP: Final = re.compile(r"(\w+) [^，]+→([^，]+)")


class Sheets(msgspec.Struct, frozen=True):
    """Of a person: the sessions of imported sheets, and what the corrections say, by session, ticket and course."""

    sessions: frozenset[str]
    corrected: dict[str, str]


def facts_of(partition: Partition) -> Iterator[Fact]:
    found = partition.values(Sheet)
    if found:
        sheets = [sheet for _, sheet in found]
        sessions = frozenset(sheet.session for sheet in sheets if sheet.stream != CORRECTION)
        held = Sheets(sessions, dict(_rows([sheet for sheet in sheets if sheet.stream == CORRECTION])))
        yield Fact(JOIN, partition.pk.removeprefix("C#"), "held", found[0][0].place, msgspec.json.encode(held))
    if partition.table == "audit" and partition.pk.startswith("P#"):
        told = [event.detail for _, event in partition.values(AuditEvent) if event.event == CORRECTED]
        if told:
            steps = msgspec.json.encode(dict(_steps(told)))
            yield Fact(JOIN, partition.pk[2:], "told", partition.items[0].place, steps)


def _rows(corrections: list[Sheet]) -> Iterator[tuple[str, str]]:
    for sheet in corrections:
        yield from ((f"{sheet.session}#{sheet.ref}#{row.code}", score_text(row.score)) for row in sheet.rows)


def _steps(told: list[str]) -> Iterator[tuple[str, str]]:
    """The later of two wins."""
    for detail in told:
        if found := _TOLD.fullmatch(detail):
            session, ref, steps = found.groups()
            yield from ((f"{session}#{ref}#{code}", score) for code, score in _STEP.findall(steps))


def keyed(partition: Partition, _: Context) -> Iterator[Found]:
    """I32: a sheet is of the session, ticket and stream that its key names."""
    for item, sheet in partition.values(Sheet):
        if item.place.sk != people.sheet_key(sheet):
            yield item.place, "成绩单与它的键不符"


def brought(group: Group, context: Context) -> Iterator[Found]:
    """I32: what was corrected stands as the events tell it last, and every session of a sheet was imported.

    Of an imported score nothing else is compared: the manifest vouches for the file, and no event names the score.
    """
    held = group.one("held", Sheets) or Sheets(frozenset(), {})
    if held.corrected != (group.one("told", dict[str, str]) or {}):
        yield group.facts[0].place, "更正的成绩与审计事件不符"
    if held.sessions - context.imported:
        yield group.facts[0].place, "成绩单的考期没有导入过"
