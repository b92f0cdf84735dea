"""Publishes the two hosts' files: assets first, pages last, so that a page never names what is not there yet."""

import io
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from infra.deploy.target import ROOT, Choices, Target
from infra.headers import content_type, lifetime

Files = dict[str, bytes]
# What the minute function publishes, and nobody else.
PUBLISHED = "data/"
_HEAD = re.compile(rb"<head>\n?")


def build(chosen: Choices) -> Files:
    """Both hosts by `candidate/…` and `console/…`. Raises CalledProcessError with what the generator said."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            str(ROOT / "site" / "build.py"),
            "--config",
            str(ROOT / chosen.site),
            "--out",
            folder,
        ]
        subprocess.run(command, check=True, capture_output=True, text=True)
        files = [path for path in sorted(Path(folder).rglob("*")) if path.is_file()]
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def with_policies(files: Files, policies: dict[str, str]) -> Files:
    """For an edge that cannot send headers: pages bring their policy along, as far as a page can."""
    return {name: _with_policy(body, policies[name.partition("/")[0]], name) for name, body in files.items()}


def _with_policy(body: bytes, policy: str, name: str) -> bytes:
    """`frame-ancestors` is for headers only; cookies that are `SameSite=Strict` stay out of foreign frames anyway."""
    if not name.endswith(".html"):
        return body
    own = "; ".join(part for part in policy.split("; ") if not part.startswith("frame-ancestors"))
    tags = f'<meta http-equiv="Content-Security-Policy" content="{own}"><meta name="referrer" content="no-referrer">'
    return _HEAD.sub(lambda head: head[0] + tags.encode() + b"\n", body, count=1)


def key_of(name: str) -> str:
    """`candidate/login/index.html` is stored as `candidate/login/`: no edge has to add a name."""
    return name.removesuffix("index.html") if name.count("/") > 1 else name


def addresses(files: Files, host: str) -> list[str]:
    """Paths that this host answers."""
    return sorted("/" + key_of(name).removeprefix(f"{host}/") for name in files if name.startswith(f"{host}/"))


def publish(target: Target, chosen: Choices, files: Files) -> tuple[int, int]:
    """How many files were written and removed. Assets stay for good: a page that is open somewhere may want them."""
    client, bucket = target.client("s3"), target.names(chosen)["BucketSite"]
    for name in sorted(files, key=_order):
        headers = {"ContentType": content_type(name), "CacheControl": lifetime(name)}
        client.put_object(Bucket=bucket, Key=key_of(name), Body=files[name], **headers)
    current = {key_of(name) for name in files}
    left = [key for key in _keys(client, bucket) if key not in current and not _stays(key)]
    for key in left:
        client.delete_object(Bucket=bucket, Key=key)
    return len(files), len(left)


def _order(name: str) -> tuple[bool, bool, str]:
    return name.endswith(".html"), "/assets/" not in name, name


def _stays(key: str) -> bool:
    return key.startswith(PUBLISHED) or "/assets/" in key


def _keys(client: Any, bucket: str) -> list[str]:
    pages = client.get_paginator("list_objects_v2").paginate(Bucket=bucket)
    return [one["Key"] for page in pages for one in page.get("Contents", ())]


def packed(files: Files) -> bytes:
    """As the state bucket keeps it for a rollback."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return out.getvalue()


def unpacked(archive: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(archive)) as found:
        return {name: found.read(name) for name in found.namelist()}
