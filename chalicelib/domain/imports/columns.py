"""The columns of a kind of file, and the finding of them in a header that somebody wrote."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from chalicelib.domain.imports import cells
from chalicelib.domain.imports.report import Finding

# Decoration that people put around a title: spaces, joiners, marks of required columns.
_DECORATION = re.compile(r"[\s_\-*:：.]+")


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """`title` is what documents and reports call it; `aliases` are read as well. Case and spaces do not matter."""

    key: str
    title: str
    aliases: tuple[str, ...] = ()
    required: bool = True


class Heading(NamedTuple):
    """Per column of the layout its place in the file, or None; `findings` name what is wrong with the header."""

    places: tuple[int | None, ...]
    findings: tuple[Finding, ...]

    @property
    def found(self) -> int:
        return sum(place is not None for place in self.places)


def placed(header: Sequence[str], columns: Sequence[Column]) -> Heading:
    names = {_plain(name): column for column in columns for name in (column.key, column.title, *column.aliases)}
    known = [names.get(_plain(cell)) for cell in header]
    counts = Counter(column.key for column in known if column)
    places = tuple(next((at for at, found in enumerate(known) if found is column), None) for column in columns)
    findings = [Finding(column.title, "表头中出现了两次，请只保留一列") for column in columns if counts[column.key] > 1]
    findings += [
        Finding(column.title, f"表头中没有这一列，可用的列名：{'、'.join((column.title, *column.aliases))}")
        for column, place in zip(columns, places, strict=True)
        if column.required and place is None
    ]
    if counts:  # else it is no header: its cells may be a person's
        unused = [cell.strip() for cell, column in zip(header, known, strict=True) if column is None and cell.strip()]
        findings += [Finding("表头", "这一列不认识，没有使用", name, is_fault=False) for name in unused]
    return Heading(places, tuple(findings))


def _plain(name: str) -> str:
    return _DECORATION.sub("", cells.plain(name)).casefold()
