"""Codes in one cell: `00018+00019` both, `00012/13000` any one, `;` between what counts apart. Nothing is guessed."""

import re
from collections.abc import Iterable
from typing import Final

from chalicelib.domain.ids import CourseCode
from chalicelib.domain.imports import cells
from chalicelib.domain.imports.cells import CellError
from chalicelib.domain.plans import Codes

Alternatives = tuple[Codes, ...]
Slots = tuple[Alternatives, ...]

_SIGNS: Final = re.compile(r"[0-9+/;\s.]*")


def alternatives(text: str) -> Alternatives:
    """`A+B/C`: A and B together, or C alone."""
    return tuple(codes(part) for part in _split(text, "/"))


def slots(text: str) -> Slots:
    """`A/B;C`: two things, the first of which is met by either of two."""
    return tuple(alternatives(part) for part in _split(text, ";"))


def clauses(text: str) -> Alternatives:
    """`A/B;C`: one of A and B, and C."""
    return tuple(tuple(code(one) for one in _split(part, "/")) for part in _split(text, ";"))


def codes(text: str) -> Codes:
    return tuple(code(one) for one in _split(text, "+"))


def code(text: str) -> CourseCode:
    return CourseCode(cells.course_code(text))


def _split(text: str, sign: str) -> list[str]:
    plain = cells.plain(text)
    if not _SIGNS.fullmatch(plain):
        raise CellError("课程代码之间只能用 +（都要）、/（任选其一）、;（分别计算）")
    return [part.strip() for part in plain.split(sign)] if plain else []


def alternatives_cell(found: Alternatives) -> str:
    return "/".join("+".join(codes) for codes in found)


def slots_cell(found: Slots) -> str:
    return ";".join(map(alternatives_cell, found))


def clauses_cell(found: Iterable[Codes]) -> str:
    return ";".join("/".join(codes) for codes in found)
