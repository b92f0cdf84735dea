"""One origin per host, as at the edge: the site, its API below /api, and (candidates) the picture buckets."""

import json
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from botocore.exceptions import ClientError
from chalice.config import Config
from chalice.local import ChaliceRequestHandler, LocalDevServer, LocalGatewayException
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.test import Client

from infra.local.static_site import Answer, StaticSite

# moto has no locks: every request that may touch it waits here; generated files never do.
LOCK = threading.RLock()
_S3 = Client(DomainDispatcherApplication(create_backend_app))
_HOP = {"connection", "content-length", "date", "server", "transfer-encoding"}


@dataclass(frozen=True, kw_only=True)
class Host:
    """What one port answers. `name` is what the edge tells the API; `buckets` are reached by signed links.

    `extras` answer paths of their own before anything else: helpers that exist on this machine only.
    """

    name: str
    site: StaticSite
    site_bucket: str
    buckets: tuple[str, ...] = ()
    extras: Mapping[str, Callable[[str], Answer]] = field(default_factory=dict)

    def is_bucket(self, target: str) -> bool:
        return urlsplit(target).path.removeprefix("/").partition("/")[0] in self.buckets

    def file(self, method: str, target: str, known_etag: str) -> Answer:
        """Generated files first; what the minute function publishes below /data/ lies in the site bucket."""
        for prefix, answered in self.extras.items():
            if target.startswith(prefix):
                return answered(target)
        answer = self.site.answer(method, target, known_etag)
        path = urlsplit(target).path
        if answer.status == HTTPStatus.NOT_FOUND and path.startswith("/data/"):
            return _published(self.site_bucket, path.removeprefix("/")) or answer
        return answer


def _published(bucket: str, key: str) -> Answer | None:
    """Read with the application's own client: the bucket refuses strangers."""
    from chalicelib.storage import clients

    with LOCK:
        try:
            found = clients.s3().get_object(Bucket=bucket, Key=key)
        except ClientError:
            return None
        body = found["Body"].read()
    return Answer(HTTPStatus.OK, {"Content-Type": found["ContentType"], "Cache-Control": found["CacheControl"]}, body)


def _from_bucket(method: str, target: str, headers: dict[str, str], body: bytes | None) -> Answer:
    with LOCK:
        answer = _S3.open(target, method=method, headers=headers, data=body)
    kept = {name: value for name, value in answer.headers.items() if name.lower() not in _HOP}
    return Answer(answer.status_code, kept, answer.data)


class _Handler(ChaliceRequestHandler):
    """Chalice's local handler with files and buckets beside the API."""

    disable_nagle_algorithm = True
    server_version, sys_version = "kaoji", ""
    host: Host
    verbose = False

    def handle(self) -> None:
        """A browser that leaves before it has its answer is nobody's fault."""
        with suppress(BrokenPipeError, ConnectionResetError):
            super().handle()

    def _generic_handle(self) -> None:
        headers, body = self._parse_payload()
        if self.path.startswith("/api/"):
            self._answer_api(headers, body)
        elif self.host.is_bucket(self.path):
            self._send(_from_bucket(self.command, self.path, headers, body))
        else:
            self._send(self.host.file(self.command, self.path, self.headers.get("If-None-Match", "")))

    def _answer_api(self, headers: dict[str, str], body: bytes | None) -> None:
        """`/api` is the stage's name at API Gateway; the host's name comes from the edge, whatever a browser sent."""
        own = {name: value for name, value in headers.items() if not name.lower().startswith("x-kaoji-")}
        try:
            with LOCK:
                answer = self.local_gateway.handle_request(
                    method=self.command,
                    path=self.path.removeprefix("/api"),
                    headers=own | {"X-Kaoji-Host": self.host.name},
                    body=body,
                )
        except LocalGatewayException:
            self._send(UNKNOWN)
            return
        answer = self._handle_binary(answer)
        content = answer["body"] or b""
        body = content.encode() if isinstance(content, str) else content
        self._send(Answer(answer["statusCode"], answer["headers"] | answer["multiValueHeaders"], body))

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        has_body = answer.status not in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)
        if has_body:
            self.send_header("Content-Length", str(len(answer.body)))
        self._send_headers(answer.headers)
        if has_body and self.command != "HEAD":
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the base class's name)
        if self.verbose:
            super().log_message(format, *args)


# BaseHTTPRequestHandler looks these names up on the class, where Chalice has bound its own `_generic_handle`.
for _method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
    setattr(_Handler, f"do_{_method}", _Handler._generic_handle)

UNKNOWN = Answer(
    HTTPStatus.NOT_FOUND,
    {"Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store, private"},
    json.dumps({"code": "unknown", "message": "没有找到相关内容", "ref": ""}, ensure_ascii=False).encode(),
)


def server(app: Any, port: int, host: Host, *, verbose: bool = False) -> LocalDevServer:
    """A threaded server of this host on the loopback address; raises OSError when the port is taken."""
    handler = type("Handler", (_Handler,), {"host": host, "verbose": verbose})
    return LocalDevServer(app, Config(), "127.0.0.1", port, handler_cls=handler)
