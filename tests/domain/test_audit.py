"""The chain shows every edit, drop, swap, insertion and cut (threat row 40)."""

import itertools

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.audit import CLOCK, AuditEvent, chained, first_fault
from chalicelib.domain.instants import later
from tests.builders import NOW


def a_chain(length: int = 6) -> list[AuditEvent]:
    events: list[AuditEvent] = []
    for seq in range(1, length + 1):
        event = AuditEvent(chain="X#1", seq=seq, event="resubmit", at=later(NOW, seq), actor=CLOCK, detail=str(seq))
        events.append(chained(event, events[-1].hash if events else ""))
    return events


def rehashed(events: list[AuditEvent], start: int) -> list[AuditEvent]:
    """A forger who knows the algorithm hashes again from `start`, but cannot reach what follows elsewhere."""
    forged = events[:start]
    for event in events[start:]:
        forged.append(chained(event, forged[-1].hash if forged else ""))
    return forged


def test_an_untouched_chain_holds() -> None:
    assert first_fault(a_chain()) is None
    assert first_fault([]) is None


@settings(max_examples=60)
@given(st.integers(0, 5), st.sampled_from(["detail", "event", "at", "digest", "went_to"]))
def test_any_edited_field_is_found_at_its_place(place: int, field: str) -> None:
    events = a_chain()
    value = 5 if field == "at" else "forged"
    events[place] = msgspec.structs.replace(events[place], **{field: value})
    assert first_fault(events) == place + 1


@pytest.mark.parametrize("place", range(5))
def test_a_dropped_event_is_found(place: int) -> None:
    events = a_chain()
    del events[place]
    assert first_fault(events) == place + 1


@pytest.mark.parametrize(("left", "right"), list(itertools.combinations(range(6), 2)))
def test_two_swapped_events_are_found(left: int, right: int) -> None:
    events = a_chain()
    events[left], events[right] = events[right], events[left]
    assert first_fault(events) == left + 1


def test_an_inserted_event_is_found() -> None:
    events = a_chain()
    assert first_fault([*events[:3], events[2], *events[3:]]) == 4


def test_hashing_again_changes_the_head_that_the_case_names() -> None:
    events = a_chain()
    events[2] = msgspec.structs.replace(events[2], detail="forged")
    forged = rehashed(events, 2)
    assert first_fault(forged) is None
    assert forged[-1].hash != a_chain()[-1].hash
