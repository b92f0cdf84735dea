"""A browser for handler tests: keeps cookies and the CSRF token, says what real browsers say."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import msgspec
from chalice.app import Chalice
from chalice.test import Client

from chalicelib.settings import SETTINGS


class Reply(NamedTuple):
    status: int
    headers: dict[str, Any]
    body: bytes

    @property
    def json(self) -> Any:
        return msgspec.json.decode(self.body)

    @property
    def code(self) -> str:
        return str(self.json["code"])


class Browser:
    """`host` is what the edge says; `headers` replaces or (None) drops one of the usual headers."""

    def __init__(self, app: Chalice, host: str = "candidate") -> None:
        self.client = Client(app)
        self.host = host
        self.cookies: dict[str, str] = {}
        self.csrf = ""

    def get(self, path: str, **headers: str | None) -> Reply:
        return self.send("GET", path, None, headers)

    def post(self, path: str, body: object = None, **headers: str | None) -> Reply:
        return self.send("POST", path, {} if body is None else body, headers)

    def send(self, method: str, path: str, body: object, changed: Mapping[str, str | None] | None = None) -> Reply:
        headers = self.headers(method) | {name.replace("_", "-"): value for name, value in (changed or {}).items()}
        sent = {name: value for name, value in headers.items() if value is not None}
        raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        answer = self.client.http.request(method, path, headers=sent, body=raw)
        reply = Reply(answer.status_code, dict(answer.headers), answer.body)
        self._keep(reply)
        return reply

    def headers(self, method: str) -> dict[str, str | None]:
        """What a browser on one of our pages says by itself."""
        headers: dict[str, str | None] = {"x-kaoji-host": self.host, "sec-fetch-site": "same-origin"}
        if self.cookies:
            headers["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if method != "GET":
            origin = SETTINGS.candidate_origin if self.host == "candidate" else SETTINGS.console_origin
            headers |= {"content-type": "application/json", "origin": origin, "x-csrf": self.csrf}
        return headers

    def _keep(self, reply: Reply) -> None:
        for cookie in _cookies(reply):
            name, _, rest = cookie.partition("=")
            value = rest.partition(";")[0]
            if "Max-Age=0" in cookie:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        self.csrf = str(reply.headers.get("X-CSRF", self.csrf))


def _cookies(reply: Reply) -> Iterable[str]:
    found = reply.headers.get("Set-Cookie", [])
    return [found] if isinstance(found, str) else found
