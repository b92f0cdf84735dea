"""Checks between files: what one file names must stand in the other."""

import re
from collections.abc import Iterator, Mapping

from chalicelib.domain.credentials import CredentialType
from chalicelib.domain.exemption_rules import Caution, Evidence, Rule, RuleBook

_CODE = re.compile(r"[0-9]{5}")


def evidence_faults(book: RuleBook, types: Mapping[str, CredentialType]) -> tuple[str, ...]:
    """Rules and cautions that name an unknown kind of credential, an unknown level, or no course code."""
    rows: tuple[Rule | Caution, ...] = (*book.rules, *book.cautions)
    return tuple(fault for row in rows for fault in _faults(row, types))


def _faults(row: Rule | Caution, types: Mapping[str, CredentialType]) -> Iterator[str]:
    for code in row.codes:
        if not _CODE.fullmatch(code):
            yield f"row {row.id}, field codes: {code} is not a course code"
    field = "needs" if isinstance(row, Rule) else "evidence"
    for one in _evidence(row):
        if one.type not in types:
            yield f"row {row.id}, field {field}: unknown type {one.type}"
        elif unknown := set(one.levels) - set(types[one.type].levels):
            yield f"row {row.id}, field {field}: {one.type} has no level {'、'.join(sorted(unknown))}"


def _evidence(row: Rule | Caution) -> tuple[Evidence, ...]:
    return tuple(one for need in row.needs for one in need) if isinstance(row, Rule) else row.evidence
