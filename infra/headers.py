"""Security headers of static pages (one list for the local stack and the edge)."""

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
