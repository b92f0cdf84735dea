"""What must hold after a deployment, asked from outside as anybody could: `(sentence, holds)` in order."""

import http.client
import ssl
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

_HEADERS = ("content-security-policy", "x-content-type-options", "referrer-policy")


class Reply(NamedTuple):
    status: int
    headers: dict[str, str]
    body: str


def call(origin: str, path: str) -> Reply:
    """Status 0 where nobody answers; redirects are not followed."""
    parts = urlsplit(origin)
    made = (
        http.client.HTTPSConnection(parts.netloc, timeout=15, context=ssl.create_default_context())
        if parts.scheme == "https"
        else http.client.HTTPConnection(parts.netloc, timeout=15)
    )
    try:
        made.request("GET", path, headers={"User-Agent": "kaoji-smoke/1"})
        answer = made.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return Reply(answer.status, headers, answer.read().decode("utf-8", "replace"))
    except OSError:
        return Reply(0, {}, "")
    finally:
        made.close()


def checks(candidate: str, console: str, *, release: str, policies: dict[str, str]) -> Iterator[tuple[str, bool]]:
    """`policies` are those that the hosts' pages must carry in their headers; none where the edge cannot send any."""
    for name, origin in (("candidate", candidate), ("console", console)):
        page = call(origin, "/")
        yield f"{origin} 的首页打开", page.status == 200 and "<html" in page.body
        if name in policies:
            sent = [header for header in _HEADERS if header in page.headers]
            same = page.headers.get("content-security-policy") == policies[name]
            yield f"{origin} 的页面带有安全标头", same and len(sent) == len(_HEADERS)
        yield f"{origin} 的接口能应答", call(origin, "/api/healthz").status == 200
        ready = call(origin, "/api/readyz")
        yield f"{origin} 的数据表与密钥可用", ready.status == 200
        yield f"{origin} 的接口不被缓存", "no-store" in ready.headers.get("cache-control", "")
        if release:
            yield f"{origin} 运行的是 {release}", f'"{release}"' in call(origin, "/api/version").body
    for origin, path, status in (
        (candidate, "/api/home", 401),
        (candidate, "/api/review/queue", 404),
        (console, "/api/review/queue", 401),
        (console, "/api/home", 404),
    ):
        yield f"{origin}{path} 答 {status}", call(origin, path).status == status


def direct(api: str) -> tuple[str, bool]:
    """`api` is API Gateway's own origin."""
    return "不经边缘的请求查无此页", call(api, "/api/home").status == 404
