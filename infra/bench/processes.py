"""A process of its own for what is measured: nothing before it warms it up, fills its memory or changes its clock."""

import os
import subprocess
import sys
from pathlib import Path

from infra.environment import LOCAL_KEYS, Place, variables

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
PLACE = Place(stage="bench", candidate_origin="https://bench.example.org", console_origin="https://b.example.org")


def command(part: str, *arguments: str) -> list[str]:
    """Runs `child(*arguments)` of a part."""
    return [sys.executable, str(FOLDER), part, "--child", *arguments]


def output(part: str, *arguments: str, given: bytes | None = None) -> str:
    """What the child printed. Raises RuntimeError with its last words, KilledError if it was killed."""
    done = subprocess.run(command(part, *arguments), input=given, capture_output=True, check=False)
    if done.returncode == -9:
        raise KilledError
    if done.returncode:
        raise RuntimeError(done.stderr.decode()[-2_000:])
    return done.stdout.decode()


class KilledError(RuntimeError):
    """By a signal that nothing can catch."""


def environment() -> dict[str, str]:
    """Settings of the place that parts measure in, read when chalicelib is imported; nothing of the shell's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KAOJI_", "AWS_"))}
    return kept | variables(PLACE) | LOCAL_KEYS
