"""The routes of the application and the shapes they name, as one OpenAPI document.

Everything in it comes from `handlers.http.ROUTES` and the types that they name; nothing is written by hand but what
the parameters of addresses mean.
"""

import inspect
import json
import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from chalicelib.domain.degrees.questions import LANGUAGE
from chalicelib.domain.windows import Business
from chalicelib.handlers import cookies, http
from chalicelib.handlers.areas import AREAS
from chalicelib.handlers.failures import Refusal
from chalicelib.handlers.guards import ANY_HOST, Empty
from chalicelib.handlers.http import Route

Json = dict[str, Any]

_NO = "[0-9A-HJKMNP-TV-Z]{26}"
_RANDOM = "[0-9a-f]{32}"
_ORDINAL: Final[Json] = {"type": "integer", "minimum": 1, "maximum": 999}
_BUSINESS: Final[Json] = {"type": "string", "enum": [str(one) for one in Business]}
_TEXT: Final[Json] = {"type": "string"}
_PLACES: Final[dict[str, tuple[str, Json]]] = {
    "ref": ("Ordinal of a ticket within its person.", _ORDINAL),
    "no": ("Number of an application.", _TEXT | {"pattern": f"^{_NO}$"}),
    "upload": ("Id of a picture.", _TEXT | {"pattern": f"^{_RANDOM}$"}),
    "case": (
        "The person's random id and the number of the application.",
        _TEXT | {"pattern": f"^{_RANDOM}\\.{_NO}$"},
    ),
    "business": ("A business that is applied for.", _BUSINESS),
    "order": ("Number of an order.", _TEXT | {"pattern": f"^{_NO}$"}),
    "staff": ("Random id of a member of staff.", _TEXT | {"pattern": f"^{_RANDOM}$"}),
    "ask": ("Number of what somebody asked for and somebody else must grant.", _TEXT | {"pattern": f"^{_NO}$"}),
    "provider": ("Name of a payment channel.", _TEXT | {"pattern": "^[a-z]+$"}),
}
_QUERIES: Final[dict[str, tuple[str, Json]]] = {
    "t": ("Ordinal of the ticket; the first one without.", _ORDINAL),
    "from": ("Where the page before said that the older messages start.", _TEXT),
    "business": ("Whose queue; that of exemptions without.", _BUSINESS),
    "plan": ("Id of a version of one's own major's plan.", _TEXT),
    "addon": ("Name of a 加考 option.", _TEXT),
    "language": ("With or without a foreign language; open when empty.", _TEXT | {"enum": list(LANGUAGE)}),
    "set": ("Which of the sets of courses, from 1; open when empty.", _TEXT | {"pattern": "^([1-9][0-9]*)?$"}),
    "what_if": ("Ids of other plans to compare with, three at most, with commas.", _TEXT),
}
_KEY: Final[Json] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "The same for every try of one intention: a repeated request gets the first answer.",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{16,64}$"},
}
_SESSIONS: Final = {http.CANDIDATE: cookies.CANDIDATE_COOKIE, http.STAFF: cookies.STAFF_COOKIE}
# Without a session: anybody, and a channel whose signature is judged with what it says.
_OPEN: Final = frozenset({http.PUBLIC, http.CHANNEL})
_REFUSED: Final[dict[int, str]] = {
    400: "Not the shape of this operation",
    401: "No living session, or what was given as proof is wrong",
    403: "Not from a page of this host, or not for this person",
    404: "Nothing there, or nothing of one's own",
    409: "Overtaken: a closed window, another state, somebody else's change",
    422: "Typed wrongly or incompletely: `fields` says where",
    429: "Too often: see Retry-After",
    503: "Busy: see Retry-After",
}
_ABOUT: Final = """JSON in UTF-8, on the same origin as the pages. `/review` and `/office` are on the console's host
alone, all else on the candidates'. Changes come from a page of that host (`Sec-Fetch-Site: same-origin`, or `Origin`)
and carry the `X-CSRF` that the last answer gave. Times are milliseconds since 1970 (UTC)."""


def text() -> str:
    return json.dumps(document(), ensure_ascii=False, indent=1) + "\n"


