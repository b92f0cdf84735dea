"""Headers of static files: one list for the local stack, the edge and what is published."""

import mimetypes
from pathlib import PurePosixPath

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' blob:",
    "connect-src": "'self'",
    "font-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "kaoji",
}


def page_policy(*, images: str = "", uploads: str = "") -> str:
    """Content-Security-Policy; `images` and `uploads` are the origins of signed links where they are not our own."""
    policy = dict(_POLICY)
    policy["img-src"] += f" {images}" if images else ""
    policy["connect-src"] += f" {uploads}" if uploads else ""
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def page_headers(policy: str) -> dict[str, str]:
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
    }


_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
}


def content_type(name: str) -> str:
    return _TYPES.get(PurePosixPath(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def lifetime(name: str) -> str:
    """Cache-Control at the edge and in browsers; an asset's name holds the hash of what is in it."""
    return "public, max-age=31536000, immutable" if "/assets/" in f"/{name}" else "no-cache"
