"""`make run` as people use it: up in seconds, two hosts with what is theirs, gone without a trace of an error."""

import json
import re
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from typing import Any, NamedTuple

import pytest

from infra.deploy import smoke
from infra.headers import page_policy
from tests import stack as stacks
from tests.stack import ROOT, Stack

SENT = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with stacks.running("--answer-captchas", "--few") as found:
        yield found


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


class Reply(NamedTuple):
    status: int
    headers: Message
    body: bytes

    @property
    def json(self) -> Any:
        assert 200 <= self.status < 300, self.body.decode()
        return json.loads(self.body)


def call(url: str, body: bytes | None = None, **headers: str) -> Reply:
    """The answer, whatever its status; redirects are not followed."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, body, named)  # noqa: S310 - our own
    try:
        answer = urllib.request.build_opener(_NoRedirect).open(request, timeout=10)
    except urllib.error.HTTPError as refused:
        answer = refused
    with answer:
        return Reply(answer.status, answer.headers, answer.read())


def test_it_comes_up_keeps_captchas_secret_and_goes_quietly() -> None:
    """Without the flag of the tests. What its start costs is counted where the demo people are planted."""
    with stacks.running("--few") as found:
        drawn = call(f"{found.candidate}/api/session/captcha", b"{}", **_named(SENT)).json
        assert call(f"{found.candidate}/local/captcha/{drawn['id']}").status == 404
        assert call(f"{found.candidate}/local/rewind").status == 404
        assert found.stop() == 0


def test_a_taken_port_is_told_in_a_sentence(stack: Stack) -> None:
    port = int(stack.candidate.rpartition(":")[2])
    done = subprocess.run(
        stacks.command((port, port + 1)), cwd=ROOT, capture_output=True, text=True, check=False, timeout=30
    )
    assert done.returncode == 1
    assert f"端口 {port} 已被占用" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("path", "candidate", "console"),
    [("/api/home", 401, 404), ("/api/review/queue", 404, 401), ("/api/healthz", 200, 200), ("/api/nothing", 404, 404)],
)
def test_each_host_has_its_half_of_the_api(path: str, candidate: int, console: int, stack: Stack) -> None:
    assert call(stack.candidate + path).status == candidate
    assert call(stack.console + path).status == console


def test_a_browser_cannot_choose_the_host_by_a_header(stack: Stack) -> None:
    assert call(f"{stack.candidate}/api/review/queue", x_kaoji_host="console").status == 404


@pytest.mark.parametrize("host", ["candidate", "console"])
def test_pages_carry_the_security_headers(host: str, stack: Stack) -> None:
    answer = call(getattr(stack, host) + "/")
    policy = answer.headers["Content-Security-Policy"]
    assert answer.status == 200
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "connect-src 'self';" in policy
    assert "upgrade-insecure-requests" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_what_a_deployment_is_asked_holds_here_too(stack: Stack) -> None:
    policies = {"candidate": page_policy(), "console": page_policy(images=stack.candidate)}
    asked = dict(smoke.checks(stack.candidate, stack.console, release="", policies=policies))
    assert [sentence for sentence, holds in asked.items() if not holds] == []
    wrong = policies | {"console": "default-src *"}
    failed = [
        one for one, holds in smoke.checks(stack.candidate, stack.console, release="x", policies=wrong) if not holds
    ]
    assert failed == [
        f"{stack.candidate} 运行的是 x",
        f"{stack.console} 的页面带有安全标头",
        f"{stack.console} 运行的是 x",
    ]
    assert not any(
        holds for _, holds in smoke.checks("http://127.0.0.1:9", "http://127.0.0.1:9", release="", policies={})
    )


def test_only_the_console_shows_pictures_of_another_origin(stack: Stack) -> None:
    policies = [call(f"{host}/").headers["Content-Security-Policy"] for host in (stack.candidate, stack.console)]
    assert "img-src 'self' blob:;" in policies[0]
    assert f"img-src 'self' blob: {stack.candidate};" in policies[1]


def test_unknown_pages_answer_the_generated_page(stack: Stack) -> None:
    answer = call(f"{stack.candidate}/no/such/page")
    assert answer.status == 404
    assert "<html" in answer.body.decode()


def test_nothing_outside_the_site_is_served(stack: Stack) -> None:
    for path in ("/../build.py", "/%2e%2e/build.py", "/..%2f..%2fapp.py", "/%00", "//example.org/.."):
        answer = call(stack.candidate + path)
        assert answer.status in (301, 404)
        assert not answer.headers.get("Location", "/").startswith("//")


def test_an_unchanged_page_is_not_sent_twice(stack: Stack) -> None:
    first = call(f"{stack.candidate}/login/")
    again = call(f"{stack.candidate}/login/", If_None_Match=first.headers["ETag"])
    assert (first.status, again.status, again.body) == (200, 304, b"")


def test_assets_have_their_types(stack: Stack) -> None:
    page = call(f"{stack.candidate}/login/").body.decode()
    linked = re.findall(r'(?:src|href)="(/[^"]+\.(?:css|js|svg))"', page)
    types = {path.rpartition(".")[2]: call(stack.candidate + path).headers["Content-Type"] for path in linked}
    assert types["css"] == "text/css; charset=utf-8"
    assert types["js"] == "text/javascript; charset=utf-8"


def test_the_minute_function_publishes_the_windows(stack: Stack) -> None:
    for _ in range(50):
        answer = call(f"{stack.candidate}/data/windows.json")
        if answer.status == 200:
            break
        time.sleep(0.1)
    assert {row["business"] for row in answer.json["rows"]} >= {"exemption", "graduation"}


def test_a_demo_person_signs_in_and_posts_a_picture(stack: Stack) -> None:
    """Captcha, login, signed form, the bucket on the same origin, inspection, signed link."""
    cookies, csrf = _signed_in(stack, "zhangsan")
    picture = _jpeg()
    headers = SENT | {"Cookie": cookies, "X-CSRF": csrf, "Idempotency-Key": "0123456789abcdef"}
    offer = {"files": [{"content_type": "image/jpeg", "bytes": len(picture)}]}
    [form] = call(f"{stack.candidate}/api/uploads", json.dumps(offer).encode(), **_named(headers)).json["uploads"]
    body, boundary = _multipart(form["fields"], picture)
    posted = call(form["url"], body, Content_Type=f"multipart/form-data; boundary={boundary}")
    assert posted.status in (200, 201, 204)
    done = call(
        f"{stack.candidate}/api/uploads/{form['id']}/complete",
        json.dumps({"token": form["token"]}).encode(),
        **_named(headers),
    )
    shown = call(done.json["url"])
    assert shown.status == 200
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert form["url"].startswith(stack.candidate)


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("-", "_"): value for name, value in headers.items()}


def _signed_in(stack: Stack, key: str) -> tuple[str, str]:
    """The cookies and the CSRF token of a session."""
    drawn = call(f"{stack.candidate}/api/session/captcha", b"{}", **_named(SENT))
    browser = drawn.headers["Set-Cookie"].partition(";")[0]
    id_ = drawn.json["id"]
    digits = call(f"{stack.candidate}/local/captcha/{id_}").body.decode()
    person = stack.people[key]
    form = {"id_number": person["id_number"], "password": person["password"], "captcha_id": id_, "captcha": digits}
    answer = call(f"{stack.candidate}/api/session", json.dumps(form).encode(), **_named(SENT | {"Cookie": browser}))
    assert answer.json["name"] == person["name"]
    cookies = [cookie.partition(";")[0] for cookie in answer.headers.get_all("Set-Cookie", [])]
    return "; ".join(cookies), str(answer.headers["X-CSRF"])


def _jpeg() -> bytes:
    from infra import demo_pictures

    return demo_pictures.certificate("演示", "张三·演示", ("证书编号 1",))


def _multipart(fields: dict[str, str], file: bytes) -> tuple[bytes, str]:
    boundary = "kaoji-test-boundary"
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
    return b"".join([*parts, head.encode(), file, f"\r\n--{boundary}--\r\n".encode()]), boundary
