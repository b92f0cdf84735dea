"""docs/manual.md lists what the candidates' manual demands: each row has a journey that names it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/manual.md"
JOURNEYS = ROOT / "tests/journeys"
_ROW = re.compile(r"^\| (M\d(?:\.\d)?-\d\d) \| (\S.+) \|$", re.MULTILINE)
_NAMED = re.compile(r"(M\d(?:\.\d)?)-(\d\d)(?: to \1-(\d\d))?")


def rows() -> list[str]:
    return [number for number, _ in _ROW.findall(PAGE.read_text("utf-8"))]


def named(text: str) -> Iterator[str]:
    """`M3.1-01 to M3.1-03` names three."""
    for chapter, first, last in _NAMED.findall(text):
        yield from (f"{chapter}-{number:02}" for number in range(int(first), int(last or first) + 1))


def named_by_journeys() -> set[str]:
    """By what a test says of itself; modules and helpers promise nothing."""
    found: set[str] = set()
    for path in sorted(JOURNEYS.glob("test_*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                found.update(named(ast.get_docstring(node) or ""))
    return found


def test_every_row_stands_there_once_and_in_order() -> None:
    found = rows()
    assert found == sorted(set(found))
    assert len(found) == PAGE.read_text("utf-8").count("| M")


def test_every_row_has_a_journey_that_names_it() -> None:
    assert set(rows()) - named_by_journeys() == set()


def test_journeys_name_rows_that_exist() -> None:
    assert named_by_journeys() <= set(rows())


def test_a_range_names_every_row_in_it() -> None:
    assert list(named("M3.1-01 to M3.1-03, M2-02: 「登录」")) == ["M3.1-01", "M3.1-02", "M3.1-03", "M2-02"]
