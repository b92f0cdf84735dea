"""docs/openapi.json is what the routes say today."""

import json
from argparse import Namespace
from pathlib import Path
from types import NoneType

import msgspec
import pytest
from openapi_spec_validator import validate

from chalicelib.handlers import http
from chalicelib.handlers.calls import Answer
from infra import api_description, openapi

DOCS = Path(__file__).parents[2] / "docs/openapi.json"


def test_the_description_is_current() -> None:
    """Written anew by `.venv/bin/python -m infra openapi --out docs/openapi.json`."""
    assert DOCS.read_text("utf-8") == api_description.text()


def test_the_command_writes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.environ", {})
    assert openapi.run(Namespace(out=tmp_path / "api.json")) == 0
    assert (tmp_path / "api.json").read_text("utf-8") == DOCS.read_text("utf-8")


def test_it_is_an_openapi_document() -> None:
    validate(json.loads(DOCS.read_text("utf-8")))


def test_every_route_is_an_operation_with_shapes_of_its_own() -> None:
    """What a view gives must be said by a type: a ready-made answer is none."""
    paths = json.loads(DOCS.read_text("utf-8"))["paths"]
    told = {(method.upper(), path): one for path, methods in paths.items() for method, one in methods.items()}
    assert set(told) == {(route.method, route.path) for route in http.ROUTES}
    assert [route.path for route in http.ROUTES if route.gives in (object, Answer, msgspec.Raw)] == []
    for route in http.ROUTES:
        operation = told[route.method, route.path]
        assert ("requestBody" in operation) == route.is_mutation
        assert ("content" in operation["responses"][str(route.status)]) == (route.gives not in (None, NoneType))
        assert bool(operation["security"]) == (route.guard in (http.CANDIDATE, http.STAFF))
