"""The application as schemathesis sees it: the described operations, people who may use them, each request alone."""

import logging
import re
import threading
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote
from zlib import crc32

import schemathesis
from chalice.test import Client
from jsonschema_rs import is_valid
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from werkzeug.serving import WSGIRequestHandler, make_server

from chalicelib.handlers import cookies, http
from chalicelib.storage import clients
from infra import api_description
from infra.local.gateway import UNKNOWN
from infra.local.static_site import Answer
from tests.security import asks
from tests.security.scene import Scene, stored

# What the console's host alone answers.
CONSOLE = ("/review", "/office")

SEED = 20261202
# A busy machine is no finding.
PATIENCE_S = 60
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "missing_required_header",
    "ignored_auth",
    "unsupported_method",
)
# OPTIONS is answered by the gateway.
UNDECLARED = ("DELETE", "PATCH", "PUT", "TRACE")
_READING = {"GetItem", "BatchGetItem", "Query"}
Json = dict[str, Any]
Start = Callable[[str, list[tuple[str, str]]], object]


class Ground:
    """WSGI for one scene: adds what the edge and a page of ours add, and puts the scene back after every request."""

    def __init__(self, scene: Scene, staff: str) -> None:
        self.scene, self.staff = scene, staff
        self.client = Client(scene.app)
        self.answers: Counter[tuple[str, int]] = Counter()
        self.document = api_description.document()
        scene.again(stored())
        self._prepare()
        self._kept = scene.kept()
        self._written: list[str] = []
        clients.connection().client.meta.events.register("before-call.dynamodb", self._watch)
        self._patterns = [(route, re.compile(re.sub(r"\{\w+\}", "[^/]+", route.path))) for route in http.ROUTES]

    def _prepare(self) -> None:
        """Examples that work: captchas drawn, cases held, pictures arrived: every request begins with it."""
        browser = self.scene.browser("candidate", self.scene.jars["owner"])
        for method, path, operation in self._operations():
            who = self._asker(path)
            name = asks.way(f"{method} {path}", who)
            body = asks.prepared(self.scene, name, who, browser)
            if "requestBody" in operation:
                operation["requestBody"]["content"]["application/json"]["example"] = body
            for one in operation["parameters"]:
                if one["in"] == "path":
                    one["example"] = _typed(one["schema"], asks.places(self.scene, name, who)[one["name"]])
        self.visitor = f"{cookies.PRE_COOKIE}={browser.cookies[cookies.PRE_COOKIE]}"

    def _asker(self, path: str) -> str:
        """Who is prepared for: cases are held by a school where an office asks."""
        if path.startswith("/office"):
            return "office"
        if path.startswith("/review"):
            return "school" if self.staff == "office" else self.staff
        return "owner"

    def _watch(self, model: Any, **_: Any) -> None:
        if model.name not in _READING:
            self._written.append(model.name)

    def _operations(self) -> Iterator[tuple[str, str, Json]]:
        for path, methods in self.document["paths"].items():
            for method, operation in methods.items():
                yield method.upper(), path, operation

    def __call__(self, environ: Json, start: Start) -> list[bytes]:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"].removeprefix("/api")
        query = environ.get("QUERY_STRING")
        target = quote(path, safe="/:@!$&'()*+,;=~", encoding="latin-1") + (f"?{query}" if query else "")
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        answer = self._answer(method, target, self._headers(environ, path), body)
        if self._written:
            self.scene.again(stored(), self._kept)
            self._written.clear()
        self._note(method, path, answer.status)
        lists = ((name, [value] if isinstance(value, str) else value) for name, value in answer.headers.items())
        start(f"{answer.status} -", [(name, one) for name, values in lists for one in values])
        return [b"" if method == "HEAD" else answer.body]

    def _answer(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Answer:
        """An address of no route is no operation: the answer is API Gateway's own, here that of our local one."""
        found = self.client.http.request(method, target, headers=headers, body=body)
        if found.status_code == 403 and b"Missing Authentication Token" in found.body:
            return UNKNOWN
        return Answer(found.status_code, found.headers, found.body)

    def _headers(self, environ: Json, path: str) -> dict[str, str]:
        named = {
            name[5:].replace("_", "-").lower(): value for name, value in environ.items() if name.startswith("HTTP_")
        }
        host = "console" if path.startswith(CONSOLE) else "candidate"
        given = {
            "x-kaoji-host": host,
            "sec-fetch-site": "same-origin",
            "content-type": environ.get("CONTENT_TYPE") or "",
        }
        sent = named.get("cookie", "")
        return named | given | {"cookie": "; ".join(filter(None, (sent, self.visitor)))}

    def _note(self, method: str, path: str, status: int) -> None:
        for route, pattern in self._patterns:
            if route.method == method and pattern.fullmatch(path):
                self.answers[f"{method} {route.path}", status] += 1
                return
        self.answers["no route", status] += 1


def settings(ground: Ground, examples: int) -> SchemathesisConfig:
    """All checks that are about an API like this; one seed, no memory of earlier runs."""
    owner, staff = ground.scene.jars["owner"], ground.scene.jars[ground.staff]
    keys = {
        "candidate": owner.cookies[cookies.CANDIDATE_COOKIE],
        "candidate-csrf": owner.csrf,
        "staff": staff.cookies[cookies.STAFF_COOKIE],
        "staff-csrf": staff.csrf,
    }
    return SchemathesisConfig.from_dict(
        {
            "seed": SEED,
            "request-timeout": PATIENCE_S,
            "auth": {"openapi": {name: {"api_key": value} for name, value in keys.items()}},
            "checks": {"enabled": False} | {name: {"enabled": True} for name in CHECKS},
            "phases": {"stateful": {"enabled": False}, "coverage": {"unexpected-methods": list(UNDECLARED)}},
            "generation": {"max-examples": examples, "database": "none", "no-shrink": True},
            "continue-on-failure": True,
        }
    )


@contextmanager
def served(ground: Ground) -> Iterator[str]:
    """Over HTTP, so that requests are exactly what a client can send."""
    server = make_server("127.0.0.1", 0, ground, request_handler=_Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/api"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Silent(WSGIRequestHandler):
    def log(self, *_: Any) -> None:
        """pytest shows the application's own lines."""


def run(ground: Ground, examples: int, paths: str = "") -> list[str]:
    """Everything that schemathesis has to object to."""
    logging.disable(logging.INFO)
    try:
        return _run(ground, examples, paths)
    finally:
        logging.disable(logging.NOTSET)


def _run(ground: Ground, examples: int, paths: str) -> list[str]:
    with served(ground) as address:
        schema = schemathesis.openapi.from_dict(ground.document, config=settings(ground, examples))
        schema.config.update(base_url=address)
        schema = schema.include(path_regex=f"^{paths}")
        _sometimes_there(schema, ground)
        return [told for event in from_schema(schema).execute() for told in _told(event)]


def _sometimes_there(schema: Any, ground: Ground) -> None:
    @schema.hook
    def map_path_parameters(context: Any, path_parameters: Json) -> Json:
        """Every second time that an address could be there, it is."""
        known = {one["name"]: one for one in context.operation.definition.raw["parameters"] if one["in"] == "path"}
        right = all(is_valid(one["schema"], path_parameters.get(name)) for name, one in known.items())
        if not right or crc32(repr(path_parameters).encode()) % 2:
            return path_parameters
        return path_parameters | {name: one["example"] for name, one in known.items()}


def _typed(schema: Json, text: str) -> Any:
    return int(text) if schema["type"] == "integer" else text


def _told(event: Any) -> Iterator[str]:
    if isinstance(event, events.NonFatalError | events.FatalError):
        yield "".join(traceback.format_exception(getattr(event, "value", None) or event.exception))
    if isinstance(event, events.ScenarioFinished):
        for checks in event.recorder.checks.values():
            for check in checks:
                if check.failure_info:
                    yield f"{event.recorder.label} {check.name}: {check.failure_info.failure}"
