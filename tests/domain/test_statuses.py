"""Every pair of state and event is either an edge of architecture § 4 or refused."""

import itertools

import pytest

from chalicelib.domain.errors import WrongStateError
from chalicelib.domain.statuses import LIVE, TEXTS, Event, State, transition

# architecture.md § 4, row by row: from, event, to.
TWO_STAGE = """
-            submit    submitted
submitted    resubmit  submitted
submitted    withdraw  withdrawn
submitted    pass      under_review
submitted    return    returned
under_review return    returned
submitted    reject    rejected
under_review reject    rejected
under_review approve   approved
under_review pay       under_review
under_review refund    under_review
submitted    refund    submitted
expired      refund    expired
under_review sign      under_review
under_review lapse     returned
under_review hand_over under_review
under_review confirm   under_review
under_review ask_again under_review
returned     resubmit  submitted
rejected     resubmit  submitted
returned     expire    expired
approved     correct   under_review
rejected     correct   under_review
submitted    cancel    cancelled
under_review cancel    cancelled
returned     cancel    cancelled
"""
EDGES = {(start, event): end for start, event, end in (line.split() for line in TWO_STAGE.split("\n") if line)}
PAIRS = list(itertools.product([None, *State], Event))


@pytest.mark.parametrize(("state", "event"), PAIRS)
def test_two_stage_edges_are_those_of_the_table(state: State | None, event: Event) -> None:
    expected = EDGES.get((state or "-", event))
    if expected:
        assert transition(state, event) == expected
    else:
        with pytest.raises(WrongStateError):
            transition(state, event)


@pytest.mark.parametrize(("state", "event"), PAIRS)
def test_one_stage_businesses_approve_at_once_and_never_pass(state: State | None, event: Event) -> None:
    expected = EDGES.get((state or "-", event))
    expected = {Event.PASS: None, Event.APPROVE: "approved" if state == State.SUBMITTED else expected}.get(
        event, expected
    )
    if expected:
        assert transition(state, event, stages=1) == expected
    else:
        with pytest.raises(WrongStateError):
            transition(state, event, stages=1)


def test_every_state_has_its_word_from_the_manual() -> None:
    assert set(TEXTS) == set(State)
    assert TEXTS[State.SUBMITTED] == "待审核"
    assert TEXTS[State.REJECTED] == "审核未通过"


def test_locks_are_held_while_somebody_may_still_decide() -> None:
    assert {State.SUBMITTED, State.UNDER_REVIEW, State.RETURNED} == LIVE
