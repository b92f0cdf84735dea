"""One origin per host, as at the edge: the site, its API below /api, and (candidates) the picture buckets."""

import json
import threading
from http import HTTPStatus
from typing import Any

from chalice.config import Config
from chalice.local import ChaliceRequestHandler, LocalDevServer, LocalGatewayException
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.test import Client

from infra.local.static_site import StaticSite

# moto has no locks: every request that may touch it waits here; static files never do.
LOCK = threading.RLock()
_CONSOLE_ROUTES = ("/api/review", "/api/office")
_SHARED_ROUTES = ("/api/healthz", "/api/readyz", "/api/version", "/api/csp")


class Host:
    """What one port answers. `buckets` are reached by signed links, `console` chooses the half of the API."""

    def __init__(self, site: StaticSite, *, console: bool = False, buckets: tuple[str, ...] = ()) -> None:
        self.site = site
        self.console = console
        self.bucket_paths = tuple(f"/{bucket}" for bucket in buckets)
        self.bucket = Client(DomainDispatcherApplication(create_backend_app))

    def is_bucket(self, path: str) -> bool:
        return any(path == one or path.startswith((f"{one}/", f"{one}?")) for one in self.bucket_paths)

    def has_route(self, path: str) -> bool:
        """The candidate's host knows no console route, and the reverse."""
        bare = path.partition("?")[0]
        if _under(bare, _SHARED_ROUTES):
            return True
        return _under(bare, _CONSOLE_ROUTES) == self.console


def _under(path: str, roots: tuple[str, ...]) -> bool:
    return any(path == root or path.startswith(f"{root}/") for root in roots)


class _Handler(ChaliceRequestHandler):
    """Chalice's local handler with files and buckets beside the API."""

    disable_nagle_algorithm = True
    host: Host
    verbose = False

    def _generic_handle(self) -> None:
        headers, body = self._parse_payload()
        if self.path == "/api" or self.path.startswith(("/api/", "/api?")):
            self._answer_api(headers, body)
        elif self.host.is_bucket(self.path):
            self._answer_bucket(headers, body)
        else:
            answer = self.host.site.answer(self.command, self.path, self.headers.get("If-None-Match", ""))
            self._send(answer.status, answer.headers, answer.body)

    def _answer_api(self, headers: dict[str, str], body: bytes | None) -> None:
        if not self.host.has_route(self.path):
            self._send_unknown()
            return
        try:
            with LOCK:
                answer = self.local_gateway.handle_request(
                    method=self.command, path=self.path, headers=headers, body=body
                )
        except LocalGatewayException:
            self._send_unknown()
            return
        answer = self._handle_binary(answer)
        self._send(answer["statusCode"], answer["headers"] | answer["multiValueHeaders"], answer["body"] or b"")

    def _answer_bucket(self, headers: dict[str, str], body: bytes | None) -> None:
        with LOCK:
            answer = self.host.bucket.open(self.path, method=self.command, headers=headers, data=body)
        kept = {name: value for name, value in answer.headers.items() if name.lower() not in _HOP}
        self._send(answer.status_code, kept, answer.data)

    def _send_unknown(self) -> None:
        body = {"code": "unknown", "message": "没有找到相关内容", "ref": ""}
        headers = {"Content-Type": "application/json", "Cache-Control": "no-store, private"}
        self._send(HTTPStatus.NOT_FOUND, headers, json.dumps(body, ensure_ascii=False))

    def _send(self, status: int, headers: dict[str, Any], body: bytes | str) -> None:
        content = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        bare = status in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)
        if not bare:
            self.send_header("Content-Length", str(len(content)))
        self._send_headers(headers)
        if not bare and self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
        if self.verbose:
            super().log_message(format, *args)


# BaseHTTPRequestHandler looks these names up on the class, where Chalice has bound its own `_generic_handle`.
for _method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
    setattr(_Handler, f"do_{_method}", _Handler._generic_handle)

_HOP = {"connection", "content-length", "date", "server", "transfer-encoding"}


def server(app: Any, port: int, host: Host, *, verbose: bool = False) -> LocalDevServer:
    """A threaded server of this host on the loopback address; raises OSError when the port is taken."""
    handler = type("Handler", (_Handler,), {"host": host, "verbose": verbose})
    return LocalDevServer(app, Config(), "127.0.0.1", port, handler_cls=handler)
