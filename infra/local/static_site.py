"""Serves a generated site as the edge does: tidy paths, content types, ETags, the site's own 404 page."""

import hashlib
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from infra.headers import content_type, page_headers


@dataclass(frozen=True)
class Answer:
    """What goes over the wire; a header may have several values."""

    status: int
    headers: dict[str, Any]
    body: bytes = b""


@dataclass(frozen=True)
class StaticSite:
    """One host's files below `root`, answered with the given Content-Security-Policy."""

    root: Path
    policy: str

    def answer(self, method: str, target: str, known_etag: str = "") -> Answer:
        if method not in ("GET", "HEAD"):
            return Answer(HTTPStatus.METHOD_NOT_ALLOWED, page_headers(self.policy) | {"Allow": "GET, HEAD"})
        path = unquote(urlsplit(target).path)
        file = self._file(path)
        if file and file.is_dir():
            return Answer(HTTPStatus.MOVED_PERMANENTLY, {"Location": _with_slash(target)})
        if file:
            return self._found(file, HTTPStatus.OK, known_etag)
        missing = self.root / "404.html"
        if missing.is_file():
            return self._found(missing, HTTPStatus.NOT_FOUND, "")
        return Answer(HTTPStatus.NOT_FOUND, page_headers(self.policy))

    def _file(self, path: str) -> Path | None:
        """The file of a path; a folder where only the slash is missing; None outside the site."""
        if "\0" in path:
            return None
        root = self.root.resolve()
        wanted = (root / path.lstrip("/")).resolve()
        if not wanted.is_relative_to(root):
            return None
        if path.endswith("/"):
            wanted /= "index.html"
        elif wanted.is_dir():
            return wanted if (wanted / "index.html").is_file() else None
        return wanted if wanted.is_file() else None

    def _found(self, file: Path, status: HTTPStatus, known_etag: str) -> Answer:
        body = file.read_bytes()
        etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers = page_headers(self.policy) | {
            "Content-Type": content_type(file.name),
            # `no-cache` asks every time and mostly hears 304: an edited file shows at once.
            "Cache-Control": "no-cache",
            "ETag": etag,
        }
        if status == HTTPStatus.OK and known_etag == etag:
            return Answer(HTTPStatus.NOT_MODIFIED, headers)
        return Answer(status, headers, body)


def _with_slash(target: str) -> str:
    """Only the path is kept from the front: `//host` must not become a link elsewhere."""
    parts = urlsplit(target)
    query = f"?{parts.query}" if parts.query else ""
    return "/" + parts.path.strip("/") + "/" + query
