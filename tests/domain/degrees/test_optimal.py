"""Hypothesis against brute force on small plans: optimal, monotone, indifferent to order, and well explained."""

import random
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.domain.degrees.audit import audit_degree
from chalicelib.domain.degrees.compile import compile_plan
from chalicelib.domain.degrees.demands import Mode
from chalicelib.domain.degrees.program import Program
from chalicelib.domain.degrees.records import NO_ADDON, Choices
from chalicelib.domain.plans import Plan
from chalicelib.domain.substitutions import SubstitutionMap
from chalicelib.domain.transcripts import Transcript
from tests.domain.degrees import small
from tests.domain.degrees.checking import after_next_exams, check, costs
from tests.domain.degrees.oracle import Oracle, Person
from tests.domain.degrees.people import NOW, transcript_of

FEW = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=20_000, deadline=None, suppress_health_check=list(HealthCheck))


class Example(NamedTuple):
    plan: Plan
    map: SubstitutionMap
    person: Person

    @property
    def program(self) -> Program:
        return compile_plan(self.plan, (self.map,), day=small.DAY)

    @property
    def choices(self) -> Choices:
        return Choices(facts=self.person.facts, certificates=dict(self.person.certificates))

    def transcript(self, person: Person | None = None) -> Transcript:
        kinds = {row.code: row.kind for row in self.plan.rows}
        return transcript_of((person or self.person).passes, kinds)


@st.composite
def examples(draw: st.DrawFn) -> Example:
    plan = draw(small.plans())
    return Example(plan, draw(small.maps(plan)), draw(small.people(plan)))


def assert_optimal(example: Example) -> None:
    """① to ④ of every mode, to the digit."""
    ours = costs(example.program, example.transcript(), example.choices)
    theirs = Oracle(example.plan, [example.map], small.DAY).prices(example.person)
    assert {(mode.language, mode.sets, mode.addon): tuple(cost) for mode, cost in ours.items()} == theirs


def assert_monotone(example: Example, code_and_source: tuple[str, str]) -> None:
    """A further record never hurts, in no mode and on no level of the objective."""
    code, source = code_and_source
    passes = {**example.person.passes, code: example.person.passes.get(code, frozenset()) | {source}}
    more = example.transcript(example.person._replace(passes=passes))
    before = costs(example.program, example.transcript(), example.choices)
    after = costs(example.program, more, example.choices)
    assert all(after[mode] <= before[mode] for mode in before)


def assert_indifferent(example: Example, dice: random.Random) -> None:
    """The order of sheets, rows, grants, maps and rules changes nothing, not even the explanation."""
    transcript = example.transcript()
    sheets = [msgspec.structs.replace(one, rows=_shuffled(one.rows, dice)) for one in transcript.sheets]
    other = Transcript(_shuffled(sheets, dice), _shuffled(transcript.grants, dice))
    map_ = msgspec.structs.replace(example.map, rules=_shuffled(example.map.rules, dice))
    program = compile_plan(example.plan, (map_,), day=small.DAY)
    first = audit_degree(example.program, transcript, example.choices, now=NOW)
    assert audit_degree(program, other, example.choices, now=NOW) == first


def _shuffled(values: Sequence[Any], dice: random.Random) -> tuple[Any, ...]:
    return tuple(dice.sample(list(values), len(values)))


def assert_explained(example: Example) -> None:
    """The explanation holds together, and whoever passes the exams it proposes is done."""
    program, transcript = example.program, example.transcript()
    audit = check(program, transcript, example.choices)
    mode = program.modes[audit.verdict.mode].mode
    fixed = msgspec.structs.replace(
        example.choices, language=mode.language, sets=audit.chosen.sets, addon=_addon(example.plan, mode)
    )
    after = after_next_exams(program, audit, transcript, fixed)
    if audit.chosen.reachable and all(gap.next for gap in audit.gaps):
        assert after.verdict.units == 0


def _addon(plan: Plan, mode: Mode) -> str:
    if not plan.addons:
        return ""
    return plan.addons[mode.addon].option if mode.addon >= 0 else NO_ADDON


records = st.tuples(
    st.sampled_from((*small.CELLS, *small.OLD, small.NATIONAL, small.EXTRA)),
    st.sampled_from(("score", "exempt", "transferred", "supplemented")),
)


@settings(FEW, max_examples=300)
@given(examples())
def test_no_completion_is_cheaper(example: Example) -> None:
    assert_optimal(example)


@FEW
@given(examples(), records)
def test_a_further_record_never_hurts(example: Example, more: tuple[str, str]) -> None:
    assert_monotone(example, more)


@FEW
@given(examples(), st.randoms(use_true_random=False))
def test_order_changes_nothing(example: Example, dice: random.Random) -> None:
    assert_indifferent(example, dice)


@FEW
@given(examples())
def test_every_explanation_holds_together(example: Example) -> None:
    assert_explained(example)


@pytest.mark.long
@MANY
@given(examples(), records, st.randoms(use_true_random=False))
def test_twenty_thousand_examples_show_no_difference(
    example: Example, more: tuple[str, str], dice: random.Random
) -> None:
    assert_optimal(example)
    assert_monotone(example, more)
    assert_indifferent(example, dice)
    assert_explained(example)
