"""Every refusal has a status, a code and a Chinese sentence."""

import importlib
import pkgutil
import re

import pytest

import chalicelib.domain
from chalicelib.domain.errors import DomainError
from chalicelib.handlers.failures import STATUSES, status_of


def errors() -> list[type[DomainError]]:
    for module in pkgutil.walk_packages(chalicelib.domain.__path__, "chalicelib.domain."):
        importlib.import_module(module.name)
    found, ahead = [], [DomainError]
    while ahead:
        children = ahead.pop().__subclasses__()
        found += children
        ahead += children
    return sorted(found, key=lambda error: error.__name__)


def test_every_error_has_a_status_and_every_status_an_error() -> None:
    """A refinement of an error (the same code with more details) has the status of what it refines."""
    own = {error for error in errors() if "code" in vars(error)}
    assert {error.__name__ for error in own} == {error.__name__ for error in STATUSES}
    assert all((status_of(error.__new__(error)) or 0) >= 400 for error in errors())


def test_codes_are_stable_words_and_mean_one_thing() -> None:
    codes = [error.code for error in errors() if "code" in vars(error)]
    assert [code for code in codes if not re.fullmatch("[a-z]+(_[a-z]+)*", code)] == []
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("error", errors(), ids=lambda error: error.__name__)
def test_error_tells_people_something_of_its_own(error: type[DomainError]) -> None:
    assert error.__name__.endswith("Error")
    assert re.search("[\u4e00-\u9fff]", error.message)
    assert error.message != DomainError.message
