"""Whatever dies, stops or loses a reply at whichever call: nothing or all is done, a repeat ends alike (row 47)."""

import pytest

from tests.crashes.everything import SCENARIOS
from tests.crashes.explorer import Explorer
from tests.crashes.operations import operations
from tests.crashes.scenarios import Scenario
from tests.crashes.stand import Stand


def test_every_operation_that_writes_has_a_scenario(app: object) -> None:
    assert {one.operation for one in SCENARIOS} == set(operations())


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one.name)
def test_a_crash_leaves_nothing_or_all_and_a_repeat_ends_alike(scenario: Scenario, stand: Stand) -> None:
    explored = Explorer(stand, scenario).explore(SCENARIOS.index(scenario))
    assert not explored.faults, "\n\n".join(map(str, explored.faults))
    assert explored.points or scenario.operation == "POST /session/work"
