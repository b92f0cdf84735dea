"""Every route there is, as declared; who gets what stands in tests/security/table.py."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

import app as _every_area  # noqa: F401
from chalicelib.domain.errors import MalformedError
from chalicelib.handlers import guards, http
from chalicelib.handlers.http import Route
from chalicelib.usecases.drafts.save_draft import Step
from tests.apiclient import Browser

ROUTES = list(http.ROUTES)


def name(route: Route) -> str:
    return f"{route.method} {route.path}"


def test_console_routes_are_staff_routes() -> None:
    astray = [
        name(route) for route in ROUTES if route.path.startswith(("/review", "/office")) != (route.host == "console")
    ]
    assert astray == []


def structs(shape: Any) -> Iterator[msgspec.inspect.StructType]:
    """The struct and every struct inside it."""
    if isinstance(shape, msgspec.inspect.StructType):
        yield shape
        for field in shape.fields:
            yield from structs(field.type)
    for part in ("item_type", "value_type"):
        if hasattr(shape, part):
            yield from structs(getattr(shape, part))
    for part in ("item_types", "types"):
        for one in getattr(shape, part, ()):
            yield from structs(one)


@pytest.mark.parametrize("route", [route for route in ROUTES if route.is_mutation], ids=name)
def test_unknown_keys_are_refused_at_every_depth(route: Route) -> None:
    found = list(structs(msgspec.inspect.type_info(route.body)))
    assert found
    assert [shape.cls.__name__ for shape in found if not shape.forbid_unknown_fields] == []


@pytest.mark.parametrize("body", [b'{"a":"\xff"}', b'"\xed\xa0\x80"'])
def test_what_is_stored_as_it_came_is_text(body: bytes) -> None:
    """A draft's body is read by nobody here, so that nothing but this keeps broken UTF-8 out of the tables."""
    sent = b'{"target":"new","step":"courses","ver":0,"body":%s}'
    assert guards.decoded(sent % b'{"a":"\xe8\x80\x83"}', Step)
    with pytest.raises(MalformedError):
        guards.decoded(sent % body, Step)


def test_health_needs_no_edge_and_no_tables(app: Any) -> None:
    anybody = Browser(app, host="")
    assert anybody.get("/healthz").json == {"state": "ok"}
    assert anybody.get("/version").json["stage"] == "test"
    assert anybody.get("/readyz").json == {"checks": {"tables": True, "secrets": True}}