def document() -> Json:
    """Of the routes that are declared; importing the areas declares them."""
    taken = [route.body for route in http.ROUTES if route.is_mutation]
    given = [route.gives for route in http.ROUTES if route.has_answer]
    found, named = msgspec.json.schema_components(
        [*taken, *given, Refusal], schema_hook=_anything, ref_template="#/components/schemas/{name}"
    )
    schemas = iter(found)
    bodies = {place(route): next(schemas) for route in http.ROUTES if route.is_mutation}
    answers = {place(route): next(schemas) for route in http.ROUTES if route.has_answer}
    responses = _refusals(next(schemas))
    paths: dict[str, Json] = {}
    for route in http.ROUTES:
        operation = _operation(route, answers.get(place(route)))
        if route.guard == http.CHANNEL:
            operation["requestBody"] = {"required": True} | _json({"type": "object"})
        elif route.is_mutation:
            operation["requestBody"] = {"required": route.body is not Empty} | _json(bodies[place(route)])
        paths.setdefault(route.path, {})[route.method.lower()] = operation
    components = {"schemas": named, "responses": responses, "securitySchemes": _schemes()}
    return _head() | {"paths": paths, "components": components}


def place(route: Route) -> tuple[str, str]:
    return route.method, route.path


def _anything(kind: type) -> Json:
    """Of values that a library describes, such as a piece of work."""
    if kind is object:
        return {"description": "Any JSON"}
    raise NotImplementedError(kind)


def _head() -> Json:
    return {
        "openapi": "3.1.0",
        "info": {"title": "考籍 Kaoji", "version": "1", "description": _ABOUT.replace("\n", " ")},
        "servers": [{"url": "/api"}],
        "tags": [{"name": _area(area.__name__), "description": inspect.getdoc(area)} for area in AREAS],
    }


def _operation(route: Route, answer: Json | None) -> Json:
    area, told = _area(route.view.__module__), inspect.getdoc(route.view)
    done = {"description": "Done"} | ({} if answer is None else _content(route.media, answer))
    refused = {str(status): {"$ref": f"#/components/responses/{status}"} for status in sorted(_refusals_of(route))}
    # What a probe asks answers in its own shape, be it well or not.
    others = {"503": done | {"description": _REFUSED[503]}} if route.host == ANY_HOST else refused
    operation = {
        "operationId": f"{area}.{route.view.__name__}",
        "tags": [area],
        "security": _security(route),
        "parameters": list(_parameters(route)),
        "responses": {str(route.status): done} | others,
    }
    return operation | ({"description": told} if told else {})


def _refusals_of(route: Route) -> set[int]:
    """What the guards answer, and what a use case behind them may."""
    statuses = {404, 503}
    statuses |= {400, 401, 403, 409, 422, 429} if route.is_mutation else set()
    statuses |= {401} if route.guard not in _OPEN else set()
    statuses |= {403} if route.guard == http.STAFF else set()
    return statuses | ({400, 422} if route.query else set())


def _security(route: Route) -> list[dict[str, list[str]]]:
    if route.guard in _OPEN:
        return []
    return [{route.guard: [], f"{route.guard}-csrf": []} if route.is_mutation else {route.guard: []}]


def _parameters(route: Route) -> Iterator[Json]:
    for name in re.findall(r"\{(\w+)\}", route.path):
        told, schema = _PLACES[name]
        yield {"name": name, "in": "path", "required": True, "description": told, "schema": schema}
    for name in route.query:
        told, schema = _QUERIES[name]
        yield {"name": name, "in": "query", "description": told, "schema": schema}
    if route.keyed:
        yield _KEY


def _refusals(refusal: Json) -> Json:
    return {str(status): {"description": told} | _json(refusal) for status, told in _REFUSED.items()}


def _schemes() -> Json:
    cookie, header = {"type": "apiKey", "in": "cookie"}, {"type": "apiKey", "in": "header", "name": "X-CSRF"}
    sessions = {guard: cookie | {"name": name} for guard, name in _SESSIONS.items()}
    return sessions | {f"{guard}-csrf": header for guard in _SESSIONS}


def _json(schema: Json) -> Json:
    return _content(http.JSON, schema)


def _content(media: str, schema: Json) -> Json:
    return {"content": {media.partition(";")[0]: {"schema": schema}}}


def _area(module: str) -> str:
    return module.rpartition(".")[2]
