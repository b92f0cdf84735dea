"""A long row of things, some at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Thing = TypeVar("Thing")


def portions(things: Iterable[Thing], most: int) -> Iterator[list[Thing]]:
    """Lists of at most so many."""
    left = iter(things)
    while portion := list(islice(left, most)):
        yield portion
