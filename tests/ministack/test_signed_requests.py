"""S9: what S3 itself lets through of our forms and links; moto would let everything through."""

import base64
import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.domain import uploads
from chalicelib.domain.credentials import Picture
from chalicelib.domain.ids import Cid, UploadId
from chalicelib.domain.instants import Instant
from chalicelib.domain.uploads import Offer
from chalicelib.settings import SETTINGS
from chalicelib.storage import clients, presigned, signing
from chalicelib.storage.presigned import Form
from tests import corpus
from tests.ministack import server

NOW = Instant(1_796_090_400_000)
CID = Cid("0" * 31 + "1")
PICTURE = Picture(id=UploadId("a" * 32), sha256="b" * 64, pixels="c" * 64, width=800, height=600, bytes=9, hints=())
STRANGER = "eve/20260101/us-east-1/s3/aws4_request"


@pytest.fixture(scope="module")
def s3(ministack: str) -> Any:
    made = server.client("s3", ministack, signature_version="s3v4", s3={"addressing_style": "path"})
    for bucket in (SETTINGS.uploads, SETTINGS.accepted):
        made.create_bucket(Bucket=bucket)
    for key in (presigned.accepted_key(PICTURE), presigned.thumb_key(PICTURE)):
        made.put_object(Bucket=SETTINGS.accepted, Key=key, Body=b"our jpeg", ContentType="image/jpeg")
    return made


@pytest.fixture(autouse=True)
def ours(s3: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Our generators sign for ministack; the slip's own signature is not the matter here."""
    monkeypatch.setattr(clients, "s3", lambda: s3)
    monkeypatch.setattr(signing, "sign", lambda *_: "token")


def form(content_type: str = "image/jpeg") -> Form:
    entropy = time.monotonic_ns().to_bytes(16)
    return presigned.form(uploads.slip(CID, Offer(content_type, 1), NOW, entropy), NOW)


def changed(made: Form, **fields: str | None) -> dict[str, str]:
    """Fields of the form; None drops one, `__` stands for a dash."""
    named = made.fields | {name.replace("__", "-"): value for name, value in fields.items()}
    return {name: value for name, value in named.items() if value is not None}


def post(url: str, fields: dict[str, str], data: bytes) -> int:
    """As a browser sends it: multipart, the file last."""
    border = "----kaoji"
    body = b"".join(
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    )
    body += f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n'.encode()
    body += b"Content-Type: image/jpeg\r\n\r\n" + data + f"\r\n--{border}--\r\n".encode()
    return send("POST", url, body, {"Content-Type": f"multipart/form-data; boundary={border}"})[0]


def send(method: str, url: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> tuple[int, Any]:
    request = urllib.request.Request(url, body, headers or {}, method=method)  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return answer.status, answer
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused


def stored(s3: Any, key: str) -> bytes | None:
    try:
        found: bytes = s3.get_object(Bucket=SETTINGS.uploads, Key=key)["Body"].read()
    except s3.exceptions.NoSuchKey:
        return None
    return found


@pytest.mark.parametrize("content_type", uploads.TYPES)
def test_a_picture_arrives(s3: Any, content_type: str) -> None:
    made = form(content_type)
    data = corpus.jpeg(200, 150)
    assert post(made.url, made.fields, data) in (200, 204)
    assert stored(s3, made.fields["key"]) == data


def test_a_picture_of_exactly_one_mebibyte_arrives(s3: Any) -> None:
    made = form()
    assert post(made.url, made.fields, b"x" * corpus.MIB) in (200, 204)


def rewritten(made: Form) -> str:
    """The policy with a wider size, still under the old signature."""
    policy = json.loads(base64.b64decode(made.fields["policy"]))
    policy["conditions"] = [
        ["content-length-range", 1, 99_999_999] if "content-length-range" in one else one
        for one in policy["conditions"]
    ]
    return base64.b64encode(json.dumps(policy).encode()).decode()


BAD_POSTS: dict[str, Callable[[Form], tuple[dict[str, str], bytes]]] = {
    "one byte too many": lambda made: (made.fields, b"x" * (corpus.MIB + 1)),
    "empty": lambda made: (made.fields, b""),
    "another key": lambda made: (changed(made, key="incoming/" + "f" * 32), b"x"),
    "a key below ours": lambda made: (changed(made, key=made.fields["key"] + "/../other"), b"x"),
    "another type": lambda made: (changed(made, Content__Type="text/html"), b"x"),
    "no type": lambda made: (changed(made, Content__Type=None), b"x"),
    "a forged signature": lambda made: (changed(made, x__amz__signature="0" * 64), b"x"),
    "no signature": lambda made: (changed(made, policy=None, x__amz__signature=None), b"x"),
    "a wider policy": lambda made: (changed(made, policy=rewritten(made)), b"x"),
    "another access key": lambda made: (
        changed(made, x__amz__credential=STRANGER),
        b"x",
    ),
    "a public object": lambda made: (changed(made, acl="public-read"), b"x"),
}


@pytest.mark.parametrize("name", BAD_POSTS)
def test_any_other_post_is_refused(s3: Any, name: str) -> None:
    made = form()
    fields, data = BAD_POSTS[name](made)
    assert 400 <= post(made.url, fields, data) < 500
    assert stored(s3, fields["key"]) is None


def test_a_form_ends(s3: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presigned, "POST_SECONDS", -1)
    made = form()
    assert 400 <= post(made.url, made.fields, b"x") < 500
    assert stored(s3, made.fields["key"]) is None


@pytest.fixture
def link() -> presigned.Link:
    [made] = presigned.links([PICTURE])
    return made


@pytest.fixture(params=["url", "thumb_url"])
def url(request: pytest.FixtureRequest, link: presigned.Link) -> str:
    return str(getattr(link, request.param))


def test_a_link_shows_our_picture_and_nothing_else(url: str) -> None:
    status, answer = send("GET", url)
    assert status == 200
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Disposition"] == "inline"


BAD_LINKS: dict[str, tuple[str, Callable[[str], str]]] = {
    "a forged signature": ("GET", lambda url: re.sub("Signature=[0-9a-f]{4}", "Signature=0000", url)),
    "another access key": ("GET", lambda url: url.replace("Credential=test", "Credential=eve")),
    "another picture": ("GET", lambda url: url.replace("accepted/", "thumb/")),
    "another bucket": ("GET", lambda url: url.replace(SETTINGS.accepted, SETTINGS.uploads)),
    "a longer life": ("GET", lambda url: url.replace("X-Amz-Expires=60", "X-Amz-Expires=604800")),
    "another type": ("GET", lambda url: url.replace("image%2Fjpeg", "text%2Fhtml")),
    "no signature": ("GET", lambda url: url.partition("?")[0]),
    "writing": ("PUT", lambda url: url),
    "deleting": ("DELETE", lambda url: url),
}


@pytest.mark.parametrize("name", BAD_LINKS)
def test_any_other_link_is_refused(s3: Any, link: presigned.Link, name: str) -> None:
    method, change = BAD_LINKS[name]
    assert change(link.url) != link.url or method != "GET"
    assert 400 <= send(method, change(link.url), b"x" if method == "PUT" else None)[0] < 500
    key = presigned.accepted_key(PICTURE)
    assert s3.get_object(Bucket=SETTINGS.accepted, Key=key)["Body"].read() == b"our jpeg"


def test_a_link_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presigned, "LINK_SECONDS", 1)
    [made] = presigned.links([PICTURE])
    time.sleep(2.1)
    assert send("GET", made.url)[0] == 403
