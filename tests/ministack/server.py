"""Starts ministack on a free port and ends it: an engine that isolates threads and checks signed uploads."""

import os
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import botocore.session
from botocore.config import Config

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / ".venv-ministack" / "bin" / "ministack"
KEYS = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
_STARTS_WITHIN, _ENDS_WITHIN, _TRIES = 30.0, 5.0, 3


class UnavailableError(RuntimeError):
    """ministack is not installed or does not start: a failure of the run, never a reason to skip."""


@contextmanager
def running() -> Iterator[str]:
    """The endpoint's address. Another program may take the free port first: then another port is tried."""
    if not PROGRAM.exists():
        raise UnavailableError(f"{PROGRAM} is missing: run `make ministack`")
    with tempfile.TemporaryDirectory(prefix="ministack-") as folder:
        process, url = _started(Path(folder))
        try:
            yield url
        finally:
            _end(process)


def _started(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    for _ in range(_TRIES):
        port = _free_port()
        process = _launched(folder, port)
        url = f"http://127.0.0.1:{port}"
        if _is_up(process, url):
            return process, url
        _end(process)
    raise UnavailableError((folder / "log").read_text("utf-8", "replace")[-2_000:])


def _launched(folder: Path, port: int) -> subprocess.Popen[bytes]:
    surroundings = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    mine = {"BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(port), "AUTH": "true", "SFTP_ENABLED": "0"}
    places = {"HOME": str(folder), "TMPDIR": str(folder), "LOG_LEVEL": "WARNING"}
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            [str(PROGRAM)],
            cwd=folder,
            env=surroundings | mine | places,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _is_up(process: subprocess.Popen[bytes], url: str) -> bool:
    """Whether our own process, not a stranger on that port, answers in time."""
    deadline = time.monotonic() + _STARTS_WITHIN
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{url}/_ministack/health", timeout=2) as answer:  # noqa: S310 - our own
                return bool(answer.status == 200) and process.poll() is None
        except (OSError, urllib.error.URLError):
            time.sleep(0.05)
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(_ENDS_WITHIN)


def client(service: str, url: str, **options: Any) -> Any:
    """A client of ministack in the region of the tests; `options` go into botocore's Config."""
    session = botocore.session.get_session()
    config = Config(**options)
    return session.create_client(service, region_name="us-east-1", endpoint_url=url, config=config, **KEYS)
