"""The process dies before or after any one of its calls: nothing, or all of it, and a repeat is answered (row 47)."""

from concurrent.futures import wait
from threading import Barrier

import pytest

from chalicelib.storage import gather
from tests.security import faults
from tests.security.steps import STEPS, Step, step
from tests.stored import cold

__all__ = ["step"]

CALLS_MOST = 12


def settle() -> None:
    """A read that ran beside the one that died ends before the next try begins, or it would be counted there."""
    workers = gather._POOL._max_workers
    together = Barrier(workers)
    wait([gather._POOL.submit(together.wait) for _ in range(workers)])


def dies(step: Step, call: int, *, carried: bool) -> bool:
    """Whether so many calls were made at all."""
    settle()
    cold()
    with faults.injected(faults.dying(call, carried=carried)):
        try:
            step()
        except faults.DiedError:
            return True
    return False


@pytest.mark.parametrize("step", STEPS, indirect=True)
def test_dying_before_any_call_leaves_nothing(step: Step) -> None:
    before, deaths = faults.dump(), 0
    while dies(step, deaths + 1, carried=False):
        deaths += 1
        assert faults.dump() == before
        assert deaths < CALLS_MOST
    assert deaths >= 1
    assert faults.dump() != before


@pytest.mark.parametrize("step", STEPS, indirect=True)
def test_dying_after_any_call_leaves_nothing_or_all(step: Step) -> None:
    """The one call that changes anything changes all of it: the repeat finds the work done and only answers."""
    before, call = faults.dump(), 1
    while faults.dump() == before:
        assert dies(step, call, carried=True)
        call += 1
        assert call < CALLS_MOST
    done = faults.dump()
    settle()
    assert step().status in (200, 201, 204)
    assert faults.dump() == done
