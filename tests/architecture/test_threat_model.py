"""docs/threat-model.md names its proofs: each must exist, and every row of the thread must be there."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/threat-model.md"
REQUIRED = {*range(1, 41), *range(42, 51), *range(53, 63), *range(66, 78), 80, 81, 82, 88, 89, 91, 92, 95}
_PROOF = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


class Row(NamedTuple):
    number: int
    threat: str
    met: str
    proof: str

    @property
    def tests(self) -> list[tuple[str, str]]:
        return _PROOF.findall(self.proof)

    @property
    def later(self) -> list[str]:
        """Capabilities that arrows name, in either of the last columns."""
        return [part.strip() for cell in (self.met, self.proof) for part in cell.split("→")[1:]]


@cache
def page() -> str:
    return PAGE.read_text("utf-8")


@cache
def rows() -> tuple[Row, ...]:
    cells = [line.strip().strip("|").split("|") for line in page().splitlines() if re.match(r"\|\s*\d+\s*\|", line)]
    return tuple(Row(int(number), *(cell.strip() for cell in rest)) for number, *rest in cells)


@cache
def functions(file: str) -> frozenset[str]:
    path = ROOT / file
    if not path.is_file():
        return frozenset()
    return frozenset(
        node.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)
    )


def test_every_row_of_the_thread_is_there_once_and_in_order() -> None:
    numbers = [row.number for row in rows()]
    assert numbers == sorted(set(numbers))
    assert set(numbers) >= REQUIRED


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row.number))
def test_row_is_proved_or_says_what_will_prove_it(row: Row) -> None:
    assert row.threat
    assert row.met
    assert [f"{file}::{name}" for file, name in row.tests if name not in functions(file)] == []
    assert row.tests or row.later


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row.number))
def test_a_proof_holds_nothing_but_tests_and_an_arrow(row: Row) -> None:
    """A misspelt name would otherwise pass as prose."""
    rest = _PROOF.sub("", row.proof).strip()
    assert rest == (f"→ {row.later[-1]}" if "→" in row.proof else "")


def test_arrows_name_the_capabilities_that_the_page_explains() -> None:
    explained = set(re.findall(r"\*([A-Z][^*]+)\*", page().partition("## Accepted")[0].replace("\n", " ")))
    named = {capability for row in rows() for capability in row.later}
    assert named <= explained
    assert named
