"""Each invariant sees its own defect, and no other invariant takes it for its own."""

import re
from pathlib import Path

import pytest

from chalicelib.domain.instants import DAY, Instant, later
from infra.check import grammar
from infra.check.everything import check_all
from infra.check.rules import ABOUT
from tests.checked import violations
from tests.infra.check import (
    broken_arrivals,
    broken_attestations,
    broken_cases,
    broken_graduations,
    broken_orders,
    broken_rest,
    broken_scores,
    broken_trails,
)
from tests.infra.check.corrupting import BROKEN, Corruption

__all__ = [
    "broken_arrivals",
    "broken_attestations",
    "broken_cases",
    "broken_graduations",
    "broken_orders",
    "broken_rest",
    "broken_scores",
    "broken_trails",
]
TABLES = Path(__file__).parents[3] / "docs/tables.md"


def test_nothing_is_found_in_a_good_world(now: Instant) -> None:
    assert check_all(now) == []


def test_nothing_is_found_where_somebody_has_graduated(now: Instant) -> None:
    broken_graduations.graduated(now)
    assert violations(now, sample=1) == []


@pytest.mark.parametrize(("number", "corruption"), BROKEN, ids=lambda one: getattr(one, "__name__", one))
def test_one_defect_is_one_finding(number: str, corruption: Corruption, now: Instant) -> None:
    looked = corruption(now)
    found = violations(looked or now, sample=int(number == "I17"))
    assert {one.invariant for one in found} == {number}, found


def test_scores_that_were_corrected_twice_are_as_the_last_event_tells(now: Instant) -> None:
    broken_scores.correct(99)
    broken_scores.correct(1)
    assert check_all(now) == []


def test_a_code_that_is_to_be_forgotten_may_be_half_gone(now: Instant) -> None:
    broken_attestations.a_code_leads_to_nobody(now)
    assert {one.invariant for one in check_all(now)} == {"T10"}
    assert "T10" not in {one.invariant for one in check_all(later(now, 400 * DAY))}


def test_every_invariant_has_a_defect_that_it_sees() -> None:
    assert {number for number, _ in BROKEN} == set(ABOUT)


def test_the_grammar_knows_what_the_documentation_knows() -> None:
    """By the first word of each key, in both directions."""
    words = re.compile(r"`([A-Z]+)(?=[#`])")
    documented = set(words.findall(TABLES.read_text("utf-8")))
    known = {re.split(r"[#\d]", part)[0] for name in grammar.names() for part in name.split(" / ")}
    assert documented - {"A", "Q", "T", "Z"} == {word for word in known if word.isupper()} - {"A"}
