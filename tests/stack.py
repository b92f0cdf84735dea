"""The local stack in a process of its own, as `make run` starts it, on free ports."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyotp

ROOT = Path(__file__).parents[1]
_UP_WITHIN, _DOWN_WITHIN, _STEP = 120.0, 30.0, 30


@dataclass
class Stack:
    """`people` by key (`zhangsan` …) and `staff` by account, as `--describe` writes them."""

    candidate: str
    console: str
    paygate: str
    people: dict[str, dict[str, str]]
    staff: dict[str, dict[str, str]]
    process: "subprocess.Popen[str]"
    log: Path
    used: dict[str, int] = field(default_factory=dict)
    heard: int = 0

    def code(self, account: str) -> str:
        """A one-time code that was not used before; waits when both of this minute's are spent."""
        step = max(int(time.time()) // _STEP, self.used.get(account, 0) + 1)
        time.sleep(max(0.0, (step - 1) * _STEP - time.time()))
        self.used[account] = step
        return pyotp.TOTP(self.staff[account]["secret"]).generate_otp(step)

    def message(self, ending: str) -> str:
        """The last text message to a number with this ending, as the stack prints it."""
        printed = self.log.read_text("utf-8")[self.heard :].splitlines()
        return [line for line in printed if line.startswith(f"短信 → 尾号 {ending}：")][-1]

    def rewind(self) -> None:
        """Everything stored is what it was when the stack came up: no codes spent, no messages sent."""
        urllib.request.urlopen(f"{self.candidate}/local/rewind", timeout=_UP_WITHIN).close()  # noqa: S310
        self.used, self.heard = {}, len(self.log.read_text("utf-8"))

    def stop(self) -> int:
        """Ctrl-C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(_DOWN_WITHIN)


def free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def command(ports: tuple[int, int], *more: str) -> list[str]:
    return [sys.executable, "-m", "infra", "run", "--port", str(ports[0]), "--console-port", str(ports[1]), *more]


@contextmanager
def running(*more: str) -> Iterator[Stack]:
    """Up, and gone afterwards; what it printed is in the error when it does not come up."""
    with tempfile.TemporaryDirectory(prefix="kaoji-") as folder:
        described, log = Path(folder) / "stack.json", Path(folder) / "log"
        with log.open("w") as out:
            process = subprocess.Popen(
                command(free_ports(), "--describe", str(described), *more),
                cwd=ROOT,
                env={name: value for name, value in os.environ.items() if not name.startswith(("KAOJI_", "AWS_"))},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                text=True,
            )
        try:
            yield _stack(_described(process, described, log), process, log)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(_DOWN_WITHIN)


def _described(process: "subprocess.Popen[str]", described: Path, log: Path) -> dict[str, Any]:
    deadline = time.monotonic() + _UP_WITHIN
    while process.poll() is None and time.monotonic() < deadline:
        if described.exists():
            found: dict[str, Any] = json.loads(described.read_text("utf-8"))
            return found
        time.sleep(0.05)
    process.kill()
    raise RuntimeError(f"the local stack did not come up:\n{log.read_text('utf-8')[-4000:]}")


def _stack(told: dict[str, Any], process: "subprocess.Popen[str]", log: Path) -> Stack:
    return Stack(
        candidate=told["candidate_origin"],
        console=told["console_origin"],
        paygate=told["paygate"],
        people={person["key"]: person for person in told["people"]},
        staff={member["account"]: member for member in told["staff"]},
        process=process,
        log=log,
    )
