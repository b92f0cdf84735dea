"""A table of substitution rules read into maps, and a map written as such a table."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final, NamedTuple

from chalicelib.domain.imports import expressions, words
from chalicelib.domain.imports import rule_columns as columns
from chalicelib.domain.imports.assembly import Assembly, Facts, Findings, Rows, lines_of
from chalicelib.domain.imports.rule_columns import TITLES, Line
from chalicelib.domain.substitutions import KIND_TEXTS, Rule, SubstitutionMap

_REQUIRED: Final = ("province", "text", "source", "status")


class Sheet(NamedTuple):
    """`rows`: where a map ("" for the whole) or a rule of it stands in the table."""

    maps: tuple[SubstitutionMap, ...]
    rows: dict[tuple[str, str], int]
    findings: Findings


def maps_of(rows: Rows) -> Sheet:
    """No map comes from a table with a fault in it."""
    lines, findings = lines_of(rows, columns.line_of)
    ordered = sorted(lines, key=lambda line: line.map)
    made = [_Assembly(list(same), TITLES) for _, same in groupby(ordered, key=lambda line: line.map)]
    maps = tuple(one for assembly in made if (one := assembly.map()))
    findings += [found for one in made for found in one.findings]
    places: dict[tuple[str, str], int] = {}
    for line in lines:
        places.setdefault((line.map, ""), line.row)
        places.setdefault((line.map, line.rule), line.row)
    return Sheet(maps, places, findings)


class _Assembly(Assembly[Line]):
    """One map under construction."""

    def map(self) -> SubstitutionMap | None:
        """None if something does not fit together."""
        facts = self.facts(columns.FACTS, _REQUIRED)
        if self.findings:
            return None
        return SubstitutionMap(
            id=self.lines[0].map,
            province=facts["province"],
            tier=facts["tier"] or "",
            majors=facts["majors"] or (),
            from_plan=facts["from_plan"] or "",
            to_plan=facts["to_plan"] or "",
            since=facts["since"] or "",
            until=facts["until"] or "",
            rules=tuple(_rule(line, facts) for line in self.lines),
            names=facts["names"] or {},
            notes=facts["notes"] or (),
            text=facts["text"],
            source=facts["source"],
            status=facts["status"],
        )


def _rule(line: Line, facts: Facts) -> Rule:
    """Without a sentence of its own a rule reads as its codes do."""
    said = f"{expressions.slots_cell(line.takes)}可替代{expressions.alternatives_cell(line.gives)}"
    return Rule(
        id=line.rule,
        kind=line.kind or "row",
        takes=line.takes,
        any_of=1 if line.any_of is None else line.any_of,
        gives=line.gives,
        needs=line.needs,
        waives=line.waives,
        counts2=line.counts or 0,
        exempt_before=line.exempt_before,
        text=line.rule_text or said,
        reading=line.reading,
        status=line.rule_status or facts["status"],
    )


def header() -> tuple[str, ...]:
    return tuple(one.title for one in columns.COLUMNS)


def rows(one: SubstitutionMap) -> Iterator[tuple[str, ...]]:
    """What `maps_of` reads back; the facts of the map stand on its first row."""
    facts = {
        "province": one.province,
        "tier": one.tier,
        "majors": "\n".join(one.majors),
        "from_plan": one.from_plan,
        "to_plan": one.to_plan,
        "since": one.since,
        "until": one.until,
        "names": "\n".join(f"{code} {name}" for code, name in one.names.items()),
        "notes": "\n".join(one.notes),
        "text": one.text,
        "source": one.source,
        "status": words.status_cell(one.status),
    }
    for rule in one.rules:
        cells = {"map": one.id} | facts | _cells(rule)
        facts = {}
        yield tuple(cells.get(found.key, "") for found in columns.COLUMNS)


def _cells(rule: Rule) -> dict[str, str]:
    return {
        "rule": rule.id,
        "kind": KIND_TEXTS[rule.kind],
        "takes": expressions.slots_cell(rule.takes),
        "any_of": words.count_cell(rule.any_of),
        "gives": expressions.alternatives_cell(rule.gives),
        "needs": expressions.clauses_cell(rule.needs),
        "waives": "+".join(rule.waives),
        "counts": words.credits_cell(rule.counts2 or None),
        "exempt_before": rule.exempt_before,
        "rule_text": rule.text,
        "reading": rule.reading,
        "rule_status": words.status_cell(rule.status),
    }
