"""Two reads in one wait."""

import threading

import pytest

from chalicelib.domain.errors import UnknownError
from chalicelib.storage.gather import together


def missing() -> None:
    raise UnknownError


def test_both_answers_come_in_their_order() -> None:
    assert together(lambda: 1, lambda: 2) == (1, 2)


def test_an_error_of_either_is_raised() -> None:
    for first, second in ((missing, lambda: 2), (lambda: 1, missing)):
        with pytest.raises(UnknownError):
            together(first, second)


def test_no_read_is_left_under_way_when_the_other_one_failed() -> None:
    """On Lambda it would be frozen with the container, and go on in somebody else's request."""
    began, finished = threading.Event(), []

    def slow() -> None:
        began.set()
        threading.Event().wait(0.05)
        finished.append(True)

    def fails() -> None:
        began.wait()
        raise UnknownError

    with pytest.raises(UnknownError):
        together(fails, slow)
    assert finished
